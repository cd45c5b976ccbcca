import { addDays, type IsoDate, today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { cutPage, type Paging } from '../../../platform/http/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import {
  type CategoryCode,
  demandPerson,
  noteRead,
  type PeopleDesk,
  personCards,
  personsInScope,
  personsWhere,
  sealsFor,
} from '../../people/index.ts'
import type { AssessedLine, AssessmentKind, AssessmentView, Assessor, SealedAssessment } from './model.ts'
import { assess } from './rules.ts'
import { GBT_42195_2022, scaleOf } from './scales.ts'

/** An assessment comes on the list so many days before it is due. */
export const REMIND_DAYS = 30
/** Who should have been assessed: older people said to need help. */
const SHOULD: readonly CategoryCode[] = ['lost-ability', 'part-lost-ability', 'dementia', 'severe-disability']
const OLD = 60

type Row = {
  id: string
  scale: string
  version: string
  kind: AssessmentKind
  on: IsoDate
  nextDue: IsoDate
  assessors: Assessor[]
  sealed: Buffer
  corrects: string | null
  correctedBy: string | null
  recordedAt: string
  recordedBy: string
}

/**
 * A person's assessments, newest first, each computed anew from its answers; the reading is noted.
 *
 * @throws Refusal `person.missing`
 */
export async function assessmentsOf(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  purpose: string,
): Promise<AssessmentView[]> {
  await demandPerson(tx, desk, person)
  const rows =
    await tx.rows<Row>(sql`select a.id, a.scale, a.version, a.kind, a.assessed_on "on", a.next_due "nextDue", a.assessors, a.sealed, a.corrects,
      c.id "correctedBy", a.recorded_at "recordedAt", a.recorded_by "recordedBy"
    from care.assessment a left join care.assessment c on c.jurisdiction = a.jurisdiction and c.corrects = a.id
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.person = ${person} order by a.assessed_on desc, a.id desc`)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  await noteRead(tx, { act: 'care', purpose, fields: ['assessments'], persons: [person] })
  if (seal === undefined) return []
  const names = await actorNames(
    tx,
    rows.map((row) => row.recordedBy),
  )
  return rows.map(({ sealed, ...row }) => {
    const content = seal.open<SealedAssessment>(sealed)
    const scale = scaleOf(row.scale, row.version)!
    const again =
      scale.by === 'computed' && content.answers !== null && content.circumstances !== null
        ? assess(scale, content.answers, content.circumstances).grade === content.grade
        : null
    return {
      ...row,
      ...content,
      repeated: again,
      scaleTitle: scale.title,
      gradeTitle: scale.grades.find((each) => each.grade === content.grade)!.title,
      recordedBy: names(row.recordedBy),
    }
  })
}

/** The newest assessment by the national standard of persons within the actor's area: one row each. */
export const newestAssessments = (
  tx: Tx,
) => sql`select distinct on (a.person) a.person, a.id, a.assessed_on, a.next_due, a.sealed from care.assessment a
  where a.jurisdiction = ${tx.actor.jurisdiction} and a.scale = ${GBT_42195_2022.id} and a.version = ${GBT_42195_2022.version}
    and not exists (select from care.assessment c where c.jurisdiction = a.jurisdiction and c.corrects = a.id)
  order by a.person, a.assessed_on desc, a.id desc`

type Due = { person: string; last: IsoDate | null; due: IsoDate | null; state: AssessedLine['state'] }

/** Who is to be assessed: never though said to need help, late, or soon due; and who is in force, when asked. Residents only. */
export async function assessmentsDue(tx: Tx, desk: PeopleDesk, all = false): Promise<Due[]> {
  const day = today(tx.now.getTime())
  const soon = addDays(day, REMIND_DAYS)
  const known = await tx.rows<{
    person: string
    last: IsoDate
    due: IsoDate
  }>(sql`select n.person, n.assessed_on "last", n.next_due "due"
    from (${newestAssessments(tx)}) n where n.person in (${personsInScope(tx, desk)}) order by n.next_due`)
  const should = await personsWhere(tx, desk, { ageFrom: OLD, categories: SHOULD })
  const have = new Set(known.map((each) => each.person))
  const never = should.filter((each) => !have.has(each.person))
  const here = new Set((await personsWhere(tx, desk, { ageFrom: OLD })).map((each) => each.person))
  const stateOf = (due: IsoDate): Due['state'] => (due < day ? 'late' : due <= soon ? 'soon' : 'in-force')
  return [
    ...never.map(({ person }): Due => ({ person, last: null, due: null, state: 'never' })),
    ...known.filter((each) => here.has(each.person)).map((each) => ({ ...each, state: stateOf(each.due) })),
  ].filter((each) => all || each.state !== 'in-force')
}

/** The list of assessments with masked persons, page by page, with how many there are of each state; the reading is noted. */
export async function assessmentList(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { state?: AssessedLine['state'] },
): Promise<{ items: AssessedLine[]; next: string | null; counts: Record<AssessedLine['state'], number> }> {
  const every = await assessmentsDue(tx, desk, true)
  const counts = { never: 0, late: 0, soon: 0, 'in-force': 0 }
  for (const each of every) counts[each.state]++
  const wanted = every.filter((each) =>
    filter.state === undefined ? each.state !== 'in-force' : each.state === filter.state,
  )
  const { items: shown, next } = cutPage(wanted, filter, (each) => each.person)
  const cards = await personCards(
    tx,
    desk,
    shown.map((each) => each.person),
    '安排能力评估',
  )
  return {
    counts,
    next,
    items: shown.flatMap(({ person, ...each }) => {
      const card = cards.get(person)
      return card === undefined ? [] : [{ ...each, id: person, person: card }]
    }),
  }
}
