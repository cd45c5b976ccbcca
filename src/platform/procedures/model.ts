import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type {
  CERTAINTIES,
  DECIDER_ROLES,
  FIELD_TYPES,
  OUTCOMES,
  REQUIREMENTS,
  STEP_KINDS,
} from './definition/schema.ts'

/** 办理依据: a clause of law and how sure we are of it. */
export type Basis = {
  id: string
  title: string
  clause?: string
  says?: string
  certainty: (typeof CERTAINTIES)[number]
}

/** A statement about an application; see `definition/schema.ts` for each form. */
export type Condition =
  | { formula: string }
  | { field: string; is: string | boolean | string[] }
  | { given: string }
  | { material: string }
  | { date: string; notBefore?: string; notAfter?: string; months?: number }
  | { hook: string }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

export type FieldType = (typeof FIELD_TYPES)[number]

/** 表单项: one question of the form. */
export type Field = {
  id: string
  title: Bilingual
  type: FieldType
  section?: string
  required?: boolean
  when?: Condition
  help?: Bilingual
  unit?: Bilingual
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  options?: { value: string; title: Bilingual }[]
  personal?: boolean
}

/** 申请材料. */
export type Material = {
  id: string
  title: Bilingual
  required?: boolean
  when?: Condition
  original?: boolean
  copies?: number
  help?: Bilingual
  basis?: string
}

/** 审查要点: a rule with the clause it applies. */
export type Rule = {
  id: string
  title: Bilingual
  test: Condition
  basis: string
  remedy?: Bilingual
  advisory?: boolean
  /** An application that fails it is not taken in. */
  entry?: boolean
}

/** A figure that follows from others, and what it is called from which value on. */
export type Computed = { id: string; title: Bilingual; formula: string; bands?: { from: number; title: Bilingual }[] }

/** A number of working or calendar days (工作日、日). */
export type Days = { count: number; unit: 'working' | 'calendar'; basis?: string }

export type Outcome = (typeof OUTCOMES)[number]
export type StepKind = (typeof STEP_KINDS)[number]
export type DeciderRole = (typeof DECIDER_ROLES)[number]
export type Requirement = (typeof REQUIREMENTS)[number]

/** Something that can be done in a step, and where it leads: another step or an outcome. */
export type Act = {
  id: string
  title: Bilingual
  to: string
  requires?: Requirement[]
  reason?: boolean
  accepts?: boolean
  fields?: Field[]
  notice?: Bilingual
}

export type Decider = { role: DeciderRole; unit?: string; scope?: 'jurisdiction' | 'township' }

/** 环节: where a case waits for somebody. */
export type Step = {
  id: string
  title: Bilingual
  kind: StepKind
  by?: Decider
  days?: Days
  stopsClock?: boolean
  acts: Act[]
  timeout?: string
  help?: Bilingual
}

export type CertificateTemplate = {
  kind: 'certificate' | 'plaque' | 'receipt'
  title: Bilingual
  series: string
  months: number | null
  shows?: string[]
  text: Bilingual
}

export type Group = 'filing' | 'recognition' | 'change' | 'home' | 'benefit' | 'training' | 'other'

/** 事项定义. Everything the guide, the form, the workflow, the letters and the certificate are made from. */
export type Definition = {
  code: string
  title: Bilingual
  summary: Bilingual
  group: Group
  region?: string
  keywords?: string[]
  applicant: { kind: 'organisation' | 'person'; who: Bilingual; name: string; number?: string; phone?: string }
  basis: Basis[]
  sections?: { id: string; title: Bilingual }[]
  fields: Field[]
  materials: Material[]
  rules: Rule[]
  computed?: Computed[]
  fee: { fen: number; text: Bilingual }
  term?: { starts: 'submission' | 'acceptance'; legal: Days; promised?: Days }
  steps: Step[]
  certificate?: CertificateTemplate
  remedy?: Bilingual
}

/** A filled-in value; null is not known. Money is integer fen. */
export type Value = string | number | boolean | string[] | null
export type Values = Record<string, Value>

/** What a rule said of an application. `filled` is the test with its figures. */
export type RuleResult = {
  rule: string
  title: Bilingual
  result: 'pass' | 'fail' | 'unknown'
  filled: string
  basis: string
  advisory: boolean
  remedy?: Bilingual
}

/** A computed figure: null is unknown. */
export type ComputedResult = {
  id: string
  title: Bilingual
  value: number | null
  band: Bilingual | null
  filled: string
}

/** The clock of a case: when the term began and when it stood still. `until` is null while it stands. */
export type Clock = { since: IsoDate | null; stops: { from: IsoDate; until: IsoDate | null }[] }

/** How a person came in: 窗口, 电话, 网上, 纸质. All are equal. */
export const CHANNELS = ['counter', 'phone', 'screen', 'paper'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a case is, as its rules see it. */
export type CaseState = {
  step: string | null
  outcome: Outcome | null
  /** Days the case entered its step. */
  entered: IsoDate
  clock: Clock
  revision: number
}

/** Finds a step by its id; throws when the definition has none, which the checker excludes. */
export function stepOf(definition: Definition, id: string): Step {
  const step = definition.steps.find((each) => each.id === id)
  if (step === undefined) throw new Error(`${definition.code} has no step ${id}`)
  return step
}

/** Every field a case may hold: those of the form and those entered with acts. */
export function allFields(definition: Definition): Field[] {
  return [...definition.fields, ...definition.steps.flatMap((step) => step.acts.flatMap((act) => act.fields ?? []))]
}

/** 认定、补贴: what decides about them comes into force with a fair-competition review only. */
export function needsReview({ group }: Pick<Definition, 'group'>): boolean {
  return group === 'recognition' || group === 'benefit'
}

/** Personal by its type or by declaration. */
export function isPersonal(field: Field): boolean {
  return field.personal === true || field.type === 'citizen-id' || field.type === 'phone'
}
