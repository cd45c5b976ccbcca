import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { publicActor, sql, systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { record } from '../journal/index.ts'
import { buildServer, command, cursorOf, Download, PageQuery, pageOf, read, readCursor } from './index.ts'

const t = testDatabase()
let server: FastifyInstance
const subject = { kind: 'probe', id: 'x' }

const routes = [
  read({
    method: 'GET',
    url: '/api/probe/notes',
    summary: { zh: '列出', en: 'List notes' },
    permission: 'public',
    query: Type.Object({ ...PageQuery.properties, jurisdiction: Type.Optional(Type.String()) }),
    handle: async (tx, { query }) => {
      const after = readCursor(query.cursor, 1)
      const limit = query.limit ?? 50
      const rows = await tx.rows<{ id: string }>(
        sql`select id from probe.note where id > ${after?.[0] ?? ''} order by id limit ${limit + 1}`,
      )
      return pageOf(rows, limit, (row) => [row.id])
    },
  }),
  command({
    method: 'POST',
    url: '/api/probe/notes',
    summary: { zh: '新增', en: 'Add a note' },
    permission: 'probe.write',
    status: 201,
    body: Type.Object({ id: Type.String({ minLength: 1, maxLength: 20 }) }),
    handle: async (tx, { body }) => {
      await tx.run(sql`insert into probe.note (jurisdiction, id) values (${tx.actor.jurisdiction}, ${body.id})`)
      await record(tx, { action: 'probe.note.add', subject })
      return { id: body.id }
    },
  }),
  command({
    method: 'POST',
    url: '/api/probe/silent',
    summary: { zh: '不记日志', en: 'Say nothing' },
    permission: 'probe.write',
    handle: async (tx) => tx.run(sql`insert into probe.note (jurisdiction, id) values ('532622', 'silent')`),
  }),
  command({
    method: 'POST',
    url: '/api/probe/count',
    summary: { zh: '计数', en: 'Say a count back' },
    permission: 'probe.write',
    body: Type.Object({ count: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]) }),
    handle: async (tx, { body }) => {
      await record(tx, { action: 'probe.count', subject })
      return body
    },
  }),
  read({
    method: 'GET',
    url: '/api/probe/file',
    summary: { zh: '文件', en: 'A file' },
    permission: 'signed-in',
    handle: async () => new Download('通报.txt', 'text/plain', '好'),
  }),
  read({
    method: 'GET',
    url: '/api/probe/fault',
    summary: { zh: '出错', en: 'Fail' },
    permission: 'public',
    handle: async (tx) => tx.rows(sql`select 1/0`),
  }),
]

beforeAll(async () => {
  await t.asOwner(`create schema probe; create table probe.note (jurisdiction text, id text, primary key (jurisdiction, id));
    select platform.protect('probe.note', 'select, insert')`)
  server = await buildServer({
    db: t.db,
    routes,
    version: '0.0.0',
    authenticate: async ({ authorization }) => {
      if (authorization === 'writer')
        return { ...systemActor('w', '532622'), kind: 'account', permissions: new Set(['probe.write']) }
      if (authorization === 'reader') return { ...systemActor('r', '532622'), kind: 'account', permissions: new Set() }
      return publicActor('532622')
    },
  })
})
afterAll(() => server.close())

const post = (url: string, payload: object, authorization: string, key = newId()) =>
  server.inject({ method: 'POST', url, payload, headers: { authorization, 'idempotency-key': key } })
const add = (id: string, authorization = 'writer', key = newId()) =>
  post('/api/probe/notes', { id }, authorization, key)

