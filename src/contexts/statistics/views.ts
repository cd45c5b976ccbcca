import { parse, render } from '../../engines/formula/index.ts'
import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { regions } from '../territory/index.ts'
import { missing, plain } from './explain.ts'
import { type StoredIndicator, storedIndicators, versionsOf } from './library/store.ts'
import type { Indicator, SeriesPoint } from './model.ts'

/** An indicator as screens see it: its formula in words of both languages, and where its inputs come from. */
export type IndicatorView = Indicator & {
  origin: 'library' | 'local'
  /** The formula with the names of its inputs, `100 × 普惠幼儿 ÷ 在园幼儿`. */
  readable: Bilingual | null
  inputs: { name: string; label: Bilingual; from: StoredIndicator['inputs'][number]['from'] }[]
}

export function indicatorView(each: StoredIndicator): IndicatorView {
  const names = (language: 'zh' | 'en') =>
    Object.fromEntries(each.inputs.map(({ name, label }) => [name, label[language]]))
  const formula = each.formula === null ? null : parse(each.formula)
  return {
    ...plain(each),
    origin: each.origin,
    readable:
      formula === null ? null : { zh: render(formula, names('zh'), 'zh'), en: render(formula, names('en'), 'en') },
    inputs: each.inputs.map(({ name, label, from }) => ({ name, label, from })),
  }
}

/** The library: every indicator in its newest version. */
export async function listIndicators(tx: Tx): Promise<IndicatorView[]> {
  return (await storedIndicators(tx)).map(indicatorView)
}

/**
 * An indicator in its newest version.
 *
 * @throws Refusal `indicator.missing`
 */
export async function indicatorNamed(tx: Tx, code: string): Promise<IndicatorView> {
  const newest = (await versionsOf(tx, code))[0]
  if (newest === undefined) throw missing(code)
  return indicatorView(newest)
}

/** An indicator with all its versions, newest first. */
export async function indicatorVersions(
  tx: Tx,
  code: string,
): Promise<{ indicator: IndicatorView; versions: IndicatorView[] }> {
  const versions = (await versionsOf(tx, code)).map(indicatorView)
  if (versions[0] === undefined) throw missing(code)
  return { indicator: versions[0], versions }
}

/** A point of a series with every value that stood there before it. */
export type SeriesView = {
  indicator: string
  region: string
  items: (SeriesPoint & {
    numerator: number | null
    denominator: number | null
    earlier: { value: number | null; recordedAt: string }[]
    reason: string | null
  })[]
}

/** One series with its restatements, as known now or at an earlier instant. One statement. */
export async function seriesOf(
  tx: Tx,
  query: { indicator: string; region: string; from?: string; to: string; knownAt?: string },
): Promise<SeriesView> {
  const region = query.region.padEnd(12, '0')
  const rows = await tx.rows<Omit<SeriesView['items'][number], 'earlier'>>(sql`
    select o.id observation, o.as_of "asOf", o.value, o.low, o.high, o.numerator, o.denominator, o.unknown, o.revision, o.reason,
      o.indicator_version version, o.source, o.recorded_at "recordedAt", o.jurisdiction,
      case when i.count_of in ('persons', 'person-times') then i.count_of end "countedAs"
    from statistics.observation o join statistics.indicator i on i.code = o.indicator and i.version = o.indicator_version
    where o.indicator = ${query.indicator} and o.region = ${region} and o.as_of <= ${query.to}::date
      and o.as_of >= ${query.from ?? '0001-01-01'}::date and o.recorded_at <= ${query.knownAt ?? 'infinity'}::timestamptz
    order by o.as_of, (o.jurisdiction = left(o.region, 6)), o.jurisdiction desc, o.revision`)
  const items: SeriesView['items'] = []
  for (const row of rows) {
    const before = items.at(-1)
    if (before === undefined || before.asOf !== row.asOf) items.push({ ...row, earlier: [] })
    else
      items[items.length - 1] = {
        ...row,
        earlier: [...before.earlier, { value: before.value, recordedAt: before.recordedAt }],
      }
  }
  return { indicator: query.indicator, region, items }
}

/** A value for every part of a jurisdiction; `value` null is unknown. */
export type MapView = {
  indicator: string
  asOf: string
  unknown: number
  items: {
    region: string
    name: string
    value: number | null
    asOf: string | null
    unknown: number
    observation: string | null
  }[]
}

const LEVELS = new Set(['county', 'township', 'village'])

/** The newest value on or before a day for every region of a level. One statement for the values. */
export async function mapOf(tx: Tx, query: { indicator: string; asOf: string; level: string }): Promise<MapView> {
  if (!LEVELS.has(query.level))
    throw refuse('map.level', { zh: '没有这一层级', en: 'There is no such level' }, { at: '/level' })
  const all = await regions(tx, { asOf: query.asOf, within: tx.actor.jurisdiction, level: query.level as 'township' })
  const codes = all.map((each) => each.code)
  const rows = await tx.rows<{
    region: string
    value: number | null
    asOf: string
    unknown: number
    observation: string
  }>(sql`
    select distinct on (o.region) o.region, o.value, o.as_of "asOf", o.unknown, o.id observation
    from statistics.observation o where o.indicator = ${query.indicator} and o.region = any(${codes}) and o.as_of <= ${query.asOf}::date
    order by o.region, o.as_of desc, (o.jurisdiction = left(o.region, 6)) desc, o.revision desc`)
  const found = new Map(rows.map((row) => [row.region, row]))
  const items = all.map(({ code, name }) => {
    const { value = null, asOf = null, unknown = 0, observation = null } = found.get(code) ?? {}
    return { region: code, name, value, asOf, unknown, observation }
  })
  return {
    indicator: query.indicator,
    asOf: query.asOf,
    items,
    unknown: items.filter((each) => each.value === null).length,
  }
}
