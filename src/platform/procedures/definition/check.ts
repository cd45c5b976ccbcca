import { parse } from '../../../engines/formula/index.ts'
import { isDate } from '../../../kernel/dates.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { allFields, type Condition, type Definition, isPersonal, type Step } from '../model.ts'
import { finishing, isOutcome, reachable } from './paths.ts'
import type { Finding } from './read.ts'

/** Collects findings with their places. */
class Findings {
  readonly list: Finding[] = []
  error(at: string, zh: string, en: string): void {
    this.list.push({ at, text: { zh, en }, severity: 'error' })
  }
  warn(at: string, zh: string, en: string): void {
    this.list.push({ at, text: { zh, en }, severity: 'warning' })
  }
}

function once(f: Findings, at: string, ids: readonly string[]): void {
  ids.forEach((id, i) => {
    if (ids.indexOf(id) !== i) f.error(`${at}/${i}/id`, `“${id}”重复`, `“${id}” occurs twice`)
  })
}

function checkStep(f: Findings, definition: Definition, step: Step, at: string): void {
  const ids = new Set(definition.steps.map((each) => each.id))
  if (isOutcome(step.id)) f.error(`${at}/id`, `“${step.id}”是结果的名字`, `“${step.id}” is the name of an outcome`)
  once(
    f,
    `${at}/acts`,
    step.acts.map((act) => act.id),
  )
  step.acts.forEach((act, i) => {
    if (!isOutcome(act.to) && !ids.has(act.to))
      f.error(`${at}/acts/${i}/to`, `没有环节“${act.to}”`, `there is no step “${act.to}”`)
    if (act.to === step.id) f.error(`${at}/acts/${i}/to`, '回到本环节，没有进展', 'leads back to the same step')
    if (act.to === 'refused' && act.reason !== true)
      f.error(`${at}/acts/${i}/reason`, '不予办理必须写明理由', 'a refusal has to give its reason')
    if (
      act.to === 'granted' &&
      definition.rules.some((rule) => !rule.advisory) &&
      act.requires?.includes('rules') !== true
    )
      f.error(
        `${at}/acts/${i}/requires`,
        '办结为准予的动作必须要求全部审查要点通过（requires: rules）',
        'an act that grants has to require the rules',
      )
  })
  if (step.kind !== 'applicant' && step.by === undefined)
    f.error(`${at}/by`, '没有写明由谁办理', 'nobody is named who decides')
  if (step.timeout !== undefined && !step.acts.some((act) => act.id === step.timeout))
    f.error(`${at}/timeout`, `没有动作“${step.timeout}”`, `there is no act “${step.timeout}”`)
  if (step.timeout !== undefined && step.days === undefined)
    f.error(`${at}/days`, '到期自动办理的环节要有天数', 'a step that ends by itself needs its days')
  const automatic = step.acts.find((act) => act.id === step.timeout)
  if (automatic?.reason === true || (automatic?.fields ?? []).some((field) => field.required))
    f.error(`${at}/timeout`, '到期自动的动作不能要求填写内容', 'an act that happens by itself cannot ask for anything')
  if (automatic?.requires?.some((each) => each !== 'objections'))
    f.error(
      `${at}/timeout`,
      '到期自动的动作只能要求异议已处理',
      'an act that happens by itself can only require objections',
    )
  if (step.kind === 'publicity') {
    if (step.days === undefined) f.error(`${at}/days`, '公示要有天数', 'a publicity period needs its days')
    if (!step.acts.some((act) => act.requires?.includes('objections')))
      f.error(
        `${at}/acts`,
        '公示期的异议必须处理后才能继续（requires: objections）',
        'going on has to require the objections',
      )
  }
  if (step.kind === 'applicant' && step.days === undefined)
    f.warn(`${at}/days`, '没有写明申请人须在几日内答复', 'no days are set for the applicant to answer')
  if (step.kind === 'review' && step.days === undefined)
    f.warn(`${at}/days`, '没有写明本环节的办理天数', 'no days are set for this step')
}

