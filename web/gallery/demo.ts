import type { LineView } from '../../src/platform/imports/index.ts'
import { Problem } from '../shared/api.ts'
import type { MapItem } from '../shared/parts/map.ts'
import type { Happening, Next } from '../shared/parts/Timeline.tsx'
import type { Trend } from '../shared/parts/trend.ts'
import type { ClauseRef, Why } from '../shared/parts/why.ts'

/** 演示数据: invented values in the shapes the server gives. */
export const clause: ClauseRef = {
  title: '砚山县行动方案（演示数据）',
  clause: '附件4 第2项',
  quote: '到2027年，护理型床位占比达到60%以上。',
}

export const why: Why = {
  title: { zh: '护理型床位占比（演示数据）', en: 'Share of nursing beds (demo data)' },
  place: '砚山县',
  value: 51.9,
  unit: '%',
  decimals: 1,
  asOf: '2026-10-31',
  formula: '护理型床位数 ÷ 养老床位总数 × 100',
  filled: '612 ÷ 1,180 × 100 = 51.9',
  inputs: [
    {
      label: { zh: '护理型床位', en: 'Nursing beds' },
      value: 612,
      unit: '张',
      records: 17,
      unknown: 2,
      source: { label: { zh: '养老机构名册', en: 'Register of homes' }, href: '/console/registers/facility' },
    },
    {
      label: { zh: '养老床位', en: 'Beds' },
      value: 1180,
      unit: '张',
      records: 19,
      unknown: 0,
      source: { label: { zh: '养老机构名册', en: 'Register of homes' }, href: '/console/registers/facility' },
    },
  ],
  bounds: { low: 50.1, high: 54.3 },
  clause,
  history: [
    { revision: 1, value: 52.6, recordedAt: '2026-11-03T09:20:00+08:00', reason: null },
    {
      revision: 2,
      value: 51.9,
      recordedAt: '2026-11-18T15:42:00+08:00',
      reason: '稼依镇敬老院护理型床位由 46 张更正为 38 张',
    },
  ],
}

export const whyUnknown: Why = {
  title: { zh: '家庭养老床位（演示数据）', en: 'Family care beds (demo data)' },
  value: null,
  unit: '张',
  asOf: '2026-10-31',
  inputs: [
    {
      label: { zh: '家庭养老床位', en: 'Family care beds' },
      value: null,
      records: 0,
      unknown: 8,
      source: { label: { zh: '补贴台账', en: 'Subsidy ledger' }, href: null },
    },
  ],
  recorded: false,
}

export const trend: Trend = {
  name: '护理型床位占比（演示数据）',
  unit: '%',
  decimals: 1,
  points: [
    { asOf: '2025-03-31', value: 41.2 },
    { asOf: '2025-06-30', value: 42.8 },
    { asOf: '2025-09-30', value: null },
    { asOf: '2025-12-31', value: 46.1, low: 45, high: 48.2 },
    { asOf: '2026-03-31', value: 47.4, low: 46.2, high: 49.5 },
    { asOf: '2026-06-30', value: 50.3, low: 49.1, high: 52.4, revision: 2 },
    { asOf: '2026-10-31', value: 51.9, low: 50.1, high: 54.3 },
  ],
  steps: [
    { due: '2025-12-31', value: 45 },
    { due: '2026-12-31', value: 55 },
    { due: '2027-12-31', value: 60, final: true },
  ],
  forecast: { date: '2027-12-31', value: 60.4, low: 57.2, high: 63.5 },
}

export const happenings: Happening[] = [
  {
    id: '4',
    at: '2026-11-20T16:12:00+08:00',
    what: '现场检查（演示数据）',
    who: '江那镇 何永',
    detail: '消防通道被占用，要求整改',
    tone: 'attention',
  },
  { id: '3', at: '2026-11-16T10:05:00+08:00', what: '受理', who: '县民政局 李一禾' },
  { id: '2', at: '2026-11-15T09:30:00+08:00', what: '补正材料', who: '江那镇敬老院', tone: 'good' },
  { id: '1', at: '2026-11-11', what: '提交备案', who: '江那镇敬老院' },
]

export const next: Next[] = [
  { what: '复查整改情况', who: '江那镇 何永', due: '2026-11-27', workdaysLeft: 4 },
  { what: '出具备案回执', who: '县民政局', due: '2026-11-18', workdaysLeft: -3 },
]

const at = (lon: number, lat: number) => ({ type: 'Point' as const, coordinates: [lon, lat] })

