import { addDays, addMonths, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { healthTag, type PeopleDesk, type PersonSeal, personFacts, personsWhere, sealsFor } from '../people/index.ts'
import { facilitiesOn } from '../territory/index.ts'
import { gradeWord } from './assessments/commands.ts'
import type { SealedAssessment } from './assessments/model.ts'
import { type Answers, assess, type Circumstances, nextDue } from './assessments/rules.ts'
import { GBT_42195_2022 as SCALE } from './assessments/scales.ts'
import { EQUIPMENT, SERVICES } from './beds/model.ts'
import { DEVICE_KINDS } from './devices/model.ts'
import { ITEMS } from './retrofit/model.ts'
import { priorityOf } from './retrofit/rules.ts'
import { seedVisits } from './visits/seed.ts'

const ASSESSORS = [
  { name: '段评估（演示）', certificate: 'YS-PG-001' },
  { name: '韦评估（演示）', certificate: 'YS-PG-002' },
]
const BEDS = 18
const RETROFITS = 12
const DEVICES = 48
const PROVIDER = '砚山县社会福利院（演示）'

/** The demo is the same every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Demo = { tx: Tx; seals: ReadonlyMap<string, PersonSeal>; day: string; random: () => number }
type Assessed = { person: string; grade: number; on: string }

/** Answers of about a share of the points. */
function answersOf(share: number, random: () => number): Answers {
  const items = SCALE.dimensions.flatMap((dimension) => [...dimension.items])
  return Object.fromEntries(
    items.map((item) => [item.id, Math.max(0, Math.min(item.max, Math.round(item.max * share + (random() - 0.5))))]),
  )
}

async function seedAssessments(
  { tx, seals, day, random }: Demo,
  desk: PeopleDesk,
  persons: readonly { person: string; lost: boolean }[],
): Promise<Assessed[]> {
  const none: Circumstances = {
    coma: false,
    dementia: false,
    psychiatric: false,
    events: { fall: 0, lost: 0, choking: 0, suicide: 0, other: 0 },
  }
  const tags = new Map<number, Buffer>()
  for (const { grade } of SCALE.grades)
    tags.set(grade, await healthTag(tx, desk, 'ability', gradeWord(SCALE.id, SCALE.version, grade)))
  const rows = persons.map(({ person, lost }) => {
    const circumstances = { ...none, events: { ...none.events, fall: random() < 0.06 ? 2 : 0 } }
    const answers = answersOf(lost ? 0.12 + random() * 0.3 : 0.55 + random() * 0.3, random)
    const result = assess(SCALE, answers, circumstances)
    const on = addDays(day, -Math.floor(20 + random() * 400))
    const content: SealedAssessment = {
      grade: result.grade,
      result,
      answers,
      circumstances,
      certificate: null,
      note: '演示数据',
    }
    return {
      id: newId(),
      person,
      on,
      due: nextDue(on, 12),
      grade: result.grade,
      tag: tags.get(result.grade)!,
      sealed: seals.get(person)!.seal(content),
    }
  })
  await tx.run(sql`insert into care.assessment (jurisdiction, id, person, scale, version, kind, assessed_on, next_due, assessors, grade_tag, sealed, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.id, x.person, ${SCALE.id}, ${SCALE.version}, 'first', x.on_day, x.due, ${JSON.stringify(ASSESSORS)}::jsonb, x.tag, x.sealed,
      ${tx.actor.id}, ${tx.now}
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.on)}::date[], ${rows.map((r) => r.due)}::date[],
      ${rows.map((r) => r.tag)}::bytea[], ${rows.map((r) => r.sealed)}::bytea[]) x(id, person, on_day, due, tag, sealed)`)
  return rows
}

async function seedBeds({ tx, seals, day, random }: Demo, persons: readonly string[]): Promise<void> {
  const own = tx.actor.jurisdiction
  const month = `${day.slice(0, 7)}-01`
  const beds = persons.map((person, at) => ({
    id: newId(),
    person,
    at,
    from: addMonths(month, -3 - Math.floor(random() * 8)),
    accepted: at % 6 !== 5,
  }))
  await tx.run(sql`insert into care.home_bed (jurisdiction, id, code, person, provider, contract_number, during, services_a_month, accepted_on, accepted_by, sealed,
      recorded_by, recorded_at)
    select ${own}, x.id, x.code, x.person, ${PROVIDER}, x.contract, daterange(x.since, (x.since + interval '2 years')::date), 4, x.accepted,
      case when x.accepted is null then null else 'self' end, x.sealed, ${tx.actor.id}, ${tx.now}
    from unnest(${beds.map((b) => b.id)}::uuid[], ${beds.map((b) => `JC-DEMO-${String(b.at + 1).padStart(2, '0')}`)}::text[], ${beds.map((b) => b.person)}::uuid[],
      ${beds.map((b) => `演示-${b.at + 1}`)}::text[], ${beds.map((b) => b.from)}::date[], ${beds.map((b) => (b.accepted ? addDays(b.from, 10) : null))}::date[],
      ${beds.map((b) => seals.get(b.person)!.seal({ plan: '每周一次生活照料和基础照护，每月一次助浴（演示数据）' }))}::bytea[]) x(id, code, person, contract, since, accepted, sealed)`)
  const items = beds.flatMap((bed) =>
    EQUIPMENT.slice(0, 2 + (bed.at % 3)).map((each) => ({
      bed: bed.id,
      kind: each.code,
      on: addDays(bed.from, 5),
      serial: `DEMO-${each.code}-${bed.at}`,
    })),
  )
  await tx.run(sql`insert into care.bed_item (jurisdiction, id, bed, kind, serial, installed_on) select ${own}, x.* from unnest(${items.map(() => newId())}::uuid[],
    ${items.map((i) => i.bed)}::uuid[], ${items.map((i) => i.kind)}::text[], ${items.map((i) => i.serial)}::text[], ${items.map((i) => i.on)}::date[]) x`)
  const services = beds.flatMap((bed) =>
    Array.from({ length: 62 }, (_, back) => addDays(day, -back))
      .filter((_, back) => back % (bed.at % 5 === 4 ? 21 : 6) === bed.at % 4)
      .map((on, n) => ({ bed: bed.id, on, kind: SERVICES[n % SERVICES.length]!.code })),
  )
  await tx.run(sql`insert into care.bed_service (jurisdiction, id, bed, served_on, kind, minutes, carer, recorded_by, recorded_at)
    select ${own}, x.id, x.bed, x.served, x.kind, 60, '陆护理（演示）', ${tx.actor.id}, ${tx.now} from unnest(${services.map(() => newId())}::uuid[],
      ${services.map((s) => s.bed)}::uuid[], ${services.map((s) => s.on)}::date[], ${services.map((s) => s.kind)}::text[]) x(id, bed, served, kind)`)
}

async function seedRetrofits(
  { tx, seals, day, random }: Demo,
  persons: readonly { person: string; home: string; priority: number }[],
): Promise<void> {
  const own = tx.actor.jurisdiction
  const rows = persons.map((each, at) => ({
    ...each,
    id: newId(),
    on: addDays(day, -Math.floor(10 + random() * 80)),
    programme: at % 4 === 3 ? 'disability' : 'elder',
  }))
  await tx.run(sql`insert into care.retrofit (jurisdiction, id, person, home, programme, surveyed_on, priority, state, cap_fen, sealed, recorded_by, recorded_at)
    select ${own}, x.id, x.person, x.home, x.programme, x.surveyed, x.priority, x.state, 300000, x.sealed, ${tx.actor.id}, ${tx.now} from unnest(
      ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.home)}::uuid[], ${rows.map((r) => r.programme)}::text[],
      ${rows.map((r) => r.on)}::date[], ${rows.map((r) => r.priority)}::int[], ${rows.map((_, at) => (at % 3 === 0 ? 'works' : 'planned'))}::text[],
      ${rows.map((r) => seals.get(r.person)!.seal({ needs: '卫生间地面湿滑、如厕起身困难、夜间起夜没有照明（演示数据）' }))}::bytea[]) x(id, person, home, programme, surveyed, priority, state, sealed)`)
  const items = rows.flatMap((row, at) =>
    ITEMS.slice(at % 4, (at % 4) + 4).map((item, n) => ({
      row,
      item: item.code,
      fen: 20_000 + 9_500 * n,
      done: at % 3 === 0 && n < 2,
    })),
  )
  await tx.run(sql`insert into care.retrofit_item (jurisdiction, id, retrofit, home, item, quantity, fen, done_on)
    select ${own}, x.id, x.retrofit, x.home, x.item, 1, x.fen, x.done from unnest(${items.map(() => newId())}::uuid[], ${items.map((i) => i.row.id)}::uuid[],
      ${items.map((i) => i.row.home)}::uuid[], ${items.map((i) => i.item)}::text[], ${items.map((i) => i.fen)}::bigint[],
      ${items.map((i) => (i.done ? addDays(day, -5) : null))}::date[]) x(id, retrofit, home, item, fen, done)`)
}

async function seedDevices({ tx, day, random }: Demo, persons: readonly string[]): Promise<void> {
  const own = tx.actor.jurisdiction
  const points = (await facilitiesOn(tx, day, { states: 'any' }))
    .filter((each) => each.kind.startsWith('elder'))
    .slice(0, 3)
  if (points.length === 0) return
  const devices = Array.from({ length: DEVICES }, (_, at) => {
    const kind = DEVICE_KINDS[at % DEVICE_KINDS.length]!
    const stand = at % 3 === 0 ? 'lent' : at % 11 === 1 ? 'dirty' : at % 17 === 2 ? 'repair' : 'ready'
    return {
      id: newId(),
      serial: `YS-${kind.code.toUpperCase()}-${String(at + 1).padStart(3, '0')}`,
      kind: kind.code,
      point: points[at % points.length]!.code,
      stand,
    }
  })
  await tx.run(sql`insert into care.device (jurisdiction, id, serial, kind, model, point, deposit_fen, rent_fen, state, clean, recorded_by, recorded_at)
    select ${own}, x.id, x.serial, x.kind, '演示型号', x.point, 20000, 3000, x.state, x.clean, ${tx.actor.id}, ${tx.now} from unnest(${devices.map((d) => d.id)}::uuid[],
      ${devices.map((d) => d.serial)}::text[], ${devices.map((d) => d.kind)}::text[], ${devices.map((d) => d.point)}::text[],
      ${devices.map((d) => (d.stand === 'repair' ? 'repair' : 'in-service'))}::text[], ${devices.map((d) => d.stand !== 'dirty')}::boolean[]) x(id, serial, kind, point, state, clean)`)
  await tx.run(sql`insert into care.device_event (jurisdiction, id, device, act, on_day, note, done_by, done_at)
    select ${own}, x.id, x.device, 'added', ${addDays(day, -200)}::date, '演示数据', ${tx.actor.id}, ${tx.now}
    from unnest(${devices.map(() => newId())}::uuid[], ${devices.map((d) => d.id)}::uuid[]) x(id, device)`)
  const lent = devices.filter((device) => device.stand === 'lent').slice(0, persons.length)
  const loans = lent.map((device, at) => ({
    device: device.id,
    person: persons[at]!,
    from: addDays(day, -Math.floor(20 + random() * 80)),
    due: addDays(day, Math.floor(random() * 100) - 15),
  }))
  await tx.run(sql`insert into care.loan (jurisdiction, id, device, person, during, due_on, deposit_fen, recorded_by, recorded_at)
    select ${own}, x.id, x.device, x.person, daterange(x.since, null), x.due, 20000, ${tx.actor.id}, ${tx.now} from unnest(${loans.map(() => newId())}::uuid[],
      ${loans.map((l) => l.device)}::uuid[], ${loans.map((l) => l.person)}::uuid[], ${loans.map((l) => l.from)}::date[], ${loans.map((l) => l.due)}::date[]) x(id, device, person, since, due)`)
}

/** Assessments, beds at home, retrofits, devices and visits of the demo, all invented. Needs the demo's persons and facilities. */
export async function seedCare(db: Database, desk: PeopleDesk, county: string, day = today(Date.now())): Promise<void> {
  await db.write(systemActor('seed', county), async (tx) => {
    const old = await personsWhere(tx, desk, {
      ageFrom: 60,
      categories: ['lost-ability', 'part-lost-ability', 'subsistence', 'destitute', 'living-alone'],
    })
    if (old.length === 0) return
    const ids = old.map((each) => each.person)
    const demo: Demo = { tx, seals: await sealsFor(tx, desk, ids), day, random: chance(42) }
    const unable = old.filter((each) =>
      each.categories.some((code) => code === 'lost-ability' || code === 'part-lost-ability'),
    )
    // A few wait for their first assessment.
    const assessed = await seedAssessments(
      demo,
      desk,
      unable
        .filter((_, at) => at % 12 !== 7)
        .map(({ person, categories }) => ({ person, lost: categories.includes('lost-ability') })),
    )
    const inForce = assessed.filter((each) => each.grade >= 2 && nextDue(each.on, 12) > day)
    await seedBeds(
      demo,
      inForce.slice(0, BEDS).map((each) => each.person),
    )
    const poor = old.filter((each) => each.categories.some((code) => code === 'subsistence' || code === 'destitute'))
    const facts = await personFacts(
      tx,
      desk,
      poor.map((each) => each.person),
    )
    const homes = new Map<string, { person: string; home: string; priority: number }>()
    for (const { person, categories } of poor) {
      const home = facts.get(person)?.household ?? person
      if (!homes.has(home))
        homes.set(home, { person, home, priority: priorityOf({ categories, grade: null, age: null }) })
    }
    await seedRetrofits(demo, [...homes.values()].slice(0, RETROFITS))
    await seedDevices(
      demo,
      inForce.slice(BEDS).map((each) => each.person),
    )
    await seedVisits(tx, desk, day, 'wangge')
    await record(tx, {
      action: 'care.demo.load',
      subject: { kind: 'jurisdiction', id: county },
      detail: { assessments: assessed.length },
    })
  })
}
