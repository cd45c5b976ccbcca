import { type IsoDate, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { CATEGORIES, type CategoryCode, categoryTags } from './categories.ts'
import type { PeopleDesk } from './desk.ts'
import { demandPlace, noPerson, scopeOf } from './scope.ts'
import { hex, sealsFor } from './seals.ts'
import { noteHappenings, personRow } from './store.ts'

/** An overlap, or a second one that runs on. */
const HELD_ALREADY = ['23P01', '23505']

/** A category to be noted with its start and the evidence for it. */
export type NewCategory = { category: CategoryCode; from: IsoDate; until?: IsoDate | null; evidence: string }

const known = new Set<string>(CATEGORIES.map((each) => each.code))

/**
 * Notes that a person belongs to a category of special difficulty from a day on.
 *
 * @throws Refusal `person.missing`, `person.category` when it is none, `person.category-held` when it is noted for these days already
 */
export async function startCategory(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: NewCategory,
): Promise<{ id: string }> {
  if (!known.has(input.category))
    throw refuse('person.category', { zh: '没有这个类别', en: 'There is no such category' }, { at: '/category' })
  const row = await personRow(tx, scopeOf(tx, desk), person, true)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (row === null || seal === undefined) throw noPerson()
  await demandPlace(tx, row)
  const tag = categoryTags(await desk.keys.ring(tx)).of(input.category)
  const id = newId()
  try {
    await tx.run(sql`insert into people.category (jurisdiction, id, person, tag, during, sealed, recorded_at, recorded_by)
      values (${tx.actor.jurisdiction}, ${id}, ${person}, ${tag}, daterange(${input.from}, ${input.until ?? null}), ${seal.seal(input.evidence)},
        ${tx.now}, ${tx.actor.id})`)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '22000')
      throw refuse(
        'person.category-dates',
        { zh: '结束日期应晚于开始日期', en: 'The end must be later than the start' },
        { at: '/until' },
      )
    if (!HELD_ALREADY.includes(code ?? '')) throw error
    throw refuse(
      'person.category-held',
      { zh: '这些日子已登记了这个类别', en: 'The person is in this category on these days already' },
      { kind: 'conflict', next: { zh: '请先结束原来的登记', en: 'End the earlier entry first' } },
    )
  }
  // The category may speak of health; the journal, which cannot forget, names only that one was noted.
  await noteHappenings(tx, [
    { person, kind: 'category-started', on: input.from, sealed: seal.seal({ category: input.category }) },
  ])
  await record(tx, {
    action: 'people.category.start',
    subject: { kind: 'person', id: person },
    detail: { category: id, from: input.from },
  })
  await emit(tx, 'people.categories.changed', { person })
  return { id }
}

/**
 * Ends a category on a day (first day on which it no longer holds).
 *
 * @throws Refusal `person.missing`, `person.category-ended`
 */
export async function endCategory(tx: Tx, desk: PeopleDesk, person: string, id: string, on: IsoDate): Promise<void> {
  const row = await personRow(tx, scopeOf(tx, desk), person, true)
  if (row === null) throw noPerson()
  const ended =
    await tx.run(sql`update people.category set during = daterange(lower(during), ${on}), ended_at = ${tx.now}, ended_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and id = ${id} and upper_inf(during) and lower(during) < ${on}::date`)
  if (ended === 0)
    throw refuse(
      'person.category-ended',
      {
        zh: '这条登记已结束，或结束日期不晚于开始日期',
        en: 'This entry has ended already, or the day is not after its start',
      },
      { kind: 'conflict' },
    )
  await noteHappenings(tx, [{ person, kind: 'category-ended', on }])
  await record(tx, {
    action: 'people.category.end',
    subject: { kind: 'person', id: person },
    detail: { category: id, on },
  })
  await emit(tx, 'people.categories.changed', { person })
}

/** Which persons, within the actor's scope. All given conditions must hold. */
export type PersonsQuery = {
  /** On this day; today unless given. */
  on?: IsoDate
  /** Any of these categories. */
  categories?: readonly CategoryCode[]
  /** Completed years, both included. */
  ageFrom?: number
  ageTo?: number
  /** Prefix of region codes. */
  region?: string
  cells?: readonly string[]
}

/**
 * Ids of resident persons by age, place and category on a day, each once however many categories they are in; those of unknown birth date
 * are in no age. One statement.
 */
export async function personsWhere(
  tx: Tx,
  desk: PeopleDesk,
  query: PersonsQuery,
): Promise<{ person: string; categories: CategoryCode[] }[]> {
  const ring = await desk.keys.ring(tx)
  const tags = categoryTags(ring)
  const on = query.on ?? today(tx.now.getTime())
  const wanted = (query.categories ?? CATEGORIES.map((each) => each.code)).map((code) => hex(tags.of(code)))
  const bounds = {
    latest: query.ageFrom === undefined ? null : `${query.ageFrom} years`,
    earliest: query.ageTo === undefined ? null : `${query.ageTo + 1} years`,
  }
  const own = tx.actor.jurisdiction
  const meets = sql`${scopeOf(tx, desk)} and (p.state = 'resident' or p.state in ('dead', 'moved-out') and p.state_on > ${on}::date)
      and (${bounds.latest}::text is null or p.born <= ${on}::date - ${bounds.latest}::interval)
      and (${bounds.earliest}::text is null or p.born > ${on}::date - ${bounds.earliest}::interval)
      and (${query.region ?? null}::text is null or starts_with(p.region, ${query.region ?? null}))
      and (${query.cells === undefined}::boolean or p.cell = any(${[...(query.cells ?? [])]}::uuid[]))`
  const held = sql`c.jurisdiction = ${own} and c.tag = any(${wanted}::bytea[]) and c.during @> ${on}::date`
  // From each row to the other table's index, whatever was counted of the tables: under row-level security the planner takes a day within a
  // stretch of days for something rare, and would compare every person with every category.
  const rows =
    query.categories === undefined
      ? await tx.rows<{
          person: string
          tags: string[]
        }>(sql`select p.id person, c.tags from people.person p cross join lateral
          (select coalesce(array_agg(encode(c.tag, 'hex')), '{}') tags from people.category c where c.person = p.id and ${held} offset 0) c
          where ${meets} order by p.id`)
      : await tx.rows<{ person: string; tags: string[] }>(sql`select p.id person, c.tags
          from (select c.person, array_agg(encode(c.tag, 'hex')) tags from people.category c where ${held} group by c.person) c
          cross join lateral (select p.id from people.person p where p.jurisdiction = ${own} and p.id = c.person and ${meets} offset 0) p order by p.id`)
  return rows.map((row) => ({ person: row.person, categories: row.tags.flatMap((tag) => tags.name(tag) ?? []) }))
}
