import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { facilityToChange } from '../facilities/scope.ts'
import { attach } from '../projects/attachments.ts'
import type { CheckAnswer, CheckList, CheckOutcome } from './model.ts'
import { outcomeOf } from './rules.ts'
import { checkItems, insertCheck } from './store.ts'

/**
 * Records a check of a facility against the list in force on its day, with photographs where there are any.
 *
 * @throws Refusal `facility.missing`, `access.region`, `check.day`, `check.item`, those of attachments
 */
export async function recordCheck(
  tx: Tx,
  code: string,
  check: { list: CheckList; checkedOn: string; checkedBy: string; items: CheckAnswer[]; note: string | null },
  photos: readonly Upload[],
): Promise<{ id: string; outcome: CheckOutcome }> {
  const day = today(tx.now.getTime())
  if (check.checkedOn > day)
    throw refuse('check.day', { zh: '检查日期不能晚于今天', en: 'A check lies in the past' }, { at: '/checkedOn' })
  const facility = await facilityToChange(tx, code, day)
  const items = await checkItems(tx, check.list, check.checkedOn)
  const strange = check.items.findIndex((answer) => !items.some((item) => item.code === answer.item))
  if (strange !== -1) {
    throw refuse(
      'check.item',
      { zh: '检查表中没有这一项', en: 'The list has no such item on this day' },
      { at: `/items/${strange}/item`, params: { item: check.items[strange]?.item } },
    )
  }
  const id = newId()
  const outcome = outcomeOf(items, check.items)
  await insertCheck(tx, facility.id, { ...check, id, outcome })
  if (photos.length > 0) await attach(tx, { kind: 'checklist', id }, 'photo', photos)
  await record(tx, {
    action: 'territory.facility.check',
    subject: { kind: 'facility', id: facility.id },
    detail: { code, check: id, list: check.list, on: check.checkedOn, outcome, photos: photos.length },
  })
  return { id, outcome }
}
