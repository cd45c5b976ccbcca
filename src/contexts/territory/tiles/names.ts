import { sql, type Tx } from '../../../platform/db/index.ts'
import { soundsLike } from './pinyin.ts'

export type NamedFacility = { code: string; name: string; kind: string; region: string | null }

const kept = new Map<string, NamedFacility[]>()
const MOST_KEPT = 8

/**
 * The facilities of the actor's jurisdiction whose names sound like some letters, at most `most`. The names are kept in memory until
 * the register changes; versions are ids of events, so that what is kept of one database never answers for another.
 */
export async function facilitiesBySound(tx: Tx, letters: string, most: number): Promise<NamedFacility[]> {
  const own = tx.actor.jurisdiction
  const state = await tx.maybe<{ version: string }>(
    sql`select version from territory.facility_map where jurisdiction = ${own}`,
  )
  let names = state === null ? undefined : kept.get(state.version)
  if (names === undefined) {
    names = await tx.rows<NamedFacility>(sql`select f.code, v.name, v.kind, r.name region
      from territory.facility f
      join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null and upper_inf(v.during)
      left join territory.region_on('statistical', ${tx.now}) r on r.code = v.region
      where f.jurisdiction = ${own} order by f.code`)
    if (state !== null) kept.set(state.version, names)
    const oldest = kept.keys().next().value
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  }
  const found: NamedFacility[] = []
  for (const each of names) {
    if (found.length === most) break
    if (soundsLike(each.name, letters)) found.push(each)
  }
  return found
}
