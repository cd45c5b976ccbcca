import { evaluate, formatNumber, parse, type Quantity } from '../../../engines/formula/index.ts'
import { addMonths, type IsoDate, isDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import {
  allFields,
  type Computed,
  type ComputedResult,
  type Condition,
  type Definition,
  type RuleResult,
  type Value,
  type Values,
} from '../model.ts'

/** True, false, or not known: what an unknown value makes of a statement is never a failure and never a pass. */
export type Truth = boolean | null

/** What a hook answers: the truth and what it looked at. */
export type HookAnswer = { truth: Truth; says: Bilingual }

/** What conditions look at. */
export type Facts = {
  values: Values
  materials: ReadonlySet<string>
  today: IsoDate
  /** Answers of the hooks the definition names; one that is missing is not connected. */
  hooks: Readonly<Record<string, HookAnswer>>
  /** Fields whose values no result may repeat. */
  personal?: ReadonlySet<string>
  /** A value as people read it: options by their titles. */
  words?: (field: string, value: Value) => string
}

export type Judged = { truth: Truth; filled: string }

/** What stands for a value that a result may not repeat. */
const HIDDEN = '（个人信息，不显示）'

/** The names a formula may use: number and yes/no values, and what was computed before. */
export function quantityOf(value: Value | undefined): Quantity {
  if (typeof value === 'number') return { value }
  if (typeof value === 'boolean') return { value: value ? 1 : 0 }
  return { value: null }
}

function ofFormula(text: string, { values, personal }: Facts): Judged {
  const formula = parse(text)
  const inputs = Object.fromEntries(formula.inputs.map((name) => [name, quantityOf(values[name])]))
  const { value, filled } = evaluate(formula, inputs)
  const secret = formula.inputs.some((name) => personal?.has(name))
  return { truth: value === null ? null : value !== 0, filled: secret ? HIDDEN : filled }
}

const shown = (value: Value | undefined): string => {
  if (value === undefined || value === null || value === '') return '?'
  if (Array.isArray(value)) return value.join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value)
}

