import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { today as todayOf } from '../../kernel/dates.ts'
import { sha256Hex } from '../../kernel/hash.ts'
import { periodOf, previousPeriod } from '../../kernel/periods.ts'
import { publicActor, raw, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { startRelay } from '../../platform/events/index.ts'
import { addJurisdiction, createUnit, seedDemoAccounts } from '../../platform/identity/index.ts'
import { seedPlan, seedTasks, targetList, targetReactions } from '../plan/index.ts'
import { observe, seedStatistics, statisticsJobs, statisticsSubscribers } from '../statistics/index.ts'
import { changeFacilityState, facilitiesOn, seedTerritory } from '../territory/index.ts'
import { actOnApplication, apply, openProgramme } from './awards/commands.ts'
import { bulletinOf } from './bulletin/routes.ts'
import { cockpitView } from './cockpit/views.ts'
import { evaluationReactions } from './reactions.ts'
import { publishRelease, withdrawRelease } from './releases/commands.ts'
import { releaseFile, releaseHeads, releaseView } from './releases/views.ts'
import { assemble, contentHash } from './rounds/assemble.ts'
import { freezeRound, voidRound } from './rounds/freeze.ts'
import { noteRestatements } from './rounds/restate.ts'
import { roundHeads, roundView } from './rounds/views.ts'
import { seedEvaluation } from './seed.ts'

const t = testDatabase()
const COUNTY = '532622'
const county = systemActor('test', COUNTY)
const day = todayOf(Date.now())
const last = previousPeriod(periodOf(day, 'quarter'))
const earlier = previousPeriod(last)
const before = previousPeriod(earlier)
const read = <T>(work: (tx: Tx) => Promise<T>) => t.db.read(county, work)
const write = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(county, work)
const run = promisify(execFile)

/** Unpacks a bundle into a folder, perhaps with one file altered, and runs its own script with plain Node. */
async function recompute(bundle: Uint8Array, alter?: (files: Record<string, Uint8Array>) => void) {
  const files = unzipSync(bundle)
  alter?.(files)
  const folder = mkdtempSync(join(tmpdir(), 'yike-bundle-'))
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
    try {
      const { stdout } = await run(process.execPath, [join(folder, 'recompute.mjs')])
      return { code: 0, out: stdout }
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string }
      return { code, out: stdout }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

beforeAll(async () => {
  await addJurisdiction(t.db, { code: '532600', name: '文山壮族苗族自治州' })
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await write((tx) => createUnit(tx, { name: '县民政局', kind: 'department' }))
  const cheap = { memory: 8, passes: 1, parallelism: 1 } as never
  await seedDemoAccounts(
    t.db,
    COUNTY,
    [
      {
        username: 'planner',
        name: '周维',
        password: 'test-2026-test',
        roles: ['planner'],
        unit: { name: '县发展改革局', kind: 'department' },
      },
    ],
    cheap,
  ).catch(() =>
    seedDemoAccounts(t.db, COUNTY, [
      { username: 'planner', name: '周维', password: 'test-2026-test', roles: ['planner'] },
    ]),
  )
  await seedTerritory(t.db, day)
  await seedStatistics(t.db, day)
  await seedPlan(t.db)
  await seedTasks(t.db, { today: day, county: COUNTY })
  const begun = performance.now()
  await seedEvaluation(t.db, COUNTY, day)
  console.log(`evaluation seed: ${Math.round(performance.now() - begun)} ms`)
}, 180_000)

describe('a frozen round', () => {
  it('is kept whole: its hash follows from what is stored', async () => {
    const heads = await read(roundHeads)
    expect(heads.map(({ period, kind }) => `${period} ${kind}`)).toEqual([
      `${last.id} unit`,
      `${last.id} region`,
      `${earlier.id} unit`,
      `${earlier.id} region`,
    ])
    for (const { id } of heads) {
      const view = await read((tx) => roundView(tx, id))
      expect(view.intact).toBe(true)
      expect(view.lines.length).toBeGreaterThan(5)
      expect(view.figures.length).toBeGreaterThan(5)
    }
  })

  it('says so when a row behind it was altered', async () => {
    const [head] = await read(roundHeads)
    const line = await t.asOwner<{ id: string; score: number }>(
      `select id, score from evaluation.line where round = $1 and rank = 1 limit 1`,
      [head!.id],
      true,
    )
    await t.asOwner('update evaluation.line set score = score - 1 where id = $1', [line[0]!.id], true)
    expect((await read((tx) => roundView(tx, head!.id))).intact).toBe(false)
    await t.asOwner('update evaluation.line set score = score + 1 where id = $1', [line[0]!.id], true)
    expect((await read((tx) => roundView(tx, head!.id))).intact).toBe(true)
  })

  it('cannot be changed by the application', async () => {
    for (const table of [
      'line',
      'round_target',
      'round_input',
      'round_task',
      'restatement',
      'release',
      'release_file',
    ]) {
      await expect(
        write((tx) => tx.run(sql`update evaluation.${raw(table)} set jurisdiction = jurisdiction`)),
      ).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('gives the same hash for the same facts, and another one for others', async () => {
    const spec = { period: before.id, kind: 'unit' as const }
    const one = await read((tx) => assemble(tx, spec))
    const two = await read((tx) => assemble(tx, spec))
    expect(contentHash(one)).toBe(contentHash(two))
    const other = { ...one, targets: one.targets.slice(1) }
    expect(contentHash(other)).not.toBe(contentHash(one))
  })

  it('is frozen once when two people freeze the same period at once; the other is told by whom', async () => {
    const spec = { period: before.id, kind: 'region' as const }
    const outcome = await Promise.allSettled([0, 1, 2, 3].map(() => write((tx) => freezeRound(tx, spec))))
    expect(outcome.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    for (const each of outcome)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'round.frozen' })
    const rows = await t.asOwner(`select 1 from evaluation.round where period = $1`, [before.id], true)
    expect(rows).toHaveLength(1)
  })

  it('can be voided with a reason and frozen anew, unless it is published', async () => {
    const mine = (await read(roundHeads)).find((each) => each.period === before.id)!
    await write((tx) => voidRound(tx, mine.id, '评分办法选错'))
    await write((tx) => freezeRound(tx, { period: before.id, kind: 'region' }))
    const published = (await read(roundHeads)).find((each) => each.period === last.id)!
    await expect(write((tx) => voidRound(tx, published.id, '再来一次'))).rejects.toMatchObject({
      code: 'round.published',
    })
  })

  it('waits for the end of its period', async () => {
    const open = periodOf(day, 'quarter')
    await expect(write((tx) => freezeRound(tx, { period: open.id, kind: 'unit' }))).rejects.toMatchObject({
      code: 'round.period-open',
    })
  })

  it('never gives an unknown item zero: its weight goes to the known ones', async () => {
    const heads = await read(roundHeads)
    let unknown = 0
    for (const { id } of heads) {
      for (const line of (await read((tx) => roundView(tx, id))).lines) {
        const known = line.items.filter((item) => item.points !== null)
        unknown += line.items.length - known.length
        for (const item of line.items) expect(item.points === null).toBe(item.share === null)
        if (known.length > 0) expect(known.reduce((sum, item) => sum + item.share!, 0)).toBeCloseTo(1, 3)
      }
    }
    expect(unknown).toBeGreaterThan(0)
  })
})

describe('a correction after freezing', () => {
  it('stands beside the frozen value, says what it would change, and is noted once', async () => {
    const head = (await read(roundHeads)).find((each) => each.period === earlier.id && each.kind === 'unit')!
    const view = await read((tx) => roundView(tx, head.id))
    expect(view.restated.length).toBeGreaterThan(0)
    expect(view.intact).toBe(true)
    for (const each of view.restated) {
      const frozen = view.figures.find((figure) => figure.key === each.key)!
      expect(frozen.value).toBe(each.frozenValue)
      expect(each.revision).toBeGreaterThan(frozen.revision)
    }
    expect(await write((tx) => noteRestatements(tx))).toBe(0)
  })

  it('is noted by the event, whoever corrected', async () => {
    const found = (await read((tx) => facilitiesOn(tx, last.to, { families: ['child'] }))).filter(
      (each) => (each.childcare_places ?? 0) > 0,
    )
    await write(async (tx) => {
      await changeFacilityState(tx, { code: found[0]!.code, to: 'closed', on: last.to, reason: '核查' })
      await observe(tx, { from: last.to, reason: '核查修订' })
    })
    const reaction = evaluationReactions.find((each) => each.name === 'evaluation.note-restatements')!
    const payload = { indicators: ['childcare.places-per-1000'], regions: [], from: last.to, to: last.to }
    const event = {
      id: 'x',
      jurisdiction: COUNTY,
      name: 'statistics.observation.recorded',
      payload,
      at: new Date().toISOString(),
      actor: 'x',
    }
    await write((tx) => reaction.handle(tx, event))
    const head = (await read(roundHeads)).find((each) => each.period === last.id && each.kind === 'unit')!
    const keys = (await read((tx) => roundView(tx, head.id))).restated.map((each) => each.indicator)
    expect(keys).toContain('childcare.places-per-1000')
  })
})

describe('a release', () => {
  it('is read by everybody, drafts and everything inside are not', async () => {
    const visitor = publicActor(COUNTY)
    const heads = await t.db.read(visitor, releaseHeads)
    expect(heads.length).toBeGreaterThanOrEqual(3)
    const inside = await t.asOwner<{ name: string }>(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'evaluation' and relkind = 'r' and relname not like 'release%'`,
    )
    expect(inside.length).toBeGreaterThan(12)
    for (const { name } of inside) {
      expect([name, await t.db.read(visitor, (tx) => tx.rows(sql`select 1 from evaluation.${raw(name)}`))]).toEqual([
        name,
        [],
      ])
    }
    const own = await read((tx) => tx.rows(sql`select 1 from evaluation.round`))
    expect(own.length).toBeGreaterThan(0)
  })

  it('stays when a new version comes, marked; the new one tells why and shows both values', async () => {
    const heads = (await read(releaseHeads)).filter((each) => each.period === earlier.id)
    expect(heads.map(({ version, ended }) => [version, ended?.kind ?? null])).toEqual([
      [2, null],
      [1, 'superseded'],
    ])
    const [second, first] = [
      await read((tx) => releaseView(tx, heads[0]!.id)),
      await read((tx) => releaseView(tx, heads[1]!.id)),
    ]
    expect(second.content.restatements.length).toBeGreaterThan(0)
    expect(second.content.rounds).toEqual(first.content.rounds)
    expect(second.reason).toContain('停办')
  })

  it('recomputes from its bundle: every figure, score and rank', async () => {
    for (const head of await read(releaseHeads)) {
      const file = await read((tx) => releaseFile(tx, head.id, head.files[0]!.name))
      expect(sha256Hex(file.bytes)).toBe(head.files[0]!.sha256)
      const { code, out } = await recompute(file.bytes)
      expect(out).toMatch(/^(\d+) of \1 equal/m)
      expect(code).toBe(0)
      expect(Number(/^(\d+) of/m.exec(out)![1])).toBeGreaterThan(100)
      expect(sha256Hex(unzipSync(file.bytes)['content.json']!)).toBe(head.hash)
    }
  })

  it('is caught when the bundle was altered, even with a manifest made to fit', async () => {
    const head = (await read(releaseHeads))[0]!
    const { bytes } = await read((tx) => releaseFile(tx, head.id, head.files[0]!.name))
    const alter =
      (name: string, change: (text: string) => string, mend: boolean) => (files: Record<string, Uint8Array>) => {
        files[name] = new TextEncoder().encode(change(strFromU8(files[name]!)))
        if (!mend) return
        const manifest = JSON.parse(strFromU8(files['manifest.json']!))
        manifest.files[name] = sha256Hex(files[name]!)
        files['manifest.json'] = new TextEncoder().encode(JSON.stringify(manifest))
      }
    const raise = (text: string) =>
      text.replace(
        /^((?:unit|region),[^,]*,[^,]*,)(\d+(?:\.\d+)?)/m,
        (_, head_, score) => `${head_}${Number(score) + 1}`,
      )
    for (const mend of [false, true]) {
      const { code, out } = await recompute(bytes, alter('scores.csv', raise, mend))
      expect(code).toBe(1)
      expect(out).toContain('DIFFERENT')
    }
    const numbers = (text: string) =>
      text.replace(
        /^([^,]*childcare\.places-per-1000[^,]*,[^,]*,[^,]*,[^,]*,)(\d+)/m,
        (_, head_, n) => `${head_}${Number(n) + 500}`,
      )
    expect((await recompute(bytes, alter('inputs.csv', numbers, true))).code).toBe(1)
  })

  it('needs a reason after the first, can be withdrawn once, and stays to be read', async () => {
    await expect(write((tx) => publishRelease(tx, { period: last.id }))).rejects.toMatchObject({
      code: 'release.reason',
    })
    const again = await write((tx) => publishRelease(tx, { period: last.id, reason: '补充修订说明' }))
    expect(again.version).toBe(2)
    await write((tx) => withdrawRelease(tx, again.release, '口径有误，核对后再公布'))
    await expect(write((tx) => withdrawRelease(tx, again.release, '再撤一次'))).rejects.toMatchObject({
      code: 'release.ended',
    })
    const view = await t.db.read(publicActor(COUNTY), (tx) => releaseView(tx, again.release))
    expect(view.ended).toMatchObject({ kind: 'withdrawn' })
    const latest = await t.db.read(publicActor(COUNTY), (tx) => releaseView(tx, 'latest'))
    expect(latest.period).toBe(earlier.id)
  })

  it('is published once when two people publish at once: versions do not repeat', async () => {
    await Promise.all(
      [1, 2, 3].map((n) => write((tx) => publishRelease(tx, { period: last.id, reason: `同时公布 ${n}` }))),
    )
    const heads = (await read(releaseHeads)).filter((each) => each.period === last.id)
    expect(heads.map((each) => each.version)).toEqual([5, 4, 3, 2, 1])
    expect(heads.filter((each) => each.ended === null)).toHaveLength(1)
  })
})

describe('the bulletin', () => {
  it('says the frozen figures and nothing else', async () => {
    const paper = await read((tx) => bulletinOf(tx, { period: last.id, origin: 'https://yike.example', date: day }))
    const text = JSON.stringify(paper.blocks)
    const head = (await read(roundHeads)).find((each) => each.period === last.id && each.kind === 'unit')!
    const { states, targets, tasks } = head.summary
    expect(text).toContain(`量化目标共${targets}项，其中已达到${states.met}项`)
    expect(text).toContain(`重点任务共${tasks.total}项，已办结${tasks.done}项`)
    expect(paper.verification!.caption).toContain(head.hash.slice(0, 16))
    expect(text).not.toMatch(/undefined|NaN|null/)
  })
})

describe('the cockpit', () => {
  it('costs a fixed, small number of statements', async () => {
    let statements = 0
    const view = await t.db.read(
      county,
      (tx) => cockpitView(tx),
      (cost) => {
        statements = cost.statements
      },
    )
    expect(statements).toBeLessThanOrEqual(14)
    expect(view.total).toBeGreaterThan(15)
    expect(view.shade!.values.length).toBe(view.cells.features.length)
    expect(view.trends.length).toBeGreaterThan(1)
    expect(view.alerts.length).toBe(1)
  })
})

describe('an award', () => {
  const indicator = 'training.quality-courses-college'
  const actual = async () => (await read((tx) => targetList(tx, { indicator }))).items[0]!.standing.actual

  /** An application that was reviewed and awarded today. */
  async function award(programme: string, applicant: string, creditCode: string): Promise<string> {
    const id = await write((tx) =>
      apply(tx, { programme, applicant, creditCode, region: '532622101000', text: '申报书', on: day }),
    )
    await write((tx) => actOnApplication(tx, id, { act: 'review', text: '现场核查', on: day, revision: 0 }))
    await write((tx) => actOnApplication(tx, id, { act: 'award', text: '予以认定', on: day, revision: 1 }))
    return id
  }

  it('moves the target that counts it when it is granted, revoked and over', async () => {
    const relay = startRelay(t.db, [...statisticsSubscribers, ...targetReactions], { every: null, wait: () => 0 })
    await relay.drain()
    const before = await actual()
    const programme = await write((tx) =>
      openProgramme(tx, {
        code: 'GZ',
        name: '高水平专业建设（演示数据）',
        ledgerKind: 'major-college',
        category: null,
        termYears: 1,
        conditions: '专业对口',
        opensOn: day,
        closesOn: null,
      }),
    )
    const first = await award(programme, '甲学院（演示数据）', '91350100M000100Y43')
    await relay.drain()
    expect(await actual()).toBe((before ?? 0) + 1)
    await write((tx) => actOnApplication(tx, first, { act: 'revoke', text: '停办', on: day, revision: 2 }))
    await relay.drain()
    expect(await actual()).toBe(before ?? 0)
    await award(programme, '乙学院（演示数据）', '91350100M000100Y43')
    await relay.drain()
    expect(await actual()).toBe((before ?? 0) + 1)
    t.setNow(new Date(Date.parse(`${day}T04:00:00Z`) + 366 * 86_400_000).toISOString())
    await statisticsJobs[0]!.run(t.db, COUNTY, new Date())
    await relay.drain()
    expect(await actual()).toBe(before ?? 0)
    await relay.stop()
  })

  it('is not granted under a kind that no ledger knows', async () => {
    const body = {
      code: 'XX',
      name: '不明项目',
      category: null,
      termYears: 1,
      conditions: '无',
      opensOn: day,
      closesOn: null,
    }
    await expect(write((tx) => openProgramme(tx, { ...body, ledgerKind: 'gold-medal' }))).rejects.toMatchObject({
      code: 'ledger.award-kind',
    })
  })
})
