import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { nextNumbers } from '../numbers.ts'
import { noVolunteer, stateOf, UNIQUE } from './refusals.ts'

/**
 * Registers a person as a volunteer (志愿者登记): the file of the person stays where it is.
 *
 * @throws Refusal `person.missing`, `volunteer.person-state`, `volunteer.place`, `volunteer.exists`
 */
export async function registerVolunteer(
  tx: Tx,
  desk: PeopleDesk,
  input: { person: string; skills: readonly string[] },
): Promise<{ id: string; no: string }> {
  const person = await demandPerson(tx, desk, input.person)
  if (person.state !== 'resident')
    throw refuse(
      'volunteer.person-state',
      { zh: '档案显示此人已去世或迁出', en: 'By the file this person died or moved away' },
      { kind: 'conflict', at: '/person' },
    )
  if (person.region === null)
    throw refuse(
      'volunteer.place',
      { zh: '档案没有住址所在村（社区）', en: 'The file does not say where the person lives' },
      { kind: 'conflict', at: '/person', next: { zh: '请先在人员档案补填', en: 'Complete the file first' } },
    )
  const day = today(tx.now.getTime())
  const id = newId()
  const [no] = await nextNumbers(tx, 'volunteer', Number(day.slice(0, 4)))
  try {
    await tx.run(sql`insert into community.volunteer (jurisdiction, id, no, person, region, skills, since, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${no}, ${input.person}, ${person.region}, ${[...input.skills]}, ${day}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if (stateOf(error) !== UNIQUE) throw error
    throw refuse(
      'volunteer.exists',
      { zh: '此人已登记为志愿者', en: 'This person is a volunteer already' },
      { kind: 'conflict', at: '/person' },
    )
  }
  await record(tx, {
    action: 'community.volunteer.register',
    subject: { kind: 'volunteer', id },
    detail: { no, person: input.person },
  })
  return { id, no: no! }
}

export type VolunteerRow = {
  id: string
  no: string
  person: string
  region: string
  leftOn: string | null
  since: string
}

/** A volunteer held for the transaction. @throws Refusal `volunteer.missing`, `access.region` */
export async function lockVolunteer(tx: Tx, id: string): Promise<VolunteerRow> {
  const row =
    await tx.maybe<VolunteerRow>(sql`select id, no, person, region, left_on "leftOn", since from community.volunteer
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and merged_into is null for update`)
  if (row === null) throw noVolunteer()
  expectRegion(tx, row.region)
  return row
}

export type NewTraining = { topic: string; hours: number; heldOn: string; organiser: string }

/** Notes a training of volunteers. @throws Refusal `volunteer.missing`, `access.region`, `volunteer.future`, `training.exists` */
export async function addTraining(tx: Tx, volunteer: string, input: NewTraining): Promise<{ id: string }> {
  await lockVolunteer(tx, volunteer)
  if (input.heldOn > today(tx.now.getTime()))
    throw refuse('volunteer.future', { zh: '培训日期在今天之后', en: 'The day lies in the future' }, { at: '/heldOn' })
  const id = newId()
  try {
    await tx.run(sql`insert into community.volunteer_training (jurisdiction, id, volunteer, topic, hours, held_on, organiser, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${volunteer}, ${input.topic}, ${input.hours}, ${input.heldOn}, ${input.organiser}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if (stateOf(error) !== UNIQUE) throw error
    throw refuse(
      'training.exists',
      { zh: '这次培训已经登记', en: 'This training is noted already' },
      { kind: 'conflict', at: '/topic' },
    )
  }
  await record(tx, {
    action: 'community.volunteer.train',
    subject: { kind: 'volunteer', id: volunteer },
    detail: { ...input },
  })
  return { id }
}

export type NewInsurance = { insurer: string; policy: string; from: string; until: string; paidBy: string }

/** Notes an accident insurance of a volunteer (志愿者保险), both days included. @throws Refusal `volunteer.missing`, `access.region`, `insurance.span`, `insurance.exists` */
export async function addInsurance(tx: Tx, volunteer: string, input: NewInsurance): Promise<{ id: string }> {
  await lockVolunteer(tx, volunteer)
  if (input.until < input.from)
    throw refuse('insurance.span', { zh: '止期早于起期', en: 'It ends before it begins' }, { at: '/until' })
  const id = newId()
  try {
    await tx.run(sql`insert into community.volunteer_insurance (jurisdiction, id, volunteer, insurer, policy, during, paid_by, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${volunteer}, ${input.insurer}, ${input.policy}, daterange(${input.from}, ${input.until}, '[]'),
        ${input.paidBy}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if (stateOf(error) !== UNIQUE) throw error
    throw refuse(
      'insurance.exists',
      { zh: '这份保单已经登记', en: 'This policy is noted already' },
      { kind: 'conflict', at: '/policy' },
    )
  }
  await record(tx, {
    action: 'community.volunteer.insure',
    subject: { kind: 'volunteer', id: volunteer },
    detail: { policy: input.policy, from: input.from, until: input.until },
  })
  return { id }
}

/** Somebody stops being a volunteer; sign-ups for what is yet to come end. @throws Refusal `volunteer.missing`, `access.region`, `volunteer.left` */
export async function leaveVolunteers(tx: Tx, volunteer: string, reason: string): Promise<void> {
  const row = await lockVolunteer(tx, volunteer)
  if (row.leftOn !== null)
    throw refuse('volunteer.left', { zh: '已经退出', en: 'The volunteer has left already' }, { kind: 'conflict' })
  await stopVolunteer(tx, volunteer, today(tx.now.getTime()))
  await record(tx, {
    action: 'community.volunteer.leave',
    subject: { kind: 'volunteer', id: volunteer },
    detail: { reason },
  })
}

/** Ends a file and the sign-ups for what has not begun. Three statements. */
export async function stopVolunteer(tx: Tx, volunteer: string, on: string): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(
    sql`update community.volunteer set left_on = greatest(since, ${on}::date) where jurisdiction = ${own} and id = ${volunteer}`,
  )
  await tx.run(sql`with gone as (
      update community.signup s set state = 'withdrawn' from community.volunteer_activity a
      where s.jurisdiction = ${own} and s.volunteer = ${volunteer} and s.state = 'signed'
        and a.jurisdiction = s.jurisdiction and a.id = s.activity and lower(a.during) > ${tx.now} returning s.activity)
    update community.volunteer_activity a set taken = a.taken - 1 from gone where a.jurisdiction = ${own} and a.id = gone.activity`)
}
