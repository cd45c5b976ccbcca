import { addDays, addYears, today } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { type InForce, inScope, parametersInForce, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonCard, personCards, personsWhere } from '../../people/index.ts'
import { type Persons, population } from '../../territory/index.ts'
import { type Presence, regularsOf } from './rules.ts'

export type CourseLine = {
  id: string
  code: string
  name: string
  facility: string
  facilityName: string
  startsOn: string
  endsOn: string
  capacity: number | null
  learners: number
  sessions: number
  /** Distinct persons with a file who came at least once. */
  persons: number
  personTimes: number
  /** Sessions whose guests nobody counted. */
  uncounted: number
  lastOn: string | null
}

/** Courses that run or ran within a year. One statement. */
export async function courseLines(tx: Tx): Promise<CourseLine[]> {
  const since = addYears(today(tx.now.getTime()), -1)
  return tx.rows<CourseLine>(sql`select c.id, c.code, c.name, c.facility, c.facility_name "facilityName", c.starts_on "startsOn", c.ends_on "endsOn", c.capacity,
      (select count(*)::int from learning.learner l where l.jurisdiction = c.jurisdiction and l.course = c.id and l.left_on is null) learners,
      s.sessions, s.persons, s."personTimes", s.uncounted, s."lastOn"
    from learning.course c, lateral (
      select count(distinct s.id)::int sessions, count(distinct a.person)::int persons,
        (count(a.person) + coalesce((select sum(g.guests) from learning.session g where g.jurisdiction = c.jurisdiction and g.course = c.id), 0))::int "personTimes",
        (select count(*)::int from learning.session g where g.jurisdiction = c.jurisdiction and g.course = c.id and g.guests is null) uncounted,
        max(s.held_on) "lastOn"
      from learning.session s left join learning.attendance a on a.jurisdiction = s.jurisdiction and a.session = s.id and a.void_at is null
      where s.jurisdiction = c.jurisdiction and s.course = c.id) s
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.ends_on >= ${since}::date and ${inScope(tx, sql`c.region`)}
    order by c.ends_on desc, c.code limit 1000`)
}

/** A course with its learners and sessions. */
export type CourseView = CourseLine & {
  people: { person: string; card: PersonCard | null; since: string; sessions: number }[]
  held: { id: string; heldOn: string; guests: number | null; persons: string[] }[]
}

/** Null when there is no such course in the actor's scope. Names are noted as a reading. */
export async function courseView(tx: Tx, desk: PeopleDesk, id: string): Promise<CourseView | null> {
  const line = (await courseLines(tx)).find((each) => each.id === id)
  if (line === undefined) return null
  const own = tx.actor.jurisdiction
  const people = await tx.rows<{ person: string; since: string; sessions: number }>(sql`select l.person, l.since,
      (select count(*)::int from learning.attendance a join learning.session s on s.jurisdiction = a.jurisdiction and s.id = a.session
        where a.jurisdiction = l.jurisdiction and a.person = l.person and s.course = l.course and a.void_at is null) sessions
    from learning.learner l where l.jurisdiction = ${own} and l.course = ${id} and l.left_on is null order by l.since, l.person`)
  const held = await tx.rows<CourseView['held'][number]>(sql`select s.id, s.held_on "heldOn", s.guests,
      coalesce(array_agg(a.person) filter (where a.person is not null), '{}') persons
    from learning.session s left join learning.attendance a on a.jurisdiction = s.jurisdiction and a.session = s.id and a.void_at is null
    where s.jurisdiction = ${own} and s.course = ${id} group by s.id, s.held_on, s.guests order by s.held_on desc`)
  const cards = await personCards(
    tx,
    desk,
    people.map((each) => each.person),
    '老年教育到课登记',
  )
  return { ...line, people: people.map((each) => ({ ...each, card: cards.get(each.person) ?? null })), held }
}

/** The share of older people who regularly take part in education, with how it was counted (T7). */
export type EducationShare = {
  from: string
  to: string
  least: InForce
  age: InForce
  /** Distinct older persons with enough sessions; numerator. */
  regulars: number
  /** Distinct older persons who came at all. */
  persons: number
  /** Presences of everybody with a file, and guests besides: person-times, not persons. */
  personTimes: number
  guests: number
  /** Sessions whose guests nobody counted. */
  uncounted: number
  /** Persons who came and are younger, or whose age nobody knows: in no share. */
  others: number
  population: Persons
  /** Regulars ÷ inhabitants of the age; null where the population is unknown. */
  share: number | null
}

/** Counts the year that ends on a day. Five statements. */
export async function educationShare(
  tx: Tx,
  desk: PeopleDesk,
  query: { asOf?: string; region?: string },
): Promise<EducationShare> {
  const to = query.asOf ?? today(tx.now.getTime())
  const from = addDays(addYears(to, -1), 1)
  const region = (query.region ?? (tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region)).padEnd(12, '0')
  const prefix = prefixOf(region)
  const of = await parametersInForce(tx, sql`learning.rule`, sql`code`, to)
  const least = of('elder.sessions')
  const age = of('elder.age')
  const presences = await tx.rows<Presence>(sql`select a.person, a.session from learning.attendance a
    join learning.session s on s.jurisdiction = a.jurisdiction and s.id = a.session join learning.course c on c.jurisdiction = s.jurisdiction and c.id = s.course
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.void_at is null and s.held_on between ${from}::date and ${to}::date and starts_with(c.region, ${prefix})`)
  const { guests, uncounted } = await tx.one<{
    guests: number
    uncounted: number
  }>(sql`select coalesce(sum(s.guests), 0)::int guests,
      (count(*) filter (where s.guests is null))::int uncounted
    from learning.session s join learning.course c on c.jurisdiction = s.jurisdiction and c.id = s.course
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.held_on between ${from}::date and ${to}::date and starts_with(c.region, ${prefix})`)
  const old = new Set((await personsWhere(tx, desk, { on: to, ageFrom: age.value })).map((each) => each.person))
  const counted = regularsOf(
    presences.filter((each) => old.has(each.person)),
    least.value,
  )
  const everybody = regularsOf(presences, least.value)
  const people = await population(tx, { region, asOf: to, ageFrom: age.value })
  return {
    from,
    to,
    least,
    age,
    regulars: counted.regulars.size,
    persons: counted.persons,
    personTimes: everybody.personTimes + guests,
    guests,
    uncounted,
    others: everybody.persons - counted.persons,
    population: people,
    share: people.persons === null || people.persons === 0 ? null : counted.regulars.size / people.persons,
  }
}
