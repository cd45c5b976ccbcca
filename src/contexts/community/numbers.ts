import { sql, type Tx } from '../../platform/db/index.ts'

const PREFIXES = { urgent: 'ZJ', volunteer: 'ZY', event: 'WT' } as const

/** The next number of a series in a year, without gaps: `ZJ-2026-0007`. Several at once where `count` asks for them, in order. One statement. */
export async function nextNumbers(tx: Tx, series: keyof typeof PREFIXES, year: number, count = 1): Promise<string[]> {
  const { last } = await tx.one<{ last: number }>(sql`insert into community.counter (jurisdiction, series, year, last)
    values (${tx.actor.jurisdiction}, ${series}, ${year}, ${count})
    on conflict (jurisdiction, series, year) do update set last = community.counter.last + ${count} returning last`)
  return Array.from(
    { length: count },
    (_, i) => `${PREFIXES[series]}-${year}-${String(last - count + i + 1).padStart(4, '0')}`,
  )
}
