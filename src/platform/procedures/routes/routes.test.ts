import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { testDatabase } from '../../db/testkit/index.ts'
import { buildServer } from '../../http/index.ts'
import {
  addJurisdiction,
  authenticator,
  identityConfig,
  identityRoutes,
  seedDemoAccounts,
} from '../../identity/index.ts'
import { CHEAP, login, seedOf } from '../../identity/testkit.ts'
import { checklistOn, clearReview, reviewRoutes } from '../../reviews/index.ts'
import { COUNTY, TOWN, testDesk } from '../testkit/index.ts'
import { procedureRoutes } from './index.ts'

const t = testDatabase()
const config = identityConfig(COUNTY, { cost: CHEAP })
let server: FastifyInstance
let officer: Record<string, string>
let worker: Record<string, string>
const visitor = { 'x-yike': '1' }

beforeAll(async () => {
  server = await buildServer({
    db: t.db,
    routes: [...identityRoutes(config), ...procedureRoutes(testDesk()), ...reviewRoutes],
    authenticate: authenticator(t.db, config),
    version: '0.0.0',
  })
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedDemoAccounts(
    t.db,
    COUNTY,
    [
      seedOf('civil', ['officer'], { unit: { name: '县民政局', kind: 'department' } }),
      seedOf('pingyuan', ['township_worker'], {
        unit: { name: '平远镇人民政府', kind: 'township', region: '532622102' },
        region: '532622102',
      }),
    ],
    CHEAP,
  )
  officer = await login(server, 'civil', COUNTY)
  worker = await login(server, 'pingyuan', COUNTY)
})
afterAll(() => server.close())

