import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Placed } from '../model.ts'
import { isPlaced, placeOrders, type ReadyWish } from '../orders/place.ts'

/**
 * Places all of several orders or none: a series for one person. Every occurrence is looked at, and each that cannot be had is named.
 *
 * @throws Refusal `order.series` with the place of each in the list and why
 */
export async function placeAll(tx: Tx, wishes: readonly ReadyWish[]): Promise<Placed[]> {
  const outcomes = await placeOrders(tx, wishes)
  const refused = outcomes.flatMap((outcome, i) => (isPlaced(outcome) ? [] : [{ i, outcome }]))
  if (refused.length === 0) return outcomes.filter(isPlaced)
  if (wishes.length === 1) throw refused[0]!.outcome as Refusal
  const said = (language: 'zh' | 'en') =>
    refused
      .map(({ i, outcome }) =>
        language === 'zh' ? `第 ${i + 1} 次：${outcome.text.zh}` : `no. ${i + 1}: ${outcome.text.en}`,
      )
      .join(language === 'zh' ? '；' : '; ')
  throw refuse(
    'order.series',
    {
      zh: `${refused.length} 次不能预约，一次都没有下单。${said('zh')}`,
      en: `${refused.length} cannot be had and none was ordered: ${said('en')}`,
    },
    {
      kind: 'conflict',
      params: { refused: refused.map(({ i, outcome }) => ({ at: i, code: outcome.code, ...outcome.params })) },
      next: { zh: '去掉这些次，或改约其他场次', en: 'Leave these out, or choose others' },
    },
  )
}
