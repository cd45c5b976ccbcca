import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { BuildingFacts, Figures, LineResult } from './model.ts'

const t = (zh: string, en: string): Bilingual => ({ zh, en })
const M2 = t('㎡', 'm²')

/** Figures a measured gate asks for. */
export const MEASURES: readonly { key: string; title: Bilingual; unit: Bilingual }[] = [
  { key: 'elder-land', title: t('养老服务设施用地', 'Land for elder care'), unit: M2 },
  { key: 'elder-floor', title: t('养老服务用房建筑面积', 'Floor area for elder care'), unit: M2 },
  { key: 'sport-indoor', title: t('室内健身建筑面积', 'Indoor sports floor area'), unit: M2 },
  { key: 'sport-outdoor', title: t('室外健身用地', 'Outdoor sports land'), unit: M2 },
]

type Branch = { measure: string; per: 'persons' | 'hundred-households'; least: number; title: Bilingual }
type Line = { line: string; title: Bilingual; branches: readonly Branch[]; clause: string; from: string }

/** Lines that a planned estate is held to; the newest of a code in force on the day of the planning condition counts. */
const LINES: readonly Line[] = [
  {
    line: 'elder-land',
    title: t('养老服务设施人均用地', 'Land for elder care per person'),
    branches: [{ measure: 'elder-land', per: 'persons', least: 0.1, title: M2 }],
    clause: '人均用地不少于 0.1 平方米',
    from: '2014-01-01',
  },
  {
    line: 'sport',
    title: t('健身设施（室内或室外）', 'Sports, indoor or outdoor'),
    branches: [
      { measure: 'sport-indoor', per: 'persons', least: 0.1, title: t('室内', 'indoor') },
      { measure: 'sport-outdoor', per: 'persons', least: 0.3, title: t('室外', 'outdoor') },
    ],
    clause: '室内人均建筑面积不低于 0.1 平方米或室外人均用地不低于 0.3 平方米',
    from: '2014-01-01',
  },
]

const round = (value: number) => Math.round(value * 100) / 100

function applied(line: Line, facts: Pick<BuildingFacts, 'households' | 'persons'>, figures: Figures): LineResult {
  const tried = line.branches.map((branch) => {
    const required = round(branch.least * (branch.per === 'persons' ? facts.persons : facts.households / 100))
    const measured = figures[branch.measure] ?? null
    return { branch, required, measured, missing: measured === null ? null : Math.max(0, round(required - measured)) }
  })
  const met = tried.find((each) => each.missing === 0)
  const lacking = tried.filter((each) => each.measured === null)
  const nearest = met ?? [...tried].sort((a, b) => (a.missing ?? Infinity) - (b.missing ?? Infinity))[0]!
  return {
    line: line.line,
    title: line.title,
    state: met !== undefined ? 'pass' : lacking.length > 0 ? 'unknown' : 'fail',
    required: nearest.required,
    measured: nearest.measured,
    missing: nearest.missing,
    unit: M2,
    clause: line.clause,
    branch: line.branches.length > 1 ? nearest.branch.title : null,
    lacking: met === undefined ? lacking.map((each) => each.branch.measure) : [],
  }
}

/** The lines a project's figures are held to, under the law of a day (老项目老办法). */
export async function linesFor(
  _tx: Tx,
  facts: Pick<BuildingFacts, 'households' | 'persons' | 'region'>,
  figures: Figures,
  rulesOf: string,
): Promise<LineResult[]> {
  return LINES.filter((line) => line.from <= rulesOf).map((line) => applied(line, facts, figures))
}
