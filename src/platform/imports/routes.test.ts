import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, sql } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { readTable } from '../documents/index.ts'
import { buildServer } from '../http/index.ts'
import { importRoutes } from './index.ts'
import { county, csv, PROBE_TABLE, probe, probeRegions, TOWN_A, TOWN_B, townWorker } from './testkit/probe.ts'

const t = testDatabase()
let server: FastifyInstance
let who: Actor = county
let number = 0

const officer: Actor = { ...county, id: 'officer', permissions: new Set(['register.read', 'register.import']) }
const reader: Actor = { ...county, id: 'reader', permissions: new Set(['register.read']) }
const worker: Actor = { ...townWorker, permissions: officer.permissions }
const secret = { ...probe, name: 'secret', permissions: { read: 'secret.read' } }

beforeAll(async () => {
  await t.asOwner(PROBE_TABLE)
  server = await buildServer({
    db: t.db,
    routes: importRoutes([probe, secret], probeRegions),
    authenticate: async () => who,
    version: 'test',
  })
})
afterAll(() => server.close())
beforeEach(() => t.db.write(county, (tx) => tx.run(sql`delete from probe.item`)))

const headers = () => ({ 'x-yike': '1', 'idempotency-key': `imports-${++number}` })
const get = async (actor: Actor, url: string) => {
  who = actor
  return server.inject({ method: 'GET', url })
}
const post = async (actor: Actor, url: string, payload: object = {}) => {
  who = actor
  return server.inject({ method: 'POST', url, payload, headers: headers() })
}
const send = async (actor: Actor, rows: (string | number | null)[][], register = 'probe') => {
  who = actor
  const form = new FormData()
  const file = csv(['编号', '名称', '所在区划', '托位数', '建筑面积'], rows)
  form.append('file', new Blob([Buffer.from(file.bytes)]), file.name)
  const body = new Response(form)
  return server.inject({
    method: 'POST',
    url: `/api/registers/${register}/imports`,
    headers: { ...headers(), 'content-type': body.headers.get('content-type') ?? '' },
    payload: Buffer.from(await body.arrayBuffer()),
  })
}

describe('the routes of registers', () => {
  it('lead from the file to the register and back', async () => {
    const seen = (
      await send(officer, [
        ['A1', '一站', '江那镇', 1, 50],
        ['A2', '', '江那镇', 1, 50],
      ])
    ).json()
    expect(seen.counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 1 })
    const { lines } = (await get(officer, `/api/imports/${seen.id}?outcome=refused`)).json()
    expect(lines.items[0].issues[0]).toMatchObject({ address: 'B3', code: 'cell.empty' })
    const refused = await readTable((await get(officer, `/api/imports/${seen.id}/refused`)).rawPayload, 'r.xlsx')
    expect(refused.rows[0]?.cells.at(-1)).toContain('不能为空')
    const done = await post(officer, `/api/imports/${seen.id}/apply`, { which: 'good', seen: seen.contentHash })
    expect(done.json()).toMatchObject({ applied: true })
    const rows = (await get(reader, '/api/registers/probe/rows')).json()
    expect(rows).toMatchObject({ total: 1, items: [{ code: 'A1', region: TOWN_A }] })
    expect((await post(officer, `/api/imports/${seen.id}/undo`)).json()).toMatchObject({ undoes: seen.id })
    expect((await get(reader, '/api/registers/probe/rows')).json().total).toBe(0)
    const history = (await get(reader, '/api/imports?register=probe')).json()
    expect(history.items.map((item: { state: string }) => item.state)).toEqual(['applied', 'undone'])
  })

  it('page, filter, search, and keep other towns from a town’s worker', async () => {
    const seen = (
      await send(
        officer,
        Array.from({ length: 7 }, (_, i) => [`A${i}`, `第${i}站`, i < 5 ? '江那镇' : '平远镇', i < 3 ? null : i, 50]),
      )
    ).json()
    await post(officer, `/api/imports/${seen.id}/apply`, { which: 'all', seen: seen.contentHash })
    const rows = async (actor: Actor, query: string) => (await get(actor, `/api/registers/probe/rows?${query}`)).json()
    const first = await rows(reader, 'limit=3')
    const second = await rows(reader, `limit=3&cursor=${first.next}`)
    const third = await rows(reader, `limit=3&cursor=${second.next}`)
    expect([...first.items, ...second.items, ...third.items].map((row) => row.code)).toEqual([
      'A0',
      'A1',
      'A2',
      'A3',
      'A4',
      'A5',
      'A6',
    ])
    expect([first.total, second.total, third.next]).toEqual([7, null, null])
    expect((await rows(reader, 'filter=places=')).total).toBe(3)
    expect((await rows(reader, `region=${TOWN_B}`)).total).toBe(2)
    expect((await rows(reader, `q=${encodeURIComponent('第4')}`)).total).toBe(1)
    expect((await rows(reader, `q=${encodeURIComponent('%')}`)).total).toBe(0)
    expect((await rows(worker, '')).total).toBe(5)
    expect((await get(worker, `/api/imports/${seen.id}`)).statusCode).toBe(404)
    expect((await rows(reader, 'cursor=broken')).code).toBe('page.cursor')
  })

  it('ask for the permission of the register', async () => {
    const names = async (actor: Actor) =>
      (await get(actor, '/api/registers')).json().items.map((item: { name: string }) => item.name)
    expect(await names(reader)).toEqual(['probe'])
    expect(await names(county)).toEqual(['probe', 'secret'])
    expect((await send(reader, [['A1', '一站', '江那镇', 1, 50]])).statusCode).toBe(403)
    expect((await get(reader, '/api/registers/secret/rows')).statusCode).toBe(403)
    expect((await get(reader, '/api/registers/secret/template')).statusCode).toBe(403)
  })

  it('give a template whose example row is left out when it comes back', async () => {
    for (const [format, language] of [
      ['xlsx', 'zh'],
      ['xlsx', 'en'],
      ['csv', 'zh'],
    ]) {
      who = officer
      const template = await server.inject({
        method: 'GET',
        url: `/api/registers/probe/template?format=${format}`,
        headers: { 'accept-language': language },
      })
      const table = await readTable(template.rawPayload, `t.${format}`)
      expect(table.rows).toHaveLength(1)
      const form = new FormData()
      form.append('file', new Blob([Buffer.from(template.rawPayload)]), `t.${format}`)
      const body = new Response(form)
      const answer = await server.inject({
        method: 'POST',
        url: '/api/registers/probe/imports',
        headers: { ...headers(), 'content-type': body.headers.get('content-type') ?? '' },
        payload: Buffer.from(await body.arrayBuffer()),
      })
      expect(answer.json()).toMatchObject({ code: 'imports.empty' })
    }
  })
})
