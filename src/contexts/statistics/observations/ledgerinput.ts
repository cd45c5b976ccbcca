import type { Quantity } from '../../../engines/formula/index.ts'
import { addMonths, endOfMonth, endOfYear } from '../../../kernel/dates.ts'
import type { InputSource, Where } from '../library/inputs.ts'
import type { Ledger } from '../library/ledgers.ts'
import type { Indicator } from '../model.ts'
import { meets } from './match.ts'
import type { Places } from './places.ts'

/** A row of a ledger as it stands. */
export type LedgerFact = { ledger: string; key: string; region: string; asOf: string; fields: Record<string, unknown> }

/** Quantities of one input by region. */
export type Quantities = Map<string, Quantity>

/** How many months the last row of an institution stands for, its own included, when later ones were not reported. */
export const CARRIED_MONTHS = 3

type LedgerInput = Extract<InputSource, { kind: 'ledger' }>

/** Rows of a ledger that speak of the window that ends on a date. */
export function rowsInWindow(
  ledger: Ledger,
  rows: readonly LedgerFact[],
  window: Indicator['window'],
  date: string,
): LedgerFact[] {
  if (ledger.dateColumn === 'year') {
    const end = endOfYear(date)
    return rows.filter((row) => (window === 'cumulative' ? row.asOf <= end : row.asOf === end))
  }
  if (ledger.dateColumn === 'month') return monthlyRows(ledger, rows, window, endOfMonth(date))
  if (window === 'at' && ledger.name === 'award') return rows.filter((row) => inForce(row, date))
  const from = window === 'year' ? `${date.slice(0, 4)}-01-01` : window === 'month' ? `${date.slice(0, 7)}-01` : ''
  return rows.filter((row) => row.asOf >= from && row.asOf <= date)
}

function monthlyRows(
  ledger: Ledger,
  rows: readonly LedgerFact[],
  window: Indicator['window'],
  end: string,
): LedgerFact[] {
  if (window === 'month') return rows.filter((row) => row.asOf === end)
  if (window === 'year') return rows.filter((row) => row.asOf <= end && row.asOf >= `${end.slice(0, 4)}-01-01`)
  if (window === 'cumulative') return rows.filter((row) => row.asOf <= end)
  const since = endOfMonth(addMonths(`${end.slice(0, 7)}-01`, -CARRIED_MONTHS))
  const newest = new Map<string, LedgerFact>()
  const entity = ledger.key.filter((column) => column !== ledger.dateColumn)
  for (const row of rows) {
    if (row.asOf > end || row.asOf <= since) continue
    const key = entity.map((column) => String(row.fields[column])).join('|')
    const known = newest.get(key)
    if (known === undefined || known.asOf < row.asOf) newest.set(key, row)
  }
  return [...newest.values()]
}

function inForce({ asOf, fields }: LedgerFact, date: string): boolean {
  const [ends, revoked] = [fields.ends_on ?? null, fields.revoked_on ?? null] as (string | null)[]
  return asOf <= date && (ends == null || ends >= date) && (revoked == null || revoked > date)
}

/** Splits a condition into the part on key columns, which says what is meant, and the rest, which says what counts. */
function split(ledger: Ledger, where: Where | undefined): { meant: Where; counts: Where } {
  const entries = Object.entries(where ?? {})
  const isKey = ([column]: [string, unknown]) => ledger.key.includes(column)
  return {
    meant: Object.fromEntries(entries.filter(isKey)),
    counts: Object.fromEntries(entries.filter((e) => !isKey(e))),
  }
}

/**
 * What a ledger says on a date, by region. A window nobody reported anything for is unknown, not zero; so is, in ledgers kept by
 * place, a place that reported nothing. Rows that lack a field count as unknown.
 */
export function ledgerQuantities(
  ledger: Ledger,
  all: readonly LedgerFact[],
  input: LedgerInput,
  window: Indicator['window'],
  date: string,
  places: Places,
): Quantities {
  const { meant, counts } = split(ledger, input.where)
  const rows = rowsInWindow(ledger, all, window, date).filter((row) => meets(row.fields, meant) === true)
  const regions = [places.own, ...places.parts]
  if (rows.length === 0) return new Map(regions.map((region) => [region, { value: null }]))
  if (ledger.wholes) return wholeQuantities(rows, input, counts, places)
  const byPlace = ledger.key.includes('region')
  const found = new Map<string, Tally>(regions.map((region) => [region, tally()]))
  for (const row of rows) {
    for (const region of places.above(row.region)) add(found.get(region)!, row, input, counts)
  }
  return new Map(
    [...found].map(([region, each]) => [region, byPlace && each.rows === 0 ? { value: null } : quantity(each, input)]),
  )
}

type Tally = { value: number; records: number; unknown: number; rows: number }
const tally = (): Tally => ({ value: 0, records: 0, unknown: 0, rows: 0 })

function add(to: Tally, row: LedgerFact, input: LedgerInput, counts: Where): void {
  to.rows++
  const counted = meets(row.fields, counts)
  if (counted === false) return
  const amount = input.measure === null ? 1 : (row.fields[input.measure] ?? null)
  if (counted === null || amount === null) {
    to.unknown++
    return
  }
  to.records++
  to.value += Number(amount)
}

function quantity({ value, records, unknown }: Tally, input: LedgerInput): Quantity {
  // Sums of decimals must not show the noise of binary fractions.
  const exact = Math.round(value * 1e6) / 1e6
  return { value: exact, records, unknown, ...(input.measure === null ? {} : { most: null }) }
}

/** Rows speak of whole regions: the region's own row, or else the sum of all its parts when each of them is known. */
function wholeQuantities(rows: readonly LedgerFact[], input: LedgerInput, counts: Where, places: Places): Quantities {
  const byRegion = new Map<string, Quantity>()
  for (const [region, own] of Map.groupBy(rows, (row) => row.region)) {
    const each = tally()
    for (const row of own) add(each, row, input, counts)
    byRegion.set(region, each.unknown > 0 ? { value: null, unknown: each.unknown } : quantity(each, input))
  }
  const found: Quantities = new Map(places.parts.map((part) => [part, byRegion.get(part) ?? { value: null }]))
  const parts = places.parts.map((part) => found.get(part)!.value)
  const summed: Quantity =
    parts.length === 0 || parts.includes(null)
      ? { value: null, unknown: parts.filter((value) => value === null).length }
      : { value: parts.reduce<number>((sum, value) => sum + value!, 0), records: parts.length, most: null }
  return found.set(places.own, byRegion.get(places.own) ?? summed)
}
