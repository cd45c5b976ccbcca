import { inScope, may, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { hashOfResult } from './commands.ts'
import { farApart, type GradingResult, missingScores, resultOf, type Scheme, type Score } from './rules.ts'
import { schemeWith } from './scheme.ts'
import { SHEET, type SheetRow, scoresOf, sheetWith } from './store.ts'

/** A scoring sheet in a list. */
export type SheetLine = SheetRow & {
  organisationName: string
  siteName: string | null
  scored: number
}

/** Scoring sheets, open ones first, or those in one state. One statement. */
export async function sheetList(tx: Tx, state?: SheetRow['state']): Promise<{ items: SheetLine[] }> {
  return {
    items: await tx.rows<SheetLine>(sql`select ${SHEET}, o.name "organisationName", s.name "siteName",
        (select count(distinct (c.member, c.item))::int from providers.grading_score c where c.jurisdiction = g.jurisdiction and c.sheet = g.id and c.member >= 0) scored
      from providers.grading_sheet g
      join providers.organisation o on o.jurisdiction = g.jurisdiction and o.id = g.organisation
      left join providers.site s on s.jurisdiction = g.jurisdiction and s.id = g.site
      where g.jurisdiction = ${tx.actor.jurisdiction} and ${inScope(tx, sql`coalesce(s.region, o.region)`)}
        ${state === undefined ? sql`` : sql`and g.state = ${state}`}
      order by g.state desc, g.opened_on desc, g.id desc limit 500`),
  }
}

/** A scoring sheet with its scores, what is missing, and the result computed anew. */
export type SheetView = SheetRow & {
  organisationName: string
  siteName: string | null
  definition: Scheme
  scores: (Score & { note: string | null; revision: number })[]
  missing: { member: number; items: string[] }[]
  far: { item: string; least: number; most: number }[]
  /** What the scores give now; of a closed sheet it must be the result that was kept. */
  computed: GradingResult
  /** Whether the kept result follows from the kept scores; null while the sheet is open. */
  reproduced: boolean | null
  may: { score: boolean; close: boolean }
}

/** @throws Refusal `grading.missing` */
export async function sheetView(tx: Tx, id: string): Promise<SheetView> {
  const sheet = await sheetWith(tx, id)
  const about = await tx.one<{
    name: string
    site: string | null
    region: string
  }>(sql`select o.name, s.name site, coalesce(s.region, o.region) region
    from providers.organisation o left join providers.site s on s.jurisdiction = o.jurisdiction and s.id = ${sheet.site}
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.id = ${sheet.organisation}`)
  const definition = await schemeWith(tx, sheet.version)
  const scores = await scoresOf(tx, id)
  const computed = resultOf(definition, sheet.panel.length, scores, sheet.firstTime)
  const own = worksIn(tx.actor, about.region)
  const open = own && sheet.state === 'open'
  return {
    ...sheet,
    organisationName: about.name,
    siteName: about.site,
    definition,
    scores,
    missing: missingScores(definition, sheet.panel.length, scores),
    far: farApart(definition, scores),
    computed,
    reproduced: sheet.state === 'open' ? null : hashOfResult(definition, sheet, scores, computed) === sheet.resultHash,
    may: { score: open && may(tx.actor, 'register.write'), close: open && may(tx.actor, 'provider.decide') },
  }
}
