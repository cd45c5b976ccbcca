import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { refuse } from '../../kernel/refusal.ts'
import { installationActor, systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { buildServer } from '../http/index.ts'
import { cancelRun, findRun, openInputs, type RunKind, requestRun, runRoutes, startRunner } from './index.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const kind = (run: RunKind<{ n: number }>['run']): RunKind<{ n: number }> => ({
  name: 'test.kind',
  title: { zh: '试算', en: 'trial' },
  permission: 'register.read',
  run,
})
const ask = (of: RunKind<{ n: number }>, n: number) => t.db.write(county, (tx) => requestRun(tx, of, { n }))
const see = (id: string) => t.db.read(county, (tx) => findRun(tx, id))
const quick = { every: null, beat: 20 }

beforeEach(() => t.asOwner('truncate runs.run', [], true).then(() => undefined))

describe('a computation', () => {
  it('runs once, in the order asked, one at a time of its kind, however many processes look', async () => {
    const order: number[] = []
    let inside = 0
    const one = kind(async ({ input }) => {
      expect(++inside).toBe(1)
      await sleep(5)
      order.push(input.n)
      inside--
      return input.n * 2
    })
    const ids = []
    for (const n of [1, 2, 3, 4, 5]) ids.push(await ask(one, n))
    const runners = [startRunner(t.db, [one], quick), startRunner(t.db, [one], quick)]
    await Promise.all(runners.map((each) => each.drain()))
    for (const each of runners) await each.drain()
    expect(order).toEqual([1, 2, 3, 4, 5])
    expect((await Promise.all(ids.map(see))).map(({ state, result }) => [state, result])).toEqual(
      [2, 4, 6, 8, 10].map((result) => ['done', result]),
    )
    for (const each of runners) await each.stop()
  })

  it('tells how far it is, and why it failed', async () => {
    const seen: unknown[] = []
    const failing = kind(async ({ progress, id }) => {
      progress(0.25, { step: 'reading' })
      await sleep(60)
      seen.push((await see(id)).progress, (await see(id)).note)
      throw refuse(
        'file.short',
        { zh: '文件不完整', en: 'The file is cut short' },
        { next: { zh: '重新下载', en: 'Download it again' } },
      )
    })
    const id = await ask(failing, 1)
    const runner = startRunner(t.db, [failing], quick)
    await runner.drain()
    expect(seen).toEqual([0.25, { step: 'reading' }])
    expect(await see(id)).toMatchObject({
      state: 'failed',
      refusal: {
        code: 'file.short',
        text: { zh: '文件不完整', en: 'The file is cut short' },
        next: { zh: '重新下载', en: 'Download it again' },
      },
    })
    await runner.stop()
  })

  it('is cancelled while it waits or works', async () => {
    const slow = kind(async ({ signal }) => {
      await sleep(10_000, null, { signal })
      return 'too late'
    })
    const [works, waits] = [await ask(slow, 1), await ask(slow, 2)]
    const runner = startRunner(t.db, [slow], quick)
    const drained = runner.drain()
    while ((await see(works)).state !== 'running') await sleep(5)
    expect((await t.db.write(county, (tx) => cancelRun(tx, waits))).state).toBe('cancelled')
    await t.db.write(county, (tx) => cancelRun(tx, works))
    await drained
    expect((await see(works)).state).toBe('cancelled')
    await expect(t.db.write(county, (tx) => cancelRun(tx, works))).rejects.toMatchObject({ code: 'run.ended' })
    await runner.stop()
  })

  it('is begun again when its process stops or falls silent, and given up after three times', async () => {
    let begun = 0
    const stuck = kind(async ({ signal }) => {
      begun++
      await sleep(10_000, null, { signal })
    })
    const id = await ask(stuck, 1)
    const first = startRunner(t.db, [stuck], quick)
    first.drain().catch(() => undefined)
    while (begun < 1) await sleep(5)
    await first.stop()
    expect((await see(id)).state).toBe('queued')
    const silent = `update runs.run set state = 'running', attempt = $2, alive_at = now() - interval '1 hour' where id = $1`
    await t.asOwner(silent, [id, 2], true)
    const second = startRunner(t.db, [stuck], quick)
    second.drain().catch(() => undefined)
    while (begun < 2) await sleep(5)
    await second.stop()
    await t.asOwner(silent, [id, 3], true)
    const third = startRunner(t.db, [stuck], quick)
    await third.drain()
    expect(begun).toBe(2)
    expect(await see(id)).toMatchObject({ state: 'failed', refusal: { code: 'run.interrupted' } })
    await third.stop()
  })

  it('is seen by those who hold its permission, and cancelled by those alone whom the whole of it concerns', async () => {
    const idle = { ...kind(async () => null), whole: true as const }
    const id = await ask(idle, 7)
    const installation = installationActor('test')
    expect(await t.db.read(installation, (tx) => openInputs(tx, idle))).toEqual([{ n: 7 }])
    const as = async (permissions: string[], region: string) => {
      const actor = { ...county, kind: 'account' as const, region, permissions: new Set(permissions) }
      return buildServer({ db: t.db, routes: runRoutes([idle]), authenticate: async () => actor, version: 'test' })
    }
    const cancel = async (permissions: string[], region: string) => {
      const headers = { 'x-yike': '1', 'idempotency-key': `cancel-${permissions}-${region}` }
      const server = await as(permissions, region)
      return (await server.inject({ method: 'POST', url: `/api/runs/${id}/cancel`, payload: {}, headers })).json()
    }
    const list = async (permissions: string[]) =>
      (await (await as(permissions, '532622')).inject({ url: '/api/runs' })).json().items.length
    expect([await list([]), await list(['task.read']), await list(['register.read'])]).toEqual([0, 0, 1])
    const one = await (await as([], '532622')).inject({ url: `/api/runs/${id}` })
    expect(one.statusCode).toBe(403)
    expect((await cancel([], '532622')).code).toBe('access.forbidden')
    expect((await cancel(['register.read'], '532622101')).code).toBe('access.region')
    expect((await see(id)).state).toBe('queued')
    expect((await cancel(['register.read'], '532622')).state).toBe('cancelled')
    expect(await t.db.read(installation, (tx) => openInputs(tx, idle))).toEqual([])
  })
})
