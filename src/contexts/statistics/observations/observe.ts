import { today as todayOf } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type StoredIndicator, storedIndicators } from '../library/store.ts'
import type { ObservationsRecorded } from '../model.ts'
import { type Figure, figuresOf } from './compute.ts'
import { loadFacts } from './facts.ts'
import { cadenceOf, datesFrom, endsPeriod } from './periods.ts'
import { insertObservations, type NewObservation, type Standing, standingFigures, takeObserverTurn } from './store.ts'

export type ObserveOptions = {
  /** Indicators to compute; all that come from registers unless given. */
  indicators?: readonly string[]
  /** First day that may have changed; null: as far back as figures are kept. */
  from: string | null
  /** Why figures may be restated; kept with those that are. */
  reason: string | null
  /** Most periods to compute, counted back from today. */
  most?: number
}

/**
 * Computes indicators from the registers for every period end from a day on and for today, for the jurisdiction and its parts, and
 * appends what differs from the figure that stands. A second value for a place and date is a restatement with its reason. Emits
 * `statistics.observation.recorded` once when anything was appended.
 *
 * @returns how many observations were appended
 */
export async function observe(tx: Tx, options: ObserveOptions): Promise<number> {
  await takeObserverTurn(tx)
  const today = todayOf(tx.now.getTime())
  const wanted = options.indicators === undefined ? null : new Set(options.indicators)
  const indicators = (await storedIndicators(tx)).filter(
    (each) => each.source === 'registers' && (wanted === null || wanted.has(each.code)),
  )
  const rows: NewObservation[] = []
  for (const cadence of ['month', 'year'] as const) {
    const some = indicators.filter((each) => cadenceOf(each) === cadence)
    if (some.length === 0) continue
    const dates = datesFrom(options.from, today, cadence, options.most)
    rows.push(...(await changedFigures(tx, some, dates, today, options.reason)))
  }
  if (rows.length === 0) return 0
  await insertObservations(tx, rows)
  await tell(tx, rows, options.reason)
  return rows.length
}

async function changedFigures(
  tx: Tx,
  indicators: readonly StoredIndicator[],
  dates: readonly string[],
  today: string,
  reason: string | null,
): Promise<NewObservation[]> {
  const facts = await loadFacts(tx, { definitions: indicators, dates })
  const standing = new Map<string, Standing[]>()
  for (const each of await standingFigures(
    tx,
    indicators.map(({ code }) => code),
    dates[0]!,
  )) {
    const key = `${each.indicator} ${each.region}`
    standing.set(key, [...(standing.get(key) ?? []), each])
  }
  const cache = new Map()
  return indicators.flatMap((indicator) => {
    const cadence = cadenceOf(indicator)
    return figuresOf(facts, indicator, dates, cache).flatMap((figure) => {
      const series = standing.get(`${figure.indicator} ${figure.region}`) ?? []
      const provisional = figure.asOf === today && !endsPeriod(today, cadence)
      const revision = revisionOf(figure, series, provisional)
      if (revision === null) return []
      const { version } = indicator
      const restated = revision > 1 ? reason : null
      return [{ ...figure, version, revision, source: 'registers' as const, external: null, reason: restated }]
    })
  })
}

/** Which revision a figure is, or null when it says nothing new. A figure of a running period is new only if it moved since the last one. */
function revisionOf(figure: Figure, series: readonly Standing[], provisional: boolean): number | null {
  const exact = series.find((each) => each.asOf === figure.asOf)
  // What somebody signed for is replaced by a signature only.
  if (exact?.source === 'external') return null
  if (exact !== undefined) return same(exact, figure) ? null : exact.revision + 1
  if (figure.value === null) return null
  if (!provisional) return 1
  const before = series.filter((each) => each.asOf < figure.asOf).at(-1)
  return before !== undefined && same(before, figure) ? null : 1
}

const same = (a: Standing, b: Figure): boolean =>
  a.value === b.value && a.numerator === b.numerator && a.denominator === b.denominator && a.unknown === b.unknown

/** Tells the journal and the world what was observed. */
export async function tell(
  tx: Tx,
  rows: readonly Pick<NewObservation, 'indicator' | 'region' | 'asOf' | 'revision'>[],
  reason: string | null,
): Promise<void> {
  const dates = rows.map((row) => row.asOf).sort()
  const payload: ObservationsRecorded = {
    indicators: [...new Set(rows.map((row) => row.indicator))].sort(),
    regions: [...new Set(rows.map((row) => row.region))].sort(),
    from: dates[0]!,
    to: dates.at(-1)!,
  }
  await record(tx, {
    action: 'statistics.observation.record',
    subject: { kind: 'observations', id: tx.actor.jurisdiction },
    detail: { ...payload, rows: rows.length, restated: rows.filter((row) => row.revision > 1).length, reason },
  })
  await emit(tx, 'statistics.observation.recorded', payload)
}
