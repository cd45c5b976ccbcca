import { evaluate, parse, type Quantity } from '../../engines/formula/index.ts'
import { endOfMonth, today as todayOf } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { regionName } from '../territory/index.ts'
import type { Input } from './library/inputs.ts'
import { ledgerNamed } from './library/ledgers.ts'
import { type StoredIndicator, versionsOf } from './library/store.ts'
import type { Explanation, Indicator } from './model.ts'
import { figuresOf } from './observations/compute.ts'
import { loadFacts } from './observations/facts.ts'

type Observed = {
  id: string
  version: number
  asOf: string
  value: number | null
  low: number | null
  high: number | null
  inputs: Record<string, Quantity>
  external: string | null
  jurisdiction: string
}

/**
 * Opens a figure down to its formula with numbers, its inputs with where they come from, and every value that stood in its place. The
 * figure is the newest on or before the day; where the registers were never read, it is computed now and marked so.
 *
 * @throws Refusal `indicator.missing`
 */
export async function explain(
  tx: Tx,
  query: { indicator: string; region: string; asOf: string },
): Promise<Explanation> {
  const region = query.region.padEnd(12, '0')
  const versions = await versionsOf(tx, query.indicator)
  if (versions.length === 0) throw missing(query.indicator)
  const observed =
    await tx.maybe<Observed>(sql`select o.id, o.indicator_version version, o.as_of "asOf", o.value, o.low, o.high, o.inputs,
      o.external, o.jurisdiction
    from statistics.observation o where o.indicator = ${query.indicator} and o.region = ${region} and o.as_of <= ${query.asOf}::date
    order by o.as_of desc, (o.jurisdiction = left(o.region, 6)) desc, o.jurisdiction, o.revision desc limit 1`)
  const indicator = versions.find((each) => each.version === observed?.version) ?? versions[0]!
  const name = await regionName(tx, region, query.asOf)
  const about = { indicator: plain(indicator), region: { code: region, name } }
  if (observed === null) return { ...about, ...(await computedNow(tx, indicator, region, query.asOf)) }
  const { value, asOf, low, high, inputs, external } = observed
  return {
    ...about,
    asOf,
    value,
    filled: filledOf(indicator, inputs, value),
    inputs: inputsOf(indicator, inputs, region, asOf),
    bounds: low === null || high === null ? null : { low, high },
    external: external === null ? null : await signedFigure(tx, observed.jurisdiction, external),
    history: await historyOf(tx, observed.jurisdiction, query.indicator, region, asOf),
    recorded: true,
  }
}

export function missing(code: string) {
  return refuse(
    'indicator.missing',
    { zh: `指标库没有 ${code}`, en: `The library has no indicator ${code}` },
    { kind: 'missing', at: '/indicator' },
  )
}

/** An indicator without what only computing needs. */
export function plain({ inputs: _inputs, origin: _origin, ...indicator }: StoredIndicator): Indicator {
  return indicator
}

async function computedNow(tx: Tx, indicator: StoredIndicator, region: string, asOf: string) {
  const nothing = { asOf, value: null, bounds: null, external: null, history: [], recorded: false }
  if (indicator.formula === null) return { ...nothing, filled: '', inputs: [] }
  const day = [asOf, todayOf(tx.now.getTime())].sort()[0]!
  const facts = await loadFacts(tx, { definitions: [indicator], dates: [day] })
  const figure = figuresOf(facts, indicator, [day], new Map(), new Set([region]))[0]
  const quantities = figure?.inputs ?? Object.fromEntries(indicator.inputs.map(({ name }) => [name, { value: null }]))
  return {
    ...nothing,
    asOf: day,
    value: figure?.value ?? null,
    filled: filledOf(indicator, quantities, figure?.value ?? null),
    inputs: inputsOf(indicator, quantities, region, day),
    bounds: figure?.low == null || figure.high == null ? null : { low: figure.low, high: figure.high },
  }
}

function filledOf(indicator: StoredIndicator, inputs: Record<string, Quantity>, value: number | null): string {
  if (indicator.formula === null) return value === null ? '' : `${value}`
  return evaluate(parse(indicator.formula), inputs, { digits: indicator.decimals }).filled
}

