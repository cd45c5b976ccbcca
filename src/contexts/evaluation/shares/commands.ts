import { compareDates, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'

const UNIQUE = '23505'

function past(tx: Tx, on: string): void {
  if (compareDates(on, today(tx.now.getTime())) > 0)
    throw refuse('share.future', { zh: '日期不能晚于今天', en: 'The date cannot lie in the future' }, { at: '/on' })
}

/** Enters a dataset (共享数据目录) with the unit that keeps it and the working days it promises. @throws Refusal `dataset.exists` */
export async function addDataset(
  tx: Tx,
  input: { name: string; unitName: string; promisedWorkdays: number },
): Promise<string> {
  const id = newId()
  const n =
    await tx.run(sql`insert into evaluation.dataset (jurisdiction, id, name, unit_name, promised_workdays, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.name}, ${input.unitName}, ${input.promisedWorkdays}, ${tx.now}) on conflict do nothing`)
  if (n === 0)
    throw refuse(
      'dataset.exists',
      { zh: '已有同名的数据目录', en: 'There is a dataset of this name' },
      { kind: 'conflict', at: '/name' },
    )
  await record(tx, { action: 'evaluation.dataset.add', subject: { kind: 'dataset', id }, detail: { ...input } })
  return id
}

/** Logs a request for a dataset. @throws Refusal `dataset.missing`, `share.future` */
export async function askForData(
  tx: Tx,
  input: { dataset: string; askedBy: string; purpose: string; on: string },
): Promise<string> {
  past(tx, input.on)
  const known = await tx.maybe(
    sql`select 1 from evaluation.dataset where jurisdiction = ${tx.actor.jurisdiction} and id = ${input.dataset}`,
  )
  if (known === null)
    throw refuse('dataset.missing', { zh: '没有这个数据目录', en: 'There is no such dataset' }, { kind: 'missing' })
  const id = newId()
  await tx.run(sql`insert into evaluation.share_request (jurisdiction, id, dataset, asked_by, purpose, asked_on)
    values (${tx.actor.jurisdiction}, ${id}, ${input.dataset}, ${input.askedBy}, ${input.purpose}, ${input.on})`)
  await record(tx, {
    action: 'evaluation.share.ask',
    subject: { kind: 'share-request', id },
    detail: { dataset: input.dataset, by: input.askedBy },
  })
  return id
}

export type ShareAct = {
  act: 'fulfilled' | 'refused' | 'used' | 'faulty'
  on: string
  amount?: number | null
  note?: string | null
}

/**
 * Logs what became of a request: fulfilled, refused with a reason, used, found faulty.
 *
 * @throws Refusal `share.missing`, `share.answered`, `share.unfulfilled`, `share.early`, `share.reason`, `share.future`
 */
export async function logShare(tx: Tx, request: string, input: ShareAct): Promise<void> {
  past(tx, input.on)
  const row = await tx.maybe<{ askedOn: string; fulfilled: boolean }>(sql`select r.asked_on "askedOn",
      exists (select from evaluation.share_event e where e.jurisdiction = r.jurisdiction and e.request = r.id and e.act = 'fulfilled') fulfilled
    from evaluation.share_request r where r.jurisdiction = ${tx.actor.jurisdiction} and r.id = ${request}`)
  if (row === null)
    throw refuse('share.missing', { zh: '没有这个申请', en: 'There is no such request' }, { kind: 'missing' })
  if (compareDates(input.on, row.askedOn) < 0)
    throw refuse('share.early', { zh: '日期早于申请日', en: 'The date lies before the request' }, { at: '/on' })
  if ((input.act === 'used' || input.act === 'faulty') && !row.fulfilled)
    throw refuse(
      'share.unfulfilled',
      { zh: '数据还没有提供', en: 'The data have not been delivered yet' },
      { kind: 'conflict' },
    )
  if (input.act === 'refused' && (input.note ?? '').trim().length < 4)
    throw refuse('share.reason', { zh: '不予共享要写明理由', en: 'A refusal needs a reason' }, { at: '/note' })
  try {
    await tx.run(sql`insert into evaluation.share_event (jurisdiction, id, request, act, on_date, amount, note, by_id, at)
      values (${tx.actor.jurisdiction}, ${newId()}, ${request}, ${input.act}, ${input.on}, ${input.amount ?? null}, ${input.note ?? null}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE) throw error
    throw refuse(
      'share.answered',
      { zh: '这个申请已经答复过', en: 'This request was answered already' },
      { kind: 'conflict' },
    )
  }
  await record(tx, {
    action: `evaluation.share.${input.act}`,
    subject: { kind: 'share-request', id: request },
    detail: { on: input.on },
  })
}
