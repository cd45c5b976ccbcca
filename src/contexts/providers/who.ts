import type { Tx } from '../../platform/db/index.ts'
import { accountNames } from '../../platform/identity/index.ts'

/** Names of actors by id: accounts by their people's names, jobs by what they are. One statement at most. */
export async function namesOf(tx: Tx, ids: Iterable<string>): Promise<(id: string) => string> {
  const names = await accountNames(tx, [...new Set(ids)])
  return (id) => names.get(id) ?? (id === 'system:seed' ? '演示数据' : id.startsWith('system:') ? '系统' : id)
}
