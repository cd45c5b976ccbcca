import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { type Actor, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { openKeyRoom } from '../../../platform/keys/index.ts'
import { type Operation, receive, type SyncDesk, syncRoutes } from '../../../platform/sync/index.ts'
import { facilitiesOn, findFacility } from '../facilities/views.ts'
import { seedTerritory } from '../seed.ts'
import { deskSaying, dropRecord, saySurvey, takeOver } from './commands.ts'
import { censusKinds, censusPack } from './field.ts'
import { CENSUS_FORM, type CensusFields, type CensusPack } from './model.ts'
import { alike, plainName } from './rules.ts'
import { censusRecords } from './views.ts'

const COUNTY = '532622'
const VILLAGE = '532622101001'
const NOW = '2026-10-20T09:00:00+08:00'
const DAY = '2026-10-20'
const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-census-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const desk: SyncDesk = { keys: openKeyRoom(folder), kinds: censusKinds, packs: [censusPack] }
const officer = systemActor('test', COUNTY)
const as = <T>(work: (tx: Tx) => Promise<T>, actor: Actor = officer) => t.db.write(actor, work)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

beforeAll(async () => {
  t.setNow(NOW)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedTerritory(t.db, DAY)
})

const greet = async (): Promise<string> => {
  const id = newId()
  const route = syncRoutes(desk).find((each) => each.url === '/api/sync/device')!
  const input = { params: {}, query: {}, body: { id, name: '测试手机' } }
  await route.handle(t.db as never, input as never, { actor: officer } as never)
  return id
}
const operation = (seq: number, payload: object, more: Partial<Operation> = {}): Operation => ({
  id: newId(),
  seq,
  at: NOW,
  offset: null,
  kind: 'census.facility',
  form: CENSUS_FORM,
  base: {},
  payload: { region: VILLAGE, facility: null, record: null, ...payload },
  ...more,
})
const send = (device: string, operations: Operation[]) =>
  receive(t.db, officer, desk, { device, sentAt: NOW, roundTrip: 0, operations })
const place = (name: string, more: CensusFields = {}): { fields: CensusFields } => ({
  fields: { found: 'yes', name, kind: 'elder-day-care', lon: 104.3371, lat: 23.6045, ...more },
})
const open = () => as((tx) => censusRecords(tx, { state: 'open' }))

describe('a survey', () => {
  it('of three devices ends in one record a facility, in every order of arrival, none lost and none doubled', async () => {
    const [station] = await as((tx) => facilitiesOn(tx, DAY, { states: 'any' }, { limit: 1 }))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
        fc.nat(5),
        async (order, twice) => {
          const devices = [await greet(), await greet(), await greet()]
          const name = `普查新点${newId().slice(-6)}`
          const about = { facility: station!.code }
          const all: [number, Operation][] = [
            [0, operation(1, { ...place(name, { lon: 104.41 }) })],
            [0, operation(2, { ...about, fields: { beds: 12 } })],
            [1, operation(1, { ...about, fields: { phone: '0876-3000001' } })],
            [1, operation(2, { ...place(`${name}乙`, { lon: 104.43 }) })],
            [2, operation(1, { ...about, fields: { beds: 15 } })],
            [2, operation(2, { ...place(`${name}丙`, { lon: 104.45 }) })],
          ]
          for (const i of [...order, twice]) await send(devices[all[i]![0]]!, [all[i]![1]])
          const records = await open()
          expect(records.filter((each) => each.fields.name?.startsWith(name))).toHaveLength(3)
          const [one, ...more] = records.filter((each) => each.facility === station!.code)
          expect(more).toEqual([])
          expect(one).toMatchObject({ sayings: 3, fields: { phone: '0876-3000001' } })
          expect(one!.conflicts.flatMap((each) => each.heads.map((head) => head.value)).sort()).toEqual([12, 15])
          for (const each of records) await as((tx) => dropRecord(tx, each.id, '测试结束'))
        },
      ),
      { numRuns: 20 },
    )
  }, 120_000)

  it('is not in the register before the desk takes it over; a conflict is settled first', async () => {
    const [one, two] = [await greet(), await greet()]
    const found = operation(1, place('新建日间照料站', { lon: 104.51, beds: 8 }))
    await send(one, [found])
    const edit = { record: found.id, fields: { beds: 9 } }
    await send(one, [operation(2, edit)])
    await send(two, [operation(1, { ...edit, fields: { beds: 10 } }, { after: [found.id] })])
    const [record] = await open()
    expect(record).toMatchObject({ id: found.id, facility: null, conflicts: [{ field: 'beds' }] })
    expect(await code(as((tx) => takeOver(tx, found.id, null)))).toBe('census.open-conflict')
    const settled = {
      ...deskSaying(),
      base: record!.version,
      region: '',
      facility: null,
      record: found.id,
      fields: { beds: 10 },
    }
    await as((tx) => saySurvey(tx, settled))
    const { code: given } = await as((tx) => takeOver(tx, found.id, null))
    expect(await as((tx) => findFacility(tx, given, DAY))).toMatchObject({
      name: '新建日间照料站',
      beds: 10,
      region: VILLAGE,
    })
    expect(await code(as((tx) => takeOver(tx, found.id, null)))).toBe('census.closed')
    const late = await send(two, [operation(2, edit)])
    expect(late.outcomes[0]?.reason?.code).toBe('census.closed')
  })

  it('says what a new place may be already, and can be taken over as that', async () => {
    const [known] = (await as((tx) => facilitiesOn(tx, DAY, { states: 'any' }))).filter(
      (each) => each.region === VILLAGE && each.lon !== null && each.kind === 'elder-day-care',
    )
    const near = operation(
      1,
      place(known!.name, { lon: known!.lon! + 0.0003, lat: known!.lat!, phone: '0876-3000009' }),
    )
    await send(await greet(), [near])
    const record = (await open()).find((each) => each.id === near.id)!
    expect(record.likely[0]).toMatchObject({ code: known!.code })
    expect(await as((tx) => takeOver(tx, near.id, known!.code))).toEqual({ code: known!.code })
    expect(await as((tx) => findFacility(tx, known!.code, DAY))).toMatchObject({ phone: '0876-3000009' })
  })

  it('stays within the surveyor’s village, and a new place needs name and kind', async () => {
    const worker: Actor = { ...officer, kind: 'account', id: newId(), region: VILLAGE }
    const pack = (await as((tx) => censusPack.load(tx, { start: null }), worker)) as CensusPack
    expect(pack.villages.map((each) => each.code)).toEqual([VILLAGE])
    expect(pack.facilities.length).toBeGreaterThan(0)
    expect(pack.facilities.every((each) => each.region === VILLAGE)).toBe(true)
    const saying = { ...deskSaying(), base: {}, facility: null, record: null, ...place('别村的点') }
    expect(await code(as((tx) => saySurvey(tx, { ...saying, region: '532622102001' }), worker))).toBe('access.region')
    expect(await code(as((tx) => saySurvey(tx, { ...saying, region: VILLAGE, fields: { beds: 3 } })))).toBe(
      'census.incomplete',
    )
  })
})

describe('likeness of places', () => {
  it('does not hang on what people add to names', () => {
    expect(plainName('锦山社区日间照料服务中心（演示）')).toBe(plainName('锦山社区 日间照料中心'))
    const at = (lon: number, name = 'x') => ({ name, kind: 'canteen', lon, lat: 23.6 })
    expect(alike(at(104.3), at(104.301))).toEqual({ metres: 102 })
    expect(alike(at(104.3), at(104.31))).toBeNull()
    expect(alike(at(104.3, '老李食堂'), { ...at(0, '老李食堂'), lon: null })).toEqual({ metres: null })
  })
})
