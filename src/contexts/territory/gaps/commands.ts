import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record, recordMany } from '../../../platform/journal/index.ts'
import type { GapHappening, GapMethod, Shortfall } from './model.ts'
import { verdictOf, whyNotClose, whyNotPlan } from './rules.ts'
import { shortfalls } from './shortfalls.ts'

type Stored = {
  id: string
  region: string
  family: string
  line: string
  state: 'open' | 'closed'
  openedOn: string
  revision: number
}

type Done = { gap: string; act: GapHappening['act']; detail: object; note?: string | null }

async function happened(tx: Tx, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return
  const rows = done.map((each) => ({ id: newId(), note: null, ...each }))
  await tx.run(sql`insert into territory.gap_happening (jurisdiction, id, gap, act, detail, note, done_by, done_at)
    select ${tx.actor.jurisdiction}, id, gap, act, detail, note, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, gap uuid, act text, detail jsonb, note text)`)
}

/**
 * Opens an item for every community and line of a family that fails today; what is open stays, what was closed opens again. Lines that
 * are unknown are counted and not opened: unknown is not a failure.
 *
 * @throws Refusal `standard.missing`, `standard.subject`, `access.region`
 */
export async function openGaps(
  tx: Tx,
  input: { family: string; region?: string | undefined },
): Promise<{ opened: number; reopened: number; known: number; unknown: number }> {
  const region = input.region ?? (tx.actor.region === '*' ? undefined : tx.actor.region.padEnd(12, '0'))
  if (input.region !== undefined) expectRegion(tx, input.region)
  const all = await shortfalls(tx, input.family, region)
  const failing = all.filter((each) => each.state === 'fail')
  const day = today(tx.now.getTime())
  const opened = await insertGaps(tx, failing, day)
  const reopened = await tx.rows<{
    id: string
  }>(sql`update territory.gap_item i set state = 'open', closed_on = null, share = 0, times_opened = times_opened + 1, revision = revision + 1,
      required = g.required, measured = g.measured, missing = g.missing, checked_on = ${day}
    from jsonb_to_recordset(${JSON.stringify(failing)}::jsonb) as g(region text, family text, line text, required numeric, measured numeric, missing numeric)
    where i.jurisdiction = ${tx.actor.jurisdiction} and i.region = g.region and i.family = g.family and i.line = g.line and i.state = 'closed' returning i.id`)
  await happened(tx, [
    ...opened.map((gap): Done => ({ gap, act: 'open', detail: {} })),
    ...reopened.map(({ id }): Done => ({ gap: id, act: 'reopen', detail: {} })),
  ])
  const result = {
    opened: opened.length,
    reopened: reopened.length,
    known: failing.length - opened.length - reopened.length,
    unknown: all.filter((each) => each.state === 'unknown').length,
  }
  await record(tx, {
    action: 'territory.gap.open',
    subject: { kind: 'standard', id: input.family },
    detail: { region: region ?? null, ...result },
  })
  await emit(tx, 'territory.gap.opened', { family: input.family, opened, reopened: reopened.map(({ id }) => id) })
  return result
}

async function insertGaps(tx: Tx, failing: readonly Shortfall[], day: string): Promise<string[]> {
  const rows = failing.map((each) => ({ ...each, id: newId(), title: each.title.zh, unit: each.unit.zh }))
  const added = await tx.rows<{
    id: string
  }>(sql`insert into territory.gap_item (jurisdiction, id, region, family, line, title, unit, clause, opened_on, required, measured, missing, checked_on)
    select ${tx.actor.jurisdiction}, id, region, family, line, title, unit, clause, ${day}, required, measured, missing, ${day}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, region text, family text, line text, title text, unit text, clause text,
      required numeric, measured numeric, missing numeric)
    on conflict (jurisdiction, region, family, line) do nothing returning id`)
  return added.map(({ id }) => id)
}