function inputsOf(
  indicator: StoredIndicator,
  quantities: Record<string, Quantity>,
  region: string,
  asOf: string,
): Explanation['inputs'] {
  return indicator.inputs.map((input) => {
    const { value = null, unknown = 0, records = 0 } = quantities[input.name] ?? {}
    return {
      name: input.name,
      label: input.label,
      value,
      unknown,
      records,
      source: sourceOf(input, indicator, region, asOf),
    }
  })
}

type Source = Explanation['inputs'][number]['source']

/** Where the records of an input open: the register's page, narrowed to what was counted as far as its filters reach. */
function sourceOf({ from }: Input, indicator: StoredIndicator, region: string, asOf: string): Source {
  switch (from.kind) {
    case 'ledger': {
      const ledger = ledgerNamed(from.ledger)
      const { zh, en } = ledger.title
      const filters = [periodFilter(from.ledger, indicator.window, asOf), ...whereFilters(from.ledger, from.where)]
      return { kind: `ledger:${from.ledger}`, label: { zh, en }, href: link(from.ledger, region, filters) }
    }
    case 'population':
      return {
        kind: 'population',
        label: { zh: '人口与户数', en: 'Population' },
        href: link('population', region, ['measure=persons']),
      }
    case 'reach': {
      const query = new URLSearchParams({
        minutes: `${from.minutes}`,
        speed: `${from.metresPerMinute}`,
        group: from.group,
        asOf,
      })
      return {
        kind: 'reach',
        label: { zh: '步行可达', en: 'Reach on foot' },
        href: `/console/territory/reach?${query}`,
      }
    }
    case 'community':
    case 'standard': {
      const query = new URLSearchParams({ family: from.kind === 'standard' ? from.family : 'community-area', asOf })
      return {
        kind: 'standard',
        label: { zh: '建设标准', en: 'Building standards' },
        href: `/console/territory/standards?${query}`,
      }
    }
    case 'regions':
      return { kind: 'regions', label: { zh: '区划', en: 'Regions' }, href: `/console/territory/regions/${region}` }
    default: {
      const kinds = from.kind === 'served' ? from.offers.flatMap((offer) => offer.kinds ?? []) : from.kinds
      const filters = new Set(kinds).size === 1 ? [`kind=${kinds[0]}`] : []
      return { kind: 'facility', label: { zh: '服务设施', en: 'Facilities' }, href: link('facility', region, filters) }
    }
  }
}

function periodFilter(name: string, window: Indicator['window'], asOf: string): string | null {
  const { dateColumn } = ledgerNamed(name)
  if (dateColumn === 'year') return window === 'cumulative' ? null : `year=${asOf.slice(0, 4)}`
  const first = window === 'year' ? `${asOf.slice(0, 4)}-01-01` : window === 'month' ? `${asOf.slice(0, 7)}-01` : ''
  if (dateColumn === 'month') {
    const to = asOf.slice(0, 7)
    const from = window === 'month' || window === 'at' ? to : first.slice(0, 7)
    return `month=${from}..${to}`
  }
  return `${dateColumn}=${first}..${window === 'month' ? endOfMonth(asOf) : asOf}`
}

/** Conditions a register page can show: single values of columns it filters by. */
function whereFilters(name: string, where: object | undefined): string[] {
  const columns = new Set(
    ledgerNamed(name)
      .columns.filter((column) => column.filter)
      .map((column) => column.key),
  )
  return Object.entries(where ?? {}).flatMap(([key, value]) =>
    columns.has(key) && typeof value !== 'object' ? [`${key}=${value}`] : [],
  )
}

function link(register: string, region: string, filters: readonly (string | null)[]): string {
  const query = new URLSearchParams({ region })
  for (const filter of filters) if (filter !== null) query.append('filter', filter)
  return `/console/registers/${register}?${query}`
}

async function signedFigure(tx: Tx, jurisdiction: string, id: string): Promise<Explanation['external']> {
  return tx.maybe(sql`select source, period, file_name file, signed_name "signedBy", signed_at "signedAt"
    from statistics.external_figure where jurisdiction = ${jurisdiction} and id = ${id}`)
}

async function historyOf(
  tx: Tx,
  jurisdiction: string,
  indicator: string,
  region: string,
  asOf: string,
): Promise<Explanation['history']> {
  return tx.rows(sql`select revision, value, recorded_at "recordedAt", reason from statistics.observation
    where jurisdiction = ${jurisdiction} and indicator = ${indicator} and region = ${region} and as_of = ${asOf}::date order by revision`)
}
