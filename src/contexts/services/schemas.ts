import Type, { type Static } from 'typebox'
import { CHANNELS, FAMILIES, STATES } from './model.ts'

const keys = <T extends Record<string, unknown>>(of: T) => Object.keys(of) as (keyof T & string)[]

export const Uuid = Type.String({ format: 'uuid' })
export const Instant = Type.String({ format: 'date-time' })
export const Day = Type.String({ format: 'date' })
export const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })
export const Note = Type.String({ minLength: 2, maxLength: 300 })
export const Region = Type.String({ pattern: '^[0-9]{6,12}$' })
export const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
export const FamilyCode = Type.Enum(keys(FAMILIES))
export const ChannelCode = Type.Enum(keys(CHANNELS))
export const StateCode = Type.Enum(keys(STATES))
export const Id = Type.Object({ id: Uuid })

export const Acting = Type.Union([
  Type.Object({ by: Type.Literal('self') }),
  Type.Object({ by: Type.Literal('guardian'), relative: Uuid }),
  Type.Object({ by: Type.Literal('proxy'), relative: Uuid }),
])

/** By which way an act was told, and the clock of the device. `at` is when it happened, where that was earlier than now. */
export const Told = Type.Object({
  channel: ChannelCode,
  device: Type.Optional(orNull(Type.String({ maxLength: 80 }))),
  deviceAt: Type.Optional(orNull(Instant)),
  at: Type.Optional(orNull(Instant)),
})
export const Revision = orNull(Type.Integer({ minimum: 0 }))

/** What is chosen of what is offered, and warnings that whoever orders decides against. */
export const Chosen = {
  choice: Type.Optional(orNull(Type.String({ pattern: '^[a-z0-9-]{1,24}$' }))),
  despite: Type.Optional(orNull(Type.Array(Type.String({ pattern: '^[a-z.-]{3,40}$' }), { maxItems: 4 }))),
}

/** An order as it is asked for; the key comes in the header. */
export const WishBody = Type.Object({
  person: Uuid,
  offer: Uuid,
  session: Type.Optional(orNull(Uuid)),
  from: Type.Optional(orNull(Instant)),
  until: Type.Optional(orNull(Instant)),
  quantity: Type.Integer({ minimum: 1, maximum: 1000 }),
  seenFen: Type.Integer({ minimum: 0 }),
  channel: ChannelCode,
  acting: Acting,
  place: Type.Optional(orNull(Type.String({ maxLength: 200 }))),
  note: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
  ...Chosen,
  device: Type.Optional(orNull(Type.String({ maxLength: 80 }))),
  deviceAt: Type.Optional(orNull(Instant)),
})
export type WishBody = Static<typeof WishBody>
