import Type, { type Static } from 'typebox'
import type { Conflict, Version } from '../../../engines/merge/index.ts'
import { FACILITY_KINDS } from '../kinds.ts'

/** Version of the census form that the app fills in. */
export const CENSUS_FORM = 1

const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** What a surveyor may say of a place; what is left out was not said, `null` is not known. */
export const CensusFields = Type.Partial(
  Type.Object({
    /** Found as registered, gone, or moved. */
    found: Type.Enum(['yes', 'no', 'moved']),
    name: Type.String({ minLength: 2, maxLength: 100 }),
    kind: Type.Enum(FACILITY_KINDS.map((each) => each.code)),
    lon: Type.Number({ minimum: 73, maximum: 136 }),
    lat: Type.Number({ minimum: 3, maximum: 54 }),
    address: orNull(Type.String({ maxLength: 200 })),
    phone: orNull(Type.String({ pattern: '^[0-9 +-]{5,20}$' })),
    hours: orNull(Type.String({ maxLength: 100 })),
    beds: orNull(Type.Integer({ minimum: 0, maximum: 5000 })),
    note: orNull(Type.String({ maxLength: 500 })),
  }),
  { additionalProperties: false },
)
export type CensusFields = Static<typeof CensusFields>

/** A place of the register that looks like the one found. `metres`: null where one of them has no place. */
export type Likeness = { code: string | null; record: string | null; name: string; metres: number | null }

/** A record of the census as the desk reads it. */
export type CensusRecord = {
  id: string
  region: string
  facility: string | null
  state: 'open' | 'taken' | 'dropped'
  takenAs: string | null
  begunBy: string
  begunAt: string
  sayings: number
  fields: CensusFields
  version: Version
  conflicts: Conflict[]
  /** For a place that is not in the register: what it may be already. */
  likely: Likeness[]
}

/** What a surveyor takes along: the register's facilities of the own villages, and the form. */
export type CensusPack = {
  form: { version: number; kinds: { code: string; title: { zh: string; en: string } }[] }
  villages: { code: string; name: string }[]
  facilities: {
    code: string
    name: string
    kind: string
    region: string
    address: string | null
    /** What was said of it in this census already, so that an edit names what it knew. */
    version: Version
    said: CensusFields | null
  }[]
}