function checkTerms(f: Findings, definition: Definition): void {
  const { term, steps } = definition
  if (term === undefined) {
    f.warn('term', '没有写明办理时限', 'no term is set')
    return
  }
  if (term.promised !== undefined && term.promised.unit === term.legal.unit && term.promised.count > term.legal.count)
    f.error('term/promised', '承诺时限长于法定时限', 'the promised term is longer than the legal one')
  if (term.starts === 'acceptance' && !steps.some((step) => step.acts.some((act) => act.accepts)))
    f.error(
      'term/starts',
      '时限自受理起算，但没有受理的动作（accepts）',
      'the term starts at acceptance, and no act accepts',
    )
  const limit = term.promised ?? term.legal
  steps.forEach((step, i) => {
    if (step.stopsClock || step.kind === 'applicant' || step.days === undefined || step.days.unit !== limit.unit) return
    if (step.days.count > limit.count)
      f.error(
        `steps/${i}/days`,
        `本环节 ${step.days.count} 日，长于整个时限 ${limit.count} 日`,
        `this step takes ${step.days.count} days, the whole term is ${limit.count}`,
      )
  })
}

/** Checks every name a condition uses. */
function checkCondition(f: Findings, definition: Definition, condition: Condition, at: string): void {
  const fields = new Map(allFields(definition).map((field) => [field.id, field]))
  const computed = new Set((definition.computed ?? []).map((each) => each.id))
  const known = (id: string, place: string) => {
    if (!fields.has(id)) f.error(place, `没有表单项“${id}”`, `there is no field “${id}”`)
  }
  if ('formula' in condition) checkFormula(f, definition, condition.formula, `${at}/formula`, computed)
  if ('field' in condition) {
    known(condition.field, `${at}/field`)
    const options = fields.get(condition.field)?.options
    for (const value of [condition.is].flat()) {
      if (options !== undefined && typeof value === 'string' && !options.some((option) => option.value === value))
        f.error(`${at}/is`, `“${value}”不是可选项`, `“${value}” is not one of the options`)
    }
  }
  if ('given' in condition) known(condition.given, `${at}/given`)
  if ('material' in condition && !definition.materials.some((material) => material.id === condition.material))
    f.error(`${at}/material`, `没有材料“${condition.material}”`, `there is no material “${condition.material}”`)
  if ('date' in condition) {
    known(condition.date, `${at}/date`)
    if (condition.notBefore === undefined && condition.notAfter === undefined)
      f.error(at, '缺少 notBefore 或 notAfter', 'needs notBefore or notAfter')
    for (const side of ['notBefore', 'notAfter'] as const) {
      const reference = condition[side]
      if (reference !== undefined && reference !== 'today' && !isDate(reference)) known(reference, `${at}/${side}`)
    }
  }
  for (const kind of ['all', 'any'] as const) {
    const parts = (condition as Partial<Record<typeof kind, Condition[]>>)[kind] ?? []
    for (const [i, part] of parts.entries()) checkCondition(f, definition, part, `${at}/${kind}/${i}`)
  }
  if ('not' in condition) checkCondition(f, definition, condition.not, `${at}/not`)
}

const COUNTABLE = new Set(['number', 'integer', 'money', 'yesno'])

