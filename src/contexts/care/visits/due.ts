import { addYears, type IsoDate, today } from '../../../kernel/dates.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonSpans, personsBetween, SPECIAL_DIFFICULTY } from '../../people/index.ts'
import type { Risk } from './model.ts'
import { dueOn, lateBy, riskOf } from './rules.ts'
import { type VisitLaw, visitLaw } from './terms.ts'

/** Somebody eligible with when the next visit is due; no name yet. */
export type Due = {
  person: string
  spans: PersonSpans
  risk: Risk
  riskSet: boolean
  last: IsoDate | null
  attempts: number
  due: IsoDate
  late: number
  reached: boolean
  calledBy: string | null
}

/** Eligible from this day on: in a category, and of the age. */
export function eligibleSince(spans: PersonSpans, age: number): IsoDate {
  const from = spans.spans.reduce((first, each) => (each.from < first ? each.from : first), '9999-12-31')
  const old = addYears(spans.born!, age)
  return old > from ? old : from
}

type Contacts = {
  person: string
  last: IsoDate | null
  attempts: number
  reached: boolean
  risk: Risk | null
  calledBy: string | null
}

/** Contacts, set classes and open calls of some persons, or of all. One statement. */
async function contactsOf(
  tx: Tx,
  day: IsoDate,
  persons: readonly string[] | undefined,
): Promise<Map<string, Contacts>> {
  const own = tx.actor.jurisdiction
  const only = persons === undefined ? empty : sql`and person = any(${[...persons]}::uuid[])`
  const rows =
    await tx.rows<Contacts>(sql`select coalesce(v.person, r.person, c.person) person, v.last, coalesce(v.attempts, 0) attempts,
      coalesce(v.last >= ${`${day.slice(0, 7)}-01`}::date, false) reached, r.risk, c.due_at "calledBy"
    from (select person, max(held_on) filter (where answered) "last",
        count(*) filter (where not answered and held_on > coalesce((select max(a.held_on) from care.visit a where a.jurisdiction = v.jurisdiction
          and a.person = v.person and a.answered and a.voided_at is null), '-infinity'))::int attempts
      from care.visit v where jurisdiction = ${own} and voided_at is null and held_on <= ${day}::date ${only} group by jurisdiction, person) v
    full join (select person, risk from care.visit_risk where jurisdiction = ${own} and during @> ${day}::date ${only}) r on r.person = v.person
    full join (select person, min(due_at) due_at from care.visit_call where jurisdiction = ${own} and visit is null ${only} group by person) c
      on c.person = coalesce(v.person, r.person)`)
  return new Map(rows.map((row) => [row.person, row]))
}

/** Who is to be visited and when, in the actor's scope, the most pressing first. Eight statements, however many persons. */
export async function visitsDue(
  tx: Tx,
  desk: PeopleDesk,
  query: { region?: string; persons?: readonly string[] } = {},
): Promise<{ law: VisitLaw; items: Due[] }> {
  const day = today(tx.now.getTime())
  const law = await visitLaw(tx, day)
  const persons = await personsBetween(tx, desk, {
    from: day,
    to: day,
    categories: SPECIAL_DIFFICULTY,
    bornTo: addYears(day, -law.age),
    ...query,
  })
  const contacts = await contactsOf(tx, day, query.persons)
  const items = persons
    .filter((each) => each.state === 'resident')
    .map((spans): Due => {
      const known = contacts.get(spans.person)
      const risk =
        known?.risk ??
        riskOf(
          spans.spans.map((each) => each.category),
          law.classes,
          law.raiseFrom.value,
        )
      const calledBy = known?.calledBy ?? null
      const due = dueOn(
        {
          since: eligibleSince(spans, law.age),
          last: known?.last ?? null,
          calledOn: calledBy === null ? null : today(calledBy),
        },
        law.terms.get(risk)!,
      )
      return {
        person: spans.person,
        spans,
        risk,
        riskSet: known?.risk != null,
        last: known?.last ?? null,
        attempts: known?.attempts ?? 0,
        due,
        late: lateBy(due, day),
        reached: known?.reached ?? false,
        calledBy,
      }
    })
  items.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.person < b.person ? -1 : 1))
  return { law, items }
}
