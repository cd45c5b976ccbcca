import { refuse } from '../../kernel/refusal.ts'
import { covers } from '../../kernel/region.ts'
import { type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { accountNames } from '../../platform/identity/index.ts'

/** Names of actors by id: accounts by their people's names, jobs by what they are. One statement at most. */
export async function namesOf(tx: Tx, ids: Iterable<string>): Promise<(id: string) => string> {
  const names = await accountNames(tx, [...new Set(ids)])
  return (id) => names.get(id) ?? (id === 'system:seed' ? '演示数据' : id.startsWith('system:') ? '系统' : id)
}

/** @throws Refusal `access.region` when a place lies outside the area the actor works for */
export function expectRegion(tx: Tx, region: string): void {
  if (tx.actor.region === '*' || covers(tx.actor.region, region)) return
  throw refuse(
    'access.region',
    { zh: '这里不在您的辖区内', en: 'This lies outside the area you work for' },
    {
      kind: 'forbidden',
      next: { zh: '请由所在乡镇（街道）或县级部门办理', en: 'Ask the township it lies in, or the county' },
    },
  )
}

/** The condition under which an actor sees rows with a region of the actor's own government. */
export function inScope(tx: Tx, region: Sql): Sql {
  return tx.actor.region === '*' ? sql`true` : sql`starts_with(${region}, ${tx.actor.region})`
}