function checkFormula(
  f: Findings,
  definition: Definition,
  text: string,
  at: string,
  computed: ReadonlySet<string>,
): void {
  const fields = new Map(allFields(definition).map((field) => [field.id, field]))
  try {
    for (const name of parse(text).inputs) {
      const field = fields.get(name)
      if (field === undefined && !computed.has(name))
        f.error(at, `公式里的“${name}”不是表单项`, `“${name}” in the formula is no field`)
      else if (field !== undefined && !COUNTABLE.has(field.type))
        f.error(at, `“${name}”不是数字，不能计算`, `“${name}” is not a number`)
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    f.error(at, error.text.zh, error.text.en)
  }
}

function checkFields(f: Findings, definition: Definition): void {
  const fields = allFields(definition)
  once(
    f,
    'fields',
    [...fields, ...(definition.computed ?? [])].map((each) => each.id),
  )
  const sections = new Set((definition.sections ?? []).map((section) => section.id))
  definition.fields.forEach((field, i) => {
    const at = `fields/${i}`
    if (field.section !== undefined && !sections.has(field.section))
      f.error(`${at}/section`, `没有分组“${field.section}”`, `there is no section “${field.section}”`)
    if ((field.type === 'choice' || field.type === 'choices') !== (field.options !== undefined))
      f.error(`${at}/options`, '选择题要有选项，其他题没有', 'choices need options, and only they')
    if (field.when) checkCondition(f, definition, field.when, `${at}/when`)
  })
  const { name, number, phone } = definition.applicant
  for (const [place, id, types] of [
    ['name', name, ['text']],
    ['number', number, ['credit-code', 'citizen-id']],
    ['phone', phone, ['phone']],
  ] as const) {
    if (id === undefined) continue
    const field = definition.fields.find((each) => each.id === id)
    if (field === undefined || !(types as readonly string[]).includes(field.type))
      f.error(
        `applicant/${place}`,
        `“${id}”应是类型为 ${types.join('、')} 的表单项`,
        `“${id}” must be a field of type ${types.join(', ')}`,
      )
  }
  if (!definition.fields.some((field) => field.type === 'region'))
    f.error(
      'fields',
      '要有一个区划（region）表单项，决定由哪里办理',
      'a field of type region has to say where the case belongs',
    )
}

/**
 * What is wrong with a definition that has the right form: steps that cannot be reached, ways without an end, steps without a decider,
 * deadlines that contradict each other, names that lead nowhere. Errors keep it from taking force; warnings are told.
 */
export function checkDefinition(definition: Definition): Finding[] {
  const f = new Findings()
  const bases = new Set(definition.basis.map((each) => each.id))
  const basis = (id: string | undefined, at: string) => {
    if (id !== undefined && !bases.has(id)) f.error(at, `没有依据“${id}”`, `there is no basis “${id}”`)
  }
  checkFields(f, definition)
  once(
    f,
    'steps',
    definition.steps.map((step) => step.id),
  )
  once(
    f,
    'materials',
    definition.materials.map((material) => material.id),
  )
  once(
    f,
    'rules',
    definition.rules.map((rule) => rule.id),
  )
  once(
    f,
    'basis',
    definition.basis.map((each) => each.id),
  )
  for (const [i, step] of definition.steps.entries()) checkStep(f, definition, step, `steps/${i}`)
  const reached = reachable(definition)
  const ends = finishing(definition)
  definition.steps.forEach((step, i) => {
    if (!reached.has(step.id))
      f.error(`steps/${i}`, `走不到环节“${step.title.zh}”`, `no way leads to “${step.title.en}”`)
    if (!ends.has(step.id))
      f.error(
        `steps/${i}`,
        `从“${step.title.zh}”出发到不了任何结果`,
        `no way from “${step.title.en}” leads to an outcome`,
      )
    basis(step.days?.basis, `steps/${i}/days/basis`)
  })
  checkTerms(f, definition)
  definition.rules.forEach((rule, i) => {
    checkCondition(f, definition, rule.test, `rules/${i}/test`)
    basis(rule.basis, `rules/${i}/basis`)
  })
  definition.materials.forEach((material, i) => {
    if (material.when) checkCondition(f, definition, material.when, `materials/${i}/when`)
    basis(material.basis, `materials/${i}/basis`)
  })
  const before = new Set<string>()
  definition.computed?.forEach((each, i) => {
    checkFormula(f, definition, each.formula, `computed/${i}/formula`, before)
    before.add(each.id)
    const from = (each.bands ?? []).map((band) => band.from)
    if (from.some((value, k) => k > 0 && value >= from[k - 1]!))
      f.error(`computed/${i}/bands`, '等级应从高到低排列', 'bands go from the highest down')
  })
  basis(definition.term?.legal.basis, 'term/legal/basis')
  checkCertificate(f, definition)
  return f.list
}

function checkCertificate(f: Findings, definition: Definition): void {
  const { certificate } = definition
  const grants = definition.steps.some((step) => step.acts.some((act) => act.to === 'granted'))
  if (!grants) f.error('steps', '没有任何动作导向准予（granted）', 'no act leads to granted')
  certificate?.shows?.forEach((id, i) => {
    const field = allFields(definition).find((each) => each.id === id)
    if (field === undefined && !definition.computed?.some((each) => each.id === id))
      f.error(`certificate/shows/${i}`, `没有表单项“${id}”`, `there is no field “${id}”`)
    else if (field !== undefined && isPersonal(field))
      f.error(
        `certificate/shows/${i}`,
        '个人信息不能印在可公开核验的证书上',
        'personal data do not stand on a certificate anyone can verify',
      )
  })
}

/** Findings that keep a definition from taking force. */
export function errorsIn(findings: readonly Finding[]): Finding[] {
  return findings.filter((each) => each.severity === 'error')
}