async function call(method: 'GET' | 'POST' | 'PUT', url: string, headers: Record<string, string>, payload?: object) {
  const response = await server.inject({
    method,
    url,
    headers: { 'idempotency-key': newId(), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: response.statusCode, body: response.json(), text: response.body }
}

/** A multipart request with the JSON input and files. */
async function form(
  url: string,
  headers: Record<string, string>,
  input: object,
  files: { name: string; bytes: Buffer }[] = [],
) {
  const boundary = 'yikeboundary'
  const parts = [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="input"\r\n\r\n${JSON.stringify(input)}\r\n`),
    ...files.flatMap((file) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${file.name}"\r\ncontent-type: application/pdf\r\n\r\n`,
      ),
      file.bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]
  const response = await server.inject({
    method: 'POST',
    url,
    headers: {
      'idempotency-key': newId(),
      ...headers,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat(parts),
  })
  return { status: response.statusCode, body: response.json() }
}

const field = (id: string, type: string) => ({ id, title: { zh: `问题 ${id}` }, type, required: true })

/** A procedure of eight fields and five steps, as a county officer writes it: a document, no code. */
const OWN = {
  code: 'meal-card',
  title: { zh: '老年人助餐卡办理' },
  summary: { zh: '六十周岁以上居民申领助餐卡。' },
  group: 'benefit',
  applicant: { kind: 'person', who: { zh: '六十周岁以上居民' }, name: 'person_name', phone: 'phone' },
  basis: [{ id: 'rule', title: '本县助餐办法', certainty: 'U' }],
  fields: [
    { ...field('person_name', 'text'), personal: true },
    field('phone', 'phone'),
    field('place', 'region'),
    field('age', 'integer'),
    field('lives_alone', 'yesno'),
    field('since', 'date'),
    field('income', 'money'),
    field('wish', 'paragraph'),
  ],
  materials: [{ id: 'id_card', title: { zh: '身份证' }, required: true }],
  rules: [{ id: 'sixty', title: { zh: '六十周岁以上' }, test: { formula: 'age >= 60' }, basis: 'rule' }],
  fee: { fen: 0, text: { zh: '不收费' } },
  term: { starts: 'acceptance', legal: { count: 10, unit: 'working', basis: 'rule' } },
  steps: [
    {
      id: 'intake',
      title: { zh: '受理' },
      kind: 'review',
      by: { role: 'officer', unit: '民政' },
      days: { count: 2, unit: 'working' },
      acts: [
        { id: 'accept', title: { zh: '受理' }, to: 'visit', accepts: true, requires: ['materials'] },
        { id: 'return', title: { zh: '补正' }, to: 'supplement', reason: true },
      ],
    },
    {
      id: 'supplement',
      title: { zh: '补正' },
      kind: 'applicant',
      stopsClock: true,
      days: { count: 15, unit: 'calendar' },
      acts: [
        { id: 'resubmit', title: { zh: '再次提交' }, to: 'intake' },
        { id: 'lapse', title: { zh: '逾期' }, to: 'closed' },
      ],
      timeout: 'lapse',
    },
    {
      id: 'visit',
      title: { zh: '走访' },
      kind: 'external',
      stopsClock: true,
      by: { role: 'officer', unit: '民政' },
      acts: [{ id: 'visited', title: { zh: '走访完成' }, to: 'notice' }],
    },
    {
      id: 'notice',
      title: { zh: '公示' },
      kind: 'publicity',
      stopsClock: true,
      by: { role: 'officer', unit: '民政' },
      days: { count: 3, unit: 'working' },
      acts: [{ id: 'over', title: { zh: '公示期满' }, to: 'decision', requires: ['objections'] }],
      timeout: 'over',
    },
    {
      id: 'decision',
      title: { zh: '决定' },
      kind: 'review',
      by: { role: 'officer', unit: '民政' },
      days: { count: 3, unit: 'working' },
      acts: [
        { id: 'grant', title: { zh: '准予' }, to: 'granted', requires: ['rules', 'materials'] },
        { id: 'refuse', title: { zh: '不予' }, to: 'refused', reason: true },
      ],
    },
  ],
}

const ANSWERS = {
  person_name: '演示老人',
  phone: '13800000009',
  place: '江那镇',
  age: 66,
  lives_alone: true,
  since: '2020-01-01',
  income: 120000,
  wish: '午餐',
}
const SECRET = 'QWER2345'
const PDF = { name: '身份证.pdf', bytes: Buffer.from('%PDF-1.7 demo') }

const reviewOn = (day: string) =>
  clearReview(checklistOn(day)!, { unit: '县市场监管局', opinion: '不限制竞争', reviewedOn: day })

describe('a procedure written in the console', () => {
  it('is checked, put in force on a day, and then is guide, form, workflow and API without a line of code', async () => {
    const broken = await call('POST', '/api/procedures/preview', officer, { ...OWN, steps: OWN.steps.slice(0, 4) })
    expect(broken.body.findings.map((each: { at: string }) => each.at)).toContain('steps/3/acts/0/to')
    const clean = await call('POST', '/api/procedures/preview', officer, OWN)
    expect(clean.body.findings).toEqual([])
    expect(clean.body.guide.dueToday.date).toMatch(/^\d{4}-/)
    const saved = await call('PUT', '/api/procedures/definitions', officer, {
      content: OWN,
      note: null,
    })
    expect(saved.body).toMatchObject({ code: 'meal-card', version: 1, revision: 1 })
    expect((await call('GET', '/api/guides/meal-card', visitor)).status).toBe(404)
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const enacted = await call('POST', '/api/procedures/definitions/meal-card/enactment', officer, {
      version: 1,
      from: today,
      revision: 1,
    })
    expect(enacted.body.code).toBe('review.missing')
    const reviewed = await call('POST', '/api/procedures/definitions/meal-card/enactment', officer, {
      version: 1,
      from: today,
      revision: 1,
      review: reviewOn(today),
    })
    expect(reviewed.status).toBe(200)
    expect((await call('GET', '/api/reviews', officer)).body.items).toMatchObject([
      { kind: 'procedure', code: 'meal-card', version: 1, conclusion: 'conforms', exception: null },
    ])
    expect(
      (await call('GET', '/api/guides?q=助餐', visitor)).body.items.map((each: { code: string }) => each.code),
    ).toContain('meal-card')
    const schema = await call('GET', '/api/guides/meal-card/schema', visitor)
    expect(schema.body.required).toHaveLength(8)
  })

  it('is applied for without an account and followed by number and code', async () => {
    const self = { kind: 'self', proxy: null, relation: '', document: '' }
    const input = { code: 'meal-card', form: ANSWERS, materials: [] as object[], authority: self, secret: SECRET }
    const incomplete = await form('/api/applications', visitor, input)
    expect(incomplete.status).toBe(422)
    expect(incomplete.body.params.problems.map((each: { at: string }) => each.at)).toEqual(['/materials/id_card'])
    const fake = await form(
      '/api/applications',
      visitor,
      { ...input, materials: [{ material: 'id_card', file: 0, name: '' }] },
      [{ name: 'virus.exe', bytes: Buffer.from('MZ...') }],
    )
    expect(fake.body.code).toBe('material.kind')
    const sent = await form(
      '/api/applications',
      visitor,
      { ...input, materials: [{ material: 'id_card', file: 0, name: '' }] },
      [PDF],
    )
    expect(sent.status).toBe(201)
    const { id, number } = sent.body as { id: string; number: string }
    expect((await call('POST', '/api/follow', visitor, { number, secret: 'WRNG2345' })).body.code).toBe(
      'follow.unknown',
    )
    const followed = await call('POST', '/api/follow', visitor, { number, secret: SECRET })
    expect(followed.body).toMatchObject({ number, stepKind: 'review' })
    const page = await call('GET', `/api/procedures/cases/${id}`, officer)
    expect(page.text).not.toContain('13800000009')
    expect(page.body.region).toBe(TOWN)
    // Another town's worker does not even learn that the case exists.
    expect((await call('GET', `/api/procedures/cases/${id}`, worker)).status).toBe(404)
    expect((await call('GET', `/api/procedures/cases/${id}`, visitor)).status).toBe(401)
    const opened = await call('POST', `/api/procedures/cases/${id}/disclosure`, officer, { purpose: '电话核实' })
    expect(opened.text).toContain('13800000009')
    const material = page.body.materials[0].id as string
    const file = await server.inject({ url: `/api/procedures/cases/${id}/materials/${material}`, headers: officer })
    expect(file.rawPayload.equals(PDF.bytes)).toBe(true)
    const told = await t.asOwner<{ action: string; purpose: string | null }>(
      `select action, purpose from journal.entry where subject_id = $1 order by at`,
      [id],
      true,
    )
    expect(told.map((each) => each.action)).toEqual([
      'procedures.case.open',
      'procedures.case.follow',
      'procedures.case.read',
      'procedures.material.read',
    ])
    const accepted = await form(`/api/procedures/cases/${id}/acts`, officer, {
      act: 'accept',
      revision: 0,
      reason: '',
      values: {},
    })
    expect(accepted.body).toMatchObject({ step: 'visit', revision: 1 })
    for (const url of ['form.pdf', 'receipt.pdf', 'letter.pdf?event=1']) {
      const paper = await server.inject({ url: `/api/procedures/cases/${id}/${url}`, headers: officer })
      expect(paper.rawPayload.subarray(0, 5).toString(), url).toBe('%PDF-')
    }
  })

  it('leaves an old case under its version when a new one takes force', async () => {
    const next = {
      ...OWN,
      rules: [{ ...OWN.rules[0]!, title: { zh: '七十周岁以上' }, test: { formula: 'age >= 70' } }],
    }
    const saved = await call('PUT', '/api/procedures/definitions', officer, {
      content: next,
      note: '提高年龄',
    })
    expect(saved.body.version).toBe(2)
    const stale = await call('PUT', '/api/procedures/definitions', officer, {
      content: next,
      note: null,
    })
    expect(stale.body.code).toBe('definition.changed')
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await call('POST', '/api/procedures/definitions/meal-card/enactment', officer, {
      version: 2,
      from: today,
      revision: 1,
      review: reviewOn(today),
    })
    expect((await call('GET', '/api/guides/meal-card', visitor)).body.version).toBe(2)
    const { items } = (await call('GET', '/api/procedures/cases?state=open&code=meal-card', officer)).body
    const page = (await call('GET', `/api/procedures/cases/${items[0].id}`, officer)).body
    expect(page.version).toBe(1)
    expect(page.results[0]).toMatchObject({ rule: 'sixty', result: 'pass' })
  })
})
