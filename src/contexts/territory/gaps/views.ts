import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { workdaysBetween } from '../../../kernel/workdays.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { may, type Sql, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { regionNames } from '../regions/views.ts'
import { standardFamilies } from '../standards/store.ts'
import type { GapHappening, GapLine, GapView } from './model.ts'
import { shortfalls } from './shortfalls.ts'

type Row = Omit<GapLine, 'regionName' | 'town' | 'townName' | 'overdueWorkdays' | 'unplanned' | 'familyTitle'> & {
  jurisdiction: string
}

const GAP: Sql = sql`g.jurisdiction, g.id, g.region, g.family, g.line, g.title, g.unit, g.clause, g.opened_on as "openedOn", g.required, g.measured, g.missing,
  g.checked_on as "checkedOn", g.owner_unit as "ownerUnit", g.method, g.planned_on as "plannedOn", g.cost_fen as "costFen", g.share, g.note, g.state,
  g.closed_on as "closedOn", g.times_opened as "timesOpened", g.revision`

async function linesOf(tx: Tx, rows: readonly Row[]): Promise<GapLine[]> {
  const day = today(tx.now.getTime())
  const towns = rows.map((row) => row.region.slice(0, 9).padEnd(12, '0'))
  const names = await regionNames(tx, [...rows.map((row) => row.region), ...towns], day)
  const holidays = await calendar(tx)
  const families = new Map((await standardFamilies(tx)).map((family) => [family.code, family.title]))
  return rows.map(({ jurisdiction: _home, ...row }) => {
    const town = row.region.slice(0, 9).padEnd(12, '0')
    const late = row.state === 'open' && row.plannedOn !== null && row.plannedOn < day
    return {
      ...row,
      regionName: names.get(row.region) ?? row.region,
      town,
      townName: names.get(town) ?? town,
      familyTitle: families.get(row.family) ?? { zh: row.family, en: row.family },
      overdueWorkdays: late ? workdaysBetween(holidays, row.plannedOn!, day).days : 0,
      unplanned: row.state === 'open' && (row.ownerUnit === null || row.method === null || row.plannedOn === null),
    }
  })
}

export type GapFilter = {
  region?: string | undefined
  state?: 'open' | 'closed' | undefined
  /** Only open ones past their date. */
  overdue?: boolean | undefined
}

/** Gap items by town and community. Four statements. */
export async function gapList(tx: Tx, filter: GapFilter = {}): Promise<{ items: GapLine[] }> {
  const rows =
    await tx.rows<Row>(sql`select ${GAP} from territory.gap_item g where g.jurisdiction = ${tx.actor.jurisdiction}
      and starts_with(g.region, ${filter.region ?? ''}) and (${filter.state ?? null}::text is null or g.state = ${filter.state ?? null})
    order by g.region, g.family, g.line`)
  const items = await linesOf(tx, rows)
  return { items: filter.overdue === true ? items.filter((item) => item.overdueWorkdays > 0) : items }
}

/**
 * One item with everything that happened and how its line stands today.
 *
 * @throws Refusal `gap.missing`
 */
export async function gapView(tx: Tx, id: string): Promise<GapView> {
  const row = await tx.maybe<Row>(sql`select ${GAP} from territory.gap_item g where g.id = ${id}`)
  if (row === null)
    throw refuse('gap.missing', { zh: '没有这个短板项', en: 'There is no such gap item' }, { kind: 'missing' })
  const [line] = await linesOf(tx, [row])
  const happenings =
    await tx.rows<GapHappening>(sql`select id, act, detail, note, done_by as by, done_at as at from territory.gap_happening
    where gap = ${id} order by done_at desc, id desc`)
  const name = await actorNames(
    tx,
    happenings.map((each) => each.by),
  )
  const now = (await shortfalls(tx, row.family, row.region)).find(
    (each) => each.region === row.region && each.line === row.line,
  )
  const own = row.jurisdiction === tx.actor.jurisdiction && worksIn(tx.actor, row.region)
  return {
    ...line!,
    happenings: happenings.map((each) => ({ ...each, by: name(each.by) })),
    now: now ?? null,
    may: { plan: own && may(tx.actor, 'gate.decide'), report: own && may(tx.actor, 'register.write') },
  }
}
