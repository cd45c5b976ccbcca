import { parseRegion, prefixOf } from '../../../kernel/region.ts'
import type { Settlement } from '../library/inputs.ts'

export type Place = { code: string; name: string; parent: string | null; level: string }

/** The regions figures are given for, and how smaller places add up to them. */
export type Places = {
  /** The jurisdiction itself and the regions directly below it, as twelve-digit codes. */
  own: string
  parts: readonly string[]
  names: ReadonlyMap<string, string>
  townships: readonly string[]
  villages: readonly string[]
  /** Figures a place is added to: the jurisdiction, and the part it lies in. */
  above(code: string): string[]
}

/** Sorts the regions of a jurisdiction on a day. */
export function placesOf(jurisdiction: string, regions: readonly Place[]): Places {
  const own = jurisdiction.padEnd(12, '0')
  const parts = regions.filter((each) => each.parent === own).map((each) => each.code)
  const length = parts[0] === undefined ? 12 : prefixOf(parts[0]).length
  const byPrefix = new Map(parts.map((code) => [prefixOf(code).slice(0, length), code]))
  return {
    own,
    parts,
    names: new Map(regions.map((each) => [each.code, each.name])),
    townships: regions.filter((each) => each.level === 'township').map((each) => each.code),
    villages: regions.filter((each) => each.level === 'village').map((each) => each.code),
    above: (code) => {
      const part = byPrefix.get(code.slice(0, length))
      return part === undefined || code === own ? [own] : [own, part]
    },
  }
}

/** 社区 (residents' committee) or 行政村 (villagers' committee), by the code. */
export function isSettlement(code: string, settlement: Settlement): boolean {
  if (settlement === 'all') return true
  const { kind } = parseRegion(code)
  return settlement === 'urban' ? kind === 'residents-committee' : kind === 'villagers-committee'
}

/** 街道, by the code. */
export const isSubdistrict = (code: string): boolean => parseRegion(code).kind === 'subdistrict'
