import { addDays, type IsoDate } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { settlementOf } from '../../kernel/region.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { workingAccounts } from '../../platform/identity/index.ts'
import { record } from '../../platform/journal/index.ts'
import { type PeopleDesk, residentsSelect } from '../people/index.ts'
import { facilitiesOn, regions } from '../territory/index.ts'
import { type EventKind, TOURS, type Tour, tellHeld } from './events/events.ts'
import { nextNumbers } from './numbers.ts'
import { acknowledgeCall, closeCall, openUrgentCall } from './urgent/commands.ts'
import { CULTURE_KINDS } from './venues/visits.ts'
import { POINT_ACTIVITIES, POINT_KIND } from './villages/points.ts'

const at = (day: IsoDate, clock: string) => `${day}T${clock}:00+08:00`
const json = (rows: readonly object[]) => JSON.stringify(rows)

const ACTIVITIES: [title: string, kind: string, risky: boolean, training: string | null, places: number][] = [
  ['探访独居老人', 'visit', false, null, 12],
  ['周末送餐', 'meals', false, null, 10],
  ['陪同就医', 'escort', true, null, 6],
  ['上门检修线路', 'repair', true, '用电安全', 5],
  ['老年手机课堂', 'teaching', false, null, 8],
  ['社区环境整治', 'environment', false, null, 20],
]

/** Volunteers, their training and insurance, activities that were held and are to come, hours. */
async function seedVolunteers(tx: Tx, desk: PeopleDesk, today: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  const persons = await tx.rows<{ id: string; region: string }>(
    sql`select p.id, p.region from (${residentsSelect(tx, desk, {
      on: today,
      bornFrom: addDays(today, -60 * 365),
      bornTo: addDays(today, -20 * 365),
    })}) p where p.region is not null order by starts_with(p.region, '532622101') desc, p.id limit 60`,
  )
  if (persons.length < 12) return
  const numbers = await nextNumbers(tx, 'volunteer', Number(today.slice(0, 4)), persons.length)
  const people = persons.map((each, i) => ({
    id: newId(),
    no: numbers[i],
    person: each.id,
    region: each.region,
    skills: [['陪伴'], ['水电维修'], ['书法', '合唱'], []][i % 4],
    since: addDays(today, -300 + (i % 40)),
  }))
  await tx.run(sql`insert into community.volunteer (jurisdiction, id, no, person, region, skills, since, recorded_by, recorded_at)
    select ${own}, v.id, v.no, v.person, v.region, v.skills, v.since, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(people)}::jsonb) as v(id uuid, no text, person uuid, region text, skills text[], since date)`)
  await tx.run(sql`insert into community.volunteer_training (jurisdiction, id, volunteer, topic, hours, held_on, organiser, recorded_by, recorded_at)
    select ${own}, uuidv7(), v, t.topic, 4, ${addDays(today, -200)}, '县志愿服务联合会（演示）', ${tx.actor.id}, ${tx.now}
    from unnest(${people.filter((_, i) => i % 3 === 0).map((each) => each.id)}::uuid[]) v, (values ('志愿服务基础'), ('用电安全')) t(topic)`)
  const insured = people
    .filter((_, i) => i % 5 !== 4)
    .map((each, i) => ({ id: each.id, policy: `YW-${today.slice(0, 4)}-${1000 + i}` }))
  await tx.run(sql`insert into community.volunteer_insurance (jurisdiction, id, volunteer, insurer, policy, during, paid_by, recorded_by, recorded_at)
    select ${own}, uuidv7(), i.id, '示范财产保险（演示）', i.policy, daterange(${addDays(today, -250)}, ${addDays(today, 115)}), '县民政局', ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(insured)}::jsonb) as i(id uuid, policy text)`)
  const region = people[0]!.region
  const held = Array.from({ length: 18 }, (_, n) => {
    const [title, kind, risky, training, places] = ACTIVITIES[n % ACTIVITIES.length]!
    const day = addDays(today, n < 15 ? -160 + n * 10 : (n - 14) * 4)
    return {
      id: newId(),
      title: `${title}（演示）`,
      kind,
      risky,
      training,
      places,
      day,
      from: at(day, '09:00'),
      until: at(day, '12:00'),
      n,
    }
  })
  const apt = (a: (typeof held)[number]) =>
    people.filter((_, i) => (!a.risky || i % 5 !== 4) && (a.training === null || i % 3 === 0))
  const signed = held.flatMap((a) =>
    apt(a)
      .filter((_, i) => (i + a.n * 7) % 5 < 2)
      .slice(0, a.places - 1)
      .map((v) => ({ activity: a.id, volunteer: v.id, past: a.n < 13, from: a.from, until: a.until, entry: newId() })),
  )
  const taken = Map.groupBy(signed, (each) => each.activity)
  await tx.run(sql`insert into community.volunteer_activity (jurisdiction, id, title, kind, region, place, organiser, during, places, taken, risky, training, recorded_by, recorded_at)
    select ${own}, a.id, a.title, a.kind, ${region}, '社区综合服务中心', '锦山社区居委会（演示）', tstzrange(a."from", a.until), a.places, a.taken, a.risky, a.training, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(held.map((a) => ({ ...a, taken: taken.get(a.id)?.length ?? 0 })))}::jsonb)
      as a(id uuid, title text, kind text, "from" timestamptz, until timestamptz, places int, taken int, risky boolean, training text)`)
  await tx.run(sql`with given as (select * from jsonb_to_recordset(${json(signed)}::jsonb)
      as g(activity uuid, volunteer uuid, past boolean, "from" timestamptz, until timestamptz, entry uuid)),
    signups as (insert into community.signup (jurisdiction, activity, volunteer, state, recorded_by, recorded_at)
      select ${own}, activity, volunteer, 'signed', ${tx.actor.id}, ${tx.now} from given),
    entries as (insert into community.hour_entry (jurisdiction, id, volunteer, activity, during, checked_by, recorded_at)
      select ${own}, entry, volunteer, activity, tstzrange("from", until), ${tx.actor.id}, ${tx.now} from given where past)
    insert into community.hour_standing (jurisdiction, activity, volunteer, entry, during)
      select ${own}, activity, volunteer, entry, tstzrange("from", until) from given where past`)
}

