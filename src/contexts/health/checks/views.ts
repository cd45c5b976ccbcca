import { addYears, today, yearsBetween } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { empty, type InForce, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import {
  demandPerson,
  noteRead,
  type PeopleDesk,
  type PersonCard,
  personCards,
  residentsSelect,
  sealsFor,
} from '../../people/index.ts'
import { type Persons, population } from '../../territory/index.ts'
import { bornBy, type CheckRule, dueFrom, rulesOn } from '../rules.ts'
import type { CheckResults } from './commands.ts'

/** How far the yearly checks of an area are on a day, with the rule that decided it. */
export type CheckState = {
  asOf: string
  year: number
  /** Residents on file who are of age on the day; of them those checked this year, and those missing. */
  due: number
  checked: number
  missing: number
  /** Of the missing: reached the age in this year. */
  turned: number
  /** Checked this year before they were of age: they are still missing. */
  early: number
  /** Residents without a birth date on file: whether they are due cannot be said. */
  unknown: number
  rule: { age: InForce; wholeYear: InForce }
  /** Inhabitants of the age by the population figures, beside the files. */
  population: Persons
}

/** Somebody who is due and was not checked. */
export type MissingLine = {
  person: string
  card: PersonCard | null
  born: string
  age: number
  /** From when the check is due in this year. */
  since: string
  turnedThisYear: boolean
  /** A check of this year that lay before the age. */
  earlyOn: string | null
  lastOn: string | null
  invited: { on: string; outcome: 'agreed' | 'unreached' | 'declined'; times: number } | null
}

async function ruleAt(tx: Tx, day: string): Promise<{ rule: CheckRule; views: CheckState['rule'] }> {
  const of = await rulesOn(tx, day)
  const views = { age: of('check.age'), wholeYear: of('check.whole-year') }
  return { rule: { age: views.age.value, wholeYear: views.wholeYear.value === 1 }, views }
}

/** Whether a check `k` counts for a resident `p` in the year up to a day. */
function counted(day: string, rule: CheckRule): Sql {
  const ofAge = rule.wholeYear ? sql`true` : sql`p.born <= k.held_on - ${`${rule.age} years`}::interval`
  return sql`k.void_at is null and k.held_on between ${`${day.slice(0, 4)}-01-01`}::date and ${day}::date and ${ofAge}`
}

/** Who is of age on a day in an area of the actor's scope. */
function dueSelect(tx: Tx, desk: PeopleDesk, day: string, rule: CheckRule, region: string | undefined): Sql {
  return residentsSelect(tx, desk, {
    on: day,
    bornTo: bornBy(day, rule),
    ...(region === undefined ? {} : { region: prefixOf(region) }),
  })
}

/** The state of the yearly checks on any day, the past included. Four statements. */
export async function checkState(
  tx: Tx,
  desk: PeopleDesk,
  query: { asOf?: string; region?: string },
): Promise<CheckState> {
  const day = query.asOf ?? today(tx.now.getTime())
  const { rule, views } = await ruleAt(tx, day)
  const own = tx.actor.jurisdiction
  const first = `${day.slice(0, 4)}-01-01`
  const counts = await tx.one<
    Pick<CheckState, 'due' | 'checked' | 'turned' | 'early'>
  >(sql`with p as materialized (${dueSelect(tx, desk, day, rule, query.region)}),
    done as (select distinct p.id from p join health.check k on k.jurisdiction = ${own} and k.person = p.id and ${counted(day, rule)})
    select count(*)::int due, count(d.id)::int checked,
      (count(*) filter (where d.id is null and p.born > ${addYears(first, -rule.age)}::date))::int turned,
      (count(*) filter (where d.id is null and exists (select from health.check k where k.jurisdiction = ${own} and k.person = p.id and k.void_at is null
        and k.held_on between ${first}::date and ${day}::date)))::int early
    from p left join done d on d.id = p.id`)
  const { unknown } = await tx.one<{ unknown: number }>(
    sql`select count(*)::int unknown from (${residentsSelect(tx, desk, {
      on: day,
      bornUnknown: true,
      ...(query.region === undefined ? {} : { region: prefixOf(query.region) }),
    })}) p`,
  )
  const region = (query.region ?? (tx.actor.region === '*' ? own : tx.actor.region)).padEnd(12, '0')
  return {
    asOf: day,
    year: Number(day.slice(0, 4)),
    ...counts,
    missing: counts.due - counts.checked,
    unknown,
    rule: views,
    population: await population(tx, { region, asOf: day, ageFrom: rule.age }),
  }
}

type MissingRow = {
  person: string
  born: string
  region: string | null
  earlyOn: string | null
  lastOn: string | null
  invited: MissingLine['invited']
}

/**
 * Who is missing on a day, place by place, the oldest first; names are noted as a reading. Exact: each resident of age without a check that
 * counts, once.
 */
export async function missingChecks(
  tx: Tx,
  desk: PeopleDesk,
  query: { asOf?: string; region?: string; cursor?: string; limit: number },
): Promise<{ items: MissingLine[]; next: string | null }> {
  const day = query.asOf ?? today(tx.now.getTime())
  const { rule } = await ruleAt(tx, day)
  const own = tx.actor.jurisdiction
  const first = `${day.slice(0, 4)}-01-01`
  const after = readCursor(query.cursor, 3)
  const rows = await tx.rows<MissingRow>(sql`with p as (${dueSelect(tx, desk, day, rule, query.region)}),
    m as (select p.* from p where not exists (select from health.check k where k.jurisdiction = ${own} and k.person = p.id and ${counted(day, rule)})
      ${after === null ? empty : sql`and (coalesce(p.region, ''), p.born, p.id) > (${after[0]}, ${after[1]}::date, ${after[2]}::uuid)`}
      order by coalesce(p.region, ''), p.born, p.id limit ${query.limit + 1})
    select m.id person, m.born, m.region,
      (select max(k.held_on) from health.check k where k.jurisdiction = ${own} and k.person = m.id and k.void_at is null and k.held_on between ${first}::date and ${day}::date) "earlyOn",
      (select max(k.held_on) from health.check k where k.jurisdiction = ${own} and k.person = m.id and k.void_at is null and k.held_on < ${first}::date) "lastOn",
      (select json_build_object('on', max(i.invited_on), 'times', count(*), 'outcome', (array_agg(i.outcome order by i.invited_on desc, i.id desc))[1])
        from health.invitation i where i.jurisdiction = ${own} and i.person = m.id and i.invited_on between ${first}::date and ${day}::date having count(*) > 0) invited
    from m order by coalesce(m.region, ''), m.born, m.id`)
  const shown = rows.slice(0, query.limit)
  const cards = await personCards(
    tx,
    desk,
    shown.map((row) => row.person),
    '65岁以上健康管理未检名单',
  )
  const last = shown.at(-1)
  const year = Number(day.slice(0, 4))
  return {
    items: shown.map((row) => {
      const since = dueFrom(row.born, year, rule) ?? first
      return {
        person: row.person,
        card: cards.get(row.person) ?? null,
        born: row.born,
        age: yearsBetween(row.born, day),
        since,
        turnedThisYear: since > first,
        earlyOn: row.earlyOn,
        lastOn: row.lastOn,
        invited: row.invited,
      }
    }),
    next:
      rows.length > query.limit && last !== undefined ? cursorOf([last.region ?? '', last.born, last.person]) : null,
  }
}

/** A check of a person, opened. */
export type CheckView = {
  id: string
  heldOn: string
  facility: string
  facilityName: string
  channel: 'clinic' | 'home' | 'outreach'
  voided: boolean
  results: CheckResults | null
}

/** All checks of a person, newest first; noted as a reading with its purpose. @throws Refusal `person.missing` */
export async function checksOf(tx: Tx, desk: PeopleDesk, person: string, purpose: string): Promise<CheckView[]> {
  await demandPerson(tx, desk, person)
  const rows = await tx.rows<
    Omit<CheckView, 'results'> & { sealed: Buffer }
  >(sql`select id, held_on "heldOn", facility, facility_name "facilityName",
      channel, void_at is not null voided, sealed from health.check
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} order by held_on desc, id desc limit 200`)
  await noteRead(tx, { act: 'care', purpose, fields: ['health-checks'], persons: [person] })
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    results: seal === undefined ? null : seal.open<CheckResults>(sealed),
  }))
}
