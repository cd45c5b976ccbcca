import { sql } from '../../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import type { CallbackReached } from '../../hotline/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { orderWith } from '../../services/index.ts'
import type { Level } from './model.ts'
import { rateOrder } from './rate.ts'

/** What somebody says when called back is their rating, where the order had none: by telephone it counts like any other. */
export const qualityReactions = (desk: PeopleDesk): Subscriber[] => [
  subscriber<CallbackReached>(
    'supervision.rated-by-callback',
    'hotline.callback.reached',
    async (tx, { payload: { order, level } }) => {
      if (level === null) return
      const { state } = await orderWith(tx, desk, order)
      const rated = await tx.maybe(
        sql`select 1 from supervision.rating where jurisdiction = ${tx.actor.jurisdiction} and order_id = ${order}`,
      )
      if (rated !== null || !['confirmed', 'settled'].includes(state)) return
      await rateOrder(tx, desk, order, {
        level: level as Level,
        about: level <= 2 ? 'quality' : null,
        words: null,
        acting: { by: 'self' },
        channel: 'phone',
      })
    },
  ),
]