describe('a command', () => {
  it('happens once per key, also when fifty come at once', async () => {
    const key = newId()
    const answers = await Promise.all(Array.from({ length: 50 }, () => add('once', 'writer', key)))
    expect(new Set(answers.map((each) => `${each.statusCode} ${each.body}`))).toEqual(new Set(['201 {"id":"once"}']))
    expect(answers.filter((each) => each.headers['idempotent-replay'] === undefined)).toHaveLength(1)
    expect(
      await t.asOwner(
        `select count(*)::int n from journal.entry where action = 'probe.note.add' and jurisdiction = '532622'`,
        [],
        true,
      ),
    ).toEqual([{ n: 1 }])
  })

  it('tells when a key comes back with another input', async () => {
    const key = newId()
    await add('first', 'writer', key)
    const second = await add('other', 'writer', key)
    expect(second.statusCode).toBe(409)
    expect(second.json().code).toBe('idempotency.mismatch')
  })

  it('is refused without a key, without the right, without a login, each in words', async () => {
    expect(
      (
        await server.inject({
          method: 'POST',
          url: '/api/probe/notes',
          payload: { id: 'x' },
          headers: { authorization: 'writer' },
        })
      ).json().code,
    ).toBe('idempotency.missing')
    const forbidden = await add('x', 'reader')
    expect([forbidden.statusCode, forbidden.json().code]).toEqual([403, 'access.forbidden'])
    const stranger = await server.inject({
      method: 'POST',
      url: '/api/probe/notes',
      payload: { id: 'x' },
      headers: { 'x-yike': '1', 'idempotency-key': newId() },
    })
    expect([stranger.statusCode, stranger.json().title]).toEqual([401, '请先登录'])
  })

  it('tells a stranger to sign in before it looks at the input', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/probe/notes',
      payload: { id: 7 },
      headers: { 'x-yike': '1' },
    })
    expect(answer.json().code).toBe('session.required')
  })

  it('is undone when it leaves no journal entry', async () => {
    const answer = await post('/api/probe/silent', {}, 'writer')
    expect(answer.statusCode).toBe(500)
    expect(answer.json().title).toContain('没有保存任何内容')
    expect(await t.asOwner(`select id from probe.note where id = 'silent'`, [], true)).toEqual([])
  })

  it('says where the input is wrong, in the language asked for', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/probe/notes',
      payload: { id: '' },
      headers: { authorization: 'writer', 'idempotency-key': newId(), 'accept-language': 'en' },
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ code: 'input.invalid', at: '/id' })
  })

  it('keeps unknown unknown: null stays null, and a text is no number', async () => {
    const answer = (count: unknown) => post('/api/probe/count', { count }, 'writer')
    expect((await answer(null)).json()).toEqual({ count: null })
    expect((await answer(0)).json()).toEqual({ count: 0 })
    for (const wrong of ['', '0', false, [3]]) {
      const refused = await answer(wrong)
      expect(refused.statusCode).toBe(422)
      expect(refused.json()).toMatchObject({ code: 'input.invalid', at: '/count' })
    }
    const none = await post('/api/probe/count', {}, 'writer')
    expect(none.json()).toMatchObject({ code: 'input.invalid', at: '/count' })
  })

  it('promises nothing when the database goes away under it', async () => {
    const gone = () => Object.assign(new Error('terminating connection'), { code: '57P01' })
    const other = await buildServer({
      db: t.db,
      routes: [
        read({
          method: 'GET',
          url: '/api/gone',
          summary: { zh: '断', en: 'Gone' },
          permission: 'public',
          handle: () => Promise.reject(gone()),
        }),
      ],
      version: '0.0.0',
      authenticate: async () => publicActor('532622'),
    })
    const answer = await other.inject('/api/gone')
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'server.away'])
    await other.close()
  })

  it('answers a duplicate as a conflict, not as a fault', async () => {
    await add('twice')
    expect((await add('twice')).json().code).toBe('record.exists')
  })
})

describe('a read', () => {
  it('pages by cursor without loss or repetition', async () => {
    for (const id of ['p1', 'p2', 'p3']) await add(id)
    const seen: string[] = []
    let next: string | null = cursorOf(['p'])
    while (next !== null) {
      const page: { items: { id: string }[]; next: string | null } = (
        await server.inject(`/api/probe/notes?limit=1&cursor=${next}`)
      ).json()
      seen.push(...page.items.map((item) => item.id))
      next = page.next
    }
    expect(seen.filter((id) => id.startsWith('p'))).toEqual(['p1', 'p2', 'p3'])
  })

  it('refuses a broken cursor and reports its own cost', async () => {
    expect((await server.inject('/api/probe/notes?cursor=%00')).json().code).toBe('page.cursor')
    expect((await server.inject('/api/probe/notes')).headers['server-timing']).toMatch(/statements;desc="3"/)
  })

  it('sends files under their Chinese names, and faults without their insides', async () => {
    const file = await server.inject({ url: '/api/probe/file', headers: { authorization: 'reader' } })
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('通报.txt'))
    const fault = await server.inject('/api/probe/fault')
    expect(fault.statusCode).toBe(500)
    expect(fault.body).not.toContain('division')
  })
})

describe('the description', () => {
  it('is OpenAPI 3.1 and lists every route; the page for people too', async () => {
    const document = (await server.inject('/api/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/probe/count',
      '/api/probe/fault',
      '/api/probe/file',
      '/api/probe/notes',
      '/api/probe/silent',
    ])
    expect((await server.inject('/api/docs')).body).toContain('/api/probe/notes')
    expect((await server.inject('/metrics')).body).toContain('yike_requests_total')
    expect((await server.inject('/nowhere')).json().code).toBe('route.missing')
  })
})
