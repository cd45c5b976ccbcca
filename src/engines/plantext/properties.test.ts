import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from './index.ts'
import type { PlanReading, Span } from './types.ts'

const folder = fileURLToPath(new URL('./fixtures/', import.meta.url))
const papers = readdirSync(folder)
  .filter((f) => f.endsWith('.txt'))
  .map((f) => readFileSync(folder + f, 'utf8'))

const squash = (t: string): string => t.replace(/\s+/g, '')
const essence = (r: PlanReading) =>
  r.targets.map((t) => [t.indicatorKey, t.comparator, t.value, t.low, t.high, t.unit, t.deadline])

const words = fc.constantFrom(
  '到2025年',
  '，',
  '。',
  '达到',
  '不低于',
  '85%',
  '１２',
  '个',
  '每千人口',
  '（',
  '）',
  '一、',
  '（一）',
  '1.',
  '\n',
  '\t',
  '|',
  '序号',
  '指标',
  '牵头单位',
  '责任单位：',
  '全覆盖',
  '分别',
  '和',
  '或',
  '<td>',
  '&nbsp;',
  '$\\geq 10\\%$',
  '附件',
  '“',
  '《',
)
const paper = fc
  .array(fc.oneof(words, words, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 80 })
  .map((p) => p.join(''))

function spansOf(r: PlanReading): { span: Span; quote?: string }[] {
  return [
    ...r.targets,
    ...r.limits,
    ...r.milestones,
    ...r.directions,
    ...r.tasks.map(({ span }) => ({ span })),
    ...r.blocks.map(({ span }) => ({ span })),
  ]
}

describe('any text', () => {
  it('gives a reading whose spans lie in the text and whose quotes are its words', () => {
    fc.assert(
      fc.property(paper, (text) => {
        const r = readPlan(text)
        for (const { span, quote } of spansOf(r)) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeLessThanOrEqual(text.length)
          expect(span.start).toBeLessThanOrEqual(span.end)
          if (quote !== undefined) expect(quote).toBe(squash(text.slice(span.start, span.end)))
        }
        for (const t of r.targets) {
          expect(t.value === null ? t.low !== null && t.high !== null : Number.isFinite(t.value)).toBe(true)
          if (t.deadline !== null) expect(t.deadline).toMatch(/^\d{4}-\d\d-\d\d$/)
        }
      }),
      { numRuns: 200 },
    )
  })
  it('holds for our own papers too', () => {
    for (const text of papers) {
      for (const { span, quote } of spansOf(readPlan(text))) {
        expect(span.end).toBeLessThanOrEqual(text.length)
        if (quote !== undefined) expect(quote).toBe(squash(text.slice(span.start, span.end)))
      }
    }
  })
})

const PROSE = `某市养老服务三年行动方案（2023—2025年）
一、工作目标
到2025年，全市养老机构护理型床位占比不低于60%，每千名老年人配备养老护理员达到3名以上，城市社区老年助餐服务覆盖85%以上的社区，农村和城市社区综合服务设施覆盖率分别达到80%和100%，累计培训养老护理员1.5万人次。
二、重点任务
1.健全服务网络。到2024年底，新增嵌入式养老服务机构120家，每个街道至少建成1处综合养老服务中心，社区养老服务设施实现全覆盖，培育2—3个连锁品牌，居民满意度提高5个百分点以上。（市民政局牵头，市财政局配合）
2.壮大人才队伍。支持职业院校增设专业，年招生规模达到300人，力争到2025年建成实训基地10个、名师工作室20个。（责任单位：市教育局、市民政局）
三、保障措施
（一）加强领导。建立机制。`

const FULL = new Map([...'0123456789%'].map((c) => [c, String.fromCharCode(c.charCodeAt(0) + 0xfee0)]))

describe('the same paper in another print', () => {
  const base = readPlan(PROSE)
  it('is worth testing', () => {
    expect(base.targets).toHaveLength(14)
  })
  it('reads the same from full-width digits', () => {
    const wide = [...PROSE].map((c) => FULL.get(c) ?? c).join('')
    expect(essence(readPlan(wide))).toEqual(essence(base))
  })
  it('reads the same when sentences are broken over lines', () => {
    const places = [...PROSE.matchAll(/[\u4e00-\u9fa5，](?=[\u4e00-\u9fa5\d])/g)]
      .map((m) => m.index + 1)
      .filter((at) => {
        const line = PROSE.lastIndexOf('\n', at - 1) + 1
        const end = PROSE.indexOf('\n', at)
        const title = PROSE.slice(line, at).includes('。') || /^到2025年/.test(PROSE.slice(line, line + 6))
        return title && at - line > 34 && (end < 0 ? PROSE.length : end) - at > 2
      })
    fc.assert(
      fc.property(
        fc.subarray(places, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\n\n', '\n\n - 3 - \n\n'),
        (cuts, seam) => {
          let text = ''
          let at = 0
          for (const cut of cuts) {
            text += PROSE.slice(at, cut) + seam
            at = cut
          }
          text += PROSE.slice(at)
          expect(essence(readPlan(text))).toEqual(essence(base))
        },
      ),
      { numRuns: 80 },
    )
  })
  it('reads the same with blanks between words and numbers', () => {
    expect(essence(readPlan(PROSE.replace(/(\d+)/g, ' $1 ')))).toEqual(essence(base))
  })
})

describe('large junk', () => {
  it.each([
    ['digits', '1'.repeat(400_000)],
    ['brackets', '（'.repeat(200_000)],
    ['years', '到2025年，'.repeat(30_000)],
    ['targets', '覆盖率达到85%、'.repeat(25_000)],
    ['tabs', '1\t2\t\n'.repeat(8_000)],
    ['headings', '序号\n'.repeat(60_000)],
    ['tags', '<td '.repeat(100_000)],
    ['numbered', '一、\n（一）目标\n1.到2025年达到5%\n'.repeat(8_000)],
  ])(
    'of %s ends',
    (_name, text) => {
      expect(readPlan(text).blocks).toBeDefined()
    },
    20_000,
  )
})
