import type { AnyRoute } from '../../http/index.ts'
import type { Desk } from '../desk.ts'
import { caseRoutes } from './cases.ts'
import { guideRoutes } from './guides.ts'
import { paperRoutes } from './papers.ts'
import { publicRoutes } from './public.ts'

/** Every route of the procedures. */
export function procedureRoutes(desk: Desk): AnyRoute[] {
  return [...guideRoutes(desk), ...caseRoutes(desk), ...publicRoutes(desk), ...paperRoutes(desk)]
}
