import { sql, type Tx } from '../../platform/db/index.ts'

/** Name of the person who acts, as it is kept with a signature; jobs sign as what they are. */
export async function signerName(tx: Tx): Promise<string> {
  if (tx.actor.kind !== 'account') return tx.actor.id === 'system:seed' ? '演示数据' : '系统'
  const account = await tx.maybe<{ name: string }>(sql`select name from identity.account
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${tx.actor.id}::uuid`)
  return account?.name ?? tx.actor.id
}
