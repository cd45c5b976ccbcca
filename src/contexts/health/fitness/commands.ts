import { type IsoDate, today, yearsBetween } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandGround, demandPerson, healthTag, noPerson, type PeopleDesk, sealsFor } from '../../people/index.ts'
import { AGE_GROUPS, type FitnessResult, STANDARD } from './model.ts'

/** The purpose for which consent is asked. */
export const PURPOSE = 'fitness'

export type NewFitnessTest = { person: string; heldOn: IsoDate; place: string; result: FitnessResult }

/**
 * Keeps the result of a fitness test (体质测定), with the person's consent only.
 *
 * @throws Refusal `person.missing`, `consent.needed`, `fitness.day`, `fitness.age`, `fitness.done`
 */
export async function holdFitnessTest(tx: Tx, desk: PeopleDesk, input: NewFitnessTest): Promise<{ id: string }> {
  const facts = await demandPerson(tx, desk, input.person)
  const ground = await demandGround(tx, input.person, PURPOSE)
  if (input.heldOn > today(tx.now.getTime()))
    throw refuse('fitness.day', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/heldOn' })
  const age = facts.born === null ? null : yearsBetween(facts.born, input.heldOn)
  const group = AGE_GROUPS.find(({ from, to }) => age !== null && age >= from && age <= to)
  if (group === undefined)
    throw refuse(
      'fitness.age',
      { zh: '出生日期不详或不满三周岁，不能按标准评级', en: 'Without a birth date, or under three, there is no grade' },
      { kind: 'conflict', at: '/person', next: { zh: '请先补全出生日期', en: 'Enter the birth date first' } },
    )
  const seal = (await sealsFor(tx, desk, [input.person])).get(input.person)
  if (seal === undefined) throw noPerson()
  const id = newId()
  const tag = await healthTag(tx, desk, 'fitness-grade', input.result.grade)
  const kept =
    await tx.run(sql`insert into health.fitness_test (jurisdiction, id, person, held_on, place, standard, age_group, consent, sealed, grade_tag,
      recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.person}, ${input.heldOn}, ${input.place}, ${STANDARD}, ${group.key}, ${ground.consent},
      ${seal.seal(input.result)}, ${tag}, ${tx.actor.id}, ${tx.now})
    on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'fitness.done',
      { zh: '这一天的测定已经登记', en: 'The test of this day was entered already' },
      { kind: 'conflict', at: '/heldOn' },
    )
  await record(tx, {
    action: 'health.fitness.hold',
    subject: { kind: 'person', id: input.person },
    detail: { test: id, heldOn: input.heldOn, consent: ground.consent },
  })
  await emit(tx, 'health.fitness.held', { test: id, person: input.person })
  return { id }
}

/** Consent was withdrawn: what was kept under it is deleted, only the day remains. */
export async function forgetFitness(tx: Tx, person: string): Promise<void> {
  const gone =
    await tx.run(sql`update health.fitness_test set sealed = null, grade_tag = null, withdrawn_on = ${today(tx.now.getTime())}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and withdrawn_on is null`)
  if (gone > 0)
    await record(tx, {
      action: 'health.fitness.forget',
      subject: { kind: 'person', id: person },
      detail: { tests: gone },
    })
}
