import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { isSignedBy, openKeys } from './keys.ts'
import { record } from './record.ts'
import { isAuthentic, seal } from './seal.ts'
import { readSeals, sealFile } from './sealfile.ts'

const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-seal-'))
const keys = openKeys(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let code = 532_622
let county = String(code)
beforeEach(() => {
  county = String(++code)
})
const write = (entries = 1) =>
  t.db.write(systemActor('test', county), async (tx) => {
    for (let i = 0; i < entries; i++) await record(tx, { action: 'a', subject: { kind: 'k', id: `${i}` } })
  })
const file = () => sealFile(folder, county)

describe('seal', () => {
  it('signs what is new, chained, in the table and on file, and nothing when nothing is', async () => {
    expect(await seal(t.db, keys, county)).toBeNull()
    await write(3)
    const first = await seal(t.db, keys, county)
    expect(first).toMatchObject({ number: 1, previous: null, key: keys.id, jurisdiction: county })
    expect(first!.lanes.reduce((sum, lane) => sum + lane.size, 0)).toBe(3)
    expect(await seal(t.db, keys, county)).toBeNull()
    await write(2)
    const second = await seal(t.db, keys, county)
    expect(second).toMatchObject({ number: 2, previous: first!.hash })
    expect(isAuthentic(second!, keys.trusted)).toBe(true)
    expect([...readSeals(folder, county)].map((each) => each?.content)).toEqual([first!.content, second!.content])
  })

  it('keeps the private key to its owner and opens the same key again', () => {
    expect(statSync(join(folder, 'keys', 'journal.ed25519')).mode & 0o777).toBe(0o600)
    const again = openKeys(folder)
    expect(again.id).toBe(keys.id)
    expect(isSignedBy(keys.publicKey, 'text', again.sign('text'))).toBe(true)
    expect(isSignedBy(keys.publicKey, 'other', again.sign('text'))).toBe(false)
  })

  it('files again what a crash kept from the file, also a line cut short', async () => {
    await write()
    await seal(t.db, keys, county)
    const whole = readFileSync(file(), 'utf8')
    await write()
    await seal(t.db, keys, county)
    truncateSync(file(), Buffer.byteLength(whole))
    appendFileSync(file(), '{"content":"{')
    expect(await seal(t.db, keys, county)).toBeNull()
    const seals = [...readSeals(folder, county)]
    expect(seals.map((each) => each && JSON.parse(each.content).number)).toEqual([1, null, 2])
  })

  it('two sealers at once make one chain', async () => {
    for (let round = 0; round < 5; round++) {
      await write()
      await Promise.all([seal(t.db, keys, county), seal(t.db, keys, county)])
    }
    expect([...readSeals(folder, county)].map((each) => JSON.parse(each!.content).number)).toEqual([1, 2, 3, 4, 5])
  })

  it('does not sign a lane that was rewound, changed, or sealed by another', async () => {
    await write(5)
    await seal(t.db, keys, county)
    const tamper = (text: string) =>
      t.asOwner(
        `alter table journal.lane disable trigger all; ${text}; alter table journal.lane enable always trigger only_grows`,
        [],
        true,
      )
    await tamper(
      `update journal.lane set size = 4, frontier = substring(frontier for 32) where jurisdiction = '${county}' and size > 0`,
    )
    await expect(seal(t.db, keys, county)).rejects.toMatchObject({ code: 'journal.broken' })
    code++
    county = String(code)
    await write(4)
    await seal(t.db, keys, county)
    await tamper(`update journal.lane set size = 5, frontier = frontier || sha256('x') where jurisdiction = '${county}' and size > 0;
      update journal.lane set frontier = sha256('y') || substring(frontier from 33) where jurisdiction = '${county}' and size > 0`)
    await expect(seal(t.db, keys, county)).rejects.toMatchObject({ code: 'journal.broken' })
  })

  it('stops when the database lost a seal that is on file', async () => {
    await write()
    await seal(t.db, keys, county)
    await t.asOwner(
      `alter table journal.seal disable trigger all; delete from journal.seal where jurisdiction = '${county}'; alter table journal.seal enable always trigger only_grows`,
      [],
      true,
    )
    await write()
    await expect(seal(t.db, keys, county)).rejects.toThrow(/lacks seal 1/)
    // What an operator does after a restore, in the open.
    renameSync(file(), `${file()}.2026-05-01`)
    expect(await seal(t.db, keys, county)).toMatchObject({ number: 1, previous: null })
  })
})
