import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { may } from '../../../platform/db/index.ts'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { accountNames, workingAccounts } from '../../../platform/identity/index.ts'
import { assignCells, cellsOf, drawCells, type GridCell, gridCells, regionNames } from '../../territory/index.ts'
import { cellCounts } from '../cells.ts'
import type { PeopleDesk } from '../desk.ts'
import { demandPlace } from '../scope.ts'
import { Day, Region, Uuid } from './schemas.ts'

/** A cell as its page lists it. */
export type GridLine = GridCell & { regionName: string; staffNames: string[]; persons: number }

/** The service grid: cells, who looks after them, how many persons live in each. */
export function gridRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/people/cells',
      summary: { zh: '网格：范围、网格员、人数', en: 'Grid cells: place, staff, how many persons' },
      permission: 'people.use',
      query: Type.Object({ region: Type.Optional(Region) }),
      handle: async (tx, { query }) => {
        const day = today(tx.now.getTime())
        const wide = may(tx.actor, 'people.read')
        const asked = query.region?.replace(/(000)+$/, '') ?? tx.actor.region
        const all = await gridCells(tx, day, wide && asked.startsWith(tx.actor.region) ? asked : tx.actor.region)
        const mine = new Set(wide ? [] : await cellsOf(tx, tx.actor.id, day))
        const shown = wide ? all : all.filter((cell) => mine.has(cell.id))
        const counts = await cellCounts(tx, desk)
        const names = await accountNames(
          tx,
          shown.flatMap((cell) => cell.staff),
        )
        const regions = await regionNames(
          tx,
          shown.map((cell) => cell.region),
          day,
        )
        return {
          items: shown.map(
            (cell): GridLine => ({
              ...cell,
              regionName: regions.get(cell.region) ?? cell.region,
              staffNames: cell.staff.map((id) => names.get(id) ?? id),
              persons: counts.get(cell.id) ?? 0,
            }),
          ),
        }
      },
    }),
    read({
      method: 'GET',
      url: '/api/people/cells/workers',
      summary: { zh: '可以安排的账号', en: 'Accounts that may look after cells' },
      permission: 'grid.manage',
      handle: async (tx) => ({ items: await workingAccounts(tx), next: null }),
    }),
    command({
      method: 'POST',
      url: '/api/people/cells',
      summary: { zh: '划定网格', en: 'Draw a grid cell' },
      permission: 'grid.manage',
      status: 201,
      body: Type.Object({
        code: Type.String({ minLength: 2, maxLength: 30 }),
        name: Type.String({ minLength: 2, maxLength: 60 }),
        region: Type.String({ pattern: '^[0-9]{12}$' }),
        dwellings: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 500 }),
        from: Day,
      }),
      handle: async (tx, { body }) => {
        await demandPlace(tx, { region: body.region, cell: null })
        const ids = await drawCells(tx, [body], body.from)
        return { id: ids.get(body.code) }
      },
    }),
    command({
      method: 'POST',
      url: '/api/people/cells/staff',
      summary: { zh: '安排网格员', en: 'Say which cells an account looks after' },
      permission: 'grid.manage',
      body: Type.Object({ account: Uuid, cells: Type.Array(Uuid, { maxItems: 50 }), from: Day }),
      handle: async (tx, { body }) => void (await assignCells(tx, body.account, body.cells, body.from)),
    }),
  ]
}
