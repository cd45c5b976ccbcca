import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { recordPerson } from './index.ts'
import { testDesk } from './testkit.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)

beforeAll(() => addJurisdiction(t.db, { code: COUNTY, name: '砚山县' }))

type Span = { from: string; until: string | null }
const INSERTS = {
  address: (tx: Tx, id: string, person: string, { from, until }: Span) =>
    tx.run(sql`insert into people.address (jurisdiction, id, person, kind, during, recorded_at, recorded_by)
      values (${COUNTY}, ${id}, ${person}, 'residence', daterange(${from}, ${until}), now(), 'test')`),
  category: (tx: Tx, id: string, person: string, { from, until }: Span) =>
    tx.run(sql`insert into people.category (jurisdiction, id, person, tag, during, sealed, recorded_at, recorded_by)
      values (${COUNTY}, ${id}, ${person}, '\\x01', daterange(${from}, ${until}), '\\x', now(), 'test')`),
}
type Table = keyof typeof INSERTS

const newPerson = async () =>
  (await t.db.write(officer, (tx) => recordPerson(tx, desk, { name: '李秀英', region: null }))).id
const insert = (table: Table, person: string, span: Span, id = newId()) =>
  t.db.write(officer, (tx) => INSERTS[table](tx, id, person, span))
const held = (table: Table, person: string) =>
  t.asOwner<Span>(
    `select lower(during)::text "from", upper(during)::text until from people.${table} where person = $1 order by 1`,
    [person],
    true,
  )
const overlap = (a: Span, b: Span) => a.from < (b.until ?? '9999') && b.from < (a.until ?? '9999')
const span = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 1, max: 20 })))
  .map(([from, days]): Span => {
    const first = addDays('2026-01-01', from)
    return { from: first, until: days === null ? null : addDays(first, days) }
  })

describe.each(['address', 'category'] as const)('times of one person in %s', (table) => {
  it('never overlap, whoever writes at the same moment, and only what overlaps is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(span, { minLength: 2, maxLength: 10 }), async (spans) => {
        const person = await newPerson()
        const answers = await Promise.allSettled(spans.map((each) => insert(table, person, each)))
        const kept = await held(table, person)
        for (const [i, a] of kept.entries())
          for (const b of kept.slice(i + 1)) expect(overlap(a, b), JSON.stringify(kept)).toBe(false)
        expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(kept.length)
        for (const [i, answer] of answers.entries()) {
          if (answer.status === 'fulfilled') continue
          expect(['23P01', '23505']).toContain(answer.reason.code)
          expect(kept.some((each) => overlap(each, spans[i]!))).toBe(true)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('are refused when a change makes them overlap, and when nobody could tell', async () => {
    const person = await newPerson()
    const first = newId()
    await insert(table, person, { from: '2026-01-01', until: '2026-02-01' }, first)
    await insert(table, person, { from: '2026-02-01', until: null })
    const longer = sql`daterange('2026-01-01', '2026-02-02')`
    const change =
      table === 'address'
        ? sql`update people.address set during = ${longer} where jurisdiction = ${COUNTY} and id = ${first}`
        : sql`update people.category set during = ${longer} where jurisdiction = ${COUNTY} and id = ${first}`
    await expect(t.db.write(officer, (tx) => tx.run(change))).rejects.toMatchObject({ code: '23P01' })
    // Under repeatable read what others committed meanwhile would not be seen.
    await expect(
      t.db.write(officer, async (tx) => {
        await tx.run(sql`set transaction isolation level repeatable read`)
        await INSERTS[table](tx, newId(), person, { from: '2025-01-01', until: '2025-02-01' })
      }),
    ).rejects.toMatchObject({ code: '0A000' })
    // Nor may two rows of one statement, neither of which stood there before.
    const both = sql`unnest(${[newId(), newId()]}::uuid[], array['[2024-01-01,2024-03-01)', '[2024-02-01,2024-04-01)']::daterange[]) x(id, during)`
    const together =
      table === 'address'
        ? sql`insert into people.address (jurisdiction, id, person, kind, during, recorded_at, recorded_by)
            select ${COUNTY}, x.id, ${person}, 'residence', x.during, now(), 'test' from ${both}`
        : sql`insert into people.category (jurisdiction, id, person, tag, during, sealed, recorded_at, recorded_by)
            select ${COUNTY}, x.id, ${person}, '\\x01', x.during, '\\x', now(), 'test' from ${both}`
    await expect(t.db.write(officer, (tx) => tx.run(together))).rejects.toMatchObject({ code: '23P01' })
    expect(await held(table, person)).toHaveLength(2)
  })
})
