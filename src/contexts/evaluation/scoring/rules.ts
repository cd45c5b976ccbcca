import { parse } from '../../../engines/formula/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type ScoringRule, UNIT_INPUTS } from './model.ts'

/** The rules an installation starts with; a county puts its own in their place by a later day. */
export const DEFAULT_RULES: readonly ScoringRule[] = [
  {
    code: 'unit-standard',
    validFrom: '2022-01-01',
    kind: 'unit',
    name: { zh: '责任单位季度评分办法', en: 'Quarterly scoring of responsible units' },
    leastKnown: 0.3,
    source: '年度绩效考核办法（演示数据）',
    items: [
      {
        code: 'targets',
        label: { zh: '目标进度', en: 'Targets' },
        weight: 40,
        formula: '100 * (met + on_track + 0.5 * behind) / (met + on_track + behind + missed)',
      },
      {
        code: 'timely',
        label: { zh: '任务按期', en: 'Tasks in time' },
        weight: 25,
        formula: '100 * (lead - overdue) / lead',
      },
      {
        code: 'done',
        label: { zh: '任务办结', en: 'Tasks done' },
        weight: 20,
        formula: '100 * (done + 0.5 * claimed) / lead',
      },
      {
        code: 'reporting',
        label: { zh: '进展报送', en: 'Reporting' },
        weight: 15,
        formula: 'max(0, 100 * reported / lead - 5 * returned)',
      },
    ],
  },
  {
    code: 'region-standard',
    validFrom: '2022-01-01',
    kind: 'region',
    name: { zh: '乡镇服务供给评分办法', en: 'Scoring of townships by services offered' },
    leastKnown: 0.5,
    source: '年度绩效考核办法（演示数据）',
    items: [
      regionItem('childcare.places-per-1000', '每千人口托位', 'Childcare places per 1,000', 25, 4.5),
      regionItem('community.hall-rural', '农村综合服务设施覆盖', 'Rural service halls', 20, 80),
      regionItem('community.area-per-100-households', '每百户服务设施面积', 'Service area per 100 homes', 15, 30),
      regionItem('elder.mutual-aid-villages', '农村互助养老覆盖', 'Mutual aid in villages', 20, 60),
      regionItem('elder.visit-rate', '特殊困难老年人月探访', 'Monthly visits to the frail old', 20, 100),
    ],
  },
]

function regionItem(indicator: string, zh: string, en: string, weight: number, goal: number) {
  return { code: indicator, label: { zh, en }, weight, indicator, goal, formula: 'min(100, 100 * value / goal)' }
}

const invalid = (zh: string, en: string, at: string) => refuse('rule.invalid', { zh, en }, { at })

/**
 * Checks a rule before it is kept: formulas parse and use only what there is, weights are positive, codes are unique.
 * @throws Refusal `rule.invalid`, `formula.syntax`
 */
export function checkRule(rule: ScoringRule): void {
  if (rule.items.length === 0) throw invalid('评分办法至少要有一个评分项', 'A rule needs at least one item', '/items')
  const seen = new Set<string>()
  rule.items.forEach((item, i) => {
    const at = `/items/${i}`
    if (seen.has(item.code)) throw invalid(`评分项“${item.code}”重复`, `The item ${item.code} occurs twice`, at)
    seen.add(item.code)
    if (!(item.weight > 0)) throw invalid('权重必须大于零', 'A weight must be greater than zero', `${at}/weight`)
    const allowed: readonly string[] = rule.kind === 'unit' ? UNIT_INPUTS : ['value', 'goal']
    const odd = parse(item.formula).inputs.find((name) => !allowed.includes(name))
    if (odd !== undefined) {
      throw invalid(`公式里的“${odd}”不是可用的数`, `${odd} in the formula is not available`, `${at}/formula`)
    }
    if (rule.kind === 'region' && (item.indicator === undefined || !(item.goal !== undefined && item.goal > 0))) {
      throw invalid('乡镇评分项要选定指标和满分值', 'An item of townships needs an indicator and a goal', at)
    }
  })
}
