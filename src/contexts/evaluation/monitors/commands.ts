import { today as todayOf } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { workingAccounts } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { taskLines } from '../../plan/index.ts'
import { latestSeries, seriesKey } from '../../statistics/index.ts'
import { nameOf } from '../who.ts'
import type { Breach, MonitorRule } from './model.ts'
import { figureBreach, isDue, taskBreach } from './rules.ts'

export type NewMonitor = { name: string; rule: MonitorRule; every: 'daily' | 'weekly'; account: string }

/**
 * Sets up a monitor with the person who is told (监测责任人).
 *
 * @throws Refusal `monitor.account` when there is no such active account
 */
export async function addMonitor(tx: Tx, input: NewMonitor): Promise<string> {
  if (!(await workingAccounts(tx)).some(({ id }) => id === input.account)) {
    throw refuse(
      'monitor.account',
      { zh: '没有这个在用的账号', en: 'There is no such active account' },
      { at: '/account' },
    )
  }
  const id = newId()
  await tx.run(sql`insert into evaluation.monitor (jurisdiction, id, name, rule, every, account)
    values (${tx.actor.jurisdiction}, ${id}, ${input.name}, ${JSON.stringify(input.rule)}, ${input.every}, ${input.account})`)
  await record(tx, {
    action: 'evaluation.monitor.add',
    subject: { kind: 'monitor', id },
    detail: { rule: JSON.stringify(input.rule), every: input.every, account: input.account },
  })
  return id
}

/** Stops a monitor, or lets it watch again. @throws Refusal `monitor.missing` */
export async function switchMonitor(tx: Tx, id: string, active: boolean): Promise<void> {
  const n = await tx.run(sql`update evaluation.monitor set active = ${active}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  if (n === 0)
    throw refuse('monitor.missing', { zh: '没有这个监测项', en: 'There is no such monitor' }, { kind: 'missing' })
  await record(tx, { action: 'evaluation.monitor.switch', subject: { kind: 'monitor', id }, detail: { active } })
}

type Row = { id: string; rule: MonitorRule; every: 'daily' | 'weekly'; account: string; checked: string | null }

/**
 * Looks at the monitors that are due. A breach raises one alert to the named person; while it is open, and when it was closed and the
 * same breach goes on, nothing is raised again.
 *
 * @param all look at every active monitor, due or not
 * @returns how many alerts were raised
 */
export async function runMonitors(tx: Tx, all = false): Promise<number> {
  const j = tx.actor.jurisdiction
  const today = todayOf(tx.now.getTime())
  const rows = (
    await tx.rows<Row>(sql`select id, rule, every, account, ((checked_at at time zone 'Asia/Shanghai')::date)::text checked
      from evaluation.monitor where jurisdiction = ${j} and active order by id for update`)
  ).filter((row) => all || isDue(row.every, row.checked, today))
  if (rows.length === 0) return 0
  const pairs = rows.flatMap(({ rule }) =>
    rule.kind === 'overdue' ? [] : [{ indicator: rule.indicator, region: rule.region }],
  )
  const series = pairs.length === 0 ? new Map() : await latestSeries(tx, { pairs, asOf: today })
  const lines = rows.some(({ rule }) => rule.kind === 'overdue') ? await taskLines(tx, {}) : []
  let raised = 0
  for (const row of rows) {
    const breach = await breachOf(tx, row, series, lines, today)
    const point =
      row.rule.kind === 'overdue' ? null : series.get(seriesKey(row.rule.indicator, row.rule.region))?.at(-1)
    const seen = {
      breached: breach !== null,
      asOf: point?.asOf ?? null,
      value: point?.value ?? breach?.fact.value ?? null,
    }
    await tx.run(
      sql`update evaluation.monitor set seen = ${JSON.stringify(seen)}, checked_at = ${tx.now} where jurisdiction = ${j} and id = ${row.id}`,
    )
    if (breach !== null && (await raise(tx, row, breach))) raised++
  }
  return raised
}

async function breachOf(
  tx: Tx,
  { id, rule }: Row,
  series: Awaited<ReturnType<typeof latestSeries>>,
  lines: Awaited<ReturnType<typeof taskLines>>,
  today: string,
): Promise<Breach | null> {
  if (rule.kind !== 'overdue')
    return figureBreach(rule, series.get(seriesKey(rule.indicator, rule.region)) ?? [], today)
  const told = await tx.rows<{
    id: string
  }>(sql`select distinct t->>'id' id from evaluation.alert a, jsonb_array_elements(a.fact->'tasks') t
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.monitor = ${id}`)
  return taskBreach(rule, lines, new Set(told.map((each) => each.id)))
}

/** The unique keys decide: one open alert a monitor, one alert a breach. */
async function raise(tx: Tx, monitor: Row, breach: Breach): Promise<boolean> {
  const id = newId()
  const n = await tx.run(sql`insert into evaluation.alert (jurisdiction, id, monitor, breach, fact, account, raised_at)
    values (${tx.actor.jurisdiction}, ${id}, ${monitor.id}, ${breach.key}, ${JSON.stringify(breach.fact)}, ${monitor.account}, ${tx.now})
    on conflict do nothing`)
  if (n === 0) return false
  await record(tx, {
    action: 'evaluation.alert.raise',
    subject: { kind: 'alert', id },
    detail: { monitor: monitor.id, breach: breach.key, account: monitor.account },
  })
  await emit(tx, 'evaluation.alert.raised', { alert: id, monitor: monitor.id, account: monitor.account })
  return true
}

/**
 * Closes an alert with a reason: the named person does, or whoever manages the monitors.
 *
 * @throws Refusal `alert.missing`, `alert.closed`, `alert.not-yours`
 */
export async function closeAlert(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await tx.maybe<{
    account: string
    closed: boolean
  }>(sql`select account, closed_at is not null closed from evaluation.alert
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('alert.missing', { zh: '没有这条预警', en: 'There is no such alert' }, { kind: 'missing' })
  if (row.closed)
    throw refuse('alert.closed', { zh: '这条预警已经办结', en: 'This alert is closed already' }, { kind: 'conflict' })
  if (row.account !== tx.actor.id && !tx.actor.permissions.has('monitor.manage') && !tx.actor.permissions.has('*')) {
    throw refuse(
      'alert.not-yours',
      { zh: '这条预警不是派给您的', en: 'This alert was raised to somebody else' },
      { kind: 'forbidden' },
    )
  }
  await tx.run(sql`update evaluation.alert set closed_at = ${tx.now}, closed_by = ${await nameOf(tx, tx.actor.id)}, reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, { action: 'evaluation.alert.close', subject: { kind: 'alert', id }, detail: { reason } })
}
