import { type Edit, merge } from '../../../engines/merge/index.ts'
import { metresBetween } from '../coordinates.ts'
import type { CensusFields, Likeness } from './model.ts'

/** Places of one kind closer than this may be one and the same. */
const NEAR_METRES = 120

/** A place as far as likeness goes. */
export type Place = { name: string; kind: string | null; lon: number | null; lat: number | null }

/** A name without what people add to it or leave out. */
export const plainName = (name: string): string =>
  name
    .replace(/[（(].*?[)）]/g, '')
    .replace(/[\s·・,，.。-]/g, '')
    .replace(/(服务)?(中心|站|点|所)$/, '')

/** What a record says, as all sayings together have it. */
export function recordOf(edits: readonly Edit[]) {
  const { fields, version, conflicts } = merge(edits)
  return { fields: fields as CensusFields, version, conflicts }
}

/** Whether two places may be one: of one kind and close by, or of one name in one village. Metres, where both places are known. */
export function alike(one: Place, other: Place): { metres: number | null } | null {
  const known = one.lon !== null && one.lat !== null && other.lon !== null && other.lat !== null
  const metres = known
    ? Math.round(metresBetween({ lon: one.lon!, lat: one.lat! }, { lon: other.lon!, lat: other.lat! }))
    : null
  const names = plainName(one.name) === plainName(other.name)
  if (names && (metres === null || metres <= NEAR_METRES * 5)) return { metres }
  if (one.kind !== null && one.kind === other.kind && metres !== null && metres <= NEAR_METRES) return { metres }
  return null
}

/** Those of some places that may be the one found, the nearest first. */
export function likelyOf(
  found: Place,
  others: readonly (Place & { code: string | null; record: string | null })[],
): Likeness[] {
  return others
    .flatMap((other): Likeness[] => {
      const like = alike(found, other)
      return like === null ? [] : [{ code: other.code, record: other.record, name: other.name, metres: like.metres }]
    })
    .sort((a, b) => (a.metres ?? 1e9) - (b.metres ?? 1e9))
}
