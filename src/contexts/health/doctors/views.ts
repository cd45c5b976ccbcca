import { addDays, addYears, today } from '../../../kernel/dates.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { empty, type InForce, inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import {
  demandPerson,
  noteRead,
  type PeopleDesk,
  type PersonCard,
  personCards,
  residentsSelect,
} from '../../people/index.ts'
import { type Persons, populations } from '../../territory/index.ts'
import { AGE_GROUPS, bornBetween, rulesOn } from '../rules.ts'

export type TeamLine = {
  id: string
  code: string
  name: string
  facility: string
  facilityName: string
  leader: string
  phone: string | null
  since: string
  endedOn: string | null
  /** Distinct persons with a contract in force on the day. */
  persons: number
  ending: number
  /** Services of the last twelve months. */
  services: number
}

/** Teams of an area with what they carry on a day. One statement. */
export async function teamLines(tx: Tx, day: string, remindDays: number): Promise<TeamLine[]> {
  const own = tx.actor.jurisdiction
  return tx.rows<TeamLine>(sql`with held as materialized (select c.team, count(distinct c.person)::int persons,
        (count(distinct c.person) filter (where upper(c.during) <= ${addDays(day, remindDays + 1)}::date))::int ending
      from health.contract c where c.jurisdiction = ${own} and c.during @> ${day}::date group by c.team),
    served as materialized (select c.team, count(*)::int services from health.service s
      join health.contract c on c.jurisdiction = s.jurisdiction and c.id = s.contract
      where s.jurisdiction = ${own} and s.held_on > ${addYears(day, -1)}::date and s.held_on <= ${day}::date group by c.team)
    select t.id, t.code, t.name, t.facility, t.facility_name "facilityName", t.leader, t.phone, t.since, t.ended_on "endedOn",
      coalesce(h.persons, 0) persons, coalesce(h.ending, 0) ending, coalesce(s.services, 0) services
    from health.team t left join held h on h.team = t.id left join served s on s.team = t.id
    where t.jurisdiction = ${own} and ${inScope(tx, sql`t.region`)} order by t.code limit 1000`)
}

/** The rate of contracts in a group of ages. */
export type RateLine = {
  group: string
  /** Residents on file of the age; denominator. */
  residents: number
  /** Distinct persons among them with a contract in force; numerator. */
  contracted: number
  /** Null where nobody of the age is on file. */
  rate: number | null
  /** Inhabitants of the age by the population figures, for comparison: how far the files reach. */
  population: Persons
}

/** Contracts of an area on a day (签约服务率), by age, with the rule of the denominator. */
export type DoctorState = {
  asOf: string
  lines: RateLine[]
  residents: number
  contracted: number
  rate: number | null
  /** Residents on file without a birth date: in the total, in no group. */
  unknownAge: { residents: number; contracted: number }
  firstContact: { all: number; atTeam: number; share: number | null; since: string }
  remind: InForce
  teams: TeamLine[]
}

/**
 * Counts persons, not contracts: one with two contracts in a row is one. Those who are no residents on the day are in neither number, so no
 * rate exceeds one. Eight statements.
 */
export async function doctorState(
  tx: Tx,
  desk: PeopleDesk,
  query: { asOf?: string; region?: string },
): Promise<DoctorState> {
  const day = query.asOf ?? today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const region = (query.region ?? (tx.actor.region === '*' ? own : tx.actor.region)).padEnd(12, '0')
  const where = query.region === undefined ? {} : { region: prefixOf(query.region) }
  const bounds = AGE_GROUPS.map((group) => ({ group: group.key, ...bornBetween(day, group.from, group.to) }))
  const rows = await tx.rows<{
    group: string | null
    residents: number
    contracted: number
  }>(sql`with p as materialized (${residentsSelect(tx, desk, { on: day, ...where })}),
      held as materialized (select distinct c.person from health.contract c where c.jurisdiction = ${own} and c.during @> ${day}::date)
    select g."group", count(*)::int residents, count(h.person)::int contracted
    from p left join jsonb_to_recordset(${JSON.stringify(bounds)}::jsonb) as g("group" text, "bornFrom" date, "bornTo" date)
      on p.born between g."bornFrom" and g."bornTo"
    left join held h on h.person = p.id
    group by g."group"`)
  const rules = await rulesOn(tx, day)
  const remind = rules('contract.remind-days')
  const since = `${day.slice(0, 4)}-01-01`
  const first = await tx.one<{
    all: number
    atTeam: number
  }>(sql`select count(*)::int "all", (count(*) filter (where s.at_team))::int "atTeam"
    from health.service s join health.contract c on c.jurisdiction = s.jurisdiction and c.id = s.contract
    join (${residentsSelect(tx, desk, { on: day, ...where })}) p on p.id = c.person
    where s.jurisdiction = ${own} and s.kind = 'first-contact' and s.held_on between ${since}::date and ${day}::date`)
  const lines: RateLine[] = []
  for (const { key, from, to } of AGE_GROUPS) {
    const found = rows.find((row) => row.group === key)
    const [people] = await populations(tx, {
      regions: [region],
      asOf: day,
      ageFrom: from,
      ageTo: to === 150 ? 999 : to,
    })
    const { region: _, ...inhabitants } = people!
    const residents = found?.residents ?? 0
    const contracted = found?.contracted ?? 0
    lines.push({
      group: key,
      residents,
      contracted,
      rate: residents === 0 ? null : contracted / residents,
      population: inhabitants,
    })
  }
  const sum = (of: 'residents' | 'contracted') => rows.reduce((all, row) => all + row[of], 0)
  const unknown = rows.find((row) => row.group === null)
  const residents = sum('residents')
  return {
    asOf: day,
    lines,
    residents,
    contracted: sum('contracted'),
    rate: residents === 0 ? null : sum('contracted') / residents,
    unknownAge: { residents: unknown?.residents ?? 0, contracted: unknown?.contracted ?? 0 },
    firstContact: { ...first, share: first.all === 0 ? null : first.atTeam / first.all, since },
    remind,
    teams: await teamLines(tx, day, remind.value),
  }
}

