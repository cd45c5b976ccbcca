import Type from 'typebox'
import { CHANNELS, type Values as ProcedureValues } from '../model.ts'

/**
 * Filled-in values, as they come: which each has to be, the definition says, and `readFields` judges. A schema here would coerce a yes
 * into the word "true".
 */
export const Values = Type.Unsafe<ProcedureValues>(
  Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), Type.Unknown()),
)

export const Materials = Type.Array(
  Type.Object({
    material: Type.String({ maxLength: 40 }),
    /** Number of the file in the request, from 0; left out for paper seen at the desk. */
    file: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
    name: Type.String({ maxLength: 200 }),
  }),
  { maxItems: 60 },
)

export const Authority = Type.Object({
  kind: Type.Union([Type.Literal('self'), Type.Literal('proxy'), Type.Literal('guardian')]),
  proxy: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  relation: Type.String({ maxLength: 60 }),
  document: Type.String({ maxLength: 200 }),
})

export const Secret = Type.String({ pattern: '^[A-HJ-NP-Z2-9]{8}$' })
export const CaseNumber = Type.String({ pattern: '^[0-9]{6}-[0-9]{4}-[0-9]{6}$' })
export const ChannelSchema = Type.Enum([...CHANNELS])
export const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
export const Revision = Type.Integer({ minimum: 0, description: 'the revision that was looked at' })
export const Reason = Type.String({ maxLength: 2000 })
