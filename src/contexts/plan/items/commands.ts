import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { ItemState } from './model.ts'

/**
 * Reports how a service item stands in practice. A stopped one needs a word why.
 * @throws Refusal `item.missing`, `item.note`, `item.future`
 */
export async function reportItem(
  tx: Tx,
  code: string,
  input: { state: ItemState; asOf?: string | undefined; note?: string | undefined },
): Promise<{ id: string }> {
  const j = tx.actor.jurisdiction
  const known = await tx.maybe(sql`select from plan.service_item where jurisdiction = ${j} and code = ${code} limit 1`)
  if (known === null)
    throw refuse(
      'item.missing',
      { zh: '目录里没有这个事项', en: 'The catalogue has no such item' },
      { kind: 'missing', params: { code } },
    )
  const note = input.note?.trim() || null
  const now = today(tx.now.getTime())
  const asOf = input.asOf ?? now
  if (asOf > now)
    throw refuse('item.future', { zh: '日期不能晚于今天', en: 'The date cannot lie in the future' }, { at: '/asOf' })
  if (input.state === 'stopped' && note === null)
    throw refuse('item.note', { zh: '停办请写明原因', en: 'Say why it was stopped' }, { at: '/note' })
  const id = newId()
  await tx.run(sql`insert into plan.service_item_report (jurisdiction, id, code, as_of, state, note, reported_by, reported_at)
    values (${j}, ${id}, ${code}, ${asOf}, ${input.state}, ${note}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'plan.service-item.report',
    subject: { kind: 'service-item', id: code },
    detail: { state: input.state, asOf },
  })
  return { id }
}
