import { expect, it } from 'vitest'
import { systemActor } from '../../db/index.ts'
import { testDatabase } from '../../db/testkit/index.ts'
import { addJurisdiction } from '../../identity/index.ts'
import { caseList } from '../cases/list.ts'
import { replayCase } from '../cases/replay.ts'
import { COUNTY, testDesk } from '../testkit/index.ts'
import { seedProcedures } from './seed.ts'

const t = testDatabase()

it('fills a county with cases in every state, each of which is decided the same again', async () => {
  const desk = testDesk()
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  const count = await seedProcedures(t.db, desk, COUNTY, '2026-11-20')
  const read = <T>(work: Parameters<typeof t.db.read<T>>[1]) => t.db.read(systemActor('test', COUNTY), work)
  const open = (await read((tx) => caseList(tx, desk, { state: 'open', limit: 500 }))).items
  const ended = (await read((tx) => caseList(tx, desk, { state: 'ended', limit: 500 }))).items
  expect(open.length + ended.length).toBe(count)
  expect(new Set(ended.map((line) => line.outcome))).toEqual(new Set(['granted', 'refused']))
  expect(new Set(open.map((line) => line.step)).size).toBeGreaterThan(6)
  for (const line of [...open, ...ended]) {
    expect(await read((tx) => replayCase(tx, desk, line.id)), line.number).toMatchObject({ same: true })
  }
})
