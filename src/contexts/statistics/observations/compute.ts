import {
  type Evaluation,
  evaluate,
  type Formula,
  parse,
  type Quantity,
  type Step,
} from '../../../engines/formula/index.ts'
import type { Definition, InputSource } from '../library/inputs.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { communityQuantities } from './communityinput.ts'
import { facilityQuantities } from './facilityinput.ts'
import type { Facts } from './facts.ts'
import { ledgerQuantities, type Quantities } from './ledgerinput.ts'
import { isSettlement, isSubdistrict, type Places } from './places.ts'

type Computable = Pick<Definition, 'code' | 'formula' | 'inputs' | 'window'>

/** A computed figure with the quantities it was computed from. */
export type Figure = {
  indicator: string
  region: string
  asOf: string
  value: number | null
  numerator: number | null
  denominator: number | null
  low: number | null
  high: number | null
  unknown: number
  inputs: Record<string, Quantity>
}

function regionQuantities(input: Extract<InputSource, { kind: 'regions' }>, places: Places): Quantities {
  const all =
    input.level === 'village'
      ? places.villages.filter((code) => isSettlement(code, input.settlement))
      : places.townships.filter((code) => input.only === undefined || isSubdistrict(code))
  const known = places.villages.length + places.townships.length > 0
  const found: Quantities = new Map()
  for (const region of [places.own, ...places.parts]) {
    const count = all.filter((code) => places.above(code).includes(region)).length
    found.set(region, known ? { value: count, records: count } : { value: null })
  }
  return found
}

/** Quantities of one input on a date, for the jurisdiction and its parts. */
export function quantitiesOf(facts: Facts, input: InputSource, window: Definition['window'], date: string): Quantities {
  const places = facts.places(date)
  switch (input.kind) {
    case 'ledger': {
      const ledger = ledgerNamed(input.ledger)
      return ledgerQuantities(ledger, facts.ledger(input.ledger), input, window, date, places)
    }
    case 'regions':
      return regionQuantities(input, places)
    case 'population':
      return facts.population(input, date)
    case 'reach':
      return facts.reach(input, date)
    case 'community':
    case 'standard':
      return communityQuantities(facts.communities(date), input, places)
    default:
      return facilityQuantities(facts.facilities(date), input, places)
  }
}

/** Numerator and denominator of a share or ratio, from the trace of its formula; other formulas have their value only. */
function fraction({ trace }: Evaluation, formula: Formula): [numerator: number | null, denominator: number | null] {
  const parts = (step: Step) =>
    [step.steps[0]?.value ?? null, step.steps[1]?.value ?? null] as [number | null, number | null]
  const { root } = formula
  const isRatio = root.kind === 'call' && (root.name === 'share' || root.name === 'per')
  if (isRatio) return parts(trace)
  if (root.kind !== 'binary' || root.op !== '/') return [trace.value, null]
  const { left } = root
  const below = trace.steps[0]
  return left.kind === 'call' && left.name === 'per' && below ? parts(below) : parts(trace)
}

/** One figure from its quantities. */
export function figureOf(
  indicator: Computable,
  formula: Formula,
  region: string,
  asOf: string,
  inputs: Record<string, Quantity>,
): Figure {
  const result = evaluate(formula, inputs)
  const [numerator, denominator] = fraction(result, formula)
  return {
    indicator: indicator.code,
    region,
    asOf,
    value: result.value,
    numerator,
    denominator,
    low: result.value === null ? null : (result.interval?.low ?? null),
    high: result.value === null ? null : (result.interval?.high ?? null),
    unknown: Object.values(inputs).reduce((sum, each) => sum + (each.unknown ?? 0), 0),
    inputs,
  }
}

/** Figures of one indicator on some dates, for the jurisdiction and every part (or only some regions). */
export function figuresOf(
  facts: Facts,
  indicator: Computable,
  dates: readonly string[],
  cache: Map<string, Quantities>,
  only?: ReadonlySet<string>,
): Figure[] {
  if (indicator.formula === null) return []
  const formula = parse(indicator.formula)
  return dates.flatMap((date) => {
    const found = indicator.inputs.map(({ name, from }) => {
      const key = `${date} ${indicator.window} ${JSON.stringify(from)}`
      const quantities = cache.get(key) ?? quantitiesOf(facts, from, indicator.window, date)
      cache.set(key, quantities)
      return { name, quantities }
    })
    const places = facts.places(date)
    return [places.own, ...places.parts]
      .filter((region) => only === undefined || only.has(region))
      .map((region) => {
        const inputs = found.map(({ name, quantities }) => [name, quantities.get(region) ?? { value: null }] as const)
        return figureOf(indicator, formula, region, date, Object.fromEntries(inputs))
      })
  })
}
