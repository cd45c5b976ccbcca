import { today } from '../../kernel/dates.ts'
import { empty, join, sql, type Tx } from '../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../platform/http/index.ts'
import { noteRead } from './access.ts'
import { CATEGORIES, type CategoryCode, categoryTags } from './categories.ts'
import type { PeopleDesk } from './desk.ts'
import type { DueItem, PersonCard, PersonState } from './model.ts'
import { scopeOf } from './scope.ts'
import { dueOf } from './search/search.ts'
import { PERSON_COLUMNS, type PersonRow } from './store.ts'
import { CARD_FIELDS, cardsOf } from './views.ts'

/** Which persons a list shows; all given conditions hold. */
export type ListQuery = {
  region?: string
  cell?: string
  category?: CategoryCode
  state?: PersonState
  /** Completed years, both included. */
  ageFrom?: number
  ageTo?: number
  /** Only those without a grid cell. */
  unplaced?: boolean
  cursor?: string
  limit: number
}

/** A line of the list: the categories a person is in today, and what is due. */
export type PersonLine = PersonCard & { categories: CategoryCode[]; due: DueItem[] }

/** Persons in the actor's scope, page by page in the order of their files; masked, noted as a reading. Six statements and those of the sources. */
export async function listPeople(
  tx: Tx,
  desk: PeopleDesk,
  query: ListQuery,
  purpose: string,
): Promise<{ items: PersonLine[]; next: string | null }> {
  const ring = await desk.keys.ring(tx)
  const tags = categoryTags(ring)
  const day = today(tx.now.getTime())
  const after = readCursor(query.cursor, 1)
  const born = (years: number) => sql`${day}::date - ${`${years} years`}::interval`
  const conditions = [
    scopeOf(tx, desk),
    sql`p.state = ${query.state ?? 'resident'}`,
    ...(query.region === undefined ? [] : [sql`starts_with(p.region, ${query.region.replace(/(000)+$/, '')})`]),
    ...(query.cell === undefined ? [] : [sql`p.cell = ${query.cell}`]),
    ...(query.ageFrom === undefined ? [] : [sql`p.born <= ${born(query.ageFrom)}`]),
    ...(query.ageTo === undefined ? [] : [sql`p.born > ${born(query.ageTo + 1)}`]),
    ...(query.unplaced ? [sql`p.cell is null`] : []),
    ...(query.category === undefined
      ? []
      : [
          sql`p.id in (select c.person from people.category c where c.jurisdiction = ${tx.actor.jurisdiction}
            and c.tag = ${tags.of(query.category)} and c.during @> ${day}::date)`,
        ]),
  ]
  const rows = await tx.rows<PersonRow & { tags: string[] }>(sql`select ${PERSON_COLUMNS},
      coalesce((select array_agg(encode(c.tag, 'hex')) from people.category c where c.jurisdiction = p.jurisdiction and c.person = p.id
        and c.during @> ${day}::date), '{}') tags
    from people.person p where ${join(conditions, ' and ')} ${after === null ? empty : sql`and p.id > ${after[0]}::uuid`}
    order by p.id limit ${query.limit + 1}`)
  const shown = rows.slice(0, query.limit)
  const cards = await cardsOf(tx, desk, shown)
  const due = await dueOf(
    tx,
    desk,
    cards.map((card) => card.id),
  )
  if (cards.length > 0)
    await noteRead(tx, {
      act: 'list',
      purpose,
      fields: [...CARD_FIELDS, 'categories'],
      persons: cards.map((card) => card.id),
    })
  return {
    items: cards.map((card, i) => ({
      ...card,
      categories: CATEGORIES.map((each) => each.code).filter((code) =>
        shown[i]!.tags.some((tag) => tags.name(tag) === code),
      ),
      due: due.get(card.id) ?? [],
    })),
    next: rows.length > query.limit ? cursorOf([shown.at(-1)!.id]) : null,
  }
}

/** How many persons are in each category today and in all, in the actor's scope; a person in several categories is one person. */
export type PeopleCounts = {
  persons: number
  inCategories: number
  byCategory: Record<string, number>
  unplaced: number
}

/** Counts for the head of the list, without a name. Two statements. */
export async function countPeople(tx: Tx, desk: PeopleDesk): Promise<PeopleCounts> {
  const tags = categoryTags(await desk.keys.ring(tx))
  const day = today(tx.now.getTime())
  const scope = scopeOf(tx, desk)
  const rows = await tx.rows<{ tag: string | null; n: number; all: number; unplaced: number }>(sql`
    select encode(c.tag, 'hex') tag, count(distinct c.person) n, 0 "all", 0 unplaced
    from people.category c join people.person p on p.jurisdiction = c.jurisdiction and p.id = c.person
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.during @> ${day}::date and ${scope} and p.state = 'resident' group by rollup (c.tag)
    union all select 'all', 0, count(*), count(*) filter (where p.cell is null) from people.person p where ${scope} and p.state = 'resident'`)
  const total = rows.find((row) => row.tag === 'all')
  return {
    persons: total?.all ?? 0,
    unplaced: total?.unplaced ?? 0,
    inCategories: rows.find((row) => row.tag === null)?.n ?? 0,
    byCategory: Object.fromEntries(
      rows.flatMap((row) => (row.tag === null || row.tag === 'all' ? [] : [[tags.name(row.tag) ?? '', row.n]])),
    ),
  }
}
