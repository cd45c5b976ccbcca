import { raw, sql, type Tx } from '../../../platform/db/index.ts'
import type { Figure } from './facts.ts'
import type { StandardFamily, StandardLine } from './model.ts'

const LINE =
  raw(`family, code, valid_from::text "validFrom", valid_to::text "validTo", jsonb_build_object('zh', zh, 'en', en) title,
  measure, kinds, comparator, value, wanted, alternative, tolerance, applies, clause, certainty, place`)

/** Families in their order. */
export async function standardFamilies(tx: Tx): Promise<StandardFamily[]> {
  return tx.rows(sql`select code, jsonb_build_object('zh', zh, 'en', en) title, subject, region,
    jsonb_build_object('zh', lead_zh, 'en', lead_en) lead, place from territory.standard_family order by place`)
}

/** Every line there is, of shared standards and of the county's own, past and coming ones included. One statement. */
export async function allLines(tx: Tx): Promise<StandardLine[]> {
  return tx.rows(sql`select ${LINE}, false own from territory.standard_line
    union all select ${LINE}, true from territory.own_standard_line
      where jurisdiction = ${tx.actor.jurisdiction} and superseded_at is null
    order by family, place, code, "validFrom"`)
}

/** Lines in force on a day. What the county set takes the place of the shared line of the same family and code. Pure. */
export function linesOn(lines: readonly StandardLine[], asOf: string): StandardLine[] {
  const holds = lines.filter((line) => line.validFrom <= asOf && (line.validTo === null || line.validTo > asOf))
  const key = (line: StandardLine) => `${line.family} ${line.code}`
  const own = new Set(holds.filter((line) => line.own).map(key))
  return holds.filter((line) => line.own || !own.has(key(line)))
}

/** Figures of communities on or before a day, each measure's newest: their own register, and population and households. One statement. */
export async function communityFigures(tx: Tx, asOf: string, prefix: string): Promise<Map<string, Figure[]>> {
  const rows = await tx.rows<
    Figure & { region: string }
  >(sql`select distinct on (region, measure) region, measure, value, "asOf", source, evidence, href
    from (
      select region, measure, value, as_of::text "asOf", source, evidence, 1 rank,
        '/console/registers/community-figure?region=' || region href
      from territory.community_measure where superseded_at is null and as_of <= ${asOf}::date and starts_with(region, ${prefix})
      union all
      select region, measure, count, as_of::text, source, null, 2, '/console/territory/regions/' || region
      from territory.population where superseded_at is null and as_of <= ${asOf}::date and starts_with(region, ${prefix})
        and sex = 'all' and age_from = 0 and age_to = 999) f
    order by region, measure, "asOf" desc, rank`)
  return Map.groupBy(rows, (row) => row.region)
}
