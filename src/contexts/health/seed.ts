import { addDays, addMonths, type IsoDate, yearsBetween } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { giveConsent, type PeopleDesk, residentsSelect, sealsFor } from '../people/index.ts'
import { type FacilityView, facilitiesOn } from '../territory/index.ts'
import { ATTRIBUTES, type AttributeRow, writeAttributes } from './attributes/register.ts'
import { holdFitnessTest, PURPOSE } from './fitness/commands.ts'
import { GRADES } from './fitness/model.ts'
import { dueFrom } from './rules.ts'

type Resident = { id: string; born: string | null; region: string | null }

const DOCTORS = ['王', '李', '张', '杨', '陆', '何', '罗', '马', '赵', '陈', '周', '黄']
const town = (region: string | null) => (region ?? '').slice(0, 9)

/** Teams of the county's health centres: two each. */
async function seedTeams(
  tx: Tx,
  centres: readonly FacilityView[],
  today: IsoDate,
): Promise<{ id: string; town: string }[]> {
  const teams = centres.flatMap((each, i) =>
    [0, 1].map((n) => ({
      id: newId(),
      code: `JY-${String(i * 2 + n + 1).padStart(3, '0')}`,
      name: `${each.name}第${n === 0 ? '一' : '二'}团队（演示）`,
      facility: each.code,
      facility_name: each.name,
      region: each.region,
      leader: `${DOCTORS[(i * 2 + n) % DOCTORS.length]}医生（演示）`,
    })),
  )
  await tx.run(sql`insert into health.team (jurisdiction, id, code, name, facility, facility_name, region, leader, phone, since, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, t.id, t.code, t.name, t.facility, t.facility_name, t.region, t.leader, '0876-0000000', ${addMonths(today, -40)}, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(teams)}::jsonb) as t(id uuid, code text, name text, facility text, facility_name text, region text, leader text)`)
  return teams.map((each) => ({ id: each.id, town: town(each.region) }))
}

/** Contracts of most older residents and some of the others, with services under them; some end soon. */
async function seedContracts(
  tx: Tx,
  people: readonly Resident[],
  teams: readonly { id: string; town: string }[],
  today: IsoDate,
): Promise<void> {
  const contracts = people.flatMap(({ id, born, region }, i) => {
    const old = born !== null && yearsBetween(born, today) >= 65
    if ((i * 37) % 100 >= (old ? 76 : 38)) return []
    const near = teams.filter((each) => each.town === town(region))
    const team = (near.length > 0 ? near : teams)[i % (near.length || teams.length)]!
    const from = addDays(today, -((i * 53) % 362) - 1)
    return [
      {
        id: newId(),
        person: id,
        team: team.id,
        pack: i % 6 === 0 ? 'extended' : 'basic',
        from,
        until: addDays(from, 365),
        n: i,
      },
    ]
  })
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into health.contract (jurisdiction, id, person, team, pack, during, signed_until, recorded_by, recorded_at)
    select ${own}, c.id, c.person, c.team, c.pack, daterange(c."from", c."until"), c."until" - 1, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(contracts)}::jsonb) as c(id uuid, person uuid, team uuid, pack text, "from" date, "until" date)`)
  const KINDS = ['follow-up', 'consultation', 'first-contact', 'home-visit', 'first-contact'] as const
  const services = contracts
    .filter((each) => (each.n * 7) % 5 < 3 && each.from < addDays(today, -20))
    .map((each) => {
      const kind = KINDS[each.n % KINDS.length]!
      return {
        id: newId(),
        contract: each.id,
        held: addDays(each.from, 5 + (each.n % 12)),
        kind,
        at_team: kind === 'first-contact' ? each.n % 3 !== 0 : null,
      }
    })
  await tx.run(sql`insert into health.service (jurisdiction, id, contract, held_on, kind, at_team, recorded_by, recorded_at)
    select ${own}, s.id, s.contract, s.held, s.kind, s.at_team, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(services)}::jsonb) as s(id uuid, contract uuid, held date, kind text, at_team boolean)`)
}

const FINDINGS = [
  '血压、血糖在正常范围',
  '血压偏高，建议复查',
  '空腹血糖偏高，建议复查',
  '听力下降，其余正常',
  '体重偏低，注意营养',
]

/** Checks of this year and the last, sealed under each person's key; invitations to some of those who are missing. */
async function seedChecks(
  tx: Tx,
  desk: PeopleDesk,
  people: readonly Resident[],
  centres: readonly FacilityView[],
  today: IsoDate,
): Promise<void> {
  const year = Number(today.slice(0, 4))
  const rule = { age: 65, wholeYear: false }
  const due = people.flatMap((each, i) => {
    const from = each.born === null ? null : dueFrom(each.born, year, rule)
    return from === null || from > today ? [] : [{ ...each, from, n: i }]
  })
  const seals = await sealsFor(
    tx,
    desk,
    due.map((each) => each.id),
  )
  const checkOf = (each: (typeof due)[number], held: string) => {
    const near = centres.filter((centre) => town(centre.region) === town(each.region))
    const place = (near.length > 0 ? near : centres)[each.n % (near.length || centres.length)]!
    const results = {
      items: ['生活方式和健康状况评估', '体格检查', '辅助检查', '健康指导'],
      summary: `${FINDINGS[each.n % FINDINGS.length]}（演示数据）`,
      advice: null,
    }
    return {
      id: newId(),
      person: each.id,
      held,
      facility: place.code,
      facility_name: place.name,
      sealed: `\\x${seals.get(each.id)!.seal(results).toString('hex')}`,
      channel: each.n % 5 === 0 ? 'home' : 'clinic',
    }
  }
  const first = `${year}-01-05`
  const span = Math.max(1, Math.round((Date.parse(today) - Date.parse(first)) / 86_400_000))
  const rows = due.flatMap((each) => {
    const held = addDays(first, (each.n * 29) % span)
    return [
      ...((each.n * 41) % 100 < 71 && held >= each.from && held <= today ? [checkOf(each, held)] : []),
      ...(each.n % 3 === 0 ? [checkOf(each, `${year - 1}-0${1 + (each.n % 9)}-15`)] : []),
    ]
  })
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into health.check (jurisdiction, id, person, held_on, facility, facility_name, sealed, channel, recorded_by, recorded_at)
    select ${own}, c.id, c.person, c.held, c.facility, c.facility_name, c.sealed, c.channel, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, person uuid, held date, facility text, facility_name text, sealed bytea, channel text)`)
  const done = new Set(rows.filter((each) => each.held >= `${year}-01-01`).map((each) => each.person))
  const invited = due
    .filter((each) => !done.has(each.id) && each.n % 4 === 1)
    .map((each) => ({
      id: newId(),
      person: each.id,
      on: addDays(today, -(each.n % 40)),
      channel: each.n % 3 === 0 ? 'visit' : 'phone',
      outcome: ['agreed', 'unreached', 'declined'][each.n % 3],
    }))
  await tx.run(sql`insert into health.invitation (jurisdiction, id, person, invited_on, channel, outcome, recorded_by, recorded_at)
    select ${own}, i.id, i.person, i."on", i.channel, i.outcome, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(invited)}::jsonb) as i(id uuid, person uuid, "on" date, channel text, outcome text)`)
}

