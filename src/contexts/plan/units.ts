import type { Tx } from '../../platform/db/index.ts'
import { listUnits } from '../../platform/identity/index.ts'

/** Finds units of the register by the names papers use: the name itself or one of its other names. One statement. */
export async function unitsByName(tx: Tx): Promise<(name: string) => string | null> {
  const ids = new Map<string, string>()
  for (const unit of await listUnits(tx)) {
    if (!unit.active) continue
    for (const name of [unit.name, ...unit.aliases]) if (!ids.has(bare(name))) ids.set(bare(name), unit.id)
  }
  return (name) => ids.get(bare(name)) ?? null
}

/** 县财政局 and 砚山县财政局 stay different here: other names are for the register to keep. */
const bare = (name: string): string => name.normalize('NFKC').replace(/\s/g, '')
