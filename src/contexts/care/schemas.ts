import Type from 'typebox'

/** Shapes that the routes of this room share. */
export const Uuid = Type.String({ format: 'uuid' })
export const Id = Type.Object({ id: Uuid })
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000 })
export const Note = Type.String({ minLength: 1, maxLength: 300 })
export const orNull = <S extends Type.TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]))

/** On whose word: the person's, a guardian's, a proxy's. */
export const Acting = Type.Union([
  Type.Object({ by: Type.Literal('self') }),
  Type.Object({ by: Type.Literal('guardian'), relative: Uuid }),
  Type.Object({ by: Type.Literal('proxy'), relative: Uuid }),
])
