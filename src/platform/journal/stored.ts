import { sql, type Tx } from '../db/index.ts'
import { fold, type Run, subtreesOf } from './tree.ts'

/** A run of leaves in one lane. */
export type LaneRun = Run & { lane: number }

/**
 * Hashes of runs, put together from what the entries hold: the hash of a complete subtree stands on the leaf that closed it.
 * One statement, a logarithm of the tree's size in rows. Throws when a row is missing.
 */
export async function hashesOf(tx: Tx, jurisdiction: string, runs: readonly LaneRun[]): Promise<Buffer[]> {
  const wanted = runs.flatMap((run, which) =>
    subtreesOf(run).map(({ level, index }) => ({
      which,
      lane: run.lane,
      level,
      position: (index + 1) * 2 ** level - 1,
    })),
  )
  if (wanted.length === 0) return []
  const rows = await tx.rows<{ hash: Buffer | null }>(sql`
    select case w.level when 0 then e.hash else substring(e.nodes from 32 * w.level - 31 for 32) end hash
    from unnest(${wanted.map((w) => w.lane)}::int[], ${wanted.map((w) => w.position)}::bigint[], ${wanted.map((w) => w.level)}::int[])
      with ordinality w (lane, "position", level, turn)
    left join journal.entry e on e.jurisdiction = ${jurisdiction} and e.lane = w.lane and e."position" = w."position"
    order by w.turn`)
  const parts: Buffer[][] = runs.map(() => [])
  rows.forEach(({ hash }, i) => {
    const { which, lane, position } = wanted[i]!
    if (hash === null) throw new Error(`the journal of ${jurisdiction} lacks the entry ${lane}/${position}`)
    parts[which]!.push(hash)
  })
  return parts.map(fold)
}