export const places: MapItem[] = [
  {
    id: 'a',
    title: '江那镇一街助餐点',
    subtitle: '午餐 11:00–13:00',
    geometry: at(104.338, 23.612),
    value: 4,
    says: '4 分钟',
  },
  { id: 'b', title: '书院社区食堂', subtitle: '午、晚餐', geometry: at(104.351, 23.604), value: 9, says: '9 分钟' },
  { id: 'c', title: '铳卡助餐点', geometry: at(104.327, 23.598), value: 14, says: '14 分钟' },
  { id: 'd', title: '路德送餐站', subtitle: '只送不堂食', geometry: at(104.362, 23.619), value: 27, says: '27 分钟' },
  { id: 'e', title: '水泥厂片区助餐点', subtitle: '路网待核', geometry: at(104.345, 23.624), value: null },
  { id: 'f', title: '新民片区助餐点', subtitle: '地址待核', geometry: null, value: null },
]

const square = (lon: number, lat: number, w: number, h: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [lon, lat],
      [lon + w, lat],
      [lon + w, lat + h],
      [lon, lat + h],
      [lon, lat],
    ],
  ],
})

export const areas: MapItem[] = [
  { id: '1', title: '江那镇', geometry: square(104.2, 23.5, 0.2, 0.2), value: 88, says: '88%' },
  { id: '2', title: '平远镇', geometry: square(103.7, 23.65, 0.2, 0.2), value: 64, says: '64%' },
  { id: '3', title: '稼依镇', geometry: square(103.9, 23.65, 0.2, 0.2), value: null },
  { id: '4', title: '维摩彝族乡', geometry: square(104.1, 23.75, 0.2, 0.15), value: 31, says: '31%' },
]

const line = (n: number, more: Partial<LineView>): LineView => ({
  line: n,
  outcome: 'new',
  before: null,
  after: null,
  differs: [],
  cells: null,
  issues: [],
  moved: false,
  ...more,
})

export const importLines: LineView[] = [
  line(2, { after: { code: 'YS-021', name: '阿猛镇敬老院', beds: 60 } }),
  line(3, {
    outcome: 'changed',
    before: { code: 'YS-003', name: '稼依镇敬老院', beds: 46 },
    after: { code: 'YS-003', name: '稼依镇敬老院', beds: 38 },
    differs: ['beds'],
  }),
  line(4, {
    outcome: 'unchanged',
    before: { code: 'YS-004', name: '平远镇敬老院', beds: null },
    after: { code: 'YS-004', name: '平远镇敬老院', beds: null },
  }),
  line(5, {
    outcome: 'refused',
    cells: { code: 'YS-022', name: '者腊乡敬老院', beds: '四十' },
    issues: [
      {
        column: 'beds',
        code: 'cell.number',
        text: { zh: '这里要填数字', en: 'A number is needed here' },
        address: 'C5',
      },
    ],
  }),
]

export const problem = new Problem({
  type: 'urn:yike:problem:demo',
  status: 422,
  code: 'birthdate.after-death',
  title: '出生日期晚于登记日期（演示数据）',
  detail: '填写的是 2062年3月1日，登记日期是 2026年11月22日。',
  at: '/birthDate',
  next: '请核对证件上的出生日期，改正后再提交；其他内容都已保留。',
})

export const paper = `砚山县生活性服务业行动方案（演示数据）
一、总体目标
到2027年，护理型床位占比达到60%以上，每千人口拥有3岁以下婴幼儿托位数达到4.8个。
二、重点任务
（一）完善养老服务网络。每个乡镇至少建成1个区域养老服务中心，由县民政局牵头，县财政局配合。
（二）发展普惠托育。鼓励幼儿园利用空余学位开设托班。
序号\t指标\t2025年\t2027年
1\t护理型床位占比\t50%\t60%
2\t每千人口托位数\t4.2\t4.8`

const span = (words: string, from = 0) => {
  const start = paper.indexOf(words, from)
  return { start, end: start + words.length }
}

export const highlights = [
  { id: 'beds', tone: 'place' as const, ...span('护理型床位占比达到60%以上') },
  { id: 'places', tone: 'place' as const, ...span('每千人口拥有3岁以下婴幼儿托位数达到4.8个') },
  { id: 'who', tone: 'quiet' as const, ...span('由县民政局牵头，县财政局配合') },
  { id: 'doubt', tone: 'attention' as const, ...span('鼓励幼儿园利用空余学位开设托班') },
  { id: 'clash', tone: 'bad' as const, ...span('50%') },
]

export const homes = [
  { code: 'YS-001', name: '县社会福利院', town: '江那镇', beds: 240, state: 'met' as const },
  { code: 'YS-002', name: '平远镇敬老院', town: '平远镇', beds: 80, state: 'behind' as const },
  { code: 'YS-003', name: '稼依镇敬老院', town: '稼依镇', beds: 38, state: 'missed' as const },
  { code: 'YS-004', name: '阿猛镇敬老院', town: '阿猛镇', beds: null, state: 'unknown' as const },
]
