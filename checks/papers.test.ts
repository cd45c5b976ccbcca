import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/app/features.ts'
import { newId } from '../src/kernel/ids.ts'
import { testDatabase } from '../src/platform/db/testkit/index.ts'
import { qrPng } from '../src/platform/documents/index.ts'
import { buildServer } from '../src/platform/http/index.ts'
import { authenticator, identityConfig } from '../src/platform/identity/index.ts'
import { CHEAP, login, seedRoles } from '../src/platform/identity/testkit.ts'
import { openKeys } from '../src/platform/journal/index.ts'

/** Whatever somebody drops on the page, over real HTTP: a plain answer in both languages, or a reading; never half of one. */
const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-papers-'))
const config = identityConfig('532622', { cost: CHEAP })
let server: FastifyInstance
let at: string
let browser: Record<string, string>

type Reading = { outcome: string; plan: string; paper: string; targets: number; tasks: number; doubts: number }
type Problem = { code: string; title: string; status: number; type: string; next?: string }

beforeAll(async () => {
  server = await buildServer({
    db: t.db,
    routes: routes({ identity: config, keys: openKeys(folder), folder }),
    authenticate: authenticator(t.db, config),
    version: '0.0.0',
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  at = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  await seedRoles(t.db, '532622', '砚山县')
  browser = await login(server, 'planner', '532622')
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function upload(name: string, bytes: Uint8Array, language = 'zh', key = newId()): Promise<Response> {
  const form = new FormData()
  form.append('input', '{}')
  form.append('file', new Blob([Buffer.from(bytes)]), name)
  const headers = { ...browser, 'idempotency-key': key, 'accept-language': language }
  return fetch(`${at}/api/plan/papers`, { method: 'POST', headers, body: form })
}

function paste(text: string, language = 'zh'): Promise<Response> {
  const headers = {
    ...browser,
    'content-type': 'application/json',
    'idempotency-key': newId(),
    'accept-language': language,
  }
  return fetch(`${at}/api/plan/papers/text`, { method: 'POST', headers, body: JSON.stringify({ text }) })
}

const loaded = async (answer: Response) => {
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.status}: ${body}`)
  return JSON.parse(body) as Reading
}

/** Rows of every table of the house: what an attempt left behind. */
async function rows(): Promise<Record<string, number>> {
  const [row] = await t.asOwner<{ counts: Record<string, number> }>(
    `select jsonb_object_agg(name, (xpath('/row/n/text()', query_to_xml('select count(*) n from ' || name, false, true, '')))[1]::text::int) counts
     from (select c.oid::regclass::text name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname in ('plan', 'journal', 'events', 'http', 'imports', 'statistics', 'territory', 'evaluation')) x`,
    [],
    true,
  )
  return row!.counts
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
const docx = (body: string, more: Zippable = {}) =>
  zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    'word/document.xml': strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`),
    ...more,
  })
const p = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const cell = (text: string, merge = '') => `<w:tc><w:tcPr>${merge}</w:tcPr>${p(text)}</w:tc>`
const ole = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(504),
    ...streams.map((stream) => Buffer.from(stream, 'utf16le')),
  ])

async function scan(): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const png = Buffer.from(await qrPng('scan'))
  const doc = new PDFDocument()
  const chunks: Buffer[] = []
  const end = new Promise((resolve) => doc.on('end', resolve))
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  doc.image(png, 0, 0)
  doc.end()
  await end
  return Buffer.concat(chunks)
}

/** A small plan; each about something else, as two that say almost the same would count as copies of one. */
const plan = (topic: string) =>
  `某县${topic}服务行动方案（2023—2025年）\n\n${`${topic}工作由县人民政府统一领导，${topic}经费列入预算，${topic}情况每季度通报一次。`.repeat(8)}\n\n一、目标\n\n到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.5个，养老机构护理型床位占比达到55%以上。\n\n二、任务\n\n（一）发展托育服务。（责任单位：县卫生健康局）\n`
const PLAN = plan('养老')

