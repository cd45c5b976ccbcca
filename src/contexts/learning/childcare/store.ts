import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { ClassKind, ClassLimit, Stay } from './rules.ts'

/** A class as the database keeps it. */
export type ClassRow = {
  id: string
  facility: string
  region: string
  kind: ClassKind
  name: string
  places: number
  carers: number
  openedOn: string
  closedOn: string | null
  revision: number
}

export type EnrolmentRow = Stay & { id: string; class: string; child: string; endedReason: string | null }

export type ApplicationRow = {
  id: string
  number: string
  facility: string
  region: string
  kind: ClassKind
  child: string
  priority: number
  draw: string | null
  rank: number | null
  state: 'waiting' | 'enrolled' | 'withdrawn'
  at: string
}

const CLASS: Sql = sql`c.id, c.facility, c.region, c.kind, c.name, c.places, c.carers, c.opened_on "openedOn", c.closed_on "closedOn", c.revision`
const ENROLMENT: Sql = sql`e.id, e.class, e.child, lower(e.during) "from", upper(e.during) "until", e.ended_reason "endedReason"`
const APPLICATION: Sql = sql`a.id, a.number, a.facility, a.region, a.kind, a.child, a.priority, a.draw, a.rank, a.state, a.recorded_at "at"`

/** All limits on record, of every region and date. One statement. */
export async function classLimits(tx: Tx): Promise<ClassLimit[]> {
  return tx.rows<ClassLimit>(sql`select kind, region, age_from "ageFrom", age_until "ageUntil", most, per_carer "perCarer", basis,
      valid_from "validFrom", valid_until "validUntil" from learning.class_limit order by kind, region, valid_from`)
}

/** A class, held until the transaction ends: who enrols or changes it meanwhile waits. @throws Refusal `childcare.class-missing` */
export async function lockClass(tx: Tx, id: string): Promise<ClassRow> {
  const row = await tx.maybe<ClassRow>(
    sql`select ${CLASS} from learning.class c where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id} for update`,
  )
  if (row === null)
    throw refuse('childcare.class-missing', { zh: '没有这个班', en: 'There is no such class' }, { kind: 'missing' })
  return row
}

/** Classes in an area, of one facility if it is named, in the order of their names. One statement. */
export async function classesWhere(tx: Tx, where: Sql): Promise<ClassRow[]> {
  return tx.rows<ClassRow>(sql`select ${CLASS} from learning.class c
    where c.jurisdiction = ${tx.actor.jurisdiction} and ${where} order by c.facility, c.opened_on, c.name`)
}

/** Enrolments of classes that end on or after a day or not at all. One statement. */
export async function enrolmentsOf(tx: Tx, classes: readonly string[], since: string): Promise<EnrolmentRow[]> {
  if (classes.length === 0) return []
  return tx.rows<EnrolmentRow>(sql`select ${ENROLMENT} from learning.enrolment e
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.class = any(${[...classes]}::uuid[])
      and (upper_inf(e.during) or upper(e.during) > ${since}::date) order by lower(e.during), e.id`)
}

/** Who waits at a facility for a kind of class; held until the transaction ends if asked. One statement. */
export async function waitingAt(
  tx: Tx,
  at: { facility: string; kind?: ClassKind },
  lock = false,
): Promise<ApplicationRow[]> {
  return tx.rows<ApplicationRow>(sql`select ${APPLICATION} from learning.application a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.facility = ${at.facility} and a.state = 'waiting'
      and (${at.kind ?? null}::text is null or a.kind = ${at.kind ?? null}) order by a.id ${lock ? sql`for update` : sql``}`)
}

/** @throws Refusal `childcare.application-missing` */
export async function lockApplication(tx: Tx, id: string): Promise<ApplicationRow> {
  const row = await tx.maybe<ApplicationRow>(sql`select ${APPLICATION} from learning.application a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.id = ${id} for update`)
  if (row === null)
    throw refuse(
      'childcare.application-missing',
      { zh: '没有这个报名', en: 'There is no such application' },
      { kind: 'missing' },
    )
  return row
}

/** How many wait, by facility and kind, and how many of them stand in the line and not before a draw. One statement. */
export async function waitingCounts(
  tx: Tx,
  where: Sql,
): Promise<{ facility: string; kind: ClassKind; waiting: number; inLine: number }[]> {
  return tx.rows(sql`select a.facility, a.kind, count(*)::int waiting,
      (count(*) filter (where a.draw is null or a.rank is not null))::int "inLine"
    from learning.application a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.state = 'waiting' and ${where} group by a.facility, a.kind`)
}
