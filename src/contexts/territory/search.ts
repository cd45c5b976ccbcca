import type { Bilingual } from '../../kernel/refusal.ts'
import { parseRegion, prefixOf, REGION_KIND_NAMES } from '../../kernel/region.ts'
import { containing, sql, type Tx } from '../../platform/db/index.ts'
import { FACILITY_KINDS } from './kinds.ts'
import { facilitiesBySound } from './tiles/names.ts'

/** Something a search found; `kind` says what it is. */
export type Found = { kind: 'region' | 'facility'; title: string; subtitle: Bilingual; href: string }

const MOST = 8

/**
 * Finds regions and facilities of the jurisdiction by a part of the name, a code, or pinyin and its initials. Better matches first. Two
 * statements, three when letters are given.
 */
export async function searchTerritory(tx: Tx, q: string): Promise<Found[]> {
  const text = q.normalize('NFKC').trim()
  if (text === '') return []
  const letters = text.toLowerCase().replace(/\s/g, '')
  const like = containing(text)
  const prefix = prefixOf(tx.actor.jurisdiction)
  const regions = await tx.rows<{
    code: string
    name: string
    above: string | null
  }>(sql`select r.code, r.name, p.name above
    from territory.region_on('statistical', ${tx.now}) r left join territory.region_on('statistical', ${tx.now}) p on p.code = r.parent
    where starts_with(r.code, ${prefix}) and (r.name ilike ${like} or starts_with(r.initials, ${letters}) or starts_with(r.pinyin, ${letters}) or starts_with(r.code, ${letters}))
    order by r.name <> ${text}, not starts_with(r.name, ${text}), r.code limit ${MOST}`)
  const facilities = await tx.rows<{
    code: string
    name: string
    kind: string
    region: string | null
  }>(sql`select f.code, v.name, v.kind, r.name region
    from territory.facility f
    join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null and upper_inf(v.during)
    left join territory.region_on('statistical', ${tx.now}) r on r.code = v.region
    where f.jurisdiction = ${tx.actor.jurisdiction} and (v.name ilike ${like} or f.code ilike ${like} or v.operator_code = upper(${text}))
    order by not starts_with(v.name, ${text}), f.code limit ${MOST}`)
  const sounding = /^[a-z]{2,}$/.test(letters) ? await facilitiesBySound(tx, letters, MOST) : []
  const known = new Set(facilities.map(({ code }) => code))
  const named = [...facilities, ...sounding.filter(({ code }) => !known.has(code))].slice(0, MOST)
  return [
    ...regions.map(({ code, name, above }): Found => {
      const kind = REGION_KIND_NAMES[parseRegion(code).kind]
      return {
        kind: 'region',
        title: name,
        subtitle: {
          zh: `${kind.zh}${above === null ? '' : `，${above}`}`,
          en: `${kind.en}${above === null ? '' : `, ${above}`}`,
        },
        href: `/console/territory/regions/${code}`,
      }
    }),
    ...named.map(({ code, name, kind, region }): Found => {
      const title = FACILITY_KINDS.find((each) => each.code === kind)?.title ?? { zh: kind, en: kind }
      return {
        kind: 'facility',
        title: name,
        subtitle: { zh: `${title.zh}，${region ?? code}`, en: `${title.en}, ${region ?? code}` },
        href: `/console/territory/facilities/${encodeURIComponent(code)}`,
      }
    }),
  ]
}
