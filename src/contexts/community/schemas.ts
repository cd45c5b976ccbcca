import Type from 'typebox'

/** Shapes that the routes of community services share. */
export const Day = Type.String({ format: 'date' })
export const Instant = Type.String({ format: 'date-time' })
export const Uuid = Type.String({ format: 'uuid' })
export const ById = Type.Object({ id: Uuid })
export const Village = Type.String({ pattern: '^[0-9]{12}$' })
export const Words = (most: number, least = 1) => Type.String({ minLength: least, maxLength: most, pattern: '\\S' })
export const Method = Type.Enum(['counted', 'sampled', 'manual'])
export const Reason = Type.Object({ reason: Words(200, 2) })
