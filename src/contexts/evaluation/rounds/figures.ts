import { evaluate, parse } from '../../../engines/formula/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { observationsWith } from '../../statistics/index.ts'
import { regionNames } from '../../territory/index.ts'
import type { FigureFact } from './model.ts'

/** Names a figure for ever: `childcare.places-per-1000|532622000000|2026-09-30`. */
export function figureKey(indicator: string, region: string, asOf: string): string {
  return `${indicator}|${region.padEnd(12, '0')}|${asOf}`
}

/**
 * Observations by their ids with the version of the indicator they were computed by: exactly the numbers that were used, whatever is
 * recorded meanwhile. Two statements; in the order of keys.
 */
export async function figuresOf(tx: Tx, observations: readonly string[]): Promise<FigureFact[]> {
  if (observations.length === 0) return []
  const rows = await observationsWith(tx, observations)
  const day =
    rows
      .map(({ asOf }) => asOf)
      .sort()
      .at(-1) ?? '9999-12-31'
  const places = await regionNames(
    tx,
    rows.map(({ region }) => region),
    day,
  )
  return rows
    .map(({ quantities, labels, ...row }): FigureFact => {
      const inputs = labels.map(({ name, label }) => {
        const { value = null, unknown = 0, records = null } = quantities[name] ?? {}
        return { name, label, value, unknown, records }
      })
      const filled =
        row.formula === null
          ? null
          : evaluate(parse(row.formula), Object.fromEntries(inputs.map(({ name, value }) => [name, { value }])), {
              digits: row.decimals,
            }).filled
      return {
        ...row,
        place: places.get(row.region) ?? row.region,
        key: figureKey(row.indicator, row.region, row.asOf),
        inputs: row.formula === null ? [] : inputs,
        filled,
      }
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}
