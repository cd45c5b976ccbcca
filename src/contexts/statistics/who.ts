import type { Tx } from '../../platform/db/index.ts'
import { accountNames } from '../../platform/identity/index.ts'

/** Name of the person who acts, as it is kept with a signature; jobs sign as what they are. */
export async function signerName(tx: Tx): Promise<string> {
  if (tx.actor.kind !== 'account') return tx.actor.id === 'system:seed' ? '演示数据' : '系统'
  return (await accountNames(tx, [tx.actor.id])).get(tx.actor.id) ?? tx.actor.id
}
