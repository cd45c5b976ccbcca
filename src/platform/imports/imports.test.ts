import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Refusal } from '../../kernel/refusal.ts'
import { type Actor, sql } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { applyImport, previewImport, undoImport } from './index.ts'
import { readLines } from './store.ts'
import { allRows, county, csv, PROBE_TABLE, probe, probeRegions, TOWN_A, TOWN_B, townWorker } from './testkit/probe.ts'

const t = testDatabase()
beforeAll(() => t.asOwner(PROBE_TABLE))
beforeEach(() => t.db.write(county, (tx) => tx.run(sql`delete from probe.item`)))

const preview = (file: { name: string; bytes: Uint8Array }, actor: Actor = county) =>
  t.db.write(actor, (tx) => previewImport(tx, probe, file, probeRegions))
const apply = (seen: { id: string; contentHash: string }, which: 'all' | 'good' = 'all', actor: Actor = county) =>
  t.db.write(actor, (tx) => applyImport(tx, probe, seen.id, which, seen.contentHash))
const undo = (id: string, actor: Actor = county) => t.db.write(actor, (tx) => undoImport(tx, probe, id))
const lines = (id: string) => t.db.read(county, (tx) => readLines(tx, id, { after: -1, limit: 1000 }))
const register = () => t.db.read(county, allRows)
const bring = async (file: { name: string; bytes: Uint8Array }) => {
  const seen = await preview(file)
  expect(seen.counts.refused).toBe(0)
  const done = await apply(seen)
  expect(done.applied).toBe(true)
  return done.import
}
const H = ['编号', '名称', '所在区划', '托位数', '建筑面积']

describe('a preview', () => {
  it('tells new, changed, unchanged and refused lines and writes nothing', async () => {
    await bring(
      csv(H, [
        ['A1', '一站', '江那镇', 10, 50],
        ['A2', '二站', '江那镇', 10, 50],
      ]),
    )
    const seen = await preview(
      csv(H, [
        ['A1', '一站', TOWN_A, 10, 50],
        ['a2', '二站', '江那镇', 12, '50.04'],
        ['A3', '三站', '平远镇', null, null],
        ['A4', '', '火星', '两个', 5],
      ]),
    )
    expect(seen.counts).toEqual({ new: 1, changed: 1, unchanged: 1, refused: 1 })
    expect(seen.state).toBe('previewed')
    expect((await register()).length).toBe(2)
    const refused = (await lines(seen.id)).find((line) => line.outcome === 'refused')
    expect(refused?.issues?.map((issue) => [issue.column, issue.code])).toEqual([
      ['name', 'cell.empty'],
      ['region', 'cell.region'],
      ['places', 'cell.number'],
    ])
    expect(refused?.cells?.places).toBe('两个')
  })

  it('keeps what the register holds in columns the file does not have', async () => {
    await bring(csv(H, [['A1', '一站', '江那镇', 10, 50]]))
    await bring(csv(['名称', '编号', '所在区划'], [['新名', 'A1', '江那镇']]))
    expect((await register())[0]).toMatchObject({ name: '新名', places: 10, area: 50 })
  })

  it('refuses the rows of another town and rows moved out of another town', async () => {
    await bring(csv(H, [['B1', '乙站', '平远镇', 1, 50]]))
    const seen = await preview(
      csv(H, [
        ['A1', '一站', '江那镇', 1, 50],
        ['A2', '二站', '平远镇', 1, 50],
        ['B1', '乙站', '江那镇', 1, 50],
      ]),
      townWorker,
    )
    expect(seen.counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 2 })
    const issues = (await lines(seen.id)).flatMap((line) => line.issues ?? [])
    expect(issues.map((issue) => issue.code)).toEqual(['cell.scope', 'cell.scope'])
  })

  it('names repeated and contradicting lines', async () => {
    const seen = await preview(
      csv(H, [
        ['A1', '一站', '江那镇', 1, 50],
        ['A1', '一站', '江那镇', 1, 50],
        ['A2', '二站', '江那镇', 1, 50],
        ['A2', '另一个', '江那镇', 1, 50],
      ]),
    )
    const found = (await lines(seen.id)).map((line) => line.issues?.[0]?.code ?? line.outcome)
    expect(found).toEqual(['new', 'line.repeated', 'line.duplicate', 'line.duplicate'])
  })

  it('names all missing columns at once and the unknown ones', async () => {
    await expect(preview(csv(['备注', '编号'], [['x', 'A1']]))).rejects.toMatchObject({
      code: 'imports.columns',
      params: { missing: ['name', 'region'] },
    })
    const seen = await preview(csv([...H, '备注'], [['A1', '一站', '江那镇', 1, 50, 'x']]))
    expect(seen.header.unknown).toEqual(['备注'])
    expect(seen.header.absent).toContain('opened_on')
  })

  it('applies the rules across cells', async () => {
    const seen = await preview(csv(H, [['A1', '一站', '江那镇', 5, null]]))
    expect((await lines(seen.id))[0]?.issues?.[0]).toMatchObject({ column: 'area', code: 'probe.area' })
  })
})

