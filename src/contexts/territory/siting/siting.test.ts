import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Certificate, checkCertificate } from '../../../engines/siting/index.ts'
import { publicActor, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { buildServer } from '../../../platform/http/index.ts'
import { requestRun, runRoutes, startRunner } from '../../../platform/runs/index.ts'
import { type DwellingRow, writeDwellings } from '../dwellings/register.ts'
import { facilityRegister } from '../facilities/register.ts'
import { writeFacilities } from '../facilities/write.ts'
import type { FacilityRow } from '../model.ts'
import { loadRegions } from '../regions/load.ts'
import { demoRegions } from '../seed/regions.ts'
import { closeDesk } from '../streets/desk.ts'
import { streetsImport } from '../streets/import.ts'
import { gridOsm } from '../streets/testgrid.ts'
import { sitingRun } from './compute.ts'
import type { ScenarioView } from './model.ts'
import { sitingRoutes } from './routes.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const county = systemActor('test', '532622')
const SIZE = 20
let folder: string
let key = 0

const dwelling = (i: number): DwellingRow => {
  const [x, y] = [i % 10, Math.floor(i / 10)]
  const aged = 1 + ((i * 7) % 5)
  return {
    code: `JZ-${i}`,
    region: `5326221010${String(1 + (i % 4)).padStart(2, '0')}`,
    name: `${i} 号院`,
    lon: 104.34 + x * 0.002,
    lat: 23.61 + y * 0.002,
    households: 10,
    persons: 30,
    under_3: 1,
    aged_3_5: 1,
    aged_60: aged,
    aged_65: aged,
    aged_80: 0,
    as_of: '2025-12-31',
    source: '测试',
    coordinates: null,
  }
}
const canteen = (code: string, lon: number, lat: number): FacilityRow => ({
  ...(Object.fromEntries(facilityRegister.columns.map(({ key }) => [key, null])) as unknown as FacilityRow),
  code,
  name: code,
  kind: 'elder-canteen',
  region: '532622101001',
  lon,
  lat,
  opened_on: '2025-01-01',
})
const runner = () => startRunner(t.db, [streetsImport, sitingRun], { every: null, beat: 20 })
const runAll = async () => {
  const each = runner()
  await each.drain()
  await each.stop()
}

const server = () =>
  buildServer({
    db: t.db,
    routes: [...sitingRoutes, ...runRoutes([sitingRun])],
    authenticate: async ({ authorization }) => (authorization === undefined ? publicActor('532622') : county),
    version: 'test',
  })
async function ask(body: object) {
  const answer = await (await server()).inject({
    method: 'POST',
    url: '/api/territory/scenarios',
    payload: body,
    headers: { authorization: 'test', 'idempotency-key': `siting-test-${++key}` },
  })
  return { status: answer.statusCode, body: answer.json() }
}
const get = async (url: string) => (await (await server()).inject({ url, headers: { authorization: 'test' } })).json()
const question = {
  name: '助餐点',
  goal: 'most-people',
  kind: 'elder-canteen',
  group: 'aged_65',
  minutes: 5,
  metresPerMinute: 60,
  assets: false,
  gridMetres: 200,
  gridCostFen: 10_000_000,
  seconds: 3,
}
async function solved(body: object): Promise<ScenarioView> {
  const asked = await ask(body)
  expect(asked.status).toBe(201)
  await runAll()
  return get(`/api/territory/scenarios/${asked.body.id}`)
}

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  folder = await mkdtemp(join(tmpdir(), 'yike-siting-'))
  await t.db.write(county, async (tx) => {
    await loadRegions(tx, demoRegions())
    const added = Array.from({ length: 100 }, (_, i) => dwelling(i))
    await writeDwellings(tx, { added, changed: [], removed: [] }, null)
    const open = [canteen('C1', 104.34, 23.61)]
    await writeFacilities(tx, { added: open, changed: [], removed: [] }, { import: null, undoes: null })
    const path = join(folder, 'grid.osm')
    await writeFile(path, gridOsm(SIZE))
    await requestRun(tx, streetsImport, { path, name: 'grid.osm' })
  })
  await runAll()
})
afterAll(async () => {
  await closeDesk()
  await rm(folder, { recursive: true, force: true })
})

