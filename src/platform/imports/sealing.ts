import { refuse } from '../../kernel/refusal.ts'
import { keptSince, sql, systemActor, type Tx } from '../db/index.ts'
import type { Job } from '../events/index.ts'
import type { RegisterDefinition } from './types.ts'

/** The key under which the lines of an import are sealed; null for a register that holds nothing personal. */
export type LineKey = Buffer | null

/** A new key for an import into a private register, and the form in which it is stored with the import. */
export async function newLineKey(
  tx: Tx,
  definition: RegisterDefinition,
): Promise<{ key: LineKey; wrapped: Buffer | null }> {
  if (definition.private === undefined) return { key: null, wrapped: null }
  return (await definition.private.keys.ring(tx)).newKey()
}

/**
 * The key of an import that is there. No statement for a register that is not private.
 *
 * @throws Refusal `imports.forgotten` when it has been destroyed
 */
export async function lineKeyOf(tx: Tx, definition: RegisterDefinition, id: string): Promise<LineKey> {
  if (definition.private === undefined) return null
  const ring = await definition.private.keys.ring(tx)
  const { wrapped } = await tx.one<{ wrapped: Buffer | null }>(
    sql`select wrapped from imports.import where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  if (wrapped !== null) return ring.unwrap(wrapped)
  throw refuse(
    'imports.forgotten',
    {
      zh: '这份导入的明细已到期销毁，不能再查看或撤销',
      en: 'The lines of this import were destroyed when their time was up; it can no longer be looked at or undone',
    },
    { kind: 'conflict', next: { zh: '请在人员档案中逐份更正', en: 'Correct the files one by one' } },
  )
}

/** Destroys the keys of private imports whose time is up. Returns how many. */
export async function forgetImports(tx: Tx): Promise<number> {
  const before = await keptSince(tx, 'private-import')
  return tx.run(sql`update imports.import set wrapped = null
    where jurisdiction = ${tx.actor.jurisdiction} and private and wrapped is not null and created_at < ${before}`)
}

/** Every night. */
export const importJobs: Job[] = [
  {
    name: 'imports.forget',
    every: { dailyAt: '03:30' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('imports.forget', jurisdiction), forgetImports)
    },
  },
]
