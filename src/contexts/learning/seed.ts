import { commitmentOf } from '../../engines/draw/index.ts'
import { addDays, addMonths, type IsoDate } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { type PeopleDesk, recordPerson, residentsSelect } from '../people/index.ts'
import { type FacilityView, facilitiesOn } from '../territory/index.ts'
import { CHILDCARE_KINDS, CLASS_NAMES } from './childcare/classes.ts'
import { apply, enrol } from './childcare/enrolments.ts'
import type { ClassKind } from './childcare/rules.ts'
import { commitDraw, openDraw, revealDraw } from './draws/commands.ts'
import { writeKindergartens } from './kindergartens/register.ts'

/** The same transaction on another day, so that what is made in it lies in the past. */
const at = (tx: Tx, day: IsoDate): Tx => Object.create(tx, { now: { value: new Date(`${day}T10:00:00+08:00`) } }) as Tx

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗']
const GIVEN = [...'安宁乐语晨曦一诺子轩雨泽可欣沐阳知夏星辰若溪景行思远嘉禾']

type ClassPlan = { id: string; facility: FacilityView; kind: ClassKind; name: string; places: number; carers: number }

/** How a facility's declared places are split into classes, older ones first. */
function classesOf(facility: FacilityView): ClassPlan[] {
  const plan = (kind: ClassKind, n: number, places: number, carers: number): ClassPlan => ({
    id: newId(),
    facility,
    kind,
    name: `${CLASS_NAMES[kind].zh}${['一', '二', '三', '四', '五', '六'][n] ?? n + 1}班`,
    places,
    carers,
  })
  if (facility.kind === 'childcare-family') return [{ ...plan('home', 0, 5, 2), name: CLASS_NAMES.home.zh }]
  const shapes: [ClassKind, number, number][] = [
    ['older', 20, 3],
    ['toddler', 15, 3],
    ['infant', 10, 4],
    ['mixed', 18, 3],
  ]
  const plans: ClassPlan[] = []
  let left = facility.childcare_places ?? 0
  for (let n = 0; left > 0 && n < 12; n++) {
    const [kind, most, carers] = shapes[n % shapes.length]!
    const same = plans.filter((each) => each.kind === kind).length
    plans.push(plan(kind, same, Math.min(left, most), carers))
    left -= Math.min(left, most)
  }
  return plans
}

/** Children of the demonstration (演示数据), each with a file; `months` old today. */
async function children(
  tx: Tx,
  desk: PeopleDesk,
  region: string,
  count: number,
  months: number,
  today: IsoDate,
  from: number,
) {
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const n = from + i
    const name = `${SURNAMES[n % SURNAMES.length]}${GIVEN[(n * 7) % GIVEN.length]}${GIVEN[(n * 11 + 3) % GIVEN.length]}`
    const born = addDays(addMonths(today, -months), -((n * 13) % 60))
    const { id } = await recordPerson(tx, desk, {
      name,
      born,
      sex: n % 2 === 0 ? 'male' : 'female',
      region,
      distinct: true,
      note: '演示数据',
    })
    ids.push(id)
  }
  return ids
}

