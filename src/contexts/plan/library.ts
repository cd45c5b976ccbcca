import { sql, type Tx } from '../../platform/db/index.ts'
import type { LibraryEntry } from './plans/indicators.ts'

/** The newest version of every indicator of the library. */
export async function libraryOf(tx: Tx): Promise<LibraryEntry[]> {
  return tx.rows<LibraryEntry>(sql`select distinct on (code) code, name, aliases, unit from statistics.indicator order by code, version desc`)
}
