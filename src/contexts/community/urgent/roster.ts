import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, inScope, reachOf, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { regionNames } from '../../territory/index.ts'
import type { DutyContact } from './model.ts'

const EXCLUSION = '23P01'

export type NewContact = {
  /** County, town or village: six, nine or twelve digits. */
  area: string
  position: number
  name: string
  phone: string
  /** Account that is paged on its screen; null: is rung only. */
  account: string | null
  from: string
  until: string | null
}

/**
 * Puts somebody on the roster (值班表) of an area. Two never stand at one place of the order at one time.
 *
 * @throws Refusal `region.outside`, `access.region`, `duty.span`, `duty.position`
 */
export async function addContact(tx: Tx, input: NewContact): Promise<{ id: string }> {
  const { area, position, name, phone, account, from, until } = input
  if (!area.startsWith(reachOf(tx.actor.jurisdiction)))
    throw refuse(
      'region.outside',
      { zh: `${area} 不在本辖区`, en: `${area} lies outside this jurisdiction` },
      { at: '/area', params: { region: area } },
    )
  expectRegion(tx, area)
  if (until !== null && new Date(until) <= new Date(from))
    throw refuse('duty.span', { zh: '结束时间早于开始时间', en: 'It ends before it begins' }, { at: '/until' })
  const id = newId()
  try {
    await tx.run(sql`insert into community.duty_contact (jurisdiction, id, area, position, name, phone, account, during, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${area}, ${position}, ${name}, ${phone}, ${account}, tstzrange(${from}, ${until}), ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUSION) throw error
    throw refuse(
      'duty.position',
      { zh: `这段时间第 ${position} 位已有人值班`, en: `Position ${position} is taken at that time` },
      {
        kind: 'conflict',
        at: '/position',
        next: { zh: '请换一个次序，或先结束原来的排班', en: 'Choose another position, or end the other duty first' },
      },
    )
  }
  await record(tx, {
    action: 'community.duty.add',
    subject: { kind: 'duty-contact', id },
    detail: { area, position, account },
  })
  return { id }
}

/** Ends a duty now, or takes one out that has not begun. @throws Refusal `duty.missing`, `access.region` */
export async function endContact(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await tx.maybe<{
    area: string
    begun: boolean
    ended: boolean
  }>(sql`select area, lower(during) < ${tx.now} begun,
      coalesce(upper(during) <= ${tx.now}, false) ended
    from community.duty_contact where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null || row.ended)
    throw refuse('duty.missing', { zh: '值班表上没有这一行', en: 'There is no such duty' }, { kind: 'missing' })
  expectRegion(tx, row.area)
  // What has not begun keeps a moment: a span is never empty, and the row stays for those who ask who was planned.
  await tx.run(sql`update community.duty_contact set ended_reason = ${reason},
      during = tstzrange(least(lower(during), ${tx.now}::timestamptz - interval '1 millisecond'), ${tx.now})
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, { action: 'community.duty.end', subject: { kind: 'duty-contact', id }, detail: { reason } })
}

/** The roster as it stands and is planned, by area and position. Two statements. */
export async function roster(tx: Tx): Promise<DutyContact[]> {
  const rows = await tx.rows<
    Omit<DutyContact, 'areaName'>
  >(sql`select id, area, position, name, phone, account, lower(during) "from",
      upper(during) until, ended_reason "endedReason"
    from community.duty_contact where jurisdiction = ${tx.actor.jurisdiction} and (upper_inf(during) or upper(during) > ${tx.now})
      and (${inScope(tx, sql`area`)} or starts_with(${tx.actor.region}, area))
    order by length(area), area, position, lower(during) limit 1000`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.area.padEnd(12, '0')),
    today(tx.now.getTime()),
  )
  return rows.map((row) => ({ ...row, areaName: names.get(row.area.padEnd(12, '0')) ?? null }))
}
