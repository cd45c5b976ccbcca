import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packed, partOf, sql, systemActor } from './index.ts'
import { testDatabase } from './testkit/index.ts'

const t = testDatabase()

it('byte strings that were packed come out as they went in, empty ones too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), async (parts) => {
      const all = packed(parts)
      const rows = await t.db.read(systemActor('test', '532622'), (tx) =>
        tx.rows<{ part: Buffer }>(sql`select ${partOf(all, sql`x.start`, sql`x.length`)} part
          from unnest(${all.starts}::int[], ${all.lengths}::int[]) with ordinality x(start, length, n) order by n`),
      )
      expect(rows.map(({ part }) => new Uint8Array(part))).toEqual(parts.map((part) => new Uint8Array(part)))
    }),
    { numRuns: 30 },
  )
})
