import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Figure } from './compute.ts'

/** The figure that stands for a place and date, as far as comparing needs it. */
export type Standing = Pick<
  Figure,
  'indicator' | 'region' | 'asOf' | 'value' | 'numerator' | 'denominator' | 'unknown'
> & { revision: number; source: 'registers' | 'external' }

/** Newest revisions of some indicators from a day on, and the last one before it of each series. One statement. */
export async function standingFigures(tx: Tx, indicators: readonly string[], from: string): Promise<Standing[]> {
  return tx.rows(sql`select distinct on (o.indicator, o.region, o.as_of) o.indicator, o.region, o.as_of "asOf", o.value, o.numerator,
      o.denominator, o.unknown, o.revision, o.source
    from statistics.observation o
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.indicator = any(${indicators as string[]})
      and o.as_of >= (${from}::date - interval '13 months')
    order by o.indicator, o.region, o.as_of, o.revision desc`)
}

/** One writer of observations at a time in a jurisdiction: revisions are counted up. */
export async function takeObserverTurn(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`statistics.observe ${tx.actor.jurisdiction}`}, 0))`)
}

export type NewObservation = Omit<Figure, 'inputs'> & {
  inputs: unknown
  version: number
  revision: number
  source: 'registers' | 'external'
  external: string | null
  reason: string | null
}

const CHUNK = 4000

/** Appends observations, set-based. */
export async function insertObservations(tx: Tx, observations: readonly NewObservation[]): Promise<void> {
  for (let at = 0; at < observations.length; at += CHUNK) {
    const rows = observations.slice(at, at + CHUNK).map((each) => ({ ...each, id: newId() }))
    await tx.run(sql`insert into statistics.observation (jurisdiction, id, indicator, indicator_version, region, as_of, revision, value,
        numerator, denominator, low, high, unknown, inputs, source, external, reason, recorded_at)
      select ${tx.actor.jurisdiction}, g.id, g.indicator, g.version, g.region, g."asOf", g.revision, g.value, g.numerator, g.denominator,
        g.low, g.high, g.unknown, g.inputs, g.source, g.external, g.reason, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, indicator text, version int, region text, "asOf" date, revision int,
        value numeric, numerator numeric, denominator numeric, low numeric, high numeric, unknown int, inputs jsonb, source text,
        external uuid, reason text)`)
  }
}
