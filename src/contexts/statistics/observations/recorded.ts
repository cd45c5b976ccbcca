import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'

/** An observation as it was recorded, with the version of the indicator it was computed by. */
export type RecordedObservation = {
  observation: string
  indicator: string
  name: Bilingual
  version: number
  unit: string
  decimals: number
  region: string
  asOf: string
  value: number | null
  low: number | null
  high: number | null
  unknown: number
  revision: number
  source: 'registers' | 'external'
  formula: string | null
  /** The numbers that went into the formula, by the names of its inputs. */
  quantities: Record<string, { value: number | null; unknown?: number; records?: number }>
  labels: { name: string; label: Bilingual }[]
  /** Where a signed figure comes from. */
  external: { source: string; period: string } | null
}

/** Observations by their ids: exactly the figures that were used, whatever is recorded meanwhile. One statement, in no order. */
export async function observationsWith(tx: Tx, ids: readonly string[]): Promise<RecordedObservation[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select o.id observation, o.indicator, i.name, o.indicator_version version, i.unit, i.decimals, o.region,
      o.as_of "asOf", o.value, o.low, o.high, o.unknown, o.revision, o.source, i.formula, o.inputs quantities, i.inputs labels,
      case when e.id is null then null else jsonb_build_object('source', e.source, 'period', e.period) end external
    from statistics.observation o join statistics.indicator i on i.code = o.indicator and i.version = o.indicator_version
    left join statistics.external_figure e on e.jurisdiction = o.jurisdiction and e.id = o.external
    where o.id = any(${[...new Set(ids)]}::uuid[])`)
}
