import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blot } from './blot.ts'
import { compare } from './comparators.ts'
import { datesIn, deadlineOf } from './dates.ts'
import { splitNames } from './distribution.ts'
import { readPlan, samePaper, similarity } from './index.ts'
import { gluedMarks, markOf, smallChinese } from './marks.ts'
import { chineseNumber, printedNumber } from './numerals.ts'
import { quantitiesIn } from './quantities.ts'
import { dutyOf, unitsOf } from './responsibility.ts'
import { normalise } from './source.ts'
import { nameAndUnit } from './tablefigures.ts'
import { valueCell } from './valuecells.ts'

const context = { year: 2023, from: 2023, to: 2025 }

describe('numerals', () => {
  it.each([
    ['一千二百', 1200],
    ['两万三千', 23000],
    ['十五', 15],
    ['二十', 20],
    ['一百零五', 105],
    ['三', 3],
    ['二点五', 2.5],
    ['一一', null],
    ['万', null],
  ])('%s', (text, value) => expect(chineseNumber(text)).toBe(value))
  it('mends a lost decimal point', () => {
    expect(printedNumber('01')).toEqual({ value: 0.1, repaired: true })
    expect(printedNumber('1,200')).toEqual({ value: 1200, repaired: false })
  })
  it('counts headings', () => expect(['一', '十', '十二', '二十三'].map(smallChinese)).toEqual([1, 10, 12, 23]))
})

describe('marks', () => {
  it.each([
    ['一、总体要求', 'cn', '一'],
    ['（十二）加快', 'cn-paren', '（十二）'],
    ['3.推进', 'num', '3'],
    ['（1）实施', 'num-paren', '（1）'],
    ['第三章 任务', 'chapter', '三'],
  ])('%s', (text, style, label) => expect(markOf(text)).toMatchObject({ style, label }))
  it('does not take a decimal for a mark', () => expect(markOf('3.5人、注册护士')).toBeNull())
  it('finds glued numbers by their sequence', () => {
    const found = gluedMarks(['1保障设施', '2落实要求', '50％以上的', '3整合资源', '2022年底前', '4强化支持'])
    expect([...found.keys()]).toEqual([0, 1, 3, 5])
  })
})

describe('dates', () => {
  const one = (text: string) => datesIn(text, context).map((t) => `${t.kind} ${t.iso}`)
  it.each([
    ['到2025年底', ['deadline 2025-12-31']],
    ['2023年6月底前', ['deadline 2023-06-30']],
    ['2024年2月', ['deadline 2024-02-29']],
    ['“十四五”末', ['deadline 2025-12-31']],
    ['2023—2025年', ['deadline 2025-12-31']],
    ['比2020年增加', ['base 2020-12-31']],
    ['截至2022年底', ['past 2022-12-31']],
    ['自2024年起', ['start 2024-12-31']],
    ['到二〇二五年', ['deadline 2025-12-31']],
    ['到本世纪中叶', ['deadline 2050-12-31']],
    ['明年底前', ['deadline 2024-12-31']],
    ['到2024年、2025年', ['deadline 2024-12-31', 'deadline 2025-12-31']],
    ['《规划（2021—2035年）》', ['start 2035-12-31']],
  ])('%s', (text, expected) => expect(one(text)).toEqual(expected))
  it.each([
    ['2024.6', '2024-06-30'],
    ['2024年底前', '2024-12-31'],
    ['9月', '2023-09-30'],
    ['长期坚持', undefined],
  ])('cell %s', (cell, iso) => expect(deadlineOf(cell, context)?.iso).toBe(iso))
})