async function gapForUpdate(tx: Tx, id: string, revision: number): Promise<Stored> {
  const row =
    await tx.maybe<Stored>(sql`select id, region, family, line, state, opened_on as "openedOn", revision from territory.gap_item
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('gap.missing', { zh: '没有这个短板项', en: 'There is no such gap item' }, { kind: 'missing' })
  expectRegion(tx, row.region)
  if (row.revision !== revision)
    throw refuse(
      'gap.changed-meanwhile',
      { zh: '这一项刚被别人更新过', en: 'Somebody has changed this item meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再办', en: 'Refresh, then change it' } },
    )
  return row
}

export type GapPlan = {
  revision: number
  ownerUnit: string
  method: GapMethod
  plannedOn: string
  costFen: number | null
  note: string | null
}

/**
 * Says who mends a gap, how, by when and at what cost.
 *
 * @throws Refusal `gap.missing`, `gap.closed`, `gap.date`, `gap.changed-meanwhile`, `access.region`
 */
export async function planGap(tx: Tx, id: string, input: GapPlan): Promise<{ revision: number }> {
  const item = await gapForUpdate(tx, id, input.revision)
  if (item.state === 'closed')
    throw refuse('gap.closed', { zh: '已经销号', en: 'It has been closed already' }, { kind: 'conflict' })
  const wrong = whyNotPlan(input, item.openedOn)
  if (wrong !== null) throw wrong
  const { ownerUnit, method, plannedOn, costFen, note } = input
  await tx.run(sql`update territory.gap_item set owner_unit = ${ownerUnit.trim()}, method = ${method}, planned_on = ${plannedOn}, cost_fen = ${costFen},
      note = ${note}, revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await happened(tx, [{ gap: id, act: 'plan', detail: { ownerUnit, method, plannedOn, costFen }, note }])
  await record(tx, {
    action: 'territory.gap.plan',
    subject: { kind: 'gap-item', id },
    detail: { ownerUnit, method, plannedOn, costFen },
  })
  return { revision: input.revision + 1 }
}

/**
 * Reports how far an item has come. The report does not close it.
 *
 * @throws Refusal of `planGap`
 */
export async function reportGap(
  tx: Tx,
  id: string,
  input: { revision: number; share: number; note: string },
): Promise<{ revision: number }> {
  const item = await gapForUpdate(tx, id, input.revision)
  if (item.state === 'closed')
    throw refuse('gap.closed', { zh: '已经销号', en: 'It has been closed already' }, { kind: 'conflict' })
  await tx.run(
    sql`update territory.gap_item set share = ${input.share}, revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await happened(tx, [{ gap: id, act: 'progress', detail: { share: input.share }, note: input.note }])
  await record(tx, {
    action: 'territory.gap.report',
    subject: { kind: 'gap-item', id },
    detail: { share: input.share },
  })
  return { revision: input.revision + 1 }
}

/**
 * Closes an item whose line passes today by the standards; what is said by hand does not count.
 *
 * @throws Refusal `gap.still-short` with what is missing, `gap.unmeasured`, `gap.closed`
 */
export async function closeGap(tx: Tx, id: string, input: { revision: number }): Promise<{ revision: number }> {
  const item = await gapForUpdate(tx, id, input.revision)
  const now = (await shortfalls(tx, item.family, item.region)).find(
    (each) => each.region === item.region && each.line === item.line,
  )
  const wrong = whyNotClose(item, now ?? null)
  if (wrong !== null) throw wrong
  await settle(tx, [{ item, now: now!, verdict: 'close' }])
  return { revision: input.revision + 1 }
}

type Checked = { item: Stored; now: Shortfall; verdict: 'close' | 'reopen' | 'stay' }

async function settle(tx: Tx, checked: readonly Checked[]): Promise<void> {
  const day = today(tx.now.getTime())
  const rows = checked.map(({ item, now, verdict }) => ({
    id: item.id,
    verdict,
    required: now.required,
    measured: now.measured,
    missing: now.state === 'pass' ? 0 : now.missing,
  }))
  await tx.run(sql`update territory.gap_item i set required = g.required, measured = coalesce(g.measured, i.measured), missing = coalesce(g.missing, i.missing), checked_on = ${day},
      state = case g.verdict when 'close' then 'closed' when 'reopen' then 'open' else i.state end,
      closed_on = case g.verdict when 'close' then ${day}::date when 'reopen' then null else i.closed_on end,
      share = case g.verdict when 'close' then 100 when 'reopen' then 0 else i.share end,
      times_opened = i.times_opened + case g.verdict when 'reopen' then 1 else 0 end,
      revision = i.revision + case g.verdict when 'stay' then 0 else 1 end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, verdict text, required numeric, measured numeric, missing numeric)
    where i.jurisdiction = ${tx.actor.jurisdiction} and i.id = g.id`)
  const moved = checked.filter((each) => each.verdict !== 'stay')
  await happened(
    tx,
    moved.map(
      ({ item, now, verdict }): Done => ({
        gap: item.id,
        act: verdict === 'close' ? 'close' : 'reopen',
        detail: { required: now.required, measured: now.measured, missing: now.missing },
      }),
    ),
  )
  await recordMany(
    tx,
    moved.map(({ item, now, verdict }) => ({
      action: `territory.gap.${verdict}`,
      subject: { kind: 'gap-item', id: item.id },
      detail: { region: item.region, family: item.family, line: item.line, missing: now.missing },
    })),
  )
  if (moved.length > 0)
    await emit(tx, 'territory.gap.settled', { gaps: moved.map(({ item, verdict }) => ({ id: item.id, verdict })) })
}

/**
 * Looks at items again by the standards: what passes is closed, what fails again is reopened. Run when registers change and every day.
 *
 * @param prefixes digits that the communities begin with; all when left out
 * @returns how many were closed and reopened
 */
export async function recheckGaps(
  tx: Tx,
  prefixes: readonly string[] = [''],
): Promise<{ closed: number; reopened: number }> {
  const items =
    await tx.rows<Stored>(sql`select id, region, family, line, state, opened_on as "openedOn", revision from territory.gap_item
    where jurisdiction = ${tx.actor.jurisdiction} and exists (select from unnest(${prefixes}::text[]) p where starts_with(region, p)) order by id for update`)
  const checked: Checked[] = []
  for (const family of new Set(items.map((item) => item.family))) {
    const now = new Map((await shortfalls(tx, family)).map((each) => [`${each.region} ${each.line}`, each]))
    for (const item of items) {
      const line = item.family === family ? now.get(`${item.region} ${item.line}`) : undefined
      if (line !== undefined) checked.push({ item, now: line, verdict: verdictOf(item.state, line.state) })
    }
  }
  if (checked.length > 0) await settle(tx, checked)
  const count = (verdict: Checked['verdict']) => checked.filter((each) => each.verdict === verdict).length
  return { closed: count('close'), reopened: count('reopen') }
}
