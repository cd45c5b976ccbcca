import type { IsoDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import type { ClassKind } from '../model.ts'
import { holderOf } from '../who.ts'
import type { Attended } from './rules.ts'

/** A class as it is kept. */
export type ClassRow = {
  id: string
  code: string
  title: string
  kind: ClassKind
  skill: string | null
  organiser: string
  organisation: string | null
  region: string
  place: string | null
  startsOn: IsoDate
  endsOn: IsoDate
  capacity: number
  leastShare: number
  passMark: number | null
  state: 'open' | 'closed' | 'cancelled'
  closedOn: IsoDate | null
  stateReason: string | null
  revision: number
}

export const CLASS = sql`c.id, c.code, c.title, c.kind, c.skill, c.organiser, c.organisation, c.region, c.place, c.starts_on "startsOn",
  c.ends_on "endsOn", c.capacity, c.least_share "leastShare", c.pass_mark "passMark", c.state, c.closed_on "closedOn",
  c.state_reason "stateReason", c.revision`

/** A class of the area the actor works for. @throws Refusal `class.missing` */
export async function classWith(tx: Tx, id: string, lock = false): Promise<ClassRow> {
  const row = await tx.maybe<ClassRow>(sql`select ${CLASS} from workforce.class c
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id} and ${inScope(tx, sql`c.region`)}
    ${lock ? sql`for update` : sql``}`)
  if (row !== null) return row
  throw refuse('class.missing', { zh: '没有这个培训班', en: 'There is no such class' }, { kind: 'missing' })
}

/** Somebody's place in a class with the marks as they now stand. */
export type LearnerRow = {
  person: string
  channel: string
  casefile: string | null
  state: 'enrolled' | 'withdrawn'
  score: number | null
  attendedTenths: number | null
  completed: boolean | null
  enrolledOn: IsoDate
  /** Newest mark by session number. */
  marks: Record<string, boolean>
}

/** Who is in a class. One statement. */
export async function learnersOf(tx: Tx, id: string): Promise<LearnerRow[]> {
  return tx.rows<LearnerRow>(sql`select e.person, e.channel, e.casefile, e.state, e.score, e.attended_tenths "attendedTenths", e.completed,
      e.enrolled_on "enrolledOn", coalesce(m.marks, '{}') marks
    from workforce.enrolment e
    left join lateral (select json_object_agg(n.session, n.present) marks from (
      select distinct on (a.session) a.session, a.present from workforce.attendance a
      where a.jurisdiction = e.jurisdiction and a.class = e.class and a.person = e.person order by a.session, a.revision desc) n) m on true
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.class = ${id} order by e.recorded_at, e.person`)
}

export type SessionRow = { no: number; heldOn: IsoDate; tenths: number; title: string | null }

/** The sessions of a class in order. One statement. */
export async function sessionsOf(tx: Tx, id: string): Promise<SessionRow[]> {
  return tx.rows<SessionRow>(sql`select no, held_on "heldOn", tenths, title from workforce.session
    where jurisdiction = ${tx.actor.jurisdiction} and class = ${id} order by no`)
}

/** Everybody in closed classes, of one kind or all, persons by the file that remains. One statement. */
export async function attendedOf(tx: Tx, kind?: ClassKind): Promise<(Attended & { kind: ClassKind })[]> {
  return tx.rows<
    Attended & { kind: ClassKind }
  >(sql`select ${holderOf(sql`e`)} person, c.id class, c.ends_on "endedOn", c.code, c.kind,
      coalesce(e.attended_tenths, 0) > 0 attended, coalesce(e.completed, false) completed
    from workforce.class c
    join workforce.enrolment e on e.jurisdiction = c.jurisdiction and e.class = c.id and e.state = 'enrolled'
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.state = 'closed' ${kind === undefined ? sql`` : sql`and c.kind = ${kind}`}`)
}
