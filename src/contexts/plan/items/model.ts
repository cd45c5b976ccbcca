import Type, { type Static } from 'typebox'
import { Maybe } from '../papers/model.ts'

/** How a service item stands in practice. */
export const ITEM_STATES = ['not-started', 'under-way', 'in-place', 'stopped'] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** A basic public service or measure (服务事项) in the version that holds on a day. */
export const ServiceItemView = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  versions: Type.Integer({ description: 'number of versions so far, coming ones included' }),
  validFrom: Type.String(),
  validUntil: Maybe(Type.String({ description: 'last day of this version' })),
  field: Type.String(),
  name: Type.String(),
  object: Type.String(),
  content: Type.String(),
  standard: Maybe(Type.String()),
  payer: Maybe(Type.String()),
  unit: Maybe(Type.String()),
  source: Maybe(Type.String()),
  state: Type.Enum(ITEM_STATES),
  note: Maybe(Type.String()),
  reportedOn: Maybe(Type.String()),
})
export type ServiceItemView = Static<typeof ServiceItemView>

export const ServiceItemPage = Type.Object({
  current: Maybe(ServiceItemView),
  versions: Type.Array(Type.Omit(ServiceItemView, ['state', 'note', 'reportedOn', 'versions'])),
  reports: Type.Array(
    Type.Object({
      asOf: Type.String(),
      state: Type.String(),
      note: Maybe(Type.String()),
      reportedBy: Type.String(),
      reportedAt: Type.String(),
    }),
  ),
})
export type ServiceItemPage = Static<typeof ServiceItemPage>

export const ServiceItemList = Type.Object({
  asOf: Type.String(),
  items: Type.Array(ServiceItemView),
  states: Type.Record(Type.String(), Type.Integer()),
  fields: Type.Array(Type.Object({ field: Type.String(), items: Type.Integer(), inPlace: Type.Integer() })),
})
export type ServiceItemList = Static<typeof ServiceItemList>
