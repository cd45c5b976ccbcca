import { today } from '../../kernel/dates.ts'
import { type Sql, sql } from '../db/index.ts'

/**
 * SQL condition under which a role grant `g` counts for its account `a`: confirmed, in force on the day, for a region around the
 * account's and, where the role is for work, for the unit it is still in.
 */
export function counts(now: Date): Sql {
  const day = today(now.getTime())
  return sql`g.state = 'confirmed' and g.valid_from <= ${day} and (g.valid_until is null or g.valid_until >= ${day})
    and starts_with(a.region, g.region) and (g.duty <> 'business' or g.unit is not distinct from a.unit)`
}
