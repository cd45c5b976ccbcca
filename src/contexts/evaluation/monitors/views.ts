import { sql, type Tx } from '../../../platform/db/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import type { Alert, Monitor } from './model.ts'

/** Rows with the names of the people they name. One statement. */
async function named<Row extends { account: string }>(
  tx: Tx,
  rows: readonly Row[],
): Promise<(Row & { accountName: string })[]> {
  const names = await accountNames(
    tx,
    rows.map(({ account }) => account),
  )
  return rows.map((row) => ({ ...row, accountName: names.get(row.account) ?? '' }))
}

/** Monitors with what they saw last; those with an open alert first. Two statements. */
export async function monitorViews(tx: Tx): Promise<Monitor[]> {
  const rows = await tx.rows<
    Omit<Monitor, 'accountName'>
  >(sql`select m.id, m.name, m.rule, m.every, m.account, m.active, m.seen,
      m.checked_at "checkedAt", x.id "openAlert", m.revision
    from evaluation.monitor m
    left join evaluation.alert x on x.jurisdiction = m.jurisdiction and x.monitor = m.id and x.closed_at is null
    where m.jurisdiction = ${tx.actor.jurisdiction} order by x.id is not null desc, m.active desc, m.name`)
  return named(tx, rows)
}

/** Alerts, the open ones first, then the newest; `mine`: only those raised to the reader. At most 200, two statements. */
export async function alertViews(tx: Tx, filter: { mine?: boolean; open?: boolean } = {}): Promise<Alert[]> {
  const rows = await tx.rows<Omit<Alert, 'accountName'>>(sql`select x.id, x.monitor, m.name, m.rule, x.fact, x.account,
      x.account::text = ${tx.actor.id} mine, x.raised_at "raisedAt", x.closed_at "closedAt", x.closed_by "closedBy", x.reason
    from evaluation.alert x join evaluation.monitor m on m.jurisdiction = x.jurisdiction and m.id = x.monitor
    where x.jurisdiction = ${tx.actor.jurisdiction} ${filter.mine ? sql`and x.account::text = ${tx.actor.id}` : sql``}
      ${filter.open ? sql`and x.closed_at is null` : sql``}
    order by x.closed_at is not null, x.raised_at desc, x.id limit 200`)
  return named(tx, rows)
}