export type ContractView = {
  id: string
  person: string
  team: string
  teamName: string
  pack: 'basic' | 'extended'
  from: string
  until: string
  signedUntil: string
  endedReason: string | null
  services: number
  state: 'future' | 'active' | 'ending' | 'over'
}

/** Contracts of a person, newest first; the reading is noted. @throws Refusal `person.missing` */
export async function contractsOf(tx: Tx, desk: PeopleDesk, person: string): Promise<ContractView[]> {
  await demandPerson(tx, desk, person)
  await noteRead(tx, { act: 'care', purpose: '家庭医生签约', fields: ['doctor-contracts'], persons: [person] })
  const day = today(tx.now.getTime())
  const remind = (await rulesOn(tx, day))('contract.remind-days').value
  const rows = await tx.rows<
    Omit<ContractView, 'state'>
  >(sql`select c.id, c.person, c.team, t.name "teamName", c.pack, lower(c.during) "from",
      upper(c.during) - 1 "until", c.signed_until "signedUntil", c.ended_reason "endedReason",
      (select count(*)::int from health.service s where s.jurisdiction = c.jurisdiction and s.contract = c.id) services
    from health.contract c join health.team t on t.jurisdiction = c.jurisdiction and t.id = c.team
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = ${person} order by lower(c.during) desc`)
  return rows.map((row) => ({
    ...row,
    state:
      row.from > day ? 'future' : row.until < day ? 'over' : row.until <= addDays(day, remind) ? 'ending' : 'active',
  }))
}

/** Somebody whose contract ends soon, or has none though one is due. */
export type UncontractedLine = {
  person: string
  card: PersonCard | null
  contract: string | null
  until: string | null
  teamName: string | null
}

/**
 * Who is to be called about a contract: ending within the days of the rule and not renewed (`ending`), or residents of an age without any
 * (`none`). Names are noted as a reading.
 */
export async function contractsDue(
  tx: Tx,
  desk: PeopleDesk,
  query: { list: 'ending' | 'none'; ageFrom?: number; region?: string; cursor?: string; limit: number },
): Promise<{ items: UncontractedLine[]; next: string | null }> {
  const day = today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const remind = (await rulesOn(tx, day))('contract.remind-days').value
  const after = readCursor(query.cursor, 2)
  const residents = residentsSelect(tx, desk, {
    on: day,
    ...(query.ageFrom === undefined ? {} : { bornTo: bornBetween(day, query.ageFrom, 150).bornTo }),
    ...(query.region === undefined ? {} : { region: prefixOf(query.region) }),
  })
  const rows =
    query.list === 'ending'
      ? await tx.rows<{
          person: string
          key: string
          contract: string | null
          until: string | null
          teamName: string | null
        }>(sql`select p.id person,
          (upper(c.during) - 1)::text "key", c.id contract, upper(c.during) - 1 "until", t.name "teamName"
        from (${residents}) p join health.contract c on c.jurisdiction = ${own} and c.person = p.id and c.during @> ${day}::date
          and upper(c.during) <= ${addDays(day, remind + 1)}::date
        join health.team t on t.jurisdiction = c.jurisdiction and t.id = c.team
        where not exists (select from health.contract n where n.jurisdiction = ${own} and n.person = p.id and lower(n.during) >= upper(c.during))
          ${after === null ? empty : sql`and ((upper(c.during) - 1)::text, p.id) > (${after[0]}, ${after[1]}::uuid)`}
        order by 2, 1 limit ${query.limit + 1}`)
      : await tx.rows<{
          person: string
          key: string
          contract: string | null
          until: string | null
          teamName: string | null
        }>(sql`select p.id person,
          coalesce(p.region, '') "key", null contract, null "until", null "teamName"
        from (${residents}) p
        where not exists (select from health.contract c where c.jurisdiction = ${own} and c.person = p.id and c.during @> ${day}::date)
          ${after === null ? empty : sql`and (coalesce(p.region, ''), p.id) > (${after[0]}, ${after[1]}::uuid)`}
        order by 2, 1 limit ${query.limit + 1}`)
  const shown = rows.slice(0, query.limit)
  const cards = await personCards(
    tx,
    desk,
    shown.map((row) => row.person),
    '家庭医生签约',
  )
  const last = shown.at(-1)
  return {
    items: shown.map(({ key: _, ...row }) => ({ ...row, card: cards.get(row.person) ?? null })),
    next: rows.length > query.limit && last !== undefined ? cursorOf([last.key, last.person]) : null,
  }
}
