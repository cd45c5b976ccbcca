import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sql, systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { record, recordMany } from './index.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const note = (id: string) => ({ action: 'probe.note.write', subject: { kind: 'note', id } })
const count = async () => Number((await t.asOwner('select count(*) n from journal.entry', [], true))[0]!.n)

describe('record', () => {
  it('writes actor, time and detail of the transaction and returns a place whose hash anyone can compute again', async () => {
    t.setNow('2026-03-01T08:00:00.123+08:00')
    const awkward = '引号" \\ \n\t\u0001 é 😀'
    const place = await t.db.write(county, (tx) =>
      record(tx, { ...note(awkward), purpose: awkward, detail: { z: 1.5, a: [awkward, null], skipped: undefined } }),
    )
    t.setNow(null)
    const [row] = await t.asOwner<Record<string, unknown>>('select * from journal.entry', [], true)
    expect(row).toMatchObject({ actor: 'system:test', action: 'probe.note.write', at: '2026-03-01T00:00:00.123Z' })
    const content = JSON.stringify({
      jurisdiction: '532622',
      lane: place.lane,
      position: place.position,
      at: '2026-03-01T00:00:00.123000Z',
      actor: 'system:test',
      action: 'probe.note.write',
      subject: { kind: 'note', id: awkward },
      purpose: awkward,
      detail: { z: 1.5, a: [awkward, null] },
    })
    expect(place.hash).toBe(createHash('sha256').update('\0').update(content).digest('hex'))
  })

  it('writes many in order, as one by one', async () => {
    const places = await t.db.write(county, async (tx) => {
      const several = await recordMany(
        tx,
        Array.from({ length: 5 }, (_, i) => ({ ...note(`"{${i}},\\`), detail: { i } })),
      )
      return [...several, await record(tx, note('last'))]
    })
    const rows = await t.asOwner<{ id: string; detail: unknown }>(
      'select subject_id id, detail from journal.entry where lane = $1 and "position" >= $2 order by "position"',
      [places[0]!.lane, places[0]!.position],
      true,
    )
    expect(places.map(({ position }) => position - places[0]!.position)).toEqual([0, 1, 2, 3, 4, 5])
    expect(rows.map(({ id }) => id)).toEqual([...Array.from({ length: 5 }, (_, i) => `"{${i}},\\`), 'last'])
    expect(rows.map(({ detail }) => detail)).toEqual([{ i: 0 }, { i: 1 }, { i: 2 }, { i: 3 }, { i: 4 }, null])
  })

  it('leaves nothing of a transaction that is rolled back', async () => {
    const before = await count()
    await expect(
      t.db.write(county, async (tx) => {
        await record(tx, note('1'))
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await count()).toBe(before)
  })

  it('stays in one lane within a transaction and takes another when its own is busy', async () => {
    const lanes = await t.db.write(county, async (one) => {
      const first = await record(one, note('1'))
      const others = await Promise.all(
        Array.from({ length: 15 }, () => t.db.write(county, (tx) => record(tx, note('2')))),
      )
      const second = await record(one, note('3'))
      expect(second).toMatchObject({ lane: first.lane, position: first.position + 1 })
      return { mine: first.lane, others: others.map((place) => place.lane) }
    })
    expect(lanes.others).not.toContain(lanes.mine)
  })

  it('writes in the actor’s own jurisdiction only, and only through the function', async () => {
    const foreign = sql`select journal.append('532623', now(), '{a}', '{b}', '{c}', '{null}', '{null}')`
    await expect(t.db.write(county, (tx) => tx.run(foreign))).rejects.toThrow(/row-level security/)
    for (const statement of [
      sql`update journal.entry set actor = 'x'`,
      sql`delete from journal.entry`,
      sql`update journal.lane set size = size + 1`,
      sql`insert into journal.entry select jurisdiction, 15, 99, at, actor, action, subject_kind, subject_id, purpose, detail, hash, nodes from journal.entry limit 1`,
    ]) {
      await expect(t.db.write(county, (tx) => tx.run(statement))).rejects.toThrow(/permission denied/)
    }
  })

  it('refuses change and removal to the owner and to the superuser, also in replica mode', async () => {
    for (const statement of [
      `update journal.entry set actor = 'x'`,
      'delete from journal.entry',
      'truncate journal.entry',
      'delete from journal.lane',
      'truncate journal.lane',
      'update journal.lane set size = size - 1 where size > 0',
      'truncate journal.seal',
    ]) {
      await expect(t.asOwner(`set session_replication_role = replica; ${statement}`, [], true)).rejects.toThrow(
        /only grows/,
      )
    }
  })
})
