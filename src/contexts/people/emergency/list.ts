import { today, yearsBetween } from '../../../kernel/dates.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { join, sql, type Tx } from '../../../platform/db/index.ts'
import { dwellings, metresBetween, regionNames } from '../../territory/index.ts'
import { noteRead } from '../access.ts'
import { CATEGORIES, type CategoryCode, categoryTags } from '../categories.ts'
import type { PeopleDesk } from '../desk.ts'
import { scopeOf } from '../scope.ts'
import { type Secrets, sealOf } from '../seals.ts'
import { PERSON_COLUMNS, type PersonRow } from '../store.ts'
import type { RelativeSecrets } from '../views.ts'

/** Where it happened: a region, grid cells, or so many metres around a point (WGS-84). */
export type Area =
  | { kind: 'region'; region: string }
  | { kind: 'cells'; cells: readonly string[] }
  | { kind: 'circle'; lon: number; lat: number; metres: number }

/** A person at risk as rescuers need it: open, with where, whom to call, and what is needed. */
export type AtRisk = {
  id: string
  name: string
  sex: 'male' | 'female' | null
  age: number | null
  regionName: string | null
  address: string | null
  dwelling: string | null
  lon: number | null
  lat: number | null
  phones: string[]
  contacts: { name: string; relation: string | null; phone: string | null }[]
  categories: CategoryCode[]
  needs: Bilingual[]
  /** Others of the household on the list or not. */
  household: number
}

/** From this age on a person is at risk by age alone. */
const OLD = 80
/** Children below this age are. */
const SMALL = 3
/** More than this is no list for a rescue team. */
export const MOST_AT_RISK = 20_000

/**
 * People at risk in an area (A174): those in a category of difficulty, from 80 years on, and small children; or everybody. Opened in full for
 * the purpose stated and noted as a reading of each. Those who need most stand first. Six statements and one for each source of needs.
 *
 * @throws Refusal `emergency.wide` when the area holds too many
 */
export async function peopleAtRisk(
  tx: Tx,
  desk: PeopleDesk,
  area: Area,
  who: 'at-risk' | 'all',
  purpose: string,
): Promise<{ items: AtRisk[]; asOf: string }> {
  const ring = await desk.keys.ring(tx)
  const tags = categoryTags(ring)
  const day = today(tx.now.getTime())
  const places = new Map((await dwellings(tx)).map((each) => [each.code, each]))
  const years = (n: number) => sql`${day}::date - ${`${n} years`}::interval`
  const conditions = [
    scopeOf(tx, desk),
    sql`p.state = 'resident'`,
    areaOf(area, places),
    ...(who === 'all'
      ? []
      : [
          sql`(p.born <= ${years(OLD)} or p.born > ${years(SMALL)} or exists (select from people.category c where c.jurisdiction = p.jurisdiction
            and c.person = p.id and c.during @> ${day}::date))`,
        ]),
  ]
  const rows = await tx.rows<
    PersonRow & { tags: string[]; address: Buffer | null; contacts: string[]; members: number }
  >(sql`select ${PERSON_COLUMNS},
      coalesce((select array_agg(encode(c.tag, 'hex')) from people.category c where c.jurisdiction = p.jurisdiction and c.person = p.id
        and c.during @> ${day}::date), '{}') tags,
      (select a.sealed from people.address a where a.jurisdiction = p.jurisdiction and a.person = p.id and a.kind = 'residence' and upper_inf(a.during)) address,
      coalesce((select array_agg(encode(r.sealed, 'hex') order by r.role = 'contact' desc) from people.relative r where r.jurisdiction = p.jurisdiction
        and r.person = p.id and r.during @> ${day}::date and r.ended_at is null), '{}') contacts,
      (select count(*) from people.person m where m.jurisdiction = p.jurisdiction and m.household = p.household and m.state = 'resident') members
    from people.person p where ${join(conditions, ' and ')} limit ${MOST_AT_RISK + 1}`)
  if (rows.length > MOST_AT_RISK)
    throw refuse(
      'emergency.wide',
      { zh: `这个范围内超过 ${MOST_AT_RISK} 人`, en: `There are more than ${MOST_AT_RISK} persons in this area` },
      { at: '/area', next: { zh: '请缩小范围，或只列有困难的人', en: 'Choose a smaller area, or only those at risk' } },
    )
  const persons = rows.map((row) => row.id)
  const names = await regionNames(
    tx,
    rows.flatMap((row) => row.region ?? []),
    day,
  )
  const needs = await needsOf(tx, desk, persons)
  if (persons.length > 0)
    await noteRead(tx, {
      act: 'emergency',
      purpose,
      fields: ['name', 'address', 'phones', 'contacts', 'categories', 'needs'],
      persons,
    })
  const items = rows.map((row): AtRisk => {
    const seal = sealOf(ring.unwrap(row.wrapped!))
    const place = row.dwelling === null ? undefined : places.get(row.dwelling)
    const held = new Set(row.tags.map((tag) => tags.name(tag)))
    return {
      id: row.id,
      name: row.name ?? '',
      sex: row.sex,
      age: row.born === null ? null : yearsBetween(row.born, day),
      regionName: row.region === null ? null : (names.get(row.region) ?? null),
      address: row.address === null ? null : seal.open<string>(row.address),
      dwelling: place?.name ?? null,
      lon: place?.lon ?? null,
      lat: place?.lat ?? null,
      phones: seal.open<Secrets>(row.sealed!).phones.map((phone) => phone.number),
      contacts: row.contacts.map((each) => {
        const { name, relation, phone } = seal.open<RelativeSecrets>(Buffer.from(each, 'hex'))
        return { name, relation, phone }
      }),
      categories: CATEGORIES.filter(({ code }) => held.has(code)).map(({ code }) => code),
      needs: [...(needs.get(row.id) ?? [])],
      household: row.members,
    }
  })
  items.sort(
    (a, b) =>
      urgency(b) - urgency(a) ||
      (a.regionName ?? '').localeCompare(b.regionName ?? '', 'zh') ||
      (a.dwelling ?? '').localeCompare(b.dwelling ?? '', 'zh'),
  )
  return { items, asOf: tx.now.toISOString() }
}

function areaOf(area: Area, places: ReadonlyMap<string, { code: string; lon: number; lat: number }>) {
  if (area.kind === 'region') return sql`starts_with(p.region, ${area.region.replace(/(000)+$/, '')})`
  if (area.kind === 'cells') return sql`p.cell = any(${[...area.cells]}::uuid[])`
  const near = [...places.values()].filter((each) => metresBetween(area, each) <= area.metres).map((each) => each.code)
  return sql`p.dwelling = any(${near})`
}

const CANNOT_MOVE = new Set<CategoryCode>(['lost-ability', 'severe-disability', 'dementia'])

/** Who cannot leave alone comes first, then who lives alone, then the very old and the very small. */
function urgency(person: AtRisk): number {
  const cannot = person.categories.some((code) => CANNOT_MOVE.has(code)) ? 8 : 0
  const alone = person.categories.includes('living-alone') || person.household === 1 ? 4 : 0
  const frail = person.age !== null && (person.age >= OLD || person.age < SMALL) ? 2 : 0
  return cannot + alone + frail + (person.needs.length > 0 ? 1 : 0)
}

async function needsOf(tx: Tx, desk: PeopleDesk, persons: readonly string[]): Promise<Map<string, Bilingual[]>> {
  const all = new Map<string, Bilingual[]>()
  if (persons.length === 0) return all
  for (const source of desk.needs) {
    for (const [person, items] of await source(tx, persons)) all.set(person, [...(all.get(person) ?? []), ...items])
  }
  return all
}