describe('where to build', () => {
  it('reaches the most people, proven, with a certificate that holds and the gains of each community', async () => {
    const { answer, run, question: asked } = await solved({ ...question, count: 3, budgetFen: null, capacity: null })
    expect(asked).toMatchObject({ count: 3, budgetFen: null, capacity: null })
    expect(run.state).toBe('done')
    expect(answer).toMatchObject({ status: 'solved', proven: true, kept: 1, certificate: true })
    expect(answer!.sites.length).toBe(3)
    expect(answer!.objective).toBe(answer!.people.after)
    expect(answer!.people.after).toBeGreaterThan(answer!.people.before)
    expect(answer!.gains.reduce((sum, each) => sum + each.after, 0)).toBe(answer!.people.after)
    expect(answer!.costFen).toBe(30_000_000)
    const more = await solved({ ...question, count: 4 })
    expect(more.answer!.objective).toBeGreaterThan(answer!.objective!)
    const verdict = await get(`/api/territory/scenarios/${more.id}/check`)
    expect(verdict).toMatchObject({ valid: true, proven: true, objective: more.answer!.objective })
    const certificate = (await get(`/api/territory/scenarios/${more.id}/certificate`)) as Certificate
    expect(checkCertificate({ ...certificate, objective: certificate.objective! + 1 }).valid).toBe(false)
  })

  it('reaches everyone with the fewest, and shortens the walk', async () => {
    const everyone = await solved({ ...question, goal: 'everyone' })
    expect(everyone.answer).toMatchObject({ status: 'solved', people: { after: everyone.answer!.people.total } })
    const walk = await solved({ ...question, goal: 'least-walk', count: 2 })
    expect(walk.answer!.walk!.after).toBeLessThan(walk.answer!.walk!.before)
    expect(walk.answer!.objective).toBeCloseTo(walk.answer!.walk!.after, -1)
  })

  it('says when it is not possible, why, and what would do', async () => {
    const { answer } = await solved({ ...question, goal: 'everyone', budgetFen: 20_000_000 })
    expect(answer).toMatchObject({ status: 'impossible', needs: { of: 'cost' } })
    expect(answer!.reason!.zh.length).toBeGreaterThan(5)
    expect(answer!.needs!.atLeast).toBeGreaterThan(20_000_000)
  })

  it('names the communities that no candidate reaches, and the share that could be asked for', async () => {
    const { answer } = await solved({
      ...question,
      goal: 'everyone',
      minutes: 5,
      metresPerMinute: 30,
      gridMetres: 400,
    })
    expect(answer).toMatchObject({ status: 'impossible' })
    expect(answer!.reason!.zh).toMatch(/个居住点（\d+ 人，在.+降到 \d+%/)
    const share = Number(/降到 (\d+)%/.exec(answer!.reason!.zh)![1]) / 100
    const less = await solved({
      ...question,
      goal: 'everyone',
      minutes: 5,
      metresPerMinute: 30,
      gridMetres: 400,
      share,
    })
    expect(less.answer!.status).not.toBe('impossible')
  })

  it('refuses questions that make no sense, and answers those without candidates plainly', async () => {
    expect((await ask({ ...question, count: null })).body.code).toBe('siting.limit')
    expect((await ask({ ...question, count: 1, gridMetres: null })).body.code).toBe('siting.no-candidates')
    expect((await ask({ ...question, count: 1, kind: 'castle' })).body.code).toBe('facility.kind')
    expect((await ask({ ...question, count: 1, region: '532601000000' })).body.code).toBe('region.outside')
    expect((await ask({ ...question, count: 1, minutes: 60, metresPerMinute: 200 })).body.code).toBe('reach.far')
    const none = await solved({ ...question, count: 1, gridMetres: null, assets: true })
    expect(none.run).toMatchObject({ state: 'failed', refusal: { code: 'siting.no-candidates' } })
    const poor = await solved({ ...question, budgetFen: 5_000_000 })
    expect(poor.run).toMatchObject({ state: 'failed', refusal: { code: 'siting.budget' } })
    expect(poor.run.refusal!.next!.zh).not.toBe('')
    const many = await solved({ ...question, count: 500 })
    expect(many.run.refusal?.code).toBe('siting.too-many')
    const nobody = await solved({ ...question, count: 1, region: '532622102000' })
    expect(nobody.run.refusal?.code).toBe('siting.nobody')
  })
})