/** Classes of all filed facilities; children, a waiting list and three draws in the first two of them. */
async function seedChildcare(tx: Tx, desk: PeopleDesk, today: IsoDate): Promise<void> {
  const facilities = (await facilitiesOn(tx, today, { kinds: CHILDCARE_KINDS, states: ['open'] })).filter(
    (each) => (each.childcare_places ?? 0) > 0 && each.filed_on !== null,
  )
  // A part of the register has not entered its classes yet, and the list says so.
  const plans = facilities.filter((_, i) => i % 9 !== 7).flatMap(classesOf)
  const rows = plans.map(({ facility, ...each }) => ({
    ...each,
    facility: facility.code,
    region: facility.region,
    opened: facility.opened_on ?? addMonths(today, -24),
  }))
  await tx.run(sql`insert into learning.class (jurisdiction, id, facility, region, kind, name, places, carers, opened_on, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, c.id, c.facility, c.region, c.kind, c.name, c.places, c.carers, c.opened, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, facility text, region text, kind text, name text, places int, carers int, opened date)`)
  const home = plans.find((each) => each.kind === 'home')
  // The first of them leaves the trade in the story of the institutions.
  const centres = facilities.filter((each) => each.kind === 'childcare').slice(1)
  const [main, second] = centres.flatMap(
    (each) => plans.find((plan) => plan.kind === 'older' && plan.facility.code === each.code) ?? [],
  )
  const start = addDays(today, -60)
  const put = async (plan: ClassPlan | undefined, count: number, months: number, from: number) => {
    if (plan === undefined) return
    const ids = await children(tx, desk, plan.facility.region, count, months, today, from)
    for (const child of ids) await enrol(tx, desk, { class: plan.id, child, from: start, until: null, outOfTurn: null })
  }
  await put(home, 5, 20, 0)
  await put(main, Math.min(main?.places ?? 0, 16), 28, 10)
  if (main === undefined || second === undefined) return
  await seedDraws(tx, desk, today, main, second)
}

const PARTIES = [
  { name: '家长代表（演示）', commitment: commitmentOf('木棉花开 2026') },
  { name: '县卫生健康局', commitment: commitmentOf('yanshan-health-0915') },
]

/** One draw that is over, one that is fixed and waits for its day, one that still takes names. */
async function seedDraws(tx: Tx, desk: PeopleDesk, today: IsoDate, main: ClassPlan, second: ClassPlan): Promise<void> {
  const sign = async (then: Tx, plan: ClassPlan, title: string, places: number, count: number, from: number) => {
    const { id } = await openDraw(then, { facility: plan.facility.code, kind: 'older', title, places })
    const ids = await children(tx, desk, plan.facility.region, count, 25, today, from)
    for (const [i, child] of ids.entries())
      await apply(then, desk, {
        facility: plan.facility.code,
        kind: 'older',
        child,
        priority: i % 6 === 0 ? 1 : 2,
        draw: id,
      })
    return id
  }
  const source = '中国福利彩票双色球下一期开奖号码（公布后填写）'
  const over = await sign(at(tx, addDays(today, -30)), second, '托大班秋季学期托位', 6, 11, 40)
  await commitDraw(at(tx, addDays(today, -20)), over, {
    parties: PARTIES,
    randomnessSource: source,
    drawOn: addDays(today, -17),
  })
  await revealDraw(at(tx, addDays(today, -17)), over, {
    secrets: ['木棉花开 2026', 'yanshan-health-0915'],
    randomness: '演示号码 03 08 11 19 27 30 + 05',
  })
  const fixed = await sign(at(tx, addDays(today, -9)), main, '托大班春季学期托位', 4, 8, 60)
  await commitDraw(at(tx, addDays(today, -2)), fixed, {
    parties: PARTIES,
    randomnessSource: source,
    drawOn: addDays(today, 3),
  })
  await sign(at(tx, addDays(today, -1)), second, '托大班春季学期托位', 3, 3, 75)
}

/** Two years of kindergartens as the register of facilities knows them. */
async function seedKindergartens(tx: Tx, today: IsoDate): Promise<void> {
  const year = Number(today.slice(0, 4))
  const all = await facilitiesOn(tx, today, { kinds: ['kindergarten'], states: ['open'] })
  const rows = [year - 1, year].flatMap((each) =>
    all.map((facility, i) => ({
      facility: facility.code,
      name: facility.name,
      region: facility.region,
      year: each,
      kind:
        facility.ownership === 'public'
          ? 'public'
          : facility.inclusive === false || i % 7 === 6
            ? 'private'
            : 'inclusive',
      enrolled: facility.enrolled === null ? 90 + ((i * 37) % 160) : facility.enrolled + (year - each) * 6,
      toddlers: facility.childcare_places === null ? 0 : Math.round(facility.childcare_places * 0.6),
    })),
  )
  await writeKindergartens(tx, { added: rows, changed: [], removed: [] }, null)
}

