import Type, { type TSchema } from 'typebox'
import { COMMUNITY_MEASURES } from './library/inputs.ts'

/** A value or null. */
export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

export const Both = Type.Object({ zh: Type.String({ maxLength: 300 }), en: Type.String({ maxLength: 300 }) })

const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)))

const Definition = {
  code: Type.String({ maxLength: 80 }),
  families: Type.Array(Type.String({ maxLength: 8 }), { maxItems: 20 }),
  name: Both,
  aliases: Type.Array(Type.String({ maxLength: 120 }), { maxItems: 40 }),
  unit: Type.String({ minLength: 1, maxLength: 20 }),
  direction: literals('up', 'down', 'yes'),
  source: literals('registers', 'external'),
  formula: Nullable(Type.String({ maxLength: 2000 })),
  numerator: Both,
  denominator: Nullable(Both),
  countOf: Nullable(literals('persons', 'person-times', 'things')),
  window: literals('at', 'month', 'year', 'cumulative'),
  decimals: Type.Integer({ minimum: 0, maximum: 6 }),
  note: Nullable(Both),
}

const Scalar = Type.Union([Type.String({ maxLength: 80 }), Type.Number(), Type.Boolean()])
const Condition = Type.Record(
  Type.String({ maxLength: 40 }),
  Type.Union([
    Scalar,
    Type.Array(Type.Union([Type.String({ maxLength: 80 }), Type.Number()]), { maxItems: 40 }),
    Type.Object({ min: Type.Number() }),
  ]),
)
const Words = Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 })
const Settlement = literals('urban', 'rural', 'all')
const Where = Type.Optional(Condition)

/** Where an input comes from; see library/inputs.ts. */
const Source = Type.Union([
  Type.Object({
    kind: Type.Literal('ledger'),
    ledger: Type.String({ maxLength: 40 }),
    measure: Nullable(Type.String({ maxLength: 40 })),
    where: Where,
  }),
  Type.Object({
    kind: Type.Literal('facilities'),
    kinds: Words,
    measure: Nullable(
      literals('floor_area', 'activity_area', 'places', 'beds', 'nursing_beds', 'childcare_places', 'enrolled'),
    ),
    where: Where,
  }),
  Type.Object({
    kind: Type.Literal('served'),
    offers: Type.Array(Type.Object({ kinds: Type.Optional(Words), functions: Type.Optional(Words) }), {
      minItems: 1,
      maxItems: 5,
    }),
    settlement: Settlement,
    where: Where,
  }),
  Type.Object({
    kind: Type.Literal('served-townships'),
    kinds: Words,
    only: Type.Optional(Type.Literal('subdistrict')),
    where: Where,
  }),
  Type.Object({
    kind: Type.Literal('regions'),
    level: literals('village', 'township'),
    settlement: Settlement,
    only: Type.Optional(Type.Literal('subdistrict')),
  }),
  Type.Object({
    kind: Type.Literal('population'),
    ageFrom: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
    ageTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  }),
  Type.Object({
    kind: Type.Literal('community'),
    measure: literals(...COMMUNITY_MEASURES),
    known: Type.Array(literals(...COMMUNITY_MEASURES), { minItems: 1, maxItems: COMMUNITY_MEASURES.length }),
    settlement: Settlement,
  }),
  Type.Object({ kind: Type.Literal('standard'), family: Type.String({ maxLength: 40 }), settlement: Settlement }),
  Type.Object({
    kind: Type.Literal('reach'),
    kinds: Words,
    minutes: Type.Integer({ minimum: 1, maximum: 60 }),
    metresPerMinute: Type.Integer({ minimum: 10, maximum: 66 }),
    group: literals('persons', 'under_3', 'aged_3_5', 'aged_60', 'aged_65', 'aged_80'),
    count: literals('all', 'within'),
  }),
])

const Input = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 40 }),
  label: Both,
  from: Source,
})

/** What is sent to add an indicator or a version; `base` is the version it builds on, 0 for a new one. */
export const IndicatorBody = Type.Object({
  ...Definition,
  inputs: Type.Array(Input, { maxItems: 12 }),
  base: Type.Integer({ minimum: 0 }),
})

export const IndicatorSchema = Type.Object({
  ...Definition,
  version: Type.Integer(),
  validFrom: Type.String(),
  origin: literals('library', 'local'),
  readable: Nullable(Both),
  inputs: Type.Array(Input),
})

export const PointSchema = Type.Object({
  observation: Type.String(),
  asOf: Type.String(),
  value: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  numerator: Nullable(Type.Number()),
  denominator: Nullable(Type.Number()),
  countedAs: Nullable(literals('persons', 'person-times')),
  unknown: Type.Integer(),
  revision: Type.Integer(),
  version: Type.Integer(),
  source: literals('registers', 'external'),
  recordedAt: Type.String(),
  jurisdiction: Type.String(),
  reason: Nullable(Type.String()),
  earlier: Type.Array(Type.Object({ value: Nullable(Type.Number()), recordedAt: Type.String() })),
})

const Indicator = Type.Object({ ...Definition, version: Type.Integer(), validFrom: Type.String() })

export const WhySchema = Type.Object({
  indicator: Indicator,
  region: Type.Object({ code: Type.String(), name: Type.String() }),
  asOf: Type.String(),
  value: Nullable(Type.Number()),
  filled: Type.String(),
  inputs: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Both,
      value: Nullable(Type.Number()),
      unknown: Type.Integer(),
      records: Type.Integer(),
      source: Type.Object({ kind: Type.String(), label: Both, href: Nullable(Type.String()) }),
    }),
  ),
  bounds: Nullable(Type.Object({ low: Type.Number(), high: Type.Number() })),
  external: Nullable(
    Type.Object({
      source: Type.String(),
      period: Type.String(),
      file: Nullable(Type.String()),
      signedBy: Type.String(),
      signedAt: Type.String(),
    }),
  ),
  history: Type.Array(
    Type.Object({
      revision: Type.Integer(),
      value: Nullable(Type.Number()),
      recordedAt: Type.String(),
      reason: Nullable(Type.String()),
    }),
  ),
  recorded: Type.Boolean(),
})

export const ExternalSchema = Type.Object({
  id: Type.String(),
  jurisdiction: Type.String(),
  indicator: Type.String(),
  region: Type.String(),
  asOf: Type.String(),
  period: Type.String(),
  value: Nullable(Type.Number()),
  source: Type.String(),
  fileName: Nullable(Type.String()),
  fileHash: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  replaces: Nullable(Type.String()),
  replacedBy: Nullable(Type.String()),
  signedBy: Type.String(),
  signedName: Type.String(),
  signedAt: Type.String(),
})
