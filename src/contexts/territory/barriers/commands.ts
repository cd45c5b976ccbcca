import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { expectOwn, expectRegion, inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { CheckOutcome } from '../checklists/model.ts'
import { checkItems } from '../checklists/store.ts'
import { findFacility, missingFacility } from '../facilities/views.ts'
import type { BarrierMove, BarrierState, BarrierView, NewBarrier } from './model.ts'
import { whyNotMove } from './rules.ts'

/**
 * Enters a barrier that somebody reported (A42).
 *
 * @throws Refusal `facility.missing`, `access.region`, `region.outside`, `barrier.item`, `barrier.day`
 */
export async function reportBarrier(tx: Tx, barrier: NewBarrier): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  expectOwn(tx, barrier.region)
  expectRegion(tx, barrier.region)
  if (barrier.reportedOn > day)
    throw refuse('barrier.day', { zh: '报告日期不能晚于今天', en: 'Reported today or before' }, { at: '/reportedOn' })
  const facility = barrier.facility === null ? null : await findFacility(tx, barrier.facility, day)
  if (barrier.facility !== null && facility === null) throw missingFacility(barrier.facility)
  if (barrier.item !== null && !(await checkItems(tx, 'accessibility', day)).some((item) => item.code === barrier.item))
    throw refuse('barrier.item', { zh: '无障碍检查表中没有这一项', en: 'The list has no such item' }, { at: '/item' })
  const id = newId()
  await tx.run(sql`insert into territory.barrier (jurisdiction, id, region, facility, place, what, item, reported_on, channel, state, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${facility?.region ?? barrier.region}, ${facility?.id ?? null}, ${barrier.place}, ${barrier.what}, ${barrier.item},
      ${barrier.reportedOn}, ${barrier.channel}, 'reported', ${tx.now}, ${tx.actor.id})`)
  await record(tx, {
    action: 'territory.barrier.report',
    subject: { kind: 'barrier', id },
    detail: { region: barrier.region, facility: barrier.facility, channel: barrier.channel },
  })
  await emit(tx, 'territory.barrier.reported', { barrier: id, region: barrier.region })
  return { id }
}

type Row = { state: BarrierState; region: string; facility: string | null; reportedOn: string; revision: number }

/**
 * Takes a barrier further: a retrofit is ordered, it is closed with its check, or there is nothing to mend. Of two who do it at once the
 * second is told.
 *
 * @throws Refusal `barrier.missing`, `barrier.changed-meanwhile`, `access.region`, and those of the rules
 */
export async function moveBarrier(
  tx: Tx,
  id: string,
  input: { revision: number; move: BarrierMove },
): Promise<{ revision: number }> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<Row>(sql`select state, region, facility, reported_on "reportedOn", revision
    from territory.barrier where jurisdiction = ${own} and id = ${id} for update`)
  if (row === null)
    throw refuse('barrier.missing', { zh: '没有这个障碍报告', en: 'There is no such report' }, { kind: 'missing' })
  expectRegion(tx, row.region)
  if (row.revision !== input.revision) {
    throw refuse(
      'barrier.changed-meanwhile',
      { zh: '别人已先办理了这一项', en: 'Somebody else has dealt with it meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再办', en: 'Refresh, then go on' } },
    )
  }
  const { move } = input
  const named = move.to === 'closed' ? move.check : null
  const check =
    named === null
      ? null
      : await tx.maybe<{
          outcome: CheckOutcome
          checkedOn: string
        }>(sql`select outcome, checked_on "checkedOn" from territory.facility_check
          where jurisdiction = ${own} and id = ${named} and facility = ${row.facility} and list = 'accessibility'`)
  const stand = { state: row.state, atFacility: row.facility !== null, reportedOn: row.reportedOn, check }
  const wrong = whyNotMove(stand, move, today(tx.now.getTime()))
  if (wrong !== null) throw wrong
  const change =
    move.to === 'retrofit'
      ? sql`unit_name = ${move.unitName}, due = ${move.due}, measure = ${move.measure}`
      : move.to === 'closed'
        ? sql`closed_on = ${move.on}, closing_check = ${check === null ? null : move.check}, user_accepted = ${move.userAccepted}, outcome = ${move.outcome}`
        : sql`closed_on = ${move.on}, outcome = ${move.outcome}`
  await tx.run(
    sql`update territory.barrier set state = ${move.to}, ${change}, revision = revision + 1 where jurisdiction = ${own} and id = ${id}`,
  )
  await record(tx, {
    action: `territory.barrier.${move.to === 'closed' ? 'close' : move.to === 'rejected' ? 'reject' : 'retrofit'}`,
    subject: { kind: 'barrier', id },
    detail: { before: row.state, revision: row.revision + 1 },
  })
  await emit(tx, 'territory.barrier.moved', { barrier: id, region: row.region, state: move.to })
  return { revision: row.revision + 1 }
}

/** Barriers, open ones and those overdue first. */
export async function barriers(
  tx: Tx,
  query: { state?: BarrierState; region?: string; facility?: string },
): Promise<BarrierView[]> {
  const day = today(tx.now.getTime())
  return tx.rows(sql`select b.id, b.region, r.name "regionName", f.code facility, (fo.version).name "facilityName", b.place, b.what, b.item,
      b.reported_on "reportedOn", b.channel, b.state, b.unit_name "unitName", b.due, b.measure, b.closed_on "closedOn", b.outcome,
      b.user_accepted "userAccepted", b.state = 'retrofit' and b.due < ${day}::date overdue, b.revision
    from territory.barrier b
    left join territory.region_on('statistical', ${day}) r on r.code = b.region
    left join territory.facility f on f.jurisdiction = b.jurisdiction and f.id = b.facility
    left join territory.facility_on(${day}) fo on fo.jurisdiction = b.jurisdiction and fo.facility = b.facility
    where starts_with(b.region, ${prefixOf(query.region ?? tx.actor.jurisdiction)})
      and ${inScope(tx, sql`b.region`)}
      and (${query.state ?? null}::text is null or b.state = ${query.state ?? null}) and (${query.facility ?? null}::text is null or f.code = ${query.facility ?? null})
    order by b.closed_on nulls first, b.due nulls first, b.reported_on, b.id limit 500`)
}
