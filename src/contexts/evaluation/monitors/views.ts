import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Alert, Monitor } from './model.ts'

/** Monitors with what they saw last; those with an open alert first. One statement. */
export async function monitorViews(tx: Tx): Promise<Monitor[]> {
  return tx.rows(sql`select m.id, m.name, m.rule, m.every, m.account, coalesce(a.name, '') "accountName", m.active, m.seen, m.checked_at "checkedAt",
      (select x.id from evaluation.alert x where x.jurisdiction = m.jurisdiction and x.monitor = m.id and x.closed_at is null) "openAlert", m.revision
    from evaluation.monitor m left join identity.account a on a.jurisdiction = m.jurisdiction and a.id = m.account
    where m.jurisdiction = ${tx.actor.jurisdiction} order by exists (select from evaluation.alert x where x.jurisdiction = m.jurisdiction and x.monitor = m.id and x.closed_at is null) desc, m.active desc, m.name`)
}

/** Alerts, the open ones first, then the newest; `mine`: only those raised to the reader. At most 200, one statement. */
export async function alertViews(tx: Tx, filter: { mine?: boolean; open?: boolean } = {}): Promise<Alert[]> {
  return tx.rows(sql`select x.id, x.monitor, m.name, m.rule, x.fact, x.account, coalesce(a.name, '') "accountName",
      x.account::text = ${tx.actor.id} mine, x.raised_at "raisedAt", x.closed_at "closedAt", x.closed_by "closedBy", x.reason
    from evaluation.alert x join evaluation.monitor m on m.jurisdiction = x.jurisdiction and m.id = x.monitor
    left join identity.account a on a.jurisdiction = x.jurisdiction and a.id = x.account
    where x.jurisdiction = ${tx.actor.jurisdiction} ${filter.mine ? sql`and x.account::text = ${tx.actor.id}` : sql``}
      ${filter.open ? sql`and x.closed_at is null` : sql``}
    order by x.closed_at is not null, x.raised_at desc, x.id limit 200`)
}
