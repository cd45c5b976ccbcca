import { formatDate, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { parseRegion } from '../../../kernel/region.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import type { ClassKind } from '../model.ts'
import { skillNamed } from '../skills.ts'
import { belongsTo, firmByCode } from '../who.ts'
import { type ClassRow, classWith } from './store.ts'

export type NewClass = {
  code: string
  title: string
  kind: ClassKind
  skill?: string | null
  organiser: string
  /** Credit code of the institution that trains, where it is one kept here. */
  creditCode?: string | null
  region: string
  place?: string | null
  startsOn: IsoDate
  endsOn: IsoDate
  capacity: number
  leastShare: number
  passMark?: number | null
  sessions: { heldOn: IsoDate; hours: number; title?: string | null }[]
}

/**
 * Opens a class (开班) with its sessions.
 *
 * @throws Refusal `class.exists`, `class.dates`, `skill.missing`, `organisation.missing`, `region.*`, `access.region`
 */
export async function openClass(tx: Tx, input: NewClass): Promise<{ id: string }> {
  parseRegion(input.region)
  expectRegion(tx, input.region)
  if (input.skill) await skillNamed(tx, input.skill)
  const outside = input.sessions.find((each) => each.heldOn < input.startsOn || each.heldOn > input.endsOn)
  if (input.endsOn < input.startsOn || outside !== undefined)
    throw refuse(
      'class.dates',
      { zh: '课次应在开班和结业日期之间', en: 'Sessions lie between the first and the last day' },
      { at: outside === undefined ? '/endsOn' : `/sessions/${input.sessions.indexOf(outside)}/heldOn` },
    )
  const firm = input.creditCode ? await firmByCode(tx, input.creditCode) : null
  const id = newId()
  const code = input.code.trim().toUpperCase()
  const kept =
    await tx.run(sql`insert into workforce.class (jurisdiction, id, code, title, kind, skill, organiser, organisation, region, place, starts_on,
      ends_on, capacity, least_share, pass_mark, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${code}, ${input.title.trim()}, ${input.kind}, ${input.skill ?? null}, ${input.organiser.trim()},
      ${firm?.id ?? null}, ${input.region.padEnd(12, '0')}, ${input.place ?? null}, ${input.startsOn}, ${input.endsOn}, ${input.capacity},
      ${input.leastShare}, ${input.passMark ?? null}, ${tx.now}, ${tx.actor.id}) on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'class.exists',
      { zh: `已有编号为 ${code} 的培训班`, en: `There is a class ${code} already` },
      { kind: 'conflict', at: '/code' },
    )
  const sessions = input.sessions.map((each, i) => ({
    no: i + 1,
    held_on: each.heldOn,
    tenths: Math.round(each.hours * 10),
    title: each.title ?? null,
  }))
  await tx.run(sql`insert into workforce.session (jurisdiction, class, no, held_on, tenths, title)
    select ${tx.actor.jurisdiction}, ${id}, no, held_on, tenths, title
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as g(no int, held_on date, tenths int, title text)`)
  await tell(tx, id, 'open', { code, kind: input.kind, sessions: sessions.length })
  return { id }
}

/** @throws Refusal `class.missing`, `class.closed` */
export async function openedClass(tx: Tx, id: string): Promise<ClassRow> {
  const row = await classWith(tx, id, true)
  expectRegion(tx, row.region)
  if (row.state === 'open') return row
  throw refuse(
    'class.closed',
    row.state === 'closed'
      ? {
          zh: `已于 ${formatDate(row.closedOn!)} 结业`,
          en: `The class was closed on ${formatDate(row.closedOn!, 'en')}`,
        }
      : { zh: '这个培训班已取消', en: 'This class was cancelled' },
    { kind: 'conflict', next: { zh: '确有差错的，请先“重新打开”', en: 'If something is wrong, open it again first' } },
  )
}

/** How somebody came to a class. */
export type EnrolChannel = 'screen' | 'phone' | 'counter' | 'paper' | 'procedure'

/**
 * Enrols a person, once, as long as there is a place; who withdrew may come back. Of two who take the last place at once one gets it.
 *
 * @param casefile the granted application it comes from
 * @throws Refusal `class.missing`, `class.closed`, `person.missing`, `enrolment.dead`, `enrolment.twice`, `enrolment.full`
 */
export async function enrol(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { person: string; channel: EnrolChannel; casefile?: string | null },
): Promise<void> {
  const row = await openedClass(tx, id)
  const facts = await demandPerson(tx, desk, input.person)
  if (facts.state === 'dead')
    throw refuse('enrolment.dead', { zh: '此人已去世', en: 'This person has died' }, { kind: 'conflict' })
  const own = tx.actor.jurisdiction
  const known = await tx.rows<{ person: string; state: string }>(sql`select e.person, e.state from workforce.enrolment e
    where e.jurisdiction = ${own} and e.class = ${id} and ${belongsTo(tx, sql`e`, [input.person])}`)
  if (known.some((each) => each.state === 'enrolled'))
    throw refuse(
      'enrolment.twice',
      { zh: '此人已在这个班里', en: 'This person is in this class already' },
      { kind: 'conflict', at: '/person' },
    )
  const { taken } = await tx.one<{ taken: number }>(sql`select count(*)::int taken from workforce.enrolment
    where jurisdiction = ${own} and class = ${id} and state = 'enrolled'`)
  if (taken >= row.capacity)
    throw refuse(
      'enrolment.full',
      { zh: `名额 ${row.capacity} 人已满`, en: `All ${row.capacity} places are taken` },
      { kind: 'conflict', next: { zh: '请报下一期，或增加名额', en: 'Choose the next class' } },
    )
  await tx.run(sql`insert into workforce.enrolment (jurisdiction, class, person, channel, casefile, enrolled_on, recorded_at, recorded_by)
    values (${own}, ${id}, ${known[0]?.person ?? input.person}, ${input.channel}, ${input.casefile ?? null}, ${today(tx.now.getTime())}, ${tx.now},
      ${tx.actor.id})
    on conflict (jurisdiction, class, person) do update set state = 'enrolled', channel = excluded.channel, casefile = excluded.casefile`)
  await record(tx, {
    action: 'workforce.enrolment.add',
    subject: { kind: 'person', id: input.person },
    detail: { class: id, channel: input.channel, casefile: input.casefile ?? null },
  })
  await emit(tx, 'workforce.enrolment.changed', { class: id, person: input.person, act: 'add' })
}

/**
 * Takes somebody out of a class before it is closed; marks stay.
 *
 * @throws Refusal `class.closed`, `enrolment.missing`
 */
export async function withdraw(tx: Tx, id: string, person: string, reason: string): Promise<void> {
  await openedClass(tx, id)
  const done = await tx.run(sql`update workforce.enrolment set state = 'withdrawn'
    where jurisdiction = ${tx.actor.jurisdiction} and class = ${id} and person = ${person} and state = 'enrolled'`)
  if (done === 0) throw noLearner()
  await record(tx, {
    action: 'workforce.enrolment.withdraw',
    subject: { kind: 'person', id: person },
    detail: { class: id, reason },
  })
  await emit(tx, 'workforce.enrolment.changed', { class: id, person, act: 'withdraw' })
}

const noLearner = () =>
  refuse('enrolment.missing', { zh: '此人不在这个班里', en: 'This person is not in this class' }, { kind: 'missing' })

/**
 * Marks who was at a session (考勤). A mark that differs from the one before is a correction and stands beside it.
 *
 * @throws Refusal `class.closed`, `session.missing`, `session.future`, `enrolment.missing`
 */
export async function markAttendance(
  tx: Tx,
  id: string,
  input: { session: number; marks: { person: string; present: boolean }[] },
): Promise<{ changed: number }> {
  await openedClass(tx, id)
  const own = tx.actor.jurisdiction
  const session = await tx.maybe<{ heldOn: IsoDate }>(sql`select held_on "heldOn" from workforce.session
    where jurisdiction = ${own} and class = ${id} and no = ${input.session}`)
  if (session === null)
    throw refuse('session.missing', { zh: '没有这一课次', en: 'There is no such session' }, { at: '/session' })
  if (session.heldOn > today(tx.now.getTime()))
    throw refuse(
      'session.future',
      {
        zh: `这一课在 ${formatDate(session.heldOn)}，还没有上`,
        en: `It is held on ${formatDate(session.heldOn, 'en')}`,
      },
      { at: '/session' },
    )
  const known = await tx.rows<{ person: string }>(sql`select person from workforce.enrolment
    where jurisdiction = ${own} and class = ${id} and state = 'enrolled'`)
  const inside = new Set(known.map((each) => each.person))
  if (input.marks.some((each) => !inside.has(each.person))) throw noLearner()
  const changed =
    await tx.run(sql`insert into workforce.attendance (jurisdiction, class, session, person, revision, present, recorded_at, recorded_by)
    select ${own}, ${id}, ${input.session}, g.person, coalesce(l.revision, 0) + 1, g.present, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(input.marks)}::jsonb) as g(person uuid, present boolean)
    left join lateral (select a.revision, a.present from workforce.attendance a where a.jurisdiction = ${own} and a.class = ${id}
      and a.session = ${input.session} and a.person = g.person order by a.revision desc limit 1) l on true
    where l.present is distinct from g.present`)
  if (changed > 0) await tell(tx, id, 'attendance', { session: input.session, changed })
  return { changed }
}

/**
 * Enters exam scores (考核成绩), 0 to 100.
 *
 * @throws Refusal `class.closed`, `class.no-exam`, `enrolment.missing`
 */
export async function enterScores(
  tx: Tx,
  id: string,
  scores: { person: string; score: number | null }[],
): Promise<{ changed: number }> {
  const row = await openedClass(tx, id)
  if (row.passMark === null)
    throw refuse('class.no-exam', { zh: '这个班没有考核', en: 'This class has no exam' }, { kind: 'conflict' })
  const changed = await tx.run(sql`update workforce.enrolment e set score = g.score, scored_by = ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) as g(person uuid, score numeric)
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.class = ${id} and e.person = g.person and e.state = 'enrolled'`)
  if (changed < scores.length) throw noLearner()
  await tell(tx, id, 'scores', { scores: scores.map((each) => ({ person: each.person, score: each.score })) })
  return { changed }
}

type Detail = Parameters<typeof record>[1]['detail']

/** Tells the journal of something done with a class. */
export async function tell(tx: Tx, id: string, act: string, detail: Detail): Promise<void> {
  await record(tx, { action: `workforce.class.${act}`, subject: { kind: 'class', id }, detail })
  await emit(tx, 'workforce.class.changed', { class: id, act })
}
