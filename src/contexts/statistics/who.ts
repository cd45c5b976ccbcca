import type { Tx } from '../../platform/db/index.ts'
import { actorNames } from '../../platform/identity/index.ts'

/** Name of the person who acts, as it is kept with a signature; jobs sign as what they are. */
export async function signerName(tx: Tx): Promise<string> {
  return (await actorNames(tx, [tx.actor.id]))(tx.actor.id)
}
