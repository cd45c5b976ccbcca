import type { IsoDate } from '../../kernel/dates.ts'
import { empty, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import type { PeopleDesk } from './desk.ts'
import { scopeOf } from './scope.ts'

/** Which residents: on a day, of whom born when, where. All given conditions hold. */
export type ResidentsQuery = {
  on: IsoDate
  /** Birth dates, both included. Who has no birth date on file is in none of them. */
  bornFrom?: IsoDate
  bornTo?: IsoDate
  /** Only those whose birth date nobody knows. */
  bornUnknown?: boolean
  /** Prefix of region codes. */
  region?: string
}

/**
 * A `select` of `id`, `born` and `region` of the residents on a day, within the actor's scope, for the lists and counts of other rooms: who
 * died or moved away since was a resident then. Composed into their statements, so that half a million persons never leave the database.
 */
export function residentsSelect(tx: Tx, desk: PeopleDesk, query: ResidentsQuery): Sql {
  const { on, bornFrom, bornTo, bornUnknown, region } = query
  return sql`select p.id, p.born, p.region from people.person p where ${scopeOf(tx, desk)}
    and (p.state = 'resident' or p.state in ('dead', 'moved-out') and p.state_on > ${on}::date)
    ${bornFrom === undefined ? empty : sql`and p.born >= ${bornFrom}::date`}
    ${bornTo === undefined ? empty : sql`and p.born <= ${bornTo}::date`}
    ${bornUnknown ? sql`and p.born is null` : empty}
    ${region === undefined ? empty : sql`and starts_with(p.region, ${region})`}`
}
