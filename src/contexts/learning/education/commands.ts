import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk, personFacts } from '../../people/index.ts'
import { facilityFor } from '../who.ts'

const UNIQUE = '23505'

export type NewCourse = {
  code: string
  name: string
  facility: string
  startsOn: string
  endsOn: string
  capacity: number | null
}

/** A course of a teaching point for older people (老年教育教学点). @throws Refusal `facility.missing`, `access.region`, `course.dates`, `course.exists` */
export async function openCourse(tx: Tx, input: NewCourse): Promise<{ id: string }> {
  const place = await facilityFor(tx, input.facility)
  if (input.endsOn < input.startsOn)
    throw refuse('course.dates', { zh: '结课日期早于开课日期', en: 'It ends before it begins' }, { at: '/endsOn' })
  const id = newId()
  try {
    await tx.run(sql`insert into learning.course (jurisdiction, id, code, name, facility, facility_name, region, starts_on, ends_on, capacity, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${input.code}, ${input.name}, ${input.facility}, ${place.name}, ${place.region}, ${input.startsOn},
        ${input.endsOn}, ${input.capacity}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE) throw error
    throw refuse(
      'course.exists',
      { zh: `班级编号 ${input.code} 已在使用`, en: `The code ${input.code} is in use` },
      { kind: 'conflict', at: '/code' },
    )
  }
  await record(tx, { action: 'learning.course.open', subject: { kind: 'course', id }, detail: { ...input } })
  return { id }
}

type CourseRow = { id: string; region: string; name: string; startsOn: string; endsOn: string; capacity: number | null }

async function lockCourse(tx: Tx, id: string): Promise<CourseRow> {
  const row =
    await tx.maybe<CourseRow>(sql`select c.id, c.region, c.name, c.starts_on "startsOn", c.ends_on "endsOn", c.capacity
    from learning.course c where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id} for update`)
  if (row === null)
    throw refuse('course.missing', { zh: '没有这个班', en: 'There is no such course' }, { kind: 'missing' })
  expectRegion(tx, row.region)
  return row
}

/**
 * Lets a person join a course. The course is held while it is counted.
 *
 * @throws Refusal `course.missing`, `access.region`, `person.missing`, `course.full`, `course.joined`, `course.over`
 */
export async function joinCourse(
  tx: Tx,
  desk: PeopleDesk,
  course: string,
  person: string,
): Promise<{ learners: number }> {
  const row = await lockCourse(tx, course)
  await demandPerson(tx, desk, person)
  const day = today(tx.now.getTime())
  if (row.endsOn < day)
    throw refuse('course.over', { zh: '这个班已经结课', en: 'This course is over' }, { kind: 'conflict' })
  const { learners, joined } = await tx.one<{ learners: number; joined: boolean }>(sql`select count(*)::int learners,
      coalesce(bool_or(l.person = ${person}), false) joined
    from learning.learner l where l.jurisdiction = ${tx.actor.jurisdiction} and l.course = ${course} and l.left_on is null`)
  if (joined)
    throw refuse(
      'course.joined',
      { zh: '已经在这个班里', en: 'The person is in this course already' },
      { kind: 'conflict', at: '/person' },
    )
  if (row.capacity !== null && learners >= row.capacity)
    throw refuse(
      'course.full',
      { zh: `${row.name}已满 ${row.capacity} 人`, en: `${row.name} is full with ${row.capacity}` },
      {
        kind: 'conflict',
        params: { capacity: row.capacity },
        next: { zh: '请选择另一个班', en: 'Choose another course' },
      },
    )
  await tx.run(sql`insert into learning.learner (jurisdiction, course, person, since, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${course}, ${person}, ${day}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, course, person) do update set left_on = null`)
  await record(tx, { action: 'learning.course.join', subject: { kind: 'course', id: course }, detail: { person } })
  await emit(tx, 'learning.course.joined', { course, person })
  return { learners: learners + 1 }
}

/** Lets a person leave a course; what was attended stays. @throws Refusal `course.missing`, `access.region`, `course.not-in` */
export async function leaveCourse(tx: Tx, course: string, person: string): Promise<void> {
  await lockCourse(tx, course)
  const left = await tx.run(sql`update learning.learner set left_on = ${today(tx.now.getTime())}
    where jurisdiction = ${tx.actor.jurisdiction} and course = ${course} and person = ${person} and left_on is null`)
  if (left === 0)
    throw refuse(
      'course.not-in',
      { zh: '不在这个班里', en: 'The person is not in this course' },
      { kind: 'conflict', at: '/person' },
    )
  await record(tx, { action: 'learning.course.leave', subject: { kind: 'course', id: course }, detail: { person } })
}

export type NewSession = { heldOn: string; persons: readonly string[]; guests: number | null }

/**
 * Notes a session and who came (到课). Noted again for the same day, the list is what it then is: who is no longer on it did not come.
 *
 * @throws Refusal `course.missing`, `access.region`, `course.session-date`, `course.strangers` naming those outside the actor's scope
 */
export async function noteSession(
  tx: Tx,
  desk: PeopleDesk,
  course: string,
  input: NewSession,
): Promise<{ id: string; personTimes: number }> {
  const row = await lockCourse(tx, course)
  const day = today(tx.now.getTime())
  if (input.heldOn > day || input.heldOn < row.startsOn || input.heldOn > row.endsOn)
    throw refuse(
      'course.session-date',
      {
        zh: `上课日期应在 ${row.startsOn} 至 ${row.endsOn < day ? row.endsOn : day} 之间`,
        en: `The day must lie between ${row.startsOn} and ${row.endsOn < day ? row.endsOn : day}`,
      },
      { at: '/heldOn' },
    )
  const persons = [...new Set(input.persons)]
  const known = await personFacts(tx, desk, persons)
  const strangers = persons.filter((person) => !known.has(person))
  if (strangers.length > 0)
    throw refuse(
      'course.strangers',
      {
        zh: `${strangers.length} 人没有档案或不在您负责的范围内`,
        en: `${strangers.length} have no file in the area you work for`,
      },
      {
        at: '/persons',
        params: { persons: strangers },
        next: { zh: '没有档案的，记入“其他到课人数”', en: 'Count those without a file as guests' },
      },
    )
  const own = tx.actor.jurisdiction
  const { id } = await tx.one<{
    id: string
  }>(sql`insert into learning.session (jurisdiction, id, course, held_on, guests, recorded_by, recorded_at)
    values (${own}, ${newId()}, ${course}, ${input.heldOn}, ${input.guests}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, course, held_on) do update set guests = excluded.guests, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
    returning id`)
  await tx.run(sql`update learning.attendance set void_at = ${tx.now} where jurisdiction = ${own} and session = ${id}
    and void_at is null and not person = any(${persons}::uuid[])`)
  await tx.run(sql`insert into learning.attendance (jurisdiction, session, person, recorded_by, recorded_at)
    select ${own}, ${id}, p, ${tx.actor.id}, ${tx.now} from unnest(${persons}::uuid[]) p
    on conflict (jurisdiction, session, person) do update set void_at = null`)
  await record(tx, {
    action: 'learning.session.note',
    subject: { kind: 'course', id: course },
    detail: { session: id, heldOn: input.heldOn, persons: persons.length, guests: input.guests },
  })
  await emit(tx, 'learning.session.noted', { course, session: id, heldOn: input.heldOn })
  return { id, personTimes: persons.length + (input.guests ?? 0) }
}