function isBlank(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function ofDate(condition: Extract<Condition, { date: string }>, facts: Facts): Judged {
  const dateOf = (reference: string): IsoDate | null => {
    const text = reference === 'today' ? facts.today : isDate(reference) ? reference : facts.values[reference]
    if (typeof text !== 'string' || !isDate(text)) return null
    return condition.months === undefined ? text : addMonths(text, condition.months)
  }
  const own = facts.values[condition.date]
  const date = typeof own === 'string' && isDate(own) ? own : null
  const parts: string[] = []
  let truth: Truth = true
  const compare = (bound: IsoDate | null, holds: (at: IsoDate, limit: IsoDate) => boolean, sign: string) => {
    parts.push(`${date ?? '?'} ${sign} ${bound ?? '?'}`)
    if (date === null || bound === null) truth = truth === false ? false : null
    else if (!holds(date, bound)) truth = false
  }
  if (condition.notBefore !== undefined) compare(dateOf(condition.notBefore), (at, limit) => at >= limit, '≥')
  if (condition.notAfter !== undefined) compare(dateOf(condition.notAfter), (at, limit) => at <= limit, '≤')
  return { truth, filled: facts.personal?.has(condition.date) ? HIDDEN : parts.join('，') }
}

/** Judges a condition in three-valued logic: a known no settles `all`, a known yes settles `any`. */
export function judgeCondition(condition: Condition, facts: Facts): Judged {
  if ('formula' in condition) return ofFormula(condition.formula, facts)
  if ('field' in condition) {
    const value = facts.values[condition.field]
    const filled =
      facts.personal?.has(condition.field) && !isBlank(value)
        ? HIDDEN
        : (facts.words?.(condition.field, value ?? null) ?? shown(value))
    if (isBlank(value)) return { truth: null, filled }
    const wanted = Array.isArray(condition.is) ? condition.is : [condition.is]
    const has = Array.isArray(value) ? value.some((one) => wanted.includes(one)) : wanted.includes(value as never)
    return { truth: has, filled }
  }
  if ('given' in condition) {
    const given = !isBlank(facts.values[condition.given])
    return { truth: given, filled: given ? '已填' : '未填' }
  }
  if ('material' in condition) {
    const given = facts.materials.has(condition.material)
    return { truth: given, filled: given ? '已交' : '未交' }
  }
  if ('date' in condition) return ofDate(condition, facts)
  if ('hook' in condition) {
    const answer = facts.hooks[condition.hook]
    return answer === undefined
      ? { truth: null, filled: `${condition.hook}：尚未接通` }
      : { truth: answer.truth, filled: answer.says.zh }
  }
  if ('not' in condition) {
    const inner = judgeCondition(condition.not, facts)
    return { truth: inner.truth === null ? null : !inner.truth, filled: `非（${inner.filled}）` }
  }
  const [parts, settled, sign] =
    'all' in condition ? [condition.all, false, '；'] : ([condition.any, true, ' 或 '] as const)
  const judged = parts.map((part) => judgeCondition(part, facts))
  const truth = judged.some((one) => one.truth === settled)
    ? settled
    : judged.some((one) => one.truth === null)
      ? null
      : !settled
  return { truth, filled: judged.map((one) => one.filled).join(sign) }
}

/** What every rule of a definition says of an application, each with its clause. */
export function judgeRules(definition: Definition, facts: Facts): RuleResult[] {
  const known = withComputed(definition, facts)
  return definition.rules.map((rule) => {
    const { truth, filled } = judgeCondition(rule.test, known)
    return {
      rule: rule.id,
      title: rule.title,
      result: truth === null ? 'unknown' : truth ? 'pass' : 'fail',
      filled,
      basis: rule.basis,
      advisory: rule.advisory ?? false,
      ...(rule.remedy === undefined ? {} : { remedy: rule.remedy }),
    }
  })
}

/** Rules that stand in the way: failed or unknown, and not advisory. */
export function blocking(results: readonly RuleResult[]): RuleResult[] {
  return results.filter((each) => each.result !== 'pass' && !each.advisory)
}

function compute(computed: Computed, values: Values): ComputedResult {
  const formula = parse(computed.formula)
  const inputs = Object.fromEntries(formula.inputs.map((name) => [name, quantityOf(values[name])]))
  const { value, filled } = evaluate(formula, inputs)
  const band = value === null ? undefined : computed.bands?.find(({ from }) => value >= from)
  return { id: computed.id, title: computed.title, value, band: band?.title ?? null, filled }
}

/** The computed figures, in order; a later one may use an earlier one. */
export function computeFigures(definition: Definition, values: Values): ComputedResult[] {
  const all: Values = { ...values }
  return (definition.computed ?? []).map((each) => {
    const result = compute(each, all)
    all[each.id] = result.value
    return result
  })
}

function withComputed(definition: Definition, facts: Facts): Facts {
  const figures = computeFigures(definition, facts.values)
  return { ...facts, values: { ...facts.values, ...Object.fromEntries(figures.map((each) => [each.id, each.value])) } }
}

/** The hooks a condition asks, for asking them beforehand. */
export function hooksIn(condition: Condition): string[] {
  if ('hook' in condition) return [condition.hook]
  if ('all' in condition) return condition.all.flatMap(hooksIn)
  if ('any' in condition) return condition.any.flatMap(hooksIn)
  return 'not' in condition ? hooksIn(condition.not) : []
}

/** Every hook a definition names. */
export function hooksOf(definition: Definition): string[] {
  const conditions = [
    ...definition.rules.map((rule) => rule.test),
    ...definition.materials.flatMap((material) => (material.when ? [material.when] : [])),
    ...allFields(definition).flatMap((field) => (field.when ? [field.when] : [])),
  ]
  return [...new Set(conditions.flatMap(hooksIn))]
}

/** A figure as people read it. */
export function figureWords(result: ComputedResult): string {
  if (result.value === null) return '未知'
  const number = formatNumber(result.value, 2)
  return result.band === null ? number : `${number}（${result.band.zh}）`
}
