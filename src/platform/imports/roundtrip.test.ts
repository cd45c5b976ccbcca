import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { applyImport, exportRows, previewImport, undoImport } from './index.ts'
import {
  allRows,
  county,
  csv,
  PROBE_TABLE,
  type ProbeRow,
  probe,
  probeRegions,
  TOWN_A,
  TOWN_B,
} from './testkit/probe.ts'

const t = testDatabase()
beforeAll(() => t.asOwner(PROBE_TABLE))

type File = { name: string; bytes: Uint8Array }
const preview = (file: File) => t.db.write(county, (tx) => previewImport(tx, probe, file, probeRegions))
const apply = (seen: { id: string; contentHash: string }) =>
  t.db.write(county, (tx) => applyImport(tx, probe, seen.id, 'all', seen.contentHash))
const undo = (id: string) => t.db.write(county, (tx) => undoImport(tx, probe, id))
const register = () => t.db.read(county, allRows)
const clear = () => t.db.write(county, (tx) => tx.run(sql`delete from probe.item`))

/** Imports a file that has no refused line. */
async function bring(file: File): Promise<void> {
  const seen = await preview(file)
  expect(seen.counts.refused).toBe(0)
  expect((await apply(seen)).applied).toBe(true)
}

const text = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((each) => /^[^\s\p{C}]+$/u.test(each) && each.normalize('NFC') === each)
const row = fc.record({
  name: text,
  region: fc.constantFrom(TOWN_A, TOWN_B),
  places: fc.option(fc.integer({ min: 0, max: 999 })),
  area: fc.integer({ min: 0, max: 99_999 }).map((n) => n / 10),
  opened_on: fc.option(fc.constantFrom('2024-02-29', '2025-12-31', '1999-01-01')),
  month: fc.option(fc.constantFrom('2025-01', '2024-12')),
  inclusive: fc.option(fc.boolean()),
  kind: fc.option(fc.constantFrom('a', 'b')),
  functions: fc.option(fc.constantFrom('day', 'visit', 'day,visit')),
})
const rows = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), row), { minLength: 1, maxLength: 8, selector: ([n]) => n })
  .map((list) => list.map(([n, cells]) => ({ code: `A${n}`, ...cells, effective_on: null }) as ProbeRow))

const KEYS = [
  'code',
  'name',
  'region',
  'places',
  'area',
  'opened_on',
  'month',
  'inclusive',
  'kind',
  'functions',
] as const
const written = (item: ProbeRow, key: (typeof KEYS)[number]) => {
  const value = item[key]
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' && key === 'functions' ? value.replace(',', '、') : value
}
const fileOf = (items: ProbeRow[], order: readonly (typeof KEYS)[number][], language: 'zh' | 'en') =>
  csv(
    order.map((key) => probe.columns.find((column) => column.key === key)!.title[language]),
    items.map((item) => order.map((key) => written(item, key))),
  )

describe('for any rows', () => {
  it('applying and then undoing gives the same register, in whatever order and language the headers are', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        rows,
        fc.shuffledSubarray([...KEYS], { minLength: KEYS.length }),
        fc.constantFrom('zh', 'en'),
        async (first, second, order, language) => {
          await clear()
          await bring(fileOf(first, order, language as 'zh'))
          const before = await register()
          const sorted = first
            .map(({ effective_on: _, ...rest }) => ({ jurisdiction: '532622', ...rest }))
            .sort((a, b) => (a.code < b.code ? -1 : 1))
          expect(before).toEqual(sorted)
          const seen = await preview(fileOf(second, order, language as 'zh'))
          if (seen.counts.new + seen.counts.changed === 0) return
          const done = await apply(seen)
          await undo(done.import.id)
          expect(await register()).toEqual(before)
        },
      ),
      { numRuns: 8 },
    )
  })

  it('an export imports again unchanged, as CSV and as workbook, in both languages', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom('csv', 'xlsx'),
        fc.constantFrom('zh', 'en'),
        async (items, format, language) => {
          await clear()
          await bring(fileOf(items, KEYS, 'zh'))
          const file = await t.db.read(county, (tx) => exportRows(tx, probe, {}, format as 'csv', language as 'zh'))
          const seen = await preview({ name: file.name, bytes: file.bytes as Uint8Array })
          expect(seen.counts).toEqual({ new: 0, changed: 0, unchanged: items.length, refused: 0 })
        },
      ),
      { numRuns: 8 },
    )
  })
})
