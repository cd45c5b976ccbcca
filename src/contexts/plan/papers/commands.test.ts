import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addIndicator } from '../../statistics/library/commands.ts'
import { decideOnTarget } from '../plans/commands.ts'
import { planPage } from '../plans/views.ts'
import { loadPaper } from './commands.ts'
import { documents, paperPage, searchClauses } from './views.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const write = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(county, work)
const read = <T>(work: (tx: Tx) => Promise<T>) => t.db.read(county, work)
const COUNTY = readFileSync(join(import.meta.dirname, '..', 'seed', 'county.txt'), 'utf8')
const half = COUNTY.slice(0, Math.floor(COUNTY.length * 0.6))

describe('papers of one family', () => {
  it('become one document with two sources; the fuller one is the text of record and its draft keeps earlier decisions (Q5)', async () => {
    const first = await write((tx) =>
      loadPaper(tx, { name: '预览.txt', text: `${half}\n预览已结束，完整报告链接和二维码如下：\n` }),
    )
    expect(first.outcome).toBe('new')
    const draft = (await read((tx) => planPage(tx, first.plan!)))!
    const clean = draft.targets.find((target) => target.open === 0 && target.dupOf === null)!
    await write((tx) => decideOnTarget(tx, clean.id, { act: 'accept', revision: 0 }))

    const second = await write((tx) => loadPaper(tx, { name: '全文.txt', text: COUNTY }))
    expect(second).toMatchObject({ outcome: 'fuller', document: first.document })
    expect(second.similarity).toBeGreaterThan(0.8)
    const page = (await read((tx) => planPage(tx, second.plan!)))!
    expect(page.versions.map((each) => each.state)).toEqual(['draft', 'withdrawn'])
    const carried = page.targets.find((target) => target.quote === clean.quote && target.clause === clean.clause)!
    expect(carried).toMatchObject({ state: 'confirmed', revision: 1 })

    const third = await write((tx) => loadPaper(tx, { name: '又一份预览.txt', text: `${half}。\n` }))
    expect(third).toMatchObject({ outcome: 'copy', plan: null, document: first.document })
    const again = await write((tx) => loadPaper(tx, { name: '全文.txt', text: COUNTY }))
    expect(again).toMatchObject({ outcome: 'known', paper: second.paper })
    const { items } = await read((tx) => documents(tx, {}))
    expect(items).toHaveLength(1)
    expect(items[0]!.papers.map((paper) => [paper.name, paper.ofRecord])).toEqual([
      ['预览.txt', false],
      ['全文.txt', true],
      ['又一份预览.txt', false],
    ])
  })

  it('keep the words and every passage at its place', async () => {
    const { items } = await read((tx) => documents(tx, {}))
    const record = items[0]!.papers.find((paper) => paper.ofRecord)!
    const page = (await read((tx) => paperPage(tx, record.id)))!
    expect(page.text).toContain('平合')
    expect(page.clauses.filter((clause) => /^annex:\d+$/.test(clause.clause))).toHaveLength(35)
    const row = page.clauses.find((clause) => clause.clause === 'annex:18')!
    expect(page.text.slice(row.start, row.end)).toMatch(/^18\t依托省级养老服务平合/)
  })

  it('are searched in their text of record, several words at once', async () => {
    const { items } = await read((tx) => searchClauses(tx, { q: '托位 常住 婴幼儿' }))
    expect(items).toEqual([])
    const found = await read((tx) => searchClauses(tx, { q: '托位数，4.5' }))
    expect(found.items.map((each) => each.clause)).toEqual(expect.arrayContaining(['annex:4']))
  })
})

describe('what is no plan', () => {
  it.each([
    ['an empty text', '   \n', 'refused'],
    ['a paper in English', 'Notice on catering. The canteen opens at noon.', 'read'],
    ['a shopping list', '白菜\n豆腐\n', 'read'],
  ])('%s gets a plain answer', async (_, text, answer) => {
    const result = await write((tx) => loadPaper(tx, { name: 'x', text })).then(
      (loaded) => ({ answer: 'read', doubts: loaded.doubts }),
      (error: { status?: number }) => ({ answer: error.status === undefined ? 'fault' : 'refused', doubts: 0 }),
    )
    expect(result.answer).toBe(answer)
  })
})

describe('an indicator of one’s own', () => {
  it('is what a paper means once it is in the library, and was nothing before', async () => {
    const text = (title: string) =>
      `砚山县${title}行动方案\n\n一、工作目标\n\n到2027年，智慧助老驿站数量达到12处。\n\n二、主要任务\n\n（一）${title}。县民政局牵头，2027年底前完成。\n`
    const targetOf = async (name: string) => {
      const { plan } = await write((tx) => loadPaper(tx, { name: `${name}.txt`, text: text(name) }))
      return (await read((tx) => planPage(tx, plan!)))!.targets.find((each) => each.value === 12)!
    }
    expect((await targetOf('甲')).indicator).toBeNull()
    await write((tx) =>
      addIndicator(tx, {
        code: 'local.smart-stations',
        families: [],
        name: { zh: '智慧助老驿站数量', en: 'Smart stations for the old' },
        aliases: ['智慧助老驿站'],
        unit: '处',
        direction: 'up',
        source: 'external',
        formula: null,
        inputs: [],
        numerator: { zh: '智慧助老驿站', en: 'Smart stations' },
        denominator: null,
        countOf: 'things',
        window: 'at',
        decimals: 0,
        note: null,
        base: 0,
      }),
    )
    expect((await targetOf('乙')).indicator).toBe('local.smart-stations')
  })
})
