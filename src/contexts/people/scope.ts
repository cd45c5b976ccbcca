import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { join, may, reachOf, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { cellsOf, cellsSelect } from '../territory/index.ts'
import type { PeopleDesk } from './desk.ts'

/** Sees everybody of the actor's region. Without it: the cells one looks after, and those one has a relation with. */
const WIDE = 'people.read'

/** True when the actor works for the whole jurisdiction. */
export const isWhole = (tx: Tx): boolean =>
  tx.actor.region === '*' || tx.actor.region === reachOf(tx.actor.jurisdiction)

/**
 * The condition on `people.person p` under which the actor sees a person: all of a region with `people.read`; else the grid cells that the
 * account looks after, and persons it has a relation with. A resident's account sees the persons it acts for.
 */
export function scopeOf(tx: Tx, desk: PeopleDesk): Sql {
  const own = sql`p.jurisdiction = ${tx.actor.jurisdiction}`
  if (tx.actor.subjects !== undefined) return sql`${own} and p.id = any(${[...tx.actor.subjects]}::uuid[])`
  if (may(tx.actor, WIDE)) return isWhole(tx) ? own : sql`${own} and starts_with(p.region, ${tx.actor.region})`
  const cells = cellsSelect(tx.actor.jurisdiction, tx.actor.id, today(tx.now.getTime()))
  const related = desk.related.filter((each) => may(tx.actor, each.permission))
  const ways = [sql`p.cell in (${cells})`, ...related.map((each) => sql`p.id in (${each.persons(tx)})`)]
  return sql`${own} and (${join(ways, ' or ')})`
}

/**
 * A `select` of the ids (`person`) of all that `scopeOf` can let through, each way from an index; null where that is everybody. It bounds what a
 * search looks at for an account that sees little of the register; the condition itself is still to be applied.
 */
export function scopeIds(tx: Tx, desk: PeopleDesk): Sql | null {
  const own = tx.actor.jurisdiction
  if (tx.actor.subjects !== undefined)
    return sql`select x.person from unnest(${[...tx.actor.subjects]}::uuid[]) x(person)`
  if (may(tx.actor, WIDE)) return isWhole(tx) ? null : idsWithin(own, tx.actor.region)
  const cells = cellsSelect(own, tx.actor.id, today(tx.now.getTime()))
  const related = desk.related.filter((each) => may(tx.actor, each.permission))
  return join(
    [
      sql`select p.id person from (${cells}) c(cell) cross join lateral
        (select p.id from people.person p where p.jurisdiction = ${own} and p.cell = c.cell offset 0) p`,
      ...related.map((each) => sql`(${each.persons(tx)})`),
    ],
    ' union all ',
  )
}

/** A `select` of the ids (`person`) of all who live below a region, out of an index alone. */
export function idsWithin(jurisdiction: string, prefix: string): Sql {
  return sql`select r.id person from people.person r
    where r.jurisdiction = ${jurisdiction} and r.region between ${prefix.padEnd(12, '0')} and ${prefix.padEnd(12, '9')}`
}

/** A `select` of the ids of the persons the actor may see, for the lists of other rooms: `where person in (${personsInScope(tx, desk)})`. */
export function personsInScope(tx: Tx, desk: PeopleDesk): Sql {
  return sql`select p.id from people.person p where ${scopeOf(tx, desk)}`
}

/** The same person is told to be missing whether there is none or it lies outside: whoever asks learns nothing. */
export const noPerson = () =>
  refuse(
    'person.missing',
    { zh: '没有这个人，或不在您负责的范围内', en: 'There is no such person in the area you work for' },
    { kind: 'missing' },
  )

/**
 * Refuses a place that the actor does not work for.
 *
 * @throws Refusal `person.scope`
 */
export async function demandPlace(tx: Tx, place: { region: string | null; cell: string | null }): Promise<void> {
  if (may(tx.actor, WIDE)) {
    if (isWhole(tx) || place.region?.startsWith(tx.actor.region)) return
  } else if (place.cell !== null && (await cellsOf(tx, tx.actor.id, today(tx.now.getTime()))).includes(place.cell))
    return
  throw refuse(
    'person.scope',
    { zh: '这个地址不在您负责的范围内', en: 'This address lies outside the area you work for' },
    {
      kind: 'forbidden',
      at: '/region',
      next: {
        zh: '请选择您负责的村（社区）或网格，或请上级登记',
        en: 'Choose a place you work for, or ask the office above',
      },
    },
  )
}
