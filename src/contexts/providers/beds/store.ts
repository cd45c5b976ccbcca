import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { BedKind } from '../model.ts'

/** A bed as the database keeps it. */
export type BedRow = {
  id: string
  site: string
  code: string
  kind: BedKind
  room: string | null
  floor: number | null
  rentFen: number | null
  openedOn: string
  closedOn: string | null
}

/** What a bed is over some days; `until` is the first day after it, null without end. */
export type PeriodRow = {
  id: string
  bed: string
  state: 'occupied' | 'reserved' | 'closed'
  from: string
  until: string | null
  person: string | null
  shown: string | null
  note: string | null
}

export const BED: Sql = sql`b.id, b.site, b.code, b.kind, b.room, b.floor, b.rent_fen "rentFen", b.opened_on "openedOn", b.closed_on "closedOn"`
export const PERIOD: Sql = sql`q.id, q.bed, q.state, lower(q.during) "from", upper(q.during) "until", q.person, q.shown, q.note`

/** @throws Refusal `bed.missing` */
export async function bedWith(tx: Tx, id: string, lock = false): Promise<BedRow> {
  const row = await tx.maybe<BedRow>(sql`select ${BED} from providers.bed b
    where b.jurisdiction = ${tx.actor.jurisdiction} and b.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null) throw refuse('bed.missing', { zh: '没有这张床位', en: 'There is no such bed' }, { kind: 'missing' })
  return row
}

/** Who lives in some sites on a day (occupied beds), by bed. One statement. */
export async function staysOn(
  tx: Tx,
  sites: readonly string[],
  day: string,
): Promise<(PeriodRow & { bedCode: string; site: string })[]> {
  if (sites.length === 0) return []
  return tx.rows(sql`select ${PERIOD}, b.code "bedCode", b.site from providers.bed b
    join providers.bed_period q on q.jurisdiction = b.jurisdiction and q.bed = b.id and q.state = 'occupied' and q.during @> ${day}::date
    where b.jurisdiction = ${tx.actor.jurisdiction} and b.site = any(${sites as string[]}::uuid[]) order by b.code`)
}
