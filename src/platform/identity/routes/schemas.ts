import Type, { type TSchema } from 'typebox'

export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
export const IdParams = Type.Object({ id: Id })
export const JurisdictionCode = Type.String({ pattern: '^[0-9]{6}$' })
export const RegionPrefix = Type.String({ pattern: '^[0-9]{2,12}$' })
export const DateText = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })
export const Password = Type.String({ minLength: 1, maxLength: 200 })

export function Nullable<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()])
}

export function Items<S extends TSchema>(schema: S) {
  return Type.Object({ items: Type.Array(schema) })
}