/** So many of the demo agreed to have their fitness tests kept. */
const TESTED = 48

/** Fitness tests of some who agreed. */
async function seedFitness(tx: Tx, desk: PeopleDesk, people: readonly Resident[], today: IsoDate): Promise<void> {
  const adults = people.filter(({ born }) => born !== null && yearsBetween(born, today) >= 20)
  // Residents come by village and age: every so many of them, so that all ages are there.
  const step = Math.max(1, Math.floor(adults.length / TESTED))
  const tested = adults.filter((_, i) => i % step === 0).slice(0, TESTED)
  for (const [i, { id }] of tested.entries()) {
    await giveConsent(tx, desk, id, { purpose: PURPOSE, acting: { by: 'self' }, channel: 'paper' })
    await holdFitnessTest(tx, desk, {
      person: id,
      heldOn: addDays(today, -(i % 90) - 5),
      place: '县全民健身中心（演示）',
      result: {
        grade: GRADES[[1, 2, 2, 1, 0, 2, 3][i % 7]!]!,
        values: [
          { item: 'bmi', value: 19 + (i % 9) },
          { item: 'grip', value: 18 + (i % 22) },
        ],
        advice: '每周三次、每次半小时快走（演示数据）',
      },
    })
  }
}

/** Fills the demo county with teams, contracts, checks and attributes (演示数据). A county that has teams is left alone. */
export async function seedHealth(db: Database, desk: PeopleDesk, jurisdiction: string, today: IsoDate): Promise<void> {
  await db.write(systemActor('seed', jurisdiction), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*)::int n from health.team where jurisdiction = ${jurisdiction}`,
    )
    const centres = await facilitiesOn(tx, today, {
      kinds: ['township-health-centre', 'community-health-centre'],
      states: ['open'],
    })
    if (n > 0 || centres.length === 0) return
    const people = await tx.rows<Resident>(
      sql`select p.id, p.born, p.region from (${residentsSelect(tx, desk, { on: today })}) p order by p.region, p.born, p.id`,
    )
    const teams = await seedTeams(tx, centres, today)
    await seedContracts(tx, people, teams, today)
    await seedChecks(tx, desk, people, centres, today)
    await seedFitness(tx, desk, people, today)
    const attributes = centres.flatMap((each, i): AttributeRow[] =>
      ATTRIBUTES.filter((_, a) => (i + a * 2) % 4 === 0).map(({ value }) => ({
        facility: each.code,
        attribute: value,
        from_on: addMonths(today, -20),
        until_on: i % 3 === 0 ? addMonths(today, 16) : null,
        name: each.name,
        region: each.region,
        evidence: i % 5 === 4 ? null : `演示文号〔2025〕${i + 1}号`,
      })),
    )
    await writeAttributes(tx, { added: attributes, changed: [], removed: [] }, null)
    await record(tx, { action: 'health.demo.seed', subject: { kind: 'jurisdiction', id: jurisdiction } })
  })
}