describe('quantities and comparisons', () => {
  const read = (text: string) => {
    const plain = normalise(text).text
    return quantitiesIn(blot(plain, datesIn(plain, context))).map((q) => {
      const r = compare(plain.slice(0, q.start), q)
      return `${r.comparator} ${q.value ?? `${q.low}-${q.high}`} ${q.unit}${r.approx ? ' ~' : ''}`
    })
  }
  it.each([
    ['覆盖率达到85%', ['= 85 %']],
    ['比例不低于10%', ['>= 10 %']],
    ['比例达到 $\\geq 10\\%$ 以上', ['>= 10 %']],
    ['占比大于20%', ['> 20 %']],
    ['时限压缩至5个工作日以内', ['<= 5 个工作日']],
    ['培育２－３个机构', ['range 2-3 个']],
    ['培训2.5万人次', ['= 2.5 万人次']],
    ['200平方米左右', ['= 200 平方米 ~']],
    ['比2020年提高3个百分点', ['+ 3 个百分点']],
    ['百分之三十以上', ['>= 30 %']],
    ['三分之二', ['= 66.67 %']],
    ['规模翻一番', ['= 2 倍']],
    ['覆盖率达七成', ['= 70 %']],
    ['最高不超过20万元', ['<= 20 万元']],
    ['“十五分钟”便民生活圈', []],
    ['24小时药房、3A级景区、第2批', []],
    ['65岁以上老年人', []],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))
  it('splits names', () => {
    expect(splitNames('农村和城市社区设施覆盖率', 2)).toEqual(['农村社区设施覆盖率', '城市社区设施覆盖率'])
    expect(splitNames('甲率、乙率', 3)).toBeNull()
  })
  it('reads table cells', () => {
    expect(valueCell('≥55')).toMatchObject({ comparator: '>=', value: 55 })
    expect(valueCell('〔2500〕')).toMatchObject({ value: 2500, cumulative: true })
    expect(valueCell('—')).toBeNull()
    expect(nameAndUnit('护理型床位占比（%）')).toEqual({ name: '护理型床位占比', unit: '%' })
  })
})

describe('responsibility', () => {
  it('keeps offices with 和 whole', () => {
    expect(unitsOf('省住房和城乡建设厅、省发展改革委和省民政厅，各市（含定州、辛集市，下同）政府')).toEqual([
      '省住房和城乡建设厅',
      '省发展改革委',
      '省民政厅',
      '各市政府',
    ])
  })
  it('tells roles by labels', () => {
    expect(dutyOf('责任单位：市民政局；监督指导部门：省民政厅；完成时限：2024年6月', context)).toMatchObject({
      lead: ['市民政局'],
      supervise: ['省民政厅'],
      deadline: { iso: '2024-06-30' },
    })
    expect(dutyOf('牵头单位：甲局；责任单位：乙局', context)).toMatchObject({ lead: ['甲局'], support: ['乙局'] })
  })
  it('tells roles by verbs', () => {
    expect(dutyOf('省住建厅牵头，省教育厅、省商务厅等部门按职责分工负责，各市州具体落实', context)).toMatchObject({
      lead: ['省住建厅'],
      support: ['省教育厅', '省商务厅'],
      implement: ['各市州'],
      listOpen: true,
    })
  })
})

describe('whole papers', () => {
  it('never makes a clause of a vendor trailer, and says the paper is cut off', () => {
    const r = readPlan(
      '一、目标\n到2025年，覆盖率达到85%。\n预览已结束，完整报告链接和二维码如下：\nhttps://example.cn/a',
    )
    expect(r.complete).toBe(false)
    expect(r.warnings.map((w) => w.code)).toContain('vendor-trailer')
    expect(r.targets).toHaveLength(1)
  })
  it('keeps both sides of a contradiction', () => {
    const r = readPlan('一、目标\n到2025年，建成优质专业3个。\n二、任务\n1.人才。到2022年，建成优质专业3个。')
    expect(r.targets.map((t) => t.conflictWith)).toEqual([['T2'], ['T1']])
  })
  it('reports a stray fragment', () => {
    const r = readPlan('一、任务\n1.融合。线上线下融合发展。\n\n展。通过平台开展政务服务，实现一次注册。')
    expect(r.warnings.map((w) => w.code)).toContain('orphan')
  })
  it('knows a prefix of a paper', () => {
    const text = Array.from(
      { length: 120 },
      (_, i) => `第${i}项任务由第${i * 7}个部门在第${i * 13}号文件中落实。`,
    ).join('')
    expect(samePaper(text, text.slice(0, 1500))).toBe(true)
    expect(similarity(text, '完全不同的一份文件，讲的是另外一件事情，没有任何相同的句子。')).toBe(0)
  })
  it('does what the manual says', () => {
    const manual = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    const block = (name: string) => new RegExp(`\`\`\`${name}\\n([^\`]+)\`\`\``).exec(manual)?.[1]?.trim() ?? ''
    const r = readPlan(block('paper'))
    const lines = [
      ...r.targets.map(
        (t) => `target ${t.indicator} ${t.comparator} ${t.value ?? `${t.low}-${t.high}`} ${t.unit} ${t.deadline}`,
      ),
      ...r.tasks
        .filter((t) => t.kind === 'task')
        .map((t) => `task ${t.number} ${t.title} lead ${t.lead.join('、')} support ${t.support.join('、')}`),
      ...r.limits.map((l) => `limit ${l.value} ${l.unit}`),
    ]
    expect(lines.join('\n')).toBe(block('reading'))
  })
})
