import { addDays, addMonths, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type PeopleDesk, personsWhere, sealsFor } from '../../people/index.ts'
import { allOrganisations, gradesOn, type OrganisationName } from '../../providers/index.ts'
import { writeBases } from '../institutions/bases.ts'
import { skills } from '../skills.ts'
import { closeClass } from '../training/close.ts'
import { hirings } from './hirings.ts'
import { type DemoStaff, demoStaff, insertStaff } from './staff.ts'
import { demoClasses, insertClasses } from './training.ts'

/** Persons who work in the firms of the demonstration. */
const STAFF = 180

const BASES: [code: string, kind: string, name: string, courses: string, places: number][] = [
  ['CJ-QY-01', 'enterprise', '养老服务产教融合企业（演示数据）', '老年服务与管理', 12],
  ['CJ-QY-02', 'enterprise', '家政服务产教融合企业（演示数据）', '家政服务与管理', 10],
  ['CJ-JD-01', 'practice-base', '护理实训基地（演示数据）', '护理、康复', 30],
  ['CJ-JD-02', 'practice-base', '婴幼儿托育实训基地（演示数据）', '婴幼儿托育', 16],
]

/**
 * Fills the demo county with staff, certificates, classes, vacancies and bases (演示数据), on the persons and organisations that are there.
 * A county that has staff, or that has no persons or organisations, is left alone.
 */
export async function seedWorkforce(
  db: Database,
  desk: PeopleDesk,
  jurisdiction: string,
  today: IsoDate,
): Promise<void> {
  const closing = await db.write(systemActor('seed', jurisdiction), async (tx) => {
    const known = await tx.maybe(sql`select 1 from workforce.worker where jurisdiction = ${jurisdiction} limit 1`)
    const firms = await allOrganisations(tx)
    const adults = (await personsWhere(tx, desk, { ageFrom: 22, ageTo: 58 })).map((each) => each.person)
    if (known !== null || firms.length === 0 || adults.length < 60) return []
    const random = seededRandom(411)
    const persons = shuffled(adults, random)
    const seals = await sealsFor(tx, desk, persons.slice(0, STAFF * 2))
    const staff = demoStaff(persons.slice(0, STAFF), firms, today, random)
    await insertStaff(tx, await desk.keys.ring(tx), seals, staff, await skills(tx))
    const classes = demoClasses(persons.slice(STAFF - 70, STAFF * 2), today, random)
    await insertClasses(tx, classes)
    await hirings(tx, staff, persons.slice(STAFF, STAFF * 2), firms, today, random)
    await institutions(tx, firms, staff, persons.slice(STAFF), today)
    await record(tx, {
      action: 'workforce.demo.seed',
      subject: { kind: 'jurisdiction', id: jurisdiction },
      detail: { staff: staff.length, classes: classes.length },
    })
    return classes.filter((each) => each.closes).map((each) => each.id)
  })
  // Closed in the way everybody closes them, so that they are counted.
  await db.write(systemActor('seed', jurisdiction), async (tx) => {
    for (const id of closing) await closeClass(tx, id, 0)
  })
}

function shuffled<T>(list: readonly T[], random: ReturnType<typeof seededRandom>): T[] {
  return list
    .map((each) => [random.next(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each)
}

/** Institutions that train (graded ones first), bases, and interns. */
async function institutions(
  tx: Tx,
  firms: readonly OrganisationName[],
  staff: readonly DemoStaff[],
  learners: readonly string[],
  today: IsoDate,
): Promise<void> {
  const own = tx.actor.jurisdiction
  const graded = (await gradesOn(tx, today)).filter((each) => each.grade >= 3)
  const some = [
    ...new Set([...graded.map((each) => each.organisation), ...staff.map((each) => each.organisation)]),
  ].slice(0, 4)
  const rows = some.map((organisation, i) => ({
    id: newId(),
    organisation,
    from: addMonths(today, -20 - i * 3),
    places: 10 + i * 5,
  }))
  await tx.run(sql`insert into workforce.capability (jurisdiction, id, organisation, kind, proof, places, during, recorded_at, recorded_by)
    select ${own}, id, organisation, 'training', '培训场地、师资和教学计划备查（演示数据）', places, daterange("from", null), ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, organisation uuid, "from" date, places int)`)
  const listed = BASES.map(([code, kind, name, courses, places], i) => ({
    code,
    kind,
    name,
    credit_code: kind === 'enterprise' ? (firms[i]?.creditCode ?? null) : null,
    school: '文山州职业院校（演示）',
    courses,
    region: '532622101000',
    places,
    listed_on: addMonths(today, -18 - i),
    valid_until: null,
    removed_on: null,
    source: '演示数据',
  }))
  await writeBases(tx, { added: listed, changed: [], removed: [] }, null)
  const interns = learners.slice(0, 24).map((person, i) => ({
    id: newId(),
    person,
    base: BASES[i % BASES.length]![0],
    course: BASES[i % BASES.length]![3].split('、')[0],
    from: addDays(today, i < 12 ? -60 : -300),
    until: i < 12 ? null : addDays(today, -210),
    outcome: i < 12 ? null : i % 3 === 0 ? 'hired' : 'completed',
  }))
  await tx.run(sql`insert into workforce.placement (jurisdiction, id, base, person, school, course, during, outcome, recorded_at, recorded_by)
    select ${own}, id, base, person, '文山州职业院校（演示）', course, daterange("from", "until"), outcome, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(interns)}::jsonb) as g(id uuid, base text, person uuid, course text, "from" date, "until" date, outcome text)`)
}
