import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Band, OPEN_END, type Persons, personsOfAges } from './ages.ts'

export type Population = { region: string } & Persons

/**
 * Inhabitants of regions (6- or 12-digit codes, answered as given) by the newest figures on or before a day, optionally of an age in
 * completed years, both included. Figures of a region itself only; those of its parts are not added up. One statement.
 */
export async function populations(
  tx: Tx,
  query: { regions: readonly string[]; asOf: string; ageFrom?: number; ageTo?: number },
): Promise<Population[]> {
  const codes = query.regions.map((code) => code.padEnd(12, '0'))
  const rows = await tx.rows<
    Band & { region: string }
  >(sql`select region, as_of "asOf", sex, age_from "ageFrom", age_to "ageTo", count, source
    from territory.population
    where region = any(${codes}) and measure = 'persons' and superseded_at is null and as_of <= ${query.asOf}::date`)
  const byRegion = Map.groupBy(rows, (row) => row.region)
  return query.regions.map((region, i) => ({
    region,
    ...personsOfAges(byRegion.get(codes[i]!) ?? [], query.ageFrom ?? 0, query.ageTo ?? OPEN_END),
  }))
}

/** Inhabitants of one region; see {@link populations}. */
export async function population(
  tx: Tx,
  query: { region: string; asOf: string; ageFrom?: number; ageTo?: number },
): Promise<Population> {
  const { region, ...rest } = query
  return (await populations(tx, { regions: [region], ...rest }))[0]!
}

export type Households = { region: string; households: number | null; asOf: string | null; source: string | null }

/** Households (户) of regions by the newest figure on or before a day. One statement. */
export async function households(tx: Tx, query: { regions: readonly string[]; asOf: string }): Promise<Households[]> {
  const codes = query.regions.map((code) => code.padEnd(12, '0'))
  return tx.rows(sql`select distinct on (w.given) w.given region, p.count households, p.as_of "asOf", p.source
    from unnest(${query.regions as string[]}::text[], ${codes}::text[]) w(given, code)
    left join territory.population p on p.region = w.code and p.measure = 'households' and p.superseded_at is null and p.as_of <= ${query.asOf}::date
    order by w.given, p.as_of desc nulls last`)
}

export type PopulationRecord = Omit<Band, 'asOf'> & { asOf: string; measure: 'persons' | 'households' }

/** All figures on record for one region, newest first. */
export async function populationRecords(tx: Tx, region: string): Promise<PopulationRecord[]> {
  return tx.rows(sql`select as_of "asOf", measure, sex, age_from "ageFrom", age_to "ageTo", count, source from territory.population
    where region = ${region.padEnd(12, '0')} and superseded_at is null
    order by as_of desc, measure desc, age_from, age_to desc, sex`)
}
