import { endOfMonth, type IsoDate, yearsBetween } from '../../kernel/dates.ts'
import { sha256Hex } from '../../kernel/hash.ts'
import type { Facts, Judged, Reason, Rule, RuleContent, Test } from './model.ts'

/** The day of a month whose facts decide. */
export function factsDay(month: string, content: Pick<RuleContent, 'facts'>): IsoDate {
  return content.facts === 'first-day' ? `${month}-01` : endOfMonth(`${month}-01`)
}

type Truth = { truth: boolean | null; reasons: Reason[] }

/** A condition on a day: false beats unknown beats true. */
function meets(test: Test, facts: Facts, day: IsoDate): Truth {
  const failed: Reason[] = []
  const open: Reason[] = []
  if (test.ageFrom !== undefined || test.ageTo !== undefined) {
    if (facts.born === null) open.push('age-unknown')
    else {
      const age = yearsBetween(facts.born, day)
      if (age < (test.ageFrom ?? 0) || age > (test.ageTo ?? Number.POSITIVE_INFINITY)) failed.push('age')
    }
  }
  const held = new Set<string>(facts.categories)
  if (!(test.groups ?? []).every((group) => group.some((code) => held.has(code)))) failed.push('category')
  if (failed.length > 0) return { truth: false, reasons: failed }
  return open.length > 0 ? { truth: null, reasons: open } : { truth: true, reasons: [] }
}

/**
 * What a rule says of a person by the facts of a day: due with an amount, not due, or unknown because something that decides is not known.
 * Unknown is never paid and never refused: it goes on somebody's list.
 */
export function judge(rule: Pick<Rule, 'region' | 'content'>, facts: Facts, day: IsoDate): Judged {
  const none = (outcome: 'not-due' | 'unknown', reasons: Reason[]): Judged => ({ outcome, fen: 0, band: null, reasons })
  if (facts.goneOn !== null && facts.goneOn <= day) return none('not-due', ['gone'])
  const who = meets(rule.content.who, facts, day)
  if (who.truth === false) return none('not-due', who.reasons)
  if (facts.region !== null && !facts.region.startsWith(rule.region)) return none('not-due', ['region'])
  const open = [...who.reasons, ...(facts.region === null ? (['region-unknown'] as const) : [])]
  if (open.length > 0) return none('unknown', open)
  for (const [band, { when, fen }] of rule.content.bands.entries()) {
    const { truth, reasons } = meets(when, facts, day)
    if (truth === null) return none('unknown', reasons)
    if (truth) return { outcome: 'due', fen, band, reasons: ['met'] }
  }
  return none('not-due', ['amount'])
}

/** The text a line's digest is made of: everything that decided, and what was decided, in one fixed order. */
export function lineText(line: {
  person: string
  benefit: string
  version: number
  factsOn: IsoDate
  facts: Facts
  judged: Judged
}): string {
  const { person, benefit, version, factsOn, facts, judged } = line
  return JSON.stringify([
    [person, benefit, version, factsOn],
    [facts.born, facts.region, facts.categories, facts.goneOn],
    [judged.outcome, judged.fen, judged.band, judged.reasons],
  ])
}

/** The hash of a list: over the digests of its lines by person and benefit, whatever the order they come in. */
export function listHash(lines: readonly { person: string; benefit: string; digest: Uint8Array }[]): string {
  const texts = lines.map((line) => `${line.person}|${line.benefit}|${Buffer.from(line.digest).toString('hex')}`)
  return sha256Hex(texts.sort().join('\n'))
}

/**
 * Of lines that were listed as due, those that were too much because nothing was due from a day on.
 *
 * @param since first day on which nothing was due
 */
export function overpaid<Line extends { factsOn: IsoDate; fen: number }>(
  lines: readonly Line[],
  since: IsoDate,
): Line[] {
  return lines.filter((line) => line.fen > 0 && line.factsOn >= since)
}

/** Categories that rules ask about. */
export function categoriesAsked(rules: readonly Pick<Rule, 'content'>[]) {
  const tests = rules.flatMap(({ content }) => [content.who, ...content.bands.map((band) => band.when)])
  return [...new Set(tests.flatMap((test) => (test.groups ?? []).flat()))]
}
