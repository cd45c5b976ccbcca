import type { Bilingual } from '../../../kernel/refusal.ts'

/** One item (指标) of a scale: from 0, the worst, to `max`. */
export type Item = { id: string; title: Bilingual; max: number }
/** A dimension (一级指标) with its items. */
export type Dimension = { id: string; title: Bilingual; items: readonly Item[] }
/** A grade; the larger, the more help is needed. */
export type Grade = { grade: number; title: Bilingual }

/**
 * A scale in a version. `computed`: the grade follows from the answers here. `stated`: another body computes it, and its certificate is
 * entered; the scales never mix and none is converted into another.
 */
export type Scale = { id: string; version: string; title: Bilingual; grades: readonly Grade[]; source: string } & (
  | { by: 'computed'; dimensions: readonly Dimension[]; bands: readonly { from: number; grade: number }[] }
  | { by: 'stated' }
)

const item = (id: string, zh: string, en: string, max = 4): Item => ({ id, title: { zh, en }, max })

/** GB/T 42195-2022 老年人能力评估规范: 26 items, 90 points, the more the better. */
export const GBT_42195_2022 = {
  id: 'gbt-42195',
  version: '2022',
  by: 'computed',
  title: { zh: '老年人能力评估规范（GB/T 42195-2022）', en: 'Ability of older adults (GB/T 42195-2022)' },
  source: 'GB/T 42195-2022 表 B.1—B.4',
  dimensions: [
    {
      id: 'self-care',
      title: { zh: '自理能力', en: 'Self-care' },
      items: [
        item('eating', '进食', 'Eating'),
        item('grooming', '修饰', 'Grooming'),
        item('bathing', '洗澡', 'Bathing'),
        item('upper-dressing', '穿/脱上衣', 'Dressing, upper body'),
        item('lower-dressing', '穿/脱裤子和鞋袜', 'Dressing, lower body and footwear'),
        item('bladder', '小便控制', 'Bladder control'),
        item('bowel', '大便控制', 'Bowel control'),
        item('toileting', '如厕', 'Toileting'),
      ],
    },
    {
      id: 'mobility',
      title: { zh: '基础运动能力', en: 'Basic mobility' },
      items: [
        item('bed-mobility', '床上体位转移', 'Moving in bed'),
        item('transfer', '床椅转移', 'From bed to chair'),
        item('walking', '平地行走', 'Walking on the level'),
        item('stairs', '上下楼梯', 'Stairs', 3),
      ],
    },
    {
      id: 'mind',
      title: { zh: '精神状态', en: 'Mental state' },
      items: [
        item('time', '时间定向', 'Orientation in time'),
        item('space', '空间定向', 'Orientation in space'),
        item('persons', '人物定向', 'Recognising persons'),
        item('memory', '记忆', 'Memory'),
        item('understanding', '理解能力', 'Understanding'),
        item('expression', '表达能力', 'Expression'),
        item('aggression', '攻击行为', 'Aggression', 1),
        item('depression', '抑郁症状', 'Depression', 1),
        item('consciousness', '意识水平', 'Consciousness', 2),
      ],
    },
    {
      id: 'senses',
      title: { zh: '感知觉与社会参与', en: 'Senses and taking part' },
      items: [
        item('sight', '视力', 'Sight', 2),
        item('hearing', '听力', 'Hearing', 2),
        item('daily-affairs', '执行日常事务', 'Daily affairs'),
        item('transport', '使用交通工具外出', 'Using transport', 3),
        item('social', '社会交往能力', 'Social contact'),
      ],
    },
  ],
  grades: [
    { grade: 0, title: { zh: '能力完好', en: 'ability intact' } },
    { grade: 1, title: { zh: '轻度失能', en: 'slight loss' } },
    { grade: 2, title: { zh: '中度失能', en: 'moderate loss' } },
    { grade: 3, title: { zh: '重度失能', en: 'severe loss' } },
    { grade: 4, title: { zh: '完全失能', en: 'complete loss' } },
  ],
  // From so many points on; what is below the last is the worst grade.
  bands: [
    { from: 90, grade: 0 },
    { from: 66, grade: 1 },
    { from: 46, grade: 2 },
    { from: 30, grade: 3 },
    { from: 0, grade: 4 },
  ],
} as const satisfies Scale

/** Every scale that may be entered. */
export const SCALES: readonly Scale[] = [
  GBT_42195_2022,
  {
    id: 'ltci',
    version: '2021',
    by: 'stated',
    title: {
      zh: '长期护理失能等级评估标准（试行）',
      en: 'Grades of lost ability for long-term care insurance (trial)',
    },
    source: '医保办发〔2021〕37号：由定点评估机构评定',
    grades: ['基本正常', '轻度失能', '中度失能', '重度失能Ⅰ级', '重度失能Ⅱ级', '重度失能Ⅲ级'].map((zh, grade) => ({
      grade,
      title: { zh, en: ['about normal', 'slight', 'moderate', 'severe I', 'severe II', 'severe III'][grade]! },
    })),
  },
  {
    id: 'mzt-039',
    version: '2013',
    by: 'stated',
    title: { zh: '老年人能力评估（MZ/T 039-2013，已停用）', en: 'Ability of older adults (MZ/T 039-2013, retired)' },
    source: 'MZ/T 039-2013：只录入历史结论',
    grades: ['能力完好', '轻度失能', '中度失能', '重度失能'].map((zh, grade) => ({
      grade,
      title: { zh, en: ['intact', 'slight', 'moderate', 'severe'][grade]! },
    })),
  },
]

/** The scale of an id and version, or null. */
export function scaleOf(id: string, version: string): Scale | null {
  return SCALES.find((scale) => scale.id === id && scale.version === version) ?? null
}

/** What the levels of an item mean in general, best first; the wording of each item stands in the printed standard. */
export const LEVELS: Record<number, readonly Bilingual[]> = {
  4: [
    { zh: '独立完成', en: 'alone' },
    { zh: '需指导、提示或辅具', en: 'with guidance or an aid' },
    { zh: '需少量协助', en: 'with a little help' },
    { zh: '需大量协助', en: 'with much help' },
    { zh: '完全依赖', en: 'depends on others' },
  ],
  3: [
    { zh: '独立完成', en: 'alone' },
    { zh: '需少量协助或监护', en: 'with a little help' },
    { zh: '需大量协助', en: 'with much help' },
    { zh: '不能完成', en: 'not at all' },
  ],
  2: [
    { zh: '正常', en: 'normal' },
    { zh: '受限', en: 'limited' },
    { zh: '严重受限', en: 'severely limited' },
  ],
  1: [
    { zh: '无', en: 'none' },
    { zh: '有', en: 'present' },
  ],
}
