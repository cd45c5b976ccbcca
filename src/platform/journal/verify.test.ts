import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { type Finding, openKeys, record, type Seal, seal, verifyJournal } from './index.ts'
import { sealFile } from './sealfile.ts'

const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-verify-'))
const keys = openKeys(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CODE = '532622'
const TABLES = ['entry', 'lane', 'seal']
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
let lane = -1
let last: Seal

async function fill(entries: number): Promise<void> {
  await t.db.write(systemActor('test', CODE), async (tx) => {
    for (let i = 0; i < entries; i++) {
      const place = await record(tx, {
        action: 'a.b.c',
        subject: { kind: 'k', id: `${i}` },
        purpose: 'why',
        detail: { i },
      })
      lane = place.lane
    }
  })
}
/** Tampers as the superuser, who can switch every guard off and on again. */
const tamper = (text: string) =>
  t.asOwner(
    `${TABLES.map((table) => `alter table journal.${table} disable trigger all`).join(';')}; ${text};
     ${GUARDS.map((guard) => `alter table journal.${guard.replace('.', ' enable always trigger ')}`).join(';')}`,
    [],
    true,
  )
const GUARDS = [
  'entry.only_grows',
  'entry.never_emptied',
  'lane.only_grows',
  'lane.only_forward',
  'lane.never_emptied',
  'seal.only_grows',
  'seal.never_emptied',
]
const verify = (options: Partial<Parameters<typeof verifyJournal>[1]> = {}) => verifyJournal(t.db, { keys, ...options })
const alarms = async (options = {}) => (await verify(options)).findings.filter((each) => each.severity === 'alarm')
const kinds = (findings: Finding[]) => [...new Set(findings.map(({ kind }) => kind))].sort()
const at = (position: number) => `where jurisdiction = '${CODE}' and lane = ${lane} and "position" = ${position}`
/** Moves the tables as they are aside, and back: each test begins with the same sealed journal. */
const copy = (from: string, to: string) =>
  tamper(`set session_replication_role = replica;
    ${TABLES.map((table) => `delete from ${to}.${table}; insert into ${to}.${table} select * from ${from}.${table}`).join(';')}; reset session_replication_role`)

beforeAll(async () => {
  t.setNow('2026-05-01T00:00:00Z')
  await fill(20)
  await seal(t.db, keys, CODE)
  t.setNow('2026-05-01T00:01:00Z')
  await t.db.write(systemActor('test', CODE), async (tx) => {
    await tx.run({ text: `set local yike.journal_lane = '${lane}'`, values: [] } as never)
    for (let i = 20; i < 37; i++)
      await record(tx, { action: 'a.b.c', subject: { kind: 'k', id: `${i}` }, purpose: 'why', detail: { i } })
  })
  last = (await seal(t.db, keys, CODE))!
  t.setNow(null)
  expect(last.lanes).toMatchObject([{ lane, size: 37 }])
  await t.asOwner(
    `create schema kept; ${TABLES.map((table) => `create table kept.${table} as select * from journal.${table} where false`).join(';')}`,
    [],
    true,
  )
  await copy('journal', 'kept')
  cpSync(sealFile(folder, CODE), join(folder, 'kept'))
})
beforeEach(async () => {
  await copy('kept', 'journal')
  cpSync(join(folder, 'kept'), sealFile(folder, CODE))
})

describe('an untouched journal', () => {
  it('is sound', async () => {
    expect(await verify()).toMatchObject({
      sound: true,
      jurisdictions: 1,
      entries: 37,
      seals: 2,
      unsealed: 0,
      findings: [],
    })
  })

  it('tells how much is not sealed yet, and what is worth writing down elsewhere', async () => {
    await fill(3)
    const report = await verify()
    expect(report).toMatchObject({
      sound: true,
      unsealed: 3,
      findings: [{ kind: 'tail-unsealed', severity: 'notice' }],
    })
    expect(report.newest).toEqual([{ jurisdiction: CODE, number: 2, hash: last.hash, at: last.at }])
  })
})

describe('a change by whoever owns the database', () => {
  const changes: Record<string, string> = {
    jurisdiction: `jurisdiction = '532623'`,
    at: `at = at + interval '1 microsecond'`,
    actor: `actor = 'someone-else'`,
    action: `action = 'a.b.d'`,
    subject_kind: `subject_kind = 'K'`,
    subject_id: `subject_id = '1000'`,
    purpose: 'purpose = null',
    detail: `detail = '{"i": 9}'`,
    hash: `hash = sha256('x')`,
    nodes: `nodes = nodes || sha256('x')`,
    lane: `lane = 15 - lane`,
    position: `"position" = 1000`,
  }
  for (const [column, change] of Object.entries(changes)) {
    it(`of the column ${column} is found in its place`, async () => {
      await tamper(`update journal.entry set ${change} ${at(9)}`)
      const found = await alarms()
      const place = found.find((each) => each.lane === lane && each.position === 9)
      expect(place?.kind).toBe(['jurisdiction', 'lane', 'position'].includes(column) ? 'deleted' : 'altered')
      if (column === 'position') expect(kinds(found)).toContain('inserted')
      else if (place?.kind === 'altered') expect(found).toHaveLength(1)
    })
  }
  it('of a node hash is found with the entries below it', async () => {
    await tamper(
      `update journal.entry set nodes = substring(nodes for 32) || sha256('x') || substring(nodes from 65) ${at(11)}`,
    )
    expect(await alarms()).toMatchObject([{ kind: 'altered', lane, position: 8, to: 11 }])
  })

  it('covers every column of the table', async () => {
    const columns = await t.asOwner<{ name: string }>(
      `select attname name from pg_attribute where attrelid = 'journal.entry'::regclass and attnum > 0`,
    )
    expect(Object.keys(changes).sort()).toEqual(columns.map(({ name }) => name).sort())
  })

  it('of a row together with its hash is found by its neighbours', async () => {
    for (const position of [8, 9, 36]) {
      await copy('kept', 'journal')
      await tamper(`update journal.entry set actor = 'x' ${at(position)};
        update journal.entry e set hash = sha256('\\x00'::bytea || convert_to(journal.content(e), 'UTF8')) ${at(position)}`)
      const found = (await alarms()).filter((each) => each.kind === 'altered' || each.kind === 'head-altered')
      expect(found.length).toBeGreaterThan(0)
      if (position < 36) expect(found[0]).toMatchObject({ lane, position: 8, to: 9 })
    }
  })

  it('that deletes a row is found in its place', async () => {
    await tamper(`delete from journal.entry ${at(10)}`)
    expect(await alarms()).toMatchObject([{ kind: 'deleted', lane, position: 10, to: 10 }])
  })

  it('that deletes the end of a lane, its head and the seals in the table is found by the file', async () => {
    await tamper(`delete from journal.entry where "position" >= 16; update journal.lane set size = 16, frontier = substring(nodes from 97 for 32)
        from journal.entry e where e."position" = 15 and lane.lane = ${lane}; delete from journal.seal`)
    expect(await alarms()).toMatchObject([
      { kind: 'seal-missing', seal: 1 },
      { kind: 'seal-missing', seal: 2 },
      { kind: 'deleted', lane, position: 16, to: 36 },
    ])
    await expect(seal(t.db, keys, CODE)).rejects.toMatchObject({ code: 'journal.broken' })
  })

  it('that deletes everything is found by the file', async () => {
    await tamper('delete from journal.entry; delete from journal.lane; delete from journal.seal')
    expect(kinds(await alarms())).toEqual(['deleted', 'seal-missing'])
  })

  it('that swaps two rows is named as such, with or without their hashes', async () => {
    const swap = (columns: string) =>
      tamper(`update journal.entry a set (${columns}) = (select ${columns} from journal.entry b
        where b.jurisdiction = a.jurisdiction and b.lane = a.lane and b."position" = 17 - a."position")
        where a.lane = ${lane} and a."position" in (5, 12)`)
    const content = 'at, actor, action, subject_kind, subject_id, purpose, detail'
    for (const columns of [content, `${content}, hash, nodes`]) {
      await copy('kept', 'journal')
      await swap(columns)
      const found = await alarms()
      expect(found).toMatchObject([
        { kind: 'reordered', position: 5 },
        { kind: 'reordered', position: 12 },
      ])
      expect(found[0]!.text.en).toContain('position 12')
    }
  })

  it('that closes the gap after a deletion is named as well', async () => {
    await tamper(`delete from journal.entry ${at(30)}; update journal.entry set "position" = "position" + 999 where "position" > 30;
      update journal.entry set "position" = "position" - 1000 where "position" > 999`)
    const found = await alarms()
    expect(found.filter(({ kind }) => kind === 'reordered').map(({ position }) => position)).toEqual([
      30, 31, 32, 33, 34, 35,
    ])
    expect(found).toContainEqual(expect.objectContaining({ kind: 'deleted', position: 36 }))
  })

  it('that inserts behind the head, before the beginning or twice is found', async () => {
    const insert = (position: number) =>
      `insert into journal.entry select jurisdiction, lane, ${position}, at, actor, action, subject_kind, subject_id, purpose, detail, hash, nodes from journal.entry ${at(4)}`
    await tamper(insert(37))
    expect(await alarms()).toMatchObject([{ kind: 'inserted', lane, position: 37 }])
    await copy('kept', 'journal')
    await tamper(insert(-1))
    expect(await alarms()).toMatchObject([{ kind: 'inserted', lane, position: -1 }])
    await copy('kept', 'journal')
    await tamper(`${insert(37)}; update journal.lane set size = 1000000000000000 where lane = ${lane}`)
    expect(kinds(await alarms())).toEqual(expect.arrayContaining(['altered', 'deleted']))
  })

  it('that writes the end anew with hashes, nodes and head in agreement is found by the seal', async () => {
    const rows = await t.asOwner<{ id: string }>(
      `select subject_id id from journal.entry where "position" >= 25 order by "position"`,
      [],
      true,
    )
    await tamper(`delete from journal.entry where "position" >= 25; update journal.lane set size = 25, frontier =
      (select substring(nodes from 97 for 32) from journal.entry ${at(15)}) || (select substring(nodes from 65 for 32) from journal.entry ${at(23)}) || (select hash from journal.entry ${at(24)})
      where lane = ${lane}`)
    await t.db.write(systemActor('test', CODE), async (tx) => {
      await tx.run({ text: `set local yike.journal_lane = '${lane}'`, values: [] } as never)
      for (const { id } of rows) await record(tx, { action: 'a.b.forged', subject: { kind: 'k', id } })
    })
    expect(await alarms()).toMatchObject([{ kind: 'rewritten', lane, position: 20, to: 36, seal: 2 }])
    await expect(seal(t.db, keys, CODE)).rejects.toMatchObject({ code: 'journal.broken' })
    // Not even with a seal of one's own in table and file: the key is not trusted.
    const other = openKeys(mkdtempSync(join(folder, 'other-')))
    const content = last.content.replace(last.lanes[0]!.root, 'f'.repeat(64))
    const forged = { content, signature: other.sign(content) }
    await tamper(
      `update journal.seal set content = ${quoted(forged.content)}, signature = '${forged.signature}' where number = 2`,
    )
    const [first] = readFileSync(sealFile(folder, CODE), 'utf8').split('\n')
    writeFileSync(sealFile(folder, CODE), `${first}\n${JSON.stringify(forged)}\n`)
    expect(kinds(await alarms())).toContain('seal-forged')
  })

  it('of the head is found', async () => {
    await tamper(`update journal.lane set frontier = sha256('x') || substring(frontier from 33) where lane = ${lane}`)
    expect(await alarms()).toMatchObject([{ kind: 'head-altered', lane }])
    await copy('kept', 'journal')
    await tamper(`delete from journal.lane where lane = ${lane}`)
    expect(await alarms()).toMatchObject([{ kind: 'head-altered', lane }])
  })

  it('of the guards is found', async () => {
    await t.asOwner(
      'alter table journal.entry disable trigger only_grows; alter table journal.lane no force row level security',
    )
    expect((await alarms()).map(({ text }) => text.en)).toEqual([
      'taken away or switched off: trigger journal.entry.only_grows',
      'taken away or switched off: row-level security on journal.lane',
    ])
    await t.asOwner(
      'alter table journal.entry enable always trigger only_grows; alter table journal.lane force row level security',
    )
  })
})

describe('a change of the seals', () => {
  it('in the table is found', async () => {
    await tamper(`update journal.seal set content = replace(content, '"number":2', '"number":2 ') where number = 2`)
    expect(await alarms()).toMatchObject([{ kind: 'seal-forged', seal: 2 }])
    await copy('kept', 'journal')
    await tamper('delete from journal.seal where number = 1')
    expect(await alarms()).toMatchObject([{ kind: 'seal-missing', seal: 1 }])
  })

  it('in the file is found', async () => {
    const lines = readFileSync(sealFile(folder, CODE), 'utf8').split('\n')
    writeFileSync(sealFile(folder, CODE), lines[1]!)
    expect(await alarms()).toMatchObject([{ kind: 'seal-missing', seal: 1 }])
    writeFileSync(sealFile(folder, CODE), `${lines[0]}\n`)
    expect(await verify()).toMatchObject({ sound: true, findings: [{ kind: 'file-behind', seal: 2 }] })
    rmSync(sealFile(folder, CODE))
    expect(await verify()).toMatchObject({ sound: true, findings: [{ kind: 'file-behind', seal: 1 }] })
  })

  it('in table and file together is found by a witness', async () => {
    const [first] = readFileSync(sealFile(folder, CODE), 'utf8').split('\n')
    writeFileSync(sealFile(folder, CODE), `${first}\n`)
    await tamper(`delete from journal.seal where number = 2; delete from journal.entry where "position" >= 20; update journal.lane set size = 20, frontier =
      (select substring(nodes from 97 for 32) from journal.entry ${at(15)}) || (select substring(nodes from 33 for 32) from journal.entry ${at(19)}) where lane = ${lane}`)
    expect(await alarms()).toEqual([])
    expect(await alarms({ witnesses: [{ jurisdiction: CODE, number: 2, hash: last.hash }] })).toMatchObject([
      { kind: 'seal-forged', seal: 2 },
    ])
  })
})

describe('under contention', () => {
  it('32 transactions at a time, some rolled back, leave every lane whole', async () => {
    const county = systemActor('test', '532699')
    let kept = 0
    await Promise.all(
      Array.from({ length: 32 }, async (_, client) => {
        for (let i = 0; i < 25; i++) {
          const entries = 1 + ((client + i) % 4)
          const fails = (client * 7 + i) % 5 === 0
          await t.db
            .write(county, async (tx) => {
              for (let n = 0; n < entries; n++)
                await record(tx, { action: 'a.b.c', subject: { kind: 'k', id: `${client}-${i}-${n}` } })
              if (fails) throw new Error('rolled back')
              kept += entries
            })
            .catch((error: Error) => expect(error.message).toBe('rolled back'))
          if (client === 0 && i % 8 === 0) await seal(t.db, keys, '532699')
        }
      }),
    )
    await seal(t.db, keys, '532699')
    expect(await verify({ jurisdiction: '532699' })).toMatchObject({
      sound: true,
      entries: kept,
      unsealed: 0,
      findings: [],
    })
    const lanes = await t.asOwner(`select from journal.lane where jurisdiction = '532699' and size > 0`, [], true)
    expect(lanes.length).toBeGreaterThan(8)
  })
})
