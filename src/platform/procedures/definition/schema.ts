import Type, { type TSchema } from 'typebox'

/**
 * The form of a procedure definition (事项定义): one JSON document from which the public guide, the form on screen and on paper, the
 * workflow, the deadlines, the letters and the certificate all come. This file is its JSON Schema; `read.ts` says in words what does
 * not fit, `check.ts` what fits and still cannot work.
 */
const closed = { additionalProperties: false } as const
const object = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, closed)

/** Names inside a definition: small letters, digits, `_`, so that formulas can use them. */
export const NAME = '^[a-z][a-z0-9_]{0,39}$'
const Name = Type.String({ pattern: NAME })
const Words = (longest: number) => Type.String({ minLength: 1, maxLength: longest })

/** A text; where English is missing, Chinese stands in for it. */
const Text = (longest: number) => object({ zh: Words(longest), en: Type.Optional(Words(longest * 3)) })

/** How sure a piece of law is: read in the text, read second-hand, general knowledge, unsure. */
export const CERTAINTIES = ['V', 'V2', 'M', 'U'] as const

const Basis = object({
  id: Name,
  /** The law or paper, as cited: 《养老机构管理办法》（民政部令第66号）. */
  title: Words(200),
  clause: Type.Optional(Words(100)),
  says: Type.Optional(Words(1000)),
  certainty: Type.Enum(CERTAINTIES),
})

