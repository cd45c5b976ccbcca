import type { IsoDate } from '../../kernel/dates.ts'
import { empty, sql, type Tx } from '../../platform/db/index.ts'
import { type CategoryCode, categoryTags } from './categories.ts'
import type { PeopleDesk } from './desk.ts'
import type { PersonState } from './model.ts'
import { scopeOf } from './scope.ts'
import { hex } from './seals.ts'

/** Days on which a person was in a category: `until` is the first day on which it no longer held. */
export type CategorySpan = { category: CategoryCode; from: IsoDate; until: IsoDate | null }

/** A person with the categories of a stretch of days. `stateOn` is the day of death or of moving out. */
export type PersonSpans = {
  person: string
  region: string | null
  cell: string | null
  dwelling: string | null
  born: IsoDate | null
  state: PersonState
  stateOn: IsoDate | null
  spans: CategorySpan[]
}

/** Which persons, in any of the categories on at least one of the days `from` to `to`, both included. */
export type SpansQuery = {
  from: IsoDate
  to: IsoDate
  categories: readonly CategoryCode[]
  /** Born on or before this day; who has no birth date on file is left out. */
  bornTo?: IsoDate
  /** Prefix of region codes. */
  region?: string
  persons?: readonly string[]
}

/**
 * Persons within the actor's scope who were in one of some categories on at least one day of a stretch, with the spans and where the person
 * stands; those who died or moved away before it are left out, those who did within it are in. For counts over a month. One statement.
 */
export async function personsBetween(tx: Tx, desk: PeopleDesk, query: SpansQuery): Promise<PersonSpans[]> {
  const tags = categoryTags(await desk.keys.ring(tx))
  const wanted = query.categories.map((code) => hex(tags.of(code)))
  const { from, to, bornTo, region, persons } = query
  const rows = await tx.rows<
    Omit<PersonSpans, 'spans'> & { spans: { tag: string; from: IsoDate; until: IsoDate | null }[] }
  >(sql`select p.*, c.spans
    from (select c.person, json_agg(json_build_object('tag', encode(c.tag, 'hex'), 'from', lower(c.during), 'until', upper(c.during)) order by c.during) spans
      from people.category c where c.jurisdiction = ${tx.actor.jurisdiction} and c.tag = any(${wanted}::bytea[])
        and c.during && daterange(${from}, ${to}, '[]') ${persons === undefined ? empty : sql`and c.person = any(${[...persons]}::uuid[])`}
      group by c.person) c
    cross join lateral (select p.id person, p.region, p.cell, p.dwelling, p.born, p.state, p.state_on "stateOn" from people.person p
      where p.jurisdiction = ${tx.actor.jurisdiction} and p.id = c.person
        and ${scopeOf(tx, desk)} and (p.state = 'resident' or p.state in ('dead', 'moved-out') and p.state_on >= ${from}::date)
        ${bornTo === undefined ? empty : sql`and p.born <= ${bornTo}::date`}
        ${region === undefined ? empty : sql`and starts_with(p.region, ${region})`} offset 0) p
    order by p.person`)
  return rows.map(({ spans, ...row }) => ({
    ...row,
    spans: spans.flatMap(({ tag, ...span }) => {
      const category = tags.name(tag)
      return category === null ? [] : [{ category, ...span }]
    }),
  }))
}
