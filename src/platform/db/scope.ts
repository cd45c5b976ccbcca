import sql, { type Sql } from 'sql-template-tag'
import { refuse } from '../../kernel/refusal.ts'
import { parseRegion } from '../../kernel/region.ts'
import { type Actor, reachOf } from './actor.ts'
import type { Tx } from './database.ts'

/** Whether a place lies in the area the actor works for. It may be read all the same: reading reaches as far as the jurisdiction. */
export function worksIn(actor: Pick<Actor, 'region'>, region: string): boolean {
  return actor.region === '*' || region.startsWith(actor.region)
}

/** @throws Refusal `access.region` when a place lies outside the area the actor works for */
export function expectRegion(tx: Tx, region: string): void {
  if (worksIn(tx.actor, region)) return
  throw refuse(
    'access.region',
    { zh: '这里不在您的辖区内', en: 'This lies outside the area you work for' },
    {
      kind: 'forbidden',
      next: { zh: '请由所在乡镇（街道）或县级部门办理', en: 'Ask the township it lies in, or the county' },
    },
  )
}

/**
 * A region as somebody entered it: well formed, and of the actor's jurisdiction.
 *
 * @throws Refusal `region.invalid`, `region.outside`
 */
export function expectOwn(tx: Tx, region: string, at = '/region'): void {
  parseRegion(region)
  if (region.startsWith(reachOf(tx.actor.jurisdiction))) return
  throw refuse(
    'region.outside',
    { zh: `${region} 不在本辖区`, en: `${region} lies outside this jurisdiction` },
    { at, params: { region } },
  )
}

/** The condition under which a row with this region lies in the area the actor works for. */
export function inScope(tx: Tx, region: Sql): Sql {
  return tx.actor.region === '*' ? sql`true` : sql`starts_with(${region}, ${tx.actor.region})`
}
