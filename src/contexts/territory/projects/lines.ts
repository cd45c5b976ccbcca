import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { measureOf, PROJECT_FIGURES } from '../standards/measures.ts'
import type { GroupResult, LineResult as Judged, SubjectTraits } from '../standards/model.ts'
import { evaluateStandard, factsOf } from '../standards/rules.ts'
import { binds, standards } from '../standards/views.ts'
import type { BuildingFacts, Figures, LineResult } from './model.ts'

/** Figures of its facilities that a measured gate asks for, in m². */
export const MEASURES: readonly { key: string; title: Bilingual; unit: Bilingual }[] = PROJECT_FIGURES.filter(
  ({ code }) => code.startsWith('elder-') || code.startsWith('sport-'),
).map(({ code, title, unit }) => ({ key: code, title, unit }))

const TRAITS: SubjectTraits = { settlement: null, stage: 'new', kind: null, tier: null }
const round = (value: number) => Math.round(value * 100) / 100

/** The line that decided a group; undecided, its first. Null where the group is not for the subject. */
export function decidedLine(group: GroupResult): Judged | null {
  if (group.state === 'not-applicable') return null
  return group.lines.find((each) => each.line.code === group.branch) ?? group.lines[0] ?? null
}

/** What a line asks for as an amount, in the unit of what is built and not as a ratio; null where its base is not known. */
export function requiredAmount({ line, bar, denominator }: Judged): number | null {
  const base = denominator === null ? 1 : denominator.high
  if (bar === null || base === null) return null
  const measure = measureOf(line.measure)
  return round((bar * base) / (measure.from === 'ratio' ? measure.times : 1))
}

/**
 * One line, or lines of which one is enough, as a gate sees it: the branch that decided (or, undecided, the first), with amounts in
 * the unit of what is built and not as a ratio.
 */
function lineOf(group: GroupResult, figures: Figures): LineResult | null {
  const decided = decidedLine(group)
  if (decided === null) return null
  const measure = measureOf(decided.line.measure)
  const needed = measure.from === 'ratio' ? measure.of : [measure.code]
  const values = needed.map((code) => figures[code] ?? null)
  return {
    line: group.alternative ?? decided.line.code,
    title: decided.line.title,
    state: group.state as LineResult['state'],
    required: requiredAmount(decided),
    measured: values.includes(null) ? null : round(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)),
    missing: group.state === 'pass' ? 0 : decided.missing === null ? null : round(decided.missing),
    unit: decided.missingUnit,
    clause: decided.line.clause,
    branch: group.lines.length > 1 ? decided.line.title : null,
    lacking:
      group.state !== 'unknown'
        ? []
        : group.lines.flatMap(({ line }) => {
            const of = measureOf(line.measure)
            return (of.from === 'ratio' ? of.of : [of.code]).filter((code) => (figures[code] ?? null) === null)
          }),
  }
}

/**
 * The lines a project's figures are held to: every family that judges projects and binds here, as it stood on the day of the planning
 * condition (老项目老办法). Figures that are not given are unknown.
 */
export async function linesFor(
  tx: Tx,
  facts: Pick<BuildingFacts, 'households' | 'persons'>,
  figures: Figures,
  rulesOf: string,
): Promise<LineResult[]> {
  const known = factsOf({ ...figures, 'planned-persons': facts.persons, 'planned-households': facts.households })
  const families = (await standards(tx, rulesOf)).filter(
    (family) => family.subject === 'project' && binds(family, tx.actor.jurisdiction),
  )
  return families
    .flatMap((family) => evaluateStandard(family.lines, known, TRAITS).groups)
    .flatMap((group) => lineOf(group, figures) ?? [])
}