/** Activities of the mutual-aid points, all but some of them active; tours to the villages; fitness and culture. */
async function seedEvents(tx: Tx, today: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  const points = await facilitiesOn(tx, today, { kinds: [POINT_KIND], states: ['open'] })
  const kinds = Object.entries(POINT_ACTIVITIES)
  const done = points.flatMap((point, i) =>
    i % 8 === 7
      ? []
      : Array.from({ length: 8 }, (_, n) => {
          const [kind, { zh }] = kinds[(i + n) % kinds.length]!
          return {
            facility: point.code,
            region: point.region,
            held: addDays(today, -((i * 3) % 17) - n * 45 - (i % 11 === 10 ? 120 : 2)),
            kind,
            title: `${zh}（演示）`,
            persons: (i + n) % 9 === 4 ? null : 8 + ((i * 5 + n * 3) % 22),
          }
        }),
  )
  await tx.run(sql`insert into community.point_activity (jurisdiction, id, facility, region, held_on, kind, title, persons, recorded_by, recorded_at)
    select ${own}, uuidv7(), a.facility, a.region, a.held, a.kind, a.title, a.persons, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(done)}::jsonb) as a(facility text, region text, held date, kind text, title text, persons int) on conflict do nothing`)
  const villages = (await regions(tx, { asOf: today, within: own })).filter(
    (each) => each.level === 'village' && settlementOf(each.code) === 'rural',
  )
  const tours = Object.keys(TOURS) as Tour[]
  const planned = villages.flatMap((village, v) =>
    tours.flatMap((tour, k) => {
      const times = tour === 'film' ? 3 + (v % 10) : (v + k) % 3
      return Array.from({ length: times }, (_, n) => ({
        name: `${TOURS[tour].zh}下乡（演示）`,
        kind: 'outreach' as EventKind,
        tour: tour as Tour | null,
        region: village.code,
        day: addDays(today, 20 - n * 30 - ((v * 7 + k * 5) % 28)),
      }))
    }),
  )
  const open = villages.length === 0 ? null : villages[0]!.code
  const fitness = ['体育舞蹈展演', '少数民族传统体育运动会', '县级羽毛球公开赛'].map((name, i) => ({
    name: `${name}（演示）`,
    kind: 'fitness' as EventKind,
    tour: null,
    region: open!,
    day: addDays(today, -200 + i * 90),
  }))
  const all = [...planned, ...(open === null ? [] : fitness)]
  const codes = await nextNumbers(tx, 'event', Number(today.slice(0, 4)), all.length)
  const rows = all.map((each, i) => ({
    ...each,
    id: newId(),
    code: codes[i]!,
    held: each.day < today ? each.day : null,
    visits: each.day >= today || i % 12 === 5 ? null : 40 + ((i * 17) % 160),
  }))
  await tx.run(sql`insert into community.event (jurisdiction, id, code, name, kind, tour, region, planned_on, held_on, organiser, visits, method, state, recorded_by, recorded_at)
    select ${own}, e.id, e.code, e.name, e.kind, e.tour, e.region, e.day, e.held, '县文化和旅游局（演示）', e.visits,
      case when e.visits is not null then 'manual' end, case when e.held is null then 'planned' else 'held' end, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(rows)}::jsonb) as e(id uuid, code text, name text, kind text, tour text, region text, day date, held date, visits int)
    on conflict do nothing`)
  await tellHeld(
    tx,
    rows
      .filter((each) => each.kind === 'fitness' && each.held !== null)
      .map(({ code, name, region, kind, held, visits }) => ({ code, name, region, kind, heldOn: held!, visits })),
    false,
  )
}

