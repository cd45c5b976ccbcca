import { endOfMonth, type IsoDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonSpans, personsBetween, SPECIAL_DIFFICULTY } from '../../people/index.ts'
import { eligibleSince } from './due.ts'
import type { MonthRate, Risk, VisitsCounted } from './model.ts'
import { countMonth, type MonthPerson, riskOf } from './rules.ts'
import { type VisitLaw, visitLaw } from './terms.ts'

type Contacts = { person: string; lastBefore: IsoDate | null; contacts: number; attempts: number; risk: Risk | null }

/** First and last day that count: a month that is not over is counted until today. @throws Refusal `visits.month-ahead` */
function daysOf(month: string, day: IsoDate): { from: IsoDate; to: IsoDate } {
  const from = `${month}-01`
  if (from > day)
    throw refuse(
      'visits.month-ahead',
      { zh: `${month} 还没有到，没有可以统计的探访`, en: `${month} has not begun: there is nothing to count` },
      { at: '/month', next: { zh: '请选本月或以前的月份', en: 'Choose this month or an earlier one' } },
    )
  const end = endOfMonth(from)
  return { from, to: end < day ? end : day }
}

async function contactsIn(tx: Tx, from: IsoDate, to: IsoDate): Promise<Map<string, Contacts>> {
  const own = tx.actor.jurisdiction
  const rows =
    await tx.rows<Contacts>(sql`select v.person, max(held_on) filter (where answered and held_on < ${from}::date) "lastBefore",
      count(*) filter (where answered and held_on between ${from}::date and ${to}::date)::int contacts,
      count(*) filter (where not answered and held_on between ${from}::date and ${to}::date)::int attempts,
      (select r.risk from care.visit_risk r where r.jurisdiction = ${own} and r.person = v.person and r.during @> ${to}::date) risk
    from care.visit v where jurisdiction = ${own} and voided_at is null and held_on <= ${to}::date group by v.person`)
  return new Map(rows.map((row) => [row.person, row]))
}

function monthPerson(spans: PersonSpans, law: VisitLaw, from: IsoDate, known: Contacts | undefined): MonthPerson {
  return {
    region: spans.region,
    since: eligibleSince(spans, law.age),
    goneOn: spans.state === 'resident' || spans.stateOn === null || spans.stateOn < from ? null : spans.stateOn,
    risk:
      known?.risk ??
      riskOf(
        spans.spans.map((each) => each.category),
        law.classes,
        law.raiseFrom.value,
      ),
    lastBefore: known?.lastBefore ?? null,
    contacts: known?.contacts ?? 0,
    attempts: known?.attempts ?? 0,
  }
}

/** In a category on a day at the age, by the last day that counts. */
function eligibleWithin(spans: PersonSpans, age: number, to: IsoDate): boolean {
  const since = eligibleSince(spans, age)
  return since <= to && spans.spans.some(({ until }) => until === null || until > since)
}

/** Everybody whom a month may concern, each with contacts. A person whose last category began only after turning the age counts from then. */
async function monthPersons(tx: Tx, desk: PeopleDesk, month: string, region?: string) {
  const day = today(tx.now.getTime())
  const { from, to } = daysOf(month, day)
  const law = await visitLaw(tx, to)
  const scope = { from, to, categories: SPECIAL_DIFFICULTY, ...(region === undefined ? {} : { region }) }
  const everybody = await personsBetween(tx, desk, scope)
  const contacts = await contactsIn(tx, from, to)
  const aged = everybody.filter((each) => each.born !== null && eligibleWithin(each, law.age, to))
  return {
    law,
    from,
    persons: aged.map((each) => monthPerson(each, law, from, contacts.get(each.person))),
    ageUnknown: everybody.filter((each) => each.born === null).length,
  }
}

/**
 * The monthly rate of a region (月探访率, D15) with its rule and parameters; within the actor's scope. Eight statements.
 *
 * @param month `2026-11`; the month that runs is counted until today
 */
export async function monthRate(tx: Tx, desk: PeopleDesk, month: string, region?: string): Promise<MonthRate> {
  const { law, from, persons, ageUnknown } = await monthPersons(tx, desk, month, region)
  const count = countMonth(from, persons, law.terms, law.leavesOut.value === 1)
  const minus = law.leavesOut.value === 1
  return {
    month,
    ...count,
    share: count.eligible === 0 ? null : count.reached / count.eligible,
    ageUnknown,
    rule: {
      zh: `当月至少一次见到或通话成功的人数 ÷ 当月至少一天属于特殊困难老年人的人数${minus ? '（不含当月首个应访日之前去世或迁出的人）' : ''}；一人一月只计一次，无人应答不算`,
      en: `Persons reached at least once in the calendar month ÷ persons in special difficulty on at least one of its days${minus ? ', without those who died or moved away before their first due date of the month' : ''}; each person once; an unanswered attempt is no visit`,
    },
    parameters: [
      { name: 'visit-gone-before-due', ...law.leavesOut },
      { name: 'visit-raise-from', ...law.raiseFrom },
      ...[...law.terms.values()].map((term) => ({
        name: `${term.risk}: ${term.every} ${term.unit}`,
        value: term.every,
        basis: term.basis,
      })),
    ],
  }
}

/** Rates of the townships of a month, for the table beside the figure. */
export async function monthByTown(
  tx: Tx,
  desk: PeopleDesk,
  month: string,
): Promise<{ region: string; eligible: number; reached: number; share: number | null }[]> {
  const { law, from, persons } = await monthPersons(tx, desk, month)
  const towns = Map.groupBy(persons, (each) => each.region?.slice(0, 9) ?? '')
  return [...towns]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, some]) => {
      const { eligible, reached } = countMonth(from, some, law.terms, law.leavesOut.value === 1)
      return {
        region: region === '' ? '' : region.padEnd(12, '0'),
        eligible,
        reached,
        share: eligible === 0 ? null : reached / eligible,
      }
    })
}

/**
 * Counts a month village by village for statistics, keeps what was counted and returns the rows that changed. Persons without a known village
 * stand under the county. To be run as an actor that sees the whole jurisdiction.
 */
export async function countVisits(tx: Tx, desk: PeopleDesk, month: string): Promise<VisitsCounted['rows']> {
  const own = tx.actor.jurisdiction
  const { law, from, persons } = await monthPersons(tx, desk, month)
  const villages = Map.groupBy(persons, (each) => each.region ?? own.padEnd(12, '0'))
  const rows = [...villages]
    .map(([region, some]) => ({ region, ...countMonth(from, some, law.terms, law.leavesOut.value === 1) }))
    .map(({ region, eligible, reached, contacts, attempts }) => ({ region, eligible, reached, contacts, attempts }))
    .sort((a, b) => (a.region < b.region ? -1 : 1))
  return tx.rows(sql`insert into care.visit_count as c (jurisdiction, month, region, eligible, reached, contacts, attempts, counted_at)
    select ${own}, ${from}::date, x.*, ${tx.now} from unnest(${rows.map((r) => r.region)}::text[], ${rows.map((r) => r.eligible)}::int[],
      ${rows.map((r) => r.reached)}::int[], ${rows.map((r) => r.contacts)}::int[], ${rows.map((r) => r.attempts)}::int[]) x
    on conflict (jurisdiction, month, region) do update set eligible = excluded.eligible, reached = excluded.reached, contacts = excluded.contacts,
      attempts = excluded.attempts, counted_at = excluded.counted_at
      where (c.eligible, c.reached, c.contacts, c.attempts) is distinct from (excluded.eligible, excluded.reached, excluded.contacts, excluded.attempts)
    returning region, eligible, reached, contacts, attempts`)
}
