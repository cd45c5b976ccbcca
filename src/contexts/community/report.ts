import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { reachOf, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { visitsView } from './venues/visits.ts'

/** Payload of `community.figures.reported`: yearly figures of the whole government, counted from what was entered here. */
export type CommunityFiguresReported = {
  year: number
  figures: { item: 'culture-visits' | 'culture-area'; value: number }[]
}

/**
 * Reports visits or building area of the cultural venues to the yearly ledger (上报年度数). An open venue nobody counted, or without an area,
 * leaves the figure unknown: nothing is reported then. Reported again, the new figure takes the place of the old one, which stays on record.
 *
 * @throws Refusal `report.whole`, `report.year`, `report.unknown`
 */
export async function reportYear(
  tx: Tx,
  input: { year: number; what: 'visits' | 'area' },
): Promise<CommunityFiguresReported> {
  const { region, jurisdiction } = tx.actor
  if (region !== '*' && region !== reachOf(jurisdiction))
    throw refuse(
      'report.whole',
      { zh: '年度数由县级统一上报', en: 'Yearly figures are reported for the whole county' },
      { kind: 'forbidden', next: { zh: '请由县级主管部门上报', en: 'Ask the county department' } },
    )
  if (input.year > Number(today(tx.now.getTime()).slice(0, 4)))
    throw refuse('report.year', { zh: '年度在今年之后', en: 'The year lies in the future' }, { at: '/year' })
  const view = await visitsView(tx, input.year)
  const [value, unknown] = input.what === 'visits' ? [view.visits, view.unknown] : [view.area.total, view.area.unknown]
  if (value === null || unknown > 0)
    throw refuse(
      'report.unknown',
      {
        zh: `还有 ${unknown} 处开放场馆没有${input.what === 'visits' ? '人次' : '建筑面积'}，不能上报`,
        en: `${unknown} open venues have no ${input.what === 'visits' ? 'visits' : 'area'} on record, so nothing can be reported`,
      },
      { kind: 'conflict', params: { unknown }, next: { zh: '请先补全', en: 'Complete them first' } },
    )
  const item = input.what === 'visits' ? ('culture-visits' as const) : ('culture-area' as const)
  const told: CommunityFiguresReported = { year: input.year, figures: [{ item, value }] }
  await record(tx, {
    action: 'community.figures.report',
    subject: { kind: 'jurisdiction', id: jurisdiction },
    detail: told,
  })
  await emit(tx, 'community.figures.reported', told)
  return told
}