/** Visits to the venues since the new year, each venue counted in its own way; slots of the next weeks. */
async function seedVenues(tx: Tx, today: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  const venues = await facilitiesOn(tx, today, { kinds: CULTURE_KINDS, states: ['open'] })
  const codes = venues
    .filter((_, i) => i % 9 !== 8)
    .map((each, i) => ({
      code: each.code,
      base: 60 + ((i * 53) % 340),
      method: ['counted', 'manual', 'sampled'][i % 3],
    }))
  await tx.run(sql`insert into community.venue_visits (jurisdiction, facility, day, revision, visits, method, note, recorded_by, recorded_at)
    select ${own}, v.code, d::date, 1, v.base + (extract(doy from d)::int * 7 + v.base) % 60 + case when extract(isodow from d) >= 6 then v.base / 2 else 0 end,
      v.method, case when v.method = 'sampled' then '每月抽一周逐人计数，按开放天数推算' end, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(codes)}::jsonb) as v(code text, base int, method text),
      generate_series(${`${today.slice(0, 4)}-01-01`}::date, ${addDays(today, -1)}::date, case v.method when 'counted' then interval '2 days' else interval '7 days' end) d`)
  const slots = [
    ...(
      await facilitiesOn(tx, today, { kinds: ['primary-school', 'middle-school'], states: ['open'] }, { limit: 6 })
    ).map((each) => ({
      facility: each,
      title: '周末操场开放',
      audience: 'everybody',
      terms: '免费',
      from: '15:00',
      until: '18:00',
      capacity: 80,
    })),
    ...venues.slice(0, 6).map((each) => ({
      facility: each,
      title: '学生阅览专场',
      audience: 'students',
      terms: '免费，凭学生证',
      from: '09:00',
      until: '11:30',
      capacity: 40,
    })),
  ].flatMap(({ facility, from, until, ...each }, i) =>
    [1, 2, 3].map((week) => ({
      ...each,
      facility: facility.code,
      region: facility.region,
      from: at(addDays(today, week * 7 + (i % 2)), from),
      until: at(addDays(today, week * 7 + (i % 2)), until),
    })),
  )
  await tx.run(sql`insert into community.opening_slot (jurisdiction, id, facility, region, title, audience, terms, during, capacity, recorded_by, recorded_at)
    select ${own}, uuidv7(), s.facility, s.region, s.title, s.audience, s.terms, tstzrange(s."from", s.until), s.capacity, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(slots)}::jsonb) as s(facility text, region text, title text, audience text, terms text, "from" timestamptz, until timestamptz, capacity int)`)
}

/** A roster of three tiers, and one call that was dealt with. */
async function seedUrgent(tx: Tx, desk: PeopleDesk, today: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  const accounts = new Map((await workingAccounts(tx)).map((each) => [each.username, each.id]))
  const duties = [
    ['532622101001', 1, '罗敏（锦山社区值班·演示）', '0876-0000011', 'wangge'],
    ['532622101', 1, '王芳（江那镇值班·演示）', '0876-0000012', 'jiangna'],
    [own, 1, '李静（县民政局值班·演示）', '0876-0000013', 'civil'],
    [own, 2, '县120急救调度（演示）', '0876-0000120', null],
  ].map(([area, position, name, phone, username]) => ({
    area,
    position,
    name,
    phone,
    account: username === null ? null : (accounts.get(String(username)) ?? null),
  }))
  await tx.run(sql`insert into community.duty_contact (jurisdiction, id, area, position, name, phone, account, during, recorded_by, recorded_at)
    select ${own}, uuidv7(), d.area, d.position, d.name, d.phone, d.account, tstzrange(${at(addDays(today, -30), '00:00')}, null), ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${json(duties)}::jsonb) as d(area text, position int, name text, phone text, account uuid)`)
  const then = (clock: string) => Object.create(tx, { now: { value: new Date(at(addDays(today, -3), clock)) } }) as Tx
  const { id } = await openUrgentCall(then('21:14'), desk, {
    region: '532622101001',
    place: '锦山社区 2 栋 102（演示）',
    what: '老人在浴室滑倒，意识清楚，站不起来',
    caller: '邻居',
    phone: '13800000000',
    person: null,
    channel: 'phone',
    source: null,
  })
  await acknowledgeCall(then('21:16'), desk, id, { contact: null, note: '五分钟到' })
  await closeCall(then('21:58'), desk, id, '已送县人民医院，家属到场')
}

/** Fills the demo county with volunteers, villages, venues and a duty roster (演示数据). A county that has volunteers is left alone. */
export async function seedCommunity(
  db: Database,
  desk: PeopleDesk,
  jurisdiction: string,
  today: IsoDate,
): Promise<void> {
  await db.write(systemActor('seed', jurisdiction), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*)::int n from community.volunteer where jurisdiction = ${jurisdiction}`,
    )
    if (n > 0) return
    await seedVolunteers(tx, desk, today)
    await seedEvents(tx, today)
    await seedVenues(tx, today)
    await seedUrgent(tx, desk, today)
    await record(tx, { action: 'community.demo.seed', subject: { kind: 'jurisdiction', id: jurisdiction } })
  })
}
