import { type IsoDate, isDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import {
  demandGround,
  demandPerson,
  endCategory,
  healthTag,
  noPerson,
  type PeopleDesk,
  personFile,
  sealsFor,
  startCategory,
} from '../../people/index.ts'
import { parametersOn } from '../parameters.ts'
import type { NewAssessment, SealedAssessment } from './model.ts'
import { assess, categoryOf, nextDue } from './rules.ts'
import { GBT_42195_2022, scaleOf } from './scales.ts'

/** Kind and word under which the tag of a grade is made. */
export const gradeWord = (scale: string, version: string, grade: number): string => `${scale} ${version} ${grade}`

/** Checks what does not need the database and computes the grade. */
function decide(input: NewAssessment, day: IsoDate): SealedAssessment {
  const scale = scaleOf(input.scale, input.version)
  if (scale === null)
    throw refuse(
      'assessment.scale',
      { zh: '没有这个评估量表或版本', en: 'There is no such scale or version' },
      { at: '/scale' },
    )
  if (!isDate(input.on) || input.on > day)
    throw refuse(
      'assessment.future',
      { zh: '评估日期不对，或晚于今天', en: 'The day of the assessment is none, or lies in the future' },
      { at: '/on' },
    )
  const names = new Set(input.assessors.map((each) => each.name.trim()))
  if (scale.by === 'computed' && names.size < 2)
    throw refuse(
      'assessment.two',
      { zh: '评估应由两名不同的评估员共同进行', en: 'Two different assessors carry an assessment out' },
      { at: '/assessors', next: { zh: '请填写第二名评估员', en: 'Name the second assessor' } },
    )
  const circumstances = input.circumstances ?? null
  if (scale.by === 'computed') {
    if (input.answers === undefined || circumstances === null)
      throw refuse('assessment.answers', { zh: '请逐项填写', en: 'Answer every item' }, { at: '/answers' })
    const result = assess(scale, input.answers, circumstances)
    return {
      grade: result.grade,
      result,
      answers: input.answers,
      circumstances,
      certificate: null,
      note: input.note ?? null,
    }
  }
  const stated = scale.grades.find((each) => each.grade === input.grade)
  if (stated === undefined || !input.certificate?.trim())
    throw refuse(
      'assessment.stated',
      {
        zh: '请填写评定机构给出的等级和结论书编号',
        en: 'Give the grade and the number of the certificate that states it',
      },
      { at: stated === undefined ? '/grade' : '/certificate' },
    )
  return {
    grade: stated.grade,
    result: null,
    answers: null,
    circumstances: null,
    certificate: input.certificate.trim(),
    note: input.note ?? null,
  }
}

/**
 * Enters an assessment (A66). By the national standard the grade is computed from the 26 answers, by two assessors; the day of the next
 * is set; the register of special difficulties follows the grade. A correction names what it corrects, which stays.
 *
 * @throws Refusal `person.missing`, `consent.needed`, `assessment.scale`, `assessment.future`, `assessment.two`, `assessment.answers`,
 *   `assessment.stated`, `assessment.corrected`
 */
export async function recordAssessment(
  tx: Tx,
  desk: PeopleDesk,
  input: NewAssessment,
): Promise<{ id: string; nextDue: IsoDate }> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const person = await demandPerson(tx, desk, input.person)
  const content = decide(input, day)
  const ground = await demandGround(tx, person.id, 'benefits')
  const seal = (await sealsFor(tx, desk, [person.id])).get(person.id)
  if (seal === undefined) throw noPerson()
  const months = (await parametersOn(tx, input.on))('assessment-months').value
  const due = nextDue(input.on, months)
  const tag = await healthTag(tx, desk, 'ability', gradeWord(input.scale, input.version, content.grade))
  const id = newId()
  if (input.corrects) await demandCorrectable(tx, input.corrects, input)
  try {
    await tx.run(sql`insert into care.assessment (jurisdiction, id, person, scale, version, kind, assessed_on, next_due, assessors, grade_tag, sealed, corrects,
        recorded_by, recorded_at)
      values (${own}, ${id}, ${person.id}, ${input.scale}, ${input.version}, ${input.kind}, ${input.on}, ${due}, ${JSON.stringify(input.assessors)},
        ${tag}, ${seal.seal(content)}, ${input.corrects ?? null}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'assessment_corrects') throw corrected()
    throw error
  }
  if (input.scale === GBT_42195_2022.id && person.state === 'resident')
    await keepCategory(tx, desk, person.id, id, input.on)
  // The grade speaks of health: the journal, which cannot forget, names only that it was found.
  await record(tx, {
    action: 'care.assessment.enter',
    subject: { kind: 'person', id: person.id },
    detail: {
      assessment: id,
      scale: input.scale,
      version: input.version,
      on: input.on,
      corrects: input.corrects ?? null,
      ground: ground.law,
    },
  })
  await emit(tx, 'care.assessment.entered', { assessment: id, person: person.id })
  return { id, nextDue: due }
}

const corrected = () =>
  refuse(
    'assessment.corrected',
    { zh: '没有这次评估，或已经更正过', en: 'There is no such assessment, or it has been corrected already' },
    { kind: 'conflict', at: '/corrects' },
  )

async function demandCorrectable(tx: Tx, id: string, input: NewAssessment): Promise<void> {
  const row =
    await tx.maybe(sql`select id from care.assessment where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and person = ${input.person}
    and scale = ${input.scale} and version = ${input.version}`)
  if (row === null) throw corrected()
}

/** Brings the register of special difficulties in line with the newest assessment by the national standard. */
async function keepCategory(tx: Tx, desk: PeopleDesk, person: string, entered: string, on: IsoDate): Promise<void> {
  const newest = await tx.maybe<{
    id: string
    sealed: Buffer
  }>(sql`select a.id, a.sealed from care.assessment a where a.jurisdiction = ${tx.actor.jurisdiction}
    and a.person = ${person} and a.scale = ${GBT_42195_2022.id} and not exists (select from care.assessment c
      where c.jurisdiction = a.jurisdiction and c.corrects = a.id) order by a.assessed_on desc, a.id desc limit 1`)
  // One entered late says nothing about today.
  if (newest === null || newest.id !== entered) return
  const seal = (await sealsFor(tx, desk, [person])).get(person)!
  const wanted = categoryOf(seal.open<SealedAssessment>(newest.sealed).grade)
  const { categories } = await personFile(tx, desk, person, '能力评估：更新失能类别')
  const held = categories.filter(
    (each) => each.active && (each.code === 'lost-ability' || each.code === 'part-lost-ability'),
  )
  for (const each of held) {
    if (each.code === wanted || each.from >= on) continue
    await endCategory(tx, desk, person, each.id, on)
  }
  if (wanted !== null && !held.some((each) => each.code === wanted))
    await startCategory(tx, desk, person, {
      category: wanted,
      from: on,
      evidence: `能力评估 ${GBT_42195_2022.version} 版，${on}`,
    })
}