/** The plan in GB 18030, which the platform can only read: every pair of bytes is tried until the words are found. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low !== 0x7f) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low])
    }
  }
  return new Uint8Array([...text].flatMap((each) => codes.get(each) ?? [each.charCodeAt(0)]))
}

const BAD: [string, string, () => Uint8Array | Promise<Uint8Array>, string][] = [
  ['an empty file', '方案.docx', () => new Uint8Array(), 'documents.empty'],
  ['a file of 50 MB', '方案.pdf', () => new Uint8Array(50 * 1024 * 1024).fill(37), 'upload.too-large'],
  ['a file of 21 MB', '方案.txt', () => new Uint8Array(21 * 1024 * 1024).fill(37), 'documents.too_large'],
  ['a scanned pdf without text', '扫描.pdf', scan, 'documents.no_text_layer'],
  ['an encrypted docx', '方案.docx', () => ole('EncryptionInfo', 'EncryptedPackage'), 'documents.encrypted'],
  ['a zip bomb', '方案.docx', () => docx(' '.repeat(40 * 1024 * 1024)), 'documents.unfolds_too_far'],
  ['a picture called pdf', '方案.pdf', () => qrPng('x'), 'documents.not_a_paper'],
  ['a workbook of the nineties', '附表.xls', () => ole('Workbook'), 'documents.not_a_paper'],
  ['a program', '方案.docx', () => Buffer.from(`MZ${'\0\u0001\u0002'.repeat(4000)}`), 'documents.not_a_paper'],
  ['a docx cut in the middle', '方案.docx', () => docx(p(PLAN)).subarray(0, 300), 'documents.damaged'],
  ['blank lines', '方案.txt', () => strToU8('\n \n\t\n　\n'), 'paper.empty'],
]

describe('a file that cannot be read', () => {
  it.each(BAD)('%s', async (_, name, make, code) => {
    const bytes = await make()
    const before = await rows()
    const answers = await Promise.all([upload(name, bytes, 'zh'), upload(name, bytes, 'en')])
    const [zh, en] = (await Promise.all(answers.map((answer) => answer.json()))) as [Problem, Problem]
    for (const [index, problem] of [zh, en].entries()) {
      expect(problem).toMatchObject({ code, type: `urn:yike:problem:${code}`, status: answers[index]!.status })
      expect(answers[index]!.headers.get('content-type')).toContain('application/problem+json')
      expect(problem.status).toBeGreaterThanOrEqual(400)
      expect(problem.status).toBeLessThan(500)
    }
    expect(zh.title).toMatch(/\p{Script=Han}{2}/u)
    // A file's own name may be Chinese; the sentence about it is not.
    expect(en.title.replaceAll(name, '')).not.toMatch(/\p{Script=Han}{2}/u)
    expect(await rows()).toEqual(before)
  })

  it('comes without a file, or with two', async () => {
    const form = new FormData()
    const send = () =>
      fetch(`${at}/api/plan/papers`, {
        method: 'POST',
        headers: { ...browser, 'idempotency-key': newId() },
        body: form,
      })
    form.append('input', '{}')
    expect(((await (await send()).json()) as Problem).code).toBe('paper.one')
    form.append('file', new Blob(['一']), 'a.txt')
    form.append('file', new Blob(['二']), 'b.txt')
    expect(((await (await send()).json()) as Problem).code).toBe('paper.one')
  })

  it('comes with a form that says nothing sensible', async () => {
    for (const input of ['{', '[]', '"x"', 'null', '{"supersedes":"x"}', '{"supersedes":7}']) {
      const form = new FormData()
      form.append('input', input)
      form.append('file', new Blob([PLAN]), 'a.txt')
      const headers = { ...browser, 'idempotency-key': newId() }
      const answer = await fetch(`${at}/api/plan/papers`, { method: 'POST', headers, body: form })
      expect([input, answer.status]).toEqual([input, 422])
    }
  })
})

describe('a paper in another dress', () => {
  const page = async (plan: string) =>
    (await (await fetch(`${at}/api/plan/plans/${plan}`, { headers: browser })).json()) as {
      targets: unknown[]
      tasks: unknown[]
      doubts: { code: string; messageEn: string }[]
    }

  it('in GB 18030 is read like any other', async () => {
    const text = plan('国标')
    const bytes = gb18030(text)
    expect(new TextDecoder('gb18030').decode(bytes)).toBe(text)
    expect(await loaded(await upload('方案.txt', bytes))).toMatchObject({ outcome: 'new', targets: 2, tasks: 1 })
  })

  it('with merged cells gives every task its own units', async () => {
    const restart = '<w:vMerge w:val="restart"/>'
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
    const table = `<w:tbl>${row(cell('序号'), cell('任务'), cell('牵头单位'), cell('配合单位'))}${row(
      cell('1'),
      cell('建设社区食堂20个。'),
      cell('县民政局', restart),
      cell('各乡镇人民政府'),
    )}${row(cell('2'), cell('培训护理人员300人次。'), cell('', '<w:vMerge/>'), cell('县卫生健康局'))}</w:tbl>`
    const bytes = docx(p('某县助餐服务行动方案（2024—2026年）') + p('附件') + p('任务分工表') + table)
    const reading = await loaded(await upload('方案.docx', bytes))
    const { tasks } = (await page(reading.plan)) as { tasks: { lead: string[]; support: string[] }[] }
    expect(tasks.map((task) => [task.lead, task.support])).toEqual([
      [['县民政局'], ['各乡镇人民政府']],
      [['县民政局'], ['县卫生健康局']],
    ])
  })

  it('in English says that nothing was recognised instead of showing an empty list', async () => {
    const text =
      'Action Plan of the County 2024-2026\n\nBy 2026 the county provides 50 childcare places per 1,000 residents.\nThe Civil Affairs Bureau builds 12 community canteens.\n'
    const reading = await loaded(await upload('plan.txt', strToU8(text), 'en'))
    const { doubts } = await page(reading.plan)
    expect([reading.targets, reading.tasks]).toEqual([0, 0])
    expect(doubts.map((doubt) => doubt.code)).toContain('no-tasks')
    expect(doubts.every((doubt) => /[a-z]{4}/.test(doubt.messageEn))).toBe(true)
  })

  it('with macros is read for its words; what the macro is stays unread', async () => {
    const bytes = docx(p(plan('宏').split('\n').join('</w:t></w:r></w:p><w:p><w:r><w:t>')), {
      'word/vbaProject.bin': Buffer.from('Attribute VB_Name = "AutoOpen"'),
    })
    const reading = await loaded(await upload('方案.docm', bytes))
    expect(reading).toMatchObject({ outcome: 'new', targets: 2 })
  })

  it('with the wrong ending is known by its content', async () => {
    expect(await loaded(await upload('方案.pdf', strToU8(plan('后缀'))))).toMatchObject({
      targets: 2,
    })
  })

  it('as a megabyte of nonsense is read or refused, and others are served meanwhile', async () => {
    let seed = 7
    const letters =
      '养老托育服务达到个以上年到2025%，。、（）一二三责任单位：县局\n\t的了在是我有和人这中大来上国地为子他时用们生作'
    const junk = Array.from({ length: 350_000 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return letters[(seed >> 8) % letters.length]
    }).join('')
    expect(strToU8(junk).length).toBeGreaterThan(900_000)
    const standstill = monitorEventLoopDelay({ resolution: 10 })
    const began = performance.now()
    standstill.enable()
    const { status } = await paste(junk)
    standstill.disable()
    expect([200, 413, 422]).toContain(status)
    // Were it read by the thread that answers, the longest standstill would be nearly all of the time.
    expect(standstill.max / 1e6).toBeLessThan((performance.now() - began) / 2)
  })

  it('too long to paste is refused with what to do', async () => {
    const answer = await paste('养'.repeat(2_000_000))
    expect(answer.status).toBe(413)
    expect(((await answer.json()) as Problem).title).not.toContain('20 MB')
  })
})

describe('two uploads of one file at once', () => {
  it('give one paper and one draft, and both are told which', async () => {
    const bytes = strToU8(plan('同时'))
    const before = await rows()
    const both = await Promise.all([upload('方案.txt', bytes), upload('方案.txt', bytes)])
    const readings = await Promise.all(both.map(loaded))
    expect(readings.map((each) => each.outcome).toSorted()).toEqual(['known', 'new'])
    expect(new Set(readings.map((each) => each.paper)).size).toBe(1)
    const after = await rows()
    for (const table of ['plan.paper', 'plan.document', 'plan.plan', 'plan.paper_file'])
      expect(after[table]! - before[table]!).toBe(1)
  })

  it('with one key happen once', async () => {
    const bytes = strToU8(plan('同键'))
    const key = newId()
    const both = await Promise.all([upload('方案.txt', bytes, 'zh', key), upload('方案.txt', bytes, 'zh', key)])
    const [first, second] = await Promise.all(both.map(loaded))
    expect(second).toEqual(first)
  })

  it('of different words under one key are told apart, though equally long', async () => {
    const key = newId()
    await loaded(await upload('方案.txt', strToU8(plan('甲字')), 'zh', key))
    const answer = await upload('方案.txt', strToU8(plan('乙字')), 'zh', key)
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([409, 'idempotency.mismatch'])
  })
})
