import { pinyin } from 'pinyin-pro'
import { REGION_LEVELS, type RegionLevel } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { RegionTree } from '../model.ts'

/** A region to be put into the catalogue. Code of twelve digits; `parent` null at the top of a tree. */
export type RegionEntry = {
  tree: RegionTree
  code: string
  name: string
  level: RegionLevel
  parent: string | null
  validFrom: string
  validTo?: string | null
  successors?: readonly string[]
  lon?: number | null
  lat?: number | null
  urbanRural?: string | null
  source: string
}

/** Pinyin of a name in full and its initials: 江那镇 → `jiangnazhen`, `jnz`. */
export function pinyinOf(name: string): { pinyin: string; initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true }).map((each) => each.toLowerCase())
  return { pinyin: syllables.join(''), initials: syllables.map((each) => each[0] ?? '').join('') }
}

/**
 * Puts regions into the catalogue; a row of the same tree, code and first day is brought up to date (seat, validity, successors).
 *
 * @returns how many rows were written
 */
export async function loadRegions(tx: Tx, entries: readonly RegionEntry[]): Promise<number> {
  const ordered = [...entries].sort((a, b) => REGION_LEVELS.indexOf(a.level) - REGION_LEVELS.indexOf(b.level))
  const rows = ordered.map((entry) => ({ ...entry, ...pinyinOf(entry.name), successors: entry.successors ?? [] }))
  return tx.run(sql`insert into territory.region as r
    (tree, code, name, level, parent, valid_from, valid_to, successors, lon, lat, urban_rural, source, pinyin, initials)
    select g.tree, g.code, g.name, g.level, g.parent, g."validFrom", g."validTo", g.successors, g.lon, g.lat, g."urbanRural", g.source, g.pinyin, g.initials
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(tree text, code text, name text, level text, parent text, "validFrom" date,
      "validTo" date, successors text[], lon float8, lat float8, "urbanRural" text, source text, pinyin text, initials text)
    on conflict (tree, code, valid_from) do update set name = excluded.name, parent = excluded.parent, valid_to = excluded.valid_to,
      successors = excluded.successors, lon = coalesce(excluded.lon, r.lon), lat = coalesce(excluded.lat, r.lat),
      urban_rural = coalesce(excluded.urban_rural, r.urban_rural), source = excluded.source, pinyin = excluded.pinyin, initials = excluded.initials`)
}