/** A statement about the application that is true, false or unknown. */
export const Condition = Type.Cyclic(
  {
    Condition: Type.Union([
      /** A yes/no formula over number and yes/no fields: `area / places >= 6`. */
      object({ formula: Words(500) }),
      /** A field has one of the values. */
      object({
        field: Name,
        is: Type.Union([
          Type.String({ maxLength: 200 }),
          Type.Boolean(),
          Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 50 }),
        ]),
      }),
      /** A field is filled in. */
      object({ given: Name }),
      /** A material is handed in. */
      object({ material: Name }),
      /** A date field lies not before, or not after, today, a given date or another date field, moved by months. */
      object({
        date: Name,
        notBefore: Type.Optional(Words(40)),
        notAfter: Type.Optional(Words(40)),
        months: Type.Optional(Type.Integer({ minimum: -600, maximum: 600 })),
      }),
      /** What a definition cannot say: a question to the room that knows. Unknown until that room answers. */
      object({ hook: Type.String({ pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+$', maxLength: 100 }) }),
      object({ all: Type.Array(Type.Ref('Condition'), { minItems: 1, maxItems: 30 }) }),
      object({ any: Type.Array(Type.Ref('Condition'), { minItems: 1, maxItems: 30 }) }),
      object({ not: Type.Ref('Condition') }),
    ]),
  },
  'Condition',
)

export const FIELD_TYPES = [
  'text',
  'paragraph',
  'number',
  'integer',
  'money',
  'date',
  'yesno',
  'choice',
  'choices',
  'credit-code',
  'citizen-id',
  'phone',
  'region',
] as const

const Field = object({
  id: Name,
  title: Text(60),
  type: Type.Enum(FIELD_TYPES),
  section: Type.Optional(Name),
  required: Type.Optional(Type.Boolean()),
  /** Asked only when this holds. */
  when: Type.Optional(Condition),
  help: Type.Optional(Text(300)),
  unit: Type.Optional(Text(20)),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  minLength: Type.Optional(Type.Integer({ minimum: 0, maximum: 5000 })),
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
  options: Type.Optional(Type.Array(object({ value: Words(60), title: Text(60) }), { minItems: 1, maxItems: 60 })),
  /** Personal data: kept sealed, shown masked, every opening told in the journal. Identity numbers and telephones always are. */
  personal: Type.Optional(Type.Boolean()),
})

const Material = object({
  id: Name,
  title: Text(100),
  required: Type.Optional(Type.Boolean()),
  when: Type.Optional(Condition),
  original: Type.Optional(Type.Boolean()),
  copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  help: Type.Optional(Text(300)),
  basis: Type.Optional(Name),
})

const Rule = object({
  id: Name,
  title: Text(120),
  test: Condition,
  /** Clause of the law it applies. */
  basis: Name,
  /** What to do when it fails. */
  remedy: Type.Optional(Text(300)),
  /** Fails and unknowns are told but block nothing. */
  advisory: Type.Optional(Type.Boolean()),
  /** An application that fails it is not taken in at all; what is not known is decided later. */
  entry: Type.Optional(Type.Boolean()),
})

/** A figure that follows from others: a total score, and the grade it means. */
const Computed = object({
  id: Name,
  title: Text(60),
  formula: Words(500),
  /** From a value on, this is what it is called; below the lowest nothing. Highest first. */
  bands: Type.Optional(Type.Array(object({ from: Type.Number(), title: Text(40) }), { minItems: 1, maxItems: 20 })),
})

const Days = object({
  count: Type.Integer({ minimum: 1, maximum: 3650 }),
  unit: Type.Enum(['working', 'calendar']),
  basis: Type.Optional(Name),
})

export const OUTCOMES = ['granted', 'refused', 'withdrawn', 'closed'] as const
export const STEP_KINDS = ['review', 'applicant', 'publicity', 'external'] as const
export const DECIDER_ROLES = ['officer', 'township_worker', 'planner', 'leader'] as const
export const REQUIREMENTS = ['materials', 'rules', 'objections'] as const

const Act = object({
  id: Name,
  title: Text(40),
  /** The step it leads to, or an outcome. */
  to: Words(40),
  /** What must be so: every material given, every blocking rule passed, every objection answered. */
  requires: Type.Optional(Type.Array(Type.Enum(REQUIREMENTS), { maxItems: 3 })),
  /** A reason must be written: for refusals and returns. */
  reason: Type.Optional(Type.Boolean()),
  /** Starts the term of the law (受理). */
  accepts: Type.Optional(Type.Boolean()),
  /** Findings to enter with the act: scores, dates, amounts. */
  fields: Type.Optional(Type.Array(Field, { maxItems: 40 })),
  /** What the applicant is told. */
  notice: Type.Optional(Text(500)),
})

const Step = object({
  id: Name,
  title: Text(40),
  kind: Type.Enum(STEP_KINDS),
  /** Who acts: a role, where named a unit whose name contains the word, in the whole jurisdiction or in the case's township. */
  by: Type.Optional(
    object({
      role: Type.Enum(DECIDER_ROLES),
      unit: Type.Optional(Words(40)),
      scope: Type.Optional(Type.Enum(['jurisdiction', 'township'])),
    }),
  ),
  /** How long the step may take. */
  days: Type.Optional(Days),
  /** The term of the law stands still while the case is here (补正、公示、鉴定). */
  stopsClock: Type.Optional(Type.Boolean()),
  acts: Type.Array(Act, { minItems: 1, maxItems: 10 }),
  /** The act that happens by itself when the step's days are over. */
  timeout: Type.Optional(Name),
  help: Type.Optional(Text(500)),
})

const Certificate = object({
  kind: Type.Enum(['certificate', 'plaque', 'receipt']),
  title: Text(60),
  /** Letters of its number: YLBA → YLBA-532622-2026-0007. */
  series: Type.String({ pattern: '^[A-Z]{2,8}$' }),
  /** Months it holds; null without end. */
  months: Type.Union([Type.Integer({ minimum: 1, maximum: 600 }), Type.Null()]),
  /** Fields and computed figures printed on it. Personal ones are refused. */
  shows: Type.Optional(Type.Array(Name, { maxItems: 12 })),
  /** What it certifies. */
  text: Text(300),
})

export const Definition = object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' }),
  title: Text(60),
  summary: Text(300),
  /** Heading under which the guide stands. */
  group: Type.Enum(['filing', 'recognition', 'change', 'home', 'benefit', 'training', 'other']),
  /** Prefix of the regions it is made for; empty is everywhere. */
  region: Type.Optional(Type.String({ pattern: '^([0-9]{2}|[0-9]{4}|[0-9]{6})?$' })),
  keywords: Type.Optional(Type.Array(Words(20), { maxItems: 30 })),
  applicant: object({
    kind: Type.Enum(['organisation', 'person']),
    who: Text(300),
    /** Field that holds the name, the credit code or identity number, and the telephone. */
    name: Name,
    number: Type.Optional(Name),
    phone: Type.Optional(Name),
  }),
  basis: Type.Array(Basis, { minItems: 1, maxItems: 30 }),
  sections: Type.Optional(Type.Array(object({ id: Name, title: Text(40) }), { maxItems: 12 })),
  fields: Type.Array(Field, { minItems: 1, maxItems: 80 }),
  materials: Type.Array(Material, { maxItems: 40 }),
  rules: Type.Array(Rule, { maxItems: 40 }),
  computed: Type.Optional(Type.Array(Computed, { maxItems: 20 })),
  fee: object({ fen: Type.Integer({ minimum: 0 }), text: Text(200) }),
  /** The term of the law, and the shorter one that is promised. */
  term: Type.Optional(
    object({
      starts: Type.Enum(['submission', 'acceptance']),
      legal: Days,
      promised: Type.Optional(Days),
    }),
  ),
  /** Steps in the order in which they are drawn; the first is where an application arrives. */
  steps: Type.Array(Step, { minItems: 1, maxItems: 30 }),
  certificate: Type.Optional(Certificate),
  /** How to be heard when one disagrees (复议、诉讼). */
  remedy: Type.Optional(Text(300)),
})
