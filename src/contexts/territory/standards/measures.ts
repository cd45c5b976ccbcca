import type { Bilingual } from '../../../kernel/refusal.ts'

/**
 * A quantity a standard line may compare. `figure`: kept in the register of community figures, or given with a project. `facilities`:
 * taken from the facility register. `ratio`: computed from others. `list`: a set of codes.
 */
export type Measure = { code: string; title: Bilingual; unit: Bilingual } & (
  | { from: 'figure' | 'facilities' | 'list' }
  | { from: 'ratio'; of: readonly string[]; over: string; times: number }
)

const t = (zh: string, en: string): Bilingual => ({ zh, en })
const M2 = t('㎡', 'm²')
const NONE = t('', '')
const PERCENT = t('%', '%')

const figure = (code: string, zh: string, en: string, unit: Bilingual): Measure => ({
  code,
  title: t(zh, en),
  unit,
  from: 'figure',
})
const yes = (code: string, zh: string, en: string) => figure(code, zh, en, t('是否', 'yes or no'))
const facility = (code: string, zh: string, en: string, unit: Bilingual): Measure => ({
  code,
  title: t(zh, en),
  unit,
  from: 'facilities',
})
const ratio = (
  code: string,
  zh: string,
  en: string,
  unit: Bilingual,
  of: readonly string[],
  over: string,
  times: number,
): Measure => ({ code, title: t(zh, en), unit, from: 'ratio', of, over, times })

/** Figures the register of community figures takes. */
export const COMMUNITY_FIGURES: readonly Measure[] = [
  figure('households', '户数', 'Households', t('户', 'households')),
  figure('persons', '常住人口', 'Inhabitants', t('人', 'persons')),
  figure('building-area', '社区总建筑面积', 'Building area', M2),
  figure('residential-area', '住宅建筑面积', 'Residential floor area', M2),
  figure('commerce-area', '社区商业面积', 'Commerce', M2),
  yes('new-community', '新建社区', 'New community'),
  yes('utilities-complete', '水、电、路、气、热、信等设施完备', 'Utilities complete'),
  yes('parking-complete', '停车及充电设施完备', 'Parking and charging complete'),
  yes('walking-complete', '慢行系统完备', 'Walking paths complete'),
  yes('accessible-complete', '无障碍设施完备', 'Accessibility complete'),
  yes('sanitation-complete', '环境卫生设施完备', 'Sanitation complete'),
]

/** Figures a building project gives. */
export const PROJECT_FIGURES: readonly Measure[] = [
  figure('planned-persons', '规划人口', 'Planned inhabitants', t('人', 'persons')),
  figure('planned-households', '规划户数', 'Planned households', t('户', 'households')),
  figure('elder-land', '养老服务设施用地', 'Land for elder care', M2),
  figure('elder-floor', '养老服务用房建筑面积', 'Premises for elder care', M2),
  figure('sport-indoor', '公共体育设施室内建筑面积', 'Indoor sport', M2),
  figure('sport-outdoor', '公共体育设施室外用地', 'Outdoor sport', M2),
  figure('works-area', '建设（装修）面积', 'Area of the works', M2),
  figure('works-cost', '总投资', 'Total investment', t('元', 'yuan')),
]

/** Everything a line may compare. */
export const MEASURES: readonly Measure[] = [
  ...COMMUNITY_FIGURES,
  ...PROJECT_FIGURES,
  facility('hall-area', '社区综合服务设施面积', 'Area of community services', M2),
  facility('resident-area', '居民活动区域面积', 'Area for residents', M2),
  facility('elder-area', '养老服务用房面积', 'Premises for elder care', M2),
  facility('largest-floor-area', '最大一处建筑面积', 'Largest floor area', M2),
  facility('total-floor-area', '建筑面积合计', 'Total floor area', M2),
  facility('total-outdoor-area', '室外场地面积合计', 'Total outdoor area', M2),
  facility('facility-count', '设施数', 'Facilities', t('处', 'places')),
  facility(
    'walk-minutes',
    '半数居民步行到最近一处的时间',
    'Minutes on foot for half of the inhabitants',
    t('分钟', 'minutes'),
  ),
  facility('floor-area', '建筑面积', 'Floor area', M2),
  facility('function-count', '功能数', 'Functions', t('项', 'functions')),
  facility('core-function-count', '养老、托育、儿童托管、助餐功能数', 'Core functions', t('项', 'functions')),
  { code: 'functions', title: t('服务功能', 'Functions'), unit: NONE, from: 'list' },
  { code: 'offers', title: t('便民业态', 'Offers'), unit: NONE, from: 'list' },
  ratio(
    'hall-area-per-100-households',
    '每百户社区综合服务设施面积',
    'Service area per hundred households',
    t('㎡/百户', 'm² per 100 households'),
    ['hall-area'],
    'households',
    100,
  ),
  ratio(
    'resident-area-share',
    '居民活动区域面积占比',
    'Share for residents',
    PERCENT,
    ['resident-area'],
    'hall-area',
    100,
  ),
  ratio(
    'commerce-service-share',
    '社区商业和综合服务设施面积占比',
    'Share of commerce and services',
    PERCENT,
    ['commerce-area', 'hall-area'],
    'building-area',
    100,
  ),
  ratio(
    'elder-area-per-100-households',
    '每百户养老服务用房面积',
    'Premises for elder care per hundred households',
    t('㎡/百户', 'm² per 100 households'),
    ['elder-area'],
    'households',
    100,
  ),
  ratio(
    'elder-area-per-mille',
    '养老服务用房占住宅建筑面积',
    'Premises for elder care of residential floor area',
    t('‰', '‰'),
    ['elder-area'],
    'residential-area',
    1000,
  ),
  ratio(
    'elder-land-per-person',
    '养老服务设施人均用地',
    'Land for elder care per person',
    t('㎡/人', 'm² per person'),
    ['elder-land'],
    'planned-persons',
    1,
  ),
  ratio(
    'sport-indoor-per-person',
    '公共体育设施室内人均建筑面积',
    'Indoor sport per person',
    t('㎡/人', 'm² per person'),
    ['sport-indoor'],
    'planned-persons',
    1,
  ),
  ratio(
    'sport-outdoor-per-person',
    '公共体育设施室外人均用地',
    'Outdoor sport per person',
    t('㎡/人', 'm² per person'),
    ['sport-outdoor'],
    'planned-persons',
    1,
  ),
]

const BY_CODE = new Map(MEASURES.map((measure) => [measure.code, measure]))

/** The measure of a code. Lines are checked against this list when they are entered, so an unknown code is a fault. */
export function measureOf(code: string): Measure {
  const found = BY_CODE.get(code)
  if (found === undefined) throw new Error(`no such measure: ${code}`)
  return found
}