const SUBJECTS = ['智能手机课堂', '太极拳', '合唱', '健康讲堂', '书法', '民族刺绣']

/** Courses for older people in the halls of the county, a session a week since spring. */
async function seedCourses(tx: Tx, desk: PeopleDesk, today: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  const halls = await facilitiesOn(
    tx,
    today,
    { kinds: ['elder-university', 'community-hall'], states: ['open'] },
    { limit: 40 },
  )
  if (halls.length === 0) return
  const learners = await tx.rows<{
    id: string
  }>(sql`select p.id from (${residentsSelect(tx, desk, { on: today, bornTo: addMonths(today, -60 * 12) })}) p
    order by p.born desc, p.id limit 150`)
  const startsOn = addDays(today, -210)
  const courses = SUBJECTS.map((name, i) => ({
    id: newId(),
    code: `LN-${String(i + 1).padStart(3, '0')}`,
    name: `${name}（演示）`,
    hall: halls[(i * 5) % halls.length]!,
  }))
  await tx.run(sql`insert into learning.course (jurisdiction, id, code, name, facility, facility_name, region, starts_on, ends_on, capacity, recorded_by, recorded_at)
    select ${own}, c.id, c.code, c.name, c.facility, c.facility_name, c.region, ${startsOn}, ${addDays(today, 60)}, 40, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(courses.map(({ hall, ...each }) => ({ ...each, facility: hall.code, facility_name: hall.name, region: hall.region })))}::jsonb)
      as c(id uuid, code text, name text, facility text, facility_name text, region text)`)
  const joined = learners.flatMap(({ id }, i) => [
    { course: courses[i % courses.length]!.id, person: id },
    ...(i % 4 === 0 ? [{ course: courses[(i + 1) % courses.length]!.id, person: id }] : []),
  ])
  await tx.run(sql`insert into learning.learner (jurisdiction, course, person, since, recorded_by, recorded_at)
    select ${own}, l.course, l.person, ${startsOn}, ${tx.actor.id}, ${tx.now} from jsonb_to_recordset(${JSON.stringify(joined)}::jsonb) as l(course uuid, person uuid)`)
  const sessions = courses.flatMap(({ id }, c) =>
    Array.from({ length: 28 }, (_, week) => ({
      id: newId(),
      course: id,
      held: addDays(startsOn, week * 7 + c + 1),
      guests: week % 9 === 5 ? null : (week * 3 + c) % 5,
    })),
  )
  await tx.run(sql`insert into learning.session (jurisdiction, id, course, held_on, guests, recorded_by, recorded_at)
    select ${own}, s.id, s.course, s.held, s.guests, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as s(id uuid, course uuid, held date, guests int)`)
  const there = sessions.flatMap((session, s) =>
    joined.flatMap((each, i) =>
      each.course === session.course && (i * 5 + s * 3) % 10 < 3 + (i % 6)
        ? [{ session: session.id, person: each.person }]
        : [],
    ),
  )
  await tx.run(sql`insert into learning.attendance (jurisdiction, session, person, recorded_by, recorded_at)
    select ${own}, a.session, a.person, ${tx.actor.id}, ${tx.now} from jsonb_to_recordset(${JSON.stringify(there)}::jsonb) as a(session uuid, person uuid)`)
}

/** Fills the demo county with childcare, draws, kindergartens and courses (演示数据). A county that has classes is left alone. */
export async function seedLearning(
  db: Database,
  desk: PeopleDesk,
  jurisdiction: string,
  today: IsoDate,
): Promise<void> {
  await db.write(systemActor('seed', jurisdiction), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*)::int n from learning.class where jurisdiction = ${jurisdiction}`,
    )
    if (n > 0) return
    await seedChildcare(tx, desk, today)
    await seedKindergartens(tx, today)
    await seedCourses(tx, desk, today)
    await record(tx, { action: 'learning.demo.seed', subject: { kind: 'jurisdiction', id: jurisdiction } })
  })
}
