import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import {
  demandGround,
  demandPerson,
  noPerson,
  noteRead,
  type PeopleDesk,
  samePersons,
  sealsFor,
} from '../../people/index.ts'
import type { DietFile } from '../model.ts'

/** The purpose for which consent is asked. */
export const PURPOSE = 'diet'

/**
 * Keeps what somebody needs and must not have (忌口和过敏), with consent only, under the person's key.
 *
 * @throws Refusal `person.missing`, `consent.needed`
 */
export async function keepDiet(tx: Tx, desk: PeopleDesk, person: string, file: DietFile): Promise<void> {
  await demandPerson(tx, desk, person)
  const ground = await demandGround(tx, person, PURPOSE)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (seal === undefined) throw noPerson()
  await tx.run(sql`insert into meals.diet (jurisdiction, person, consent, sealed, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${person}, ${ground.consent}, ${seal.seal(file)}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, person) do update set consent = excluded.consent, sealed = excluded.sealed, withdrawn_on = null,
      recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
  await record(tx, {
    action: 'meals.diet.keep',
    subject: { kind: 'person', id: person },
    detail: { consent: ground.consent },
  })
}

/**
 * Diets of persons, opened and noted; those who agreed to none are left out. What stands in a file that was merged into another holds for both:
 * nothing that somebody must not have is lost by a merge. Callers have looked whether the actor may see the persons.
 */
export async function dietsOf(
  tx: Tx,
  desk: PeopleDesk,
  persons: readonly string[],
  purpose: string,
): Promise<Map<string, DietFile>> {
  if (persons.length === 0) return new Map()
  const same = [...(await samePersons(tx, persons)).entries()].map(([into, ids]) => [...new Set([into, ...ids])])
  const rows = await tx.rows<{ person: string; sealed: Buffer }>(sql`select person, sealed from meals.diet
    where jurisdiction = ${tx.actor.jurisdiction} and person = any(${same.flat()}::uuid[]) and sealed is not null order by recorded_at desc`)
  if (rows.length === 0) return new Map()
  const seals = await sealsFor(
    tx,
    desk,
    rows.map((row) => row.person),
  )
  const open = rows.filter((row) => seals.has(row.person))
  await noteRead(tx, { act: 'care', purpose, fields: ['diet'], persons: open.map((row) => row.person) })
  return new Map(
    persons.flatMap((person) => {
      const ids = same.find((each) => each.includes(person)) ?? []
      const files = open
        .filter((row) => ids.includes(row.person))
        .map((row) => seals.get(row.person)!.open<DietFile>(row.sealed))
      return files.length === 0 ? [] : [[person, together(files)] as const]
    }),
  )
}

/** Files of one person as one. */
const together = (files: readonly DietFile[]): DietFile => ({
  diets: [...new Set(files.flatMap((each) => each.diets))],
  allergens: [...new Set(files.flatMap((each) => each.allergens))],
  note: [...new Set(files.flatMap((each) => each.note ?? []))].join('；') || null,
})

/** The diet of one person. @throws Refusal `person.missing` */
export async function dietOf(tx: Tx, desk: PeopleDesk, person: string): Promise<DietFile | null> {
  await demandPerson(tx, desk, person)
  return (await dietsOf(tx, desk, [person], '查看忌口和过敏')).get(person) ?? null
}

/** Consent was withdrawn: what was kept under it is deleted, only the day remains. */
export const dietReactions: Subscriber[] = [
  subscriber<{ person: string; purpose: string }>(
    'meals.consent-withdrawn',
    'people.consent.withdrawn',
    async (tx, { payload }) => {
      if (payload.purpose !== PURPOSE) return
      const same = [payload.person, ...[...(await samePersons(tx, [payload.person])).values()].flat()]
      const gone =
        await tx.run(sql`update meals.diet set sealed = null, consent = null, withdrawn_on = ${today(tx.now.getTime())}
        where jurisdiction = ${tx.actor.jurisdiction} and person = any(${same}::uuid[]) and sealed is not null`)
      if (gone > 0)
        await record(tx, { action: 'meals.diet.forget', subject: { kind: 'person', id: payload.person }, detail: {} })
    },
  ),
]
