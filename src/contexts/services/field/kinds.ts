import Type, { type Static, type TSchema } from 'typebox'
import type { Tx } from '../../../platform/db/index.ts'
import { type Delivered, type OperationKind, operationKind } from '../../../platform/sync/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { arriveAt, confirmOrder, finishOrder, type Moved, noShow, startOrder } from '../orders/acts.ts'
import type { Told } from '../orders/move.ts'
import { orNull, Uuid } from '../schemas.ts'

/** Version of the forms of orders that the app fills in. */
export const ORDER_FORM = 1

const order = { order: Uuid }
const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
const closed = <P extends Record<string, TSchema>>(more: P) =>
  Type.Object({ ...order, ...more }, { additionalProperties: false })

const Arrive = closed({
  place: orNull(
    Type.Object({ lon: Type.Number({ minimum: 73, maximum: 136 }), lat: Type.Number({ minimum: 3, maximum: 54 }) }),
  ),
})
const Start = closed({ checks: Type.Record(Type.String({ maxLength: 40 }), words(200)) })
const Finish = closed({ done: orNull(words(500)) })
const Confirm = closed({ code: Type.String({ pattern: '^[0-9 -]{4,12}$' }) })
const NoShow = closed({ reason: words(300) })

/** By which way it was told: from the field, with the device's own time and the one put right. */
const toldBy = (operation: Delivered): Told => ({
  channel: 'field',
  device: operation.device,
  deviceAt: null,
  at: operation.at,
})

type Named = { order: string }

const kind = <S extends TSchema>(
  name: string,
  zh: string,
  en: string,
  form: S,
  act: (tx: Tx, id: string, payload: Static<S>, told: Told) => Promise<Moved>,
): OperationKind =>
  operationKind<Static<S> & Named>({
    kind: `order.${name}`,
    title: { zh, en },
    permission: 'services.serve',
    forms: { [ORDER_FORM]: form },
    apply: async (tx, payload, operation) => {
      const { state, revision } = await act(tx, payload.order, payload, toldBy(operation))
      return { order: payload.order, state, revision }
    },
  })

/**
 * What carers do with an order out of reach: the same acts as at the desk, in the order in which the device did them. No revision is asked: what
 * was done was done; where the order has gone another way meanwhile, the act is refused and kept for a person.
 */
export const orderKinds = (desk: PeopleDesk): OperationKind[] => [
  kind('arrive', '到达', 'Arrival', Arrive, (tx, id, { place }, told) =>
    arriveAt(tx, desk, id, { revision: null, told, place: place ?? null }),
  ),
  kind('start', '开始服务', 'Beginning', Start, (tx, id, { checks }, told) =>
    startOrder(tx, desk, id, { revision: null, told, checks }),
  ),
  kind('finish', '服务结束', 'End', Finish, (tx, id, { done }, told) =>
    finishOrder(tx, desk, id, { revision: null, told, done: done ?? null }),
  ),
  kind('confirm', '本人确认', 'Confirmation', Confirm, (tx, id, { code }, told) =>
    confirmOrder(tx, desk, id, { revision: null, told, confirmation: { code } }),
  ),
  kind('no-show', '未到', 'Nobody there', NoShow, (tx, id, { reason }, told) =>
    noShow(tx, desk, id, { revision: null, told, reason }),
  ),
]
