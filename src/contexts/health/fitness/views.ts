import { FEWEST, type PublishedRow, publishRow } from '../../../engines/disclosure/index.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { healthTag, noteRead, type PeopleDesk, sealsFor } from '../../people/index.ts'
import { AGE_GROUPS, type FitnessResult, type FitnessView, GRADES, STANDARD } from './model.ts'

/** The fitness tests of a person, newest first, for the person alone (and who acts for it); the reading is noted. Four statements. */
export async function fitnessOf(tx: Tx, desk: PeopleDesk, person: string, purpose: string): Promise<FitnessView[]> {
  const rows = await tx.rows<
    Omit<FitnessView, 'result'> & { sealed: Buffer | null }
  >(sql`select id, held_on "heldOn", place, standard, sealed from health.fitness_test
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} order by held_on desc limit 100`)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  await noteRead(tx, { act: 'care', purpose, fields: ['fitness'], persons: [person] })
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    result: seal === undefined || sealed === null ? null : seal.open<FitnessResult>(sealed),
  }))
}

/** Persons tested in a year by age group and grade; small cells are withheld. Nobody else than the person sees more. */
export type FitnessTable = {
  year: number
  standard: string
  fewest: number
  grades: typeof GRADES
  rows: PublishedRow[]
}

/** Each person once, by the last test of the year. Totals over the groups are not published. One statement. */
export async function fitnessTable(tx: Tx, desk: PeopleDesk, year: number): Promise<FitnessTable> {
  const tags = new Map<string, number>()
  for (const [at, grade] of GRADES.entries())
    tags.set((await healthTag(tx, desk, 'fitness-grade', grade)).toString('hex'), at)
  const counted = await tx.rows<{
    group: string
    tag: Buffer
    persons: number
  }>(sql`select age_group "group", grade_tag tag, count(*)::int persons
    from (select distinct on (person) age_group, grade_tag from health.fitness_test
      where jurisdiction = ${tx.actor.jurisdiction} and withdrawn_on is null and held_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      order by person, held_on desc) last group by 1, 2`)
  return {
    year,
    standard: STANDARD,
    fewest: FEWEST,
    grades: GRADES,
    rows: AGE_GROUPS.map(({ key }) => {
      const cells: number[] = GRADES.map(() => 0)
      for (const { group, tag, persons } of counted)
        if (group === key) cells[tags.get(Buffer.from(tag).toString('hex'))!] = persons
      return publishRow({ group: key, cells })
    }),
  }
}
