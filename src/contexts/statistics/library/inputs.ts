import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Indicator } from '../model.ts'

/** Which rows of a register count: the field equals the value, or is one of the values. */
export type Where = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** Communities and villages that are meant: 社区 (urban), 村 (rural), or both. */
export type Settlement = 'urban' | 'rural' | 'all'

/** Where an input of a formula comes from. */
export type InputSource =
  /** Rows of a ledger: counted, or one field summed. Rows whose `measure` or `where` field is unknown are counted as unknown. */
  | { kind: 'ledger'; ledger: string; measure: string | null; where?: Where }
  /** Facilities open on the date: counted, or one field summed. */
  | { kind: 'facilities'; kinds: readonly string[]; measure: 'floor_area' | 'beds' | 'nursing_beds' | 'childcare_places' | 'capacity' | null; where?: Where }
  /** Communities or villages that have at least one open facility of each group of kinds. */
  | { kind: 'served'; groups: readonly (readonly string[])[]; settlement: Settlement }
  /** Townships that have at least one open facility of the kinds. */
  | { kind: 'served-townships'; kinds: readonly string[]; where?: Where }
  /** Communities, villages or townships there are. */
  | { kind: 'regions'; level: 'village' | 'township' | 'county'; settlement: Settlement }
  /** Resident population (常住人口) of the newest census or estimate on or before the date. */
  | { kind: 'population'; ageFrom?: number; ageTo?: number }

export type Input = { name: string; label: Bilingual; from: InputSource }

/** An indicator with what its formula needs; the form in which the library is written. */
export type Definition = Omit<Indicator, 'version'> & { inputs: readonly Input[]; decimals?: number }

type Spec = {
  code: string
  families: string[]
  name: [zh: string, en: string]
  aliases?: string[]
  unit: string
  direction?: Indicator['direction']
  numerator: [zh: string, en: string]
  denominator?: [zh: string, en: string]
  countOf?: Indicator['countOf']
  window?: Indicator['window']
  note?: [zh: string, en: string]
  decimals?: number
}

const both = ([zh, en]: [string, string]): Bilingual => ({ zh, en })

function common(spec: Spec) {
  return {
    code: spec.code,
    families: spec.families,
    name: both(spec.name),
    aliases: spec.aliases ?? [],
    unit: spec.unit,
    direction: spec.direction ?? 'up',
    numerator: both(spec.numerator),
    denominator: spec.denominator === undefined ? null : both(spec.denominator),
    countOf: spec.countOf ?? null,
    window: spec.window ?? 'at',
    note: spec.note === undefined ? null : both(spec.note),
    ...(spec.decimals === undefined ? {} : { decimals: spec.decimals }),
  } as const
}

/** An indicator computed from the registers. */
export function computed(spec: Spec & { formula: string; inputs: Record<string, [zh: string, en: string, from: InputSource]> }): Definition {
  const inputs = Object.entries(spec.inputs).map(([name, [zh, en, from]]) => ({ name, label: { zh, en }, from }))
  return { ...common(spec), source: 'registers', formula: spec.formula, inputs }
}

/** An indicator whose figures others publish and somebody signs for. */
export function external(spec: Spec): Definition {
  return { ...common(spec), source: 'external', formula: null, inputs: [] }
}

/** Share of a in b, in per cent. */
export const SHARE = 'share(part, whole)'