describe('applying', () => {
  it('writes all only when nothing is refused, and the good ones otherwise', async () => {
    const seen = await preview(
      csv(H, [
        ['A1', '一站', '江那镇', 1, 50],
        ['A2', '', '江那镇', 1, 50],
      ]),
    )
    await expect(apply(seen)).rejects.toMatchObject({ code: 'imports.refused-lines' })
    expect(await apply(seen, 'good')).toMatchObject({ applied: true, import: { state: 'applied', applied: 1 } })
    await expect(apply(seen, 'good')).rejects.toMatchObject({ code: 'imports.state' })
  })

  it('writes only the preview that was seen', async () => {
    const seen = await preview(csv(H, [['A1', '一站', '江那镇', 1, 50]]))
    await expect(apply({ id: seen.id, contentHash: '0'.repeat(64) })).rejects.toMatchObject({ code: 'imports.seen' })
    expect(await register()).toEqual([])
  })

  it('compares again when the register changed, says so, and writes at the second try', async () => {
    await bring(
      csv(H, [
        ['A1', '一站', '江那镇', 1, 50],
        ['A2', '二站', '江那镇', 1, 50],
      ]),
    )
    const seen = await preview(
      csv(H, [
        ['A1', '一站', '江那镇', 1, 60],
        ['A2', '二站', '江那镇', 1, 60],
      ]),
    )
    await bring(csv(H, [['A1', '一站', '江那镇', 9, 50]]))
    const first = await apply(seen)
    expect(first).toMatchObject({ applied: false, moved: 1, import: { state: 'previewed', counts: { changed: 2 } } })
    expect(first.import.contentHash).not.toBe(seen.contentHash)
    expect((await lines(seen.id)).map((line) => line.moved)).toEqual([true, false])
    expect((await lines(seen.id))[0]?.before).toMatchObject({ places: 9 })
    await expect(apply(seen)).rejects.toMatchObject({ code: 'imports.seen' })
    expect(await apply(first.import)).toMatchObject({ applied: true })
  })

  it('lets two imports of one key at the same time write one after the other', async () => {
    const previews = await Promise.all([1, 2, 3, 4].map((n) => preview(csv(H, [['A1', `站${n}`, '江那镇', n, 50]]))))
    const done = await Promise.all(previews.map((seen) => apply(seen)))
    expect(done.filter((each) => each.applied).length).toBe(1)
    expect(done.filter((each) => each.moved === 1 && each.import.counts.changed === 1).length).toBe(3)
    const winner = previews[done.findIndex((each) => each.applied)]
    expect(await register()).toMatchObject([{ name: `站${previews.indexOf(winner!) + 1}` }])
  })

  it('tells which regions and dates it touched', async () => {
    const header = [...H, '开业日期']
    const done = await bring(
      csv(header, [
        ['A1', '一站', '江那镇', 1, 50, '2025年3月1日'],
        ['A2', '二站', '平远镇', 1, 50, '2024/1/31'],
      ]),
    )
    const [event] = await t.asOwner<{ payload: object }>(
      `select payload from events.outbox where name = 'register.rows.changed' and payload->>'import' = $1`,
      [done.id],
      true,
    )
    expect(event?.payload).toEqual({
      register: 'probe',
      import: done.id,
      rows: 2,
      regions: [TOWN_A, TOWN_B],
      from: '2024-01-31',
      to: '2025-03-01',
    })
  })
})

describe('undoing', () => {
  it('refuses when a row changed since, and works again after the later import is undone', async () => {
    const first = await bring(
      csv(H, [
        ['A1', '一站', '江那镇', 1, 50],
        ['A2', '二站', '江那镇', 1, 50],
      ]),
    )
    const second = await bring(csv(H, [['A1', '一站', '江那镇', 2, 50]]))
    const refusal = (await undo(first.id).catch((error) => error)) as Refusal
    expect(refusal.code).toBe('imports.undo.changed')
    expect(refusal.params).toEqual({ count: 1, rows: [['A1']] })
    await undo(second.id)
    await undo(first.id)
    expect(await register()).toEqual([])
  })

  it('is refused to a worker of another town, and can itself be undone', async () => {
    const first = await bring(csv(H, [['B1', '乙站', '平远镇', 1, 50]]))
    await expect(undo(first.id, townWorker)).rejects.toMatchObject({ code: 'imports.undo.scope' })
    const before = await register()
    const counter = await undo(first.id)
    expect(counter).toMatchObject({ undoes: first.id, state: 'applied' })
    await undo(counter.id)
    expect(await register()).toEqual(before)
  })
})
