import { parseCitizenId } from '../../kernel/citizenid.ts'
import { checkCreditCode } from '../../kernel/creditcode.ts'
import { type IsoDate, isDate, parseDate } from '../../kernel/dates.ts'
import { type Bilingual, Refusal, refuse } from '../../kernel/refusal.ts'
import { isRegion, parseRegion } from '../../kernel/region.ts'
import { type Facts, judgeCondition } from './definition/conditions.ts'
import type { Definition, Field, Material, Value, Values } from './model.ts'

/** Something missing or wrong in an application, and where. */
export type FormProblem = { at: string; kind: 'missing' | 'wrong'; title: Bilingual; text: Bilingual }

/** A form that was looked at: its values as they are kept, and everything that is missing or wrong. */
export type CheckedForm = { values: Values; problems: FormProblem[] }

const MOBILE = /^(1\d{10}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})$/

class Wrong extends Error {
  readonly text: Bilingual
  constructor(zh: string, en: string) {
    super(en)
    this.text = { zh, en }
  }
}

function numberOf(raw: Value, field: Field): number {
  const text = typeof raw === 'string' ? raw.normalize('NFKC').replace(/[,\s]/g, '') : raw
  const number = typeof text === 'string' && text !== '' ? Number(text) : text
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new Wrong('应为数字', 'must be a number')
  if (field.type !== 'number' && !Number.isSafeInteger(number)) throw new Wrong('应为整数', 'must be a whole number')
  const { minimum = field.type === 'money' ? 0 : undefined, maximum } = field
  if (minimum !== undefined && number < minimum) throw new Wrong(`不能小于 ${minimum}`, `must be at least ${minimum}`)
  if (maximum !== undefined && number > maximum) throw new Wrong(`不能大于 ${maximum}`, `must be at most ${maximum}`)
  return number
}

function textOf(raw: Value, field: Field): string {
  if (typeof raw !== 'string') throw new Wrong('应为文字', 'must be text')
  const text = raw.trim()
  const longest = field.maxLength ?? (field.type === 'paragraph' ? 5000 : 200)
  if (text.length > longest) throw new Wrong(`最多 ${longest} 字`, `has more than ${longest} characters`)
  if (field.minLength !== undefined && text.length < field.minLength)
    throw new Wrong(`至少 ${field.minLength} 字`, `has fewer than ${field.minLength} characters`)
  return text
}

function choiceOf(value: Value, field: Field): string {
  if (typeof value === 'string' && field.options?.some((option) => option.value === value)) return value
  throw new Wrong('不在可选项之内', 'is not one of the options')
}

/** One value in the form in which it is kept. @throws Wrong */
function kept(raw: Value, field: Field, today: IsoDate): Value {
  switch (field.type) {
    case 'number':
    case 'integer':
    case 'money':
      return numberOf(raw, field)
    case 'yesno':
      if (typeof raw !== 'boolean') throw new Wrong('请选是或否', 'answer yes or no')
      return raw
    case 'choice':
      return choiceOf(raw, field)
    case 'choices':
      return (Array.isArray(raw) ? raw : [raw as string]).map((each) => choiceOf(each, field))
    case 'date':
      return parseDate(textOf(raw, field))
    case 'credit-code': {
      const { code, problem } = checkCreditCode(textOf(raw, field))
      if (problem !== null) throw new Wrong(problem.text.zh, problem.text.en)
      return code
    }
    case 'citizen-id':
      return parseCitizenId(textOf(raw, field), today).id
    case 'phone': {
      const phone = textOf(raw, field).normalize('NFKC').replace(/\s/g, '')
      if (!MOBILE.test(phone))
        throw new Wrong('应为 11 位手机号或带区号的电话', 'must be a mobile number or one with its area code')
      return phone
    }
    case 'region': {
      const code = textOf(raw, field)
      if (!isRegion(code)) throw new Wrong('不是区划代码', 'is not a region code')
      return parseRegion(code).code
    }
    default:
      return textOf(raw, field)
  }
}

const isEmpty = (value: Value | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Reads the values of some fields; unknown names and questions that are not asked are left out. Every problem is told. */
export function readFields(
  fields: readonly Field[],
  raw: Values,
  facts: Omit<Facts, 'values'>,
  known: Values = {},
): CheckedForm {
  const values: Values = { ...known }
  const problems: FormProblem[] = []
  const problem = (field: Field, kind: FormProblem['kind'], text: Bilingual) =>
    problems.push({ at: `/form/${field.id}`, kind, title: field.title, text })
  for (const field of fields) {
    const asked = field.when === undefined ? true : judgeCondition(field.when, { ...facts, values }).truth
    if (asked === false) continue
    const given = raw[field.id]
    if (isEmpty(given)) {
      values[field.id] = null
      if (field.required === true && asked === true) problem(field, 'missing', { zh: '必填', en: 'is required' })
      continue
    }
    try {
      values[field.id] = kept(given as Value, field, facts.today)
    } catch (error) {
      const told = error instanceof Wrong || error instanceof Refusal ? error.text : null
      if (told === null) throw error
      problem(field, 'wrong', told)
    }
  }
  return { values, problems }
}

/** Materials an application needs: those required, and those required for what it says. */
export function materialsNeeded(definition: Definition, facts: Facts): Material[] {
  return definition.materials.filter((material) => {
    if (material.required !== true) return false
    return material.when === undefined || judgeCondition(material.when, facts).truth === true
  })
}

/** Needed materials that are not there. */
export function materialsMissing(definition: Definition, facts: Facts): Material[] {
  return materialsNeeded(definition, facts).filter((material) => !facts.materials.has(material.id))
}

/** Looks at a whole application: all that is missing and all that is wrong, at once. */
export function checkApplication(definition: Definition, raw: Values, facts: Omit<Facts, 'values'>): CheckedForm {
  const form = readFields(definition.fields, raw, facts)
  const missing = materialsMissing(definition, { ...facts, values: form.values }).map(
    (material): FormProblem => ({
      at: `/materials/${material.id}`,
      kind: 'missing',
      title: material.title,
      text: { zh: '缺少材料', en: 'is missing' },
    }),
  )
  return { values: form.values, problems: [...form.problems, ...missing] }
}

/** A refusal that names everything at once (一次性告知). */
export function refuseForm(code: string, problems: readonly FormProblem[]) {
  const list = (language: 'zh' | 'en') =>
    problems.map((each) => `${each.title[language]}${language === 'zh' ? '：' : ': '}${each.text[language]}`)
  return refuse(
    code,
    {
      zh: `有 ${problems.length} 处需要补充或更正：${list('zh').join('；')}`,
      en: `${problems.length} to complete or correct: ${list('en').join('; ')}`,
    },
    {
      params: { problems },
      ...(problems[0] === undefined ? {} : { at: problems[0].at }),
      next: {
        zh: '请一次补齐后再提交，已填内容不会丢失',
        en: 'Complete all of it and send again; what you entered is kept',
      },
    },
  )
}

/** JSON Schema of one value. */
function schemaOf(field: Field): Record<string, unknown> {
  const title = field.title.zh
  const text = { type: 'string', title, ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }) }
  const bounds = {
    ...(field.minimum === undefined ? {} : { minimum: field.minimum }),
    ...(field.maximum === undefined ? {} : { maximum: field.maximum }),
  }
  const options = (field.options ?? []).map((option) => ({ const: option.value, title: option.title.zh }))
  switch (field.type) {
    case 'number':
      return { type: 'number', title, ...bounds }
    case 'integer':
      return { type: 'integer', title, ...bounds }
    case 'money':
      return { type: 'integer', title, description: '分 · fen', minimum: 0, ...bounds }
    case 'yesno':
      return { type: 'boolean', title }
    case 'choice':
      return { type: 'string', title, oneOf: options }
    case 'choices':
      return { type: 'array', title, items: { type: 'string', oneOf: options }, uniqueItems: true }
    case 'date':
      return { ...text, format: 'date' }
    case 'credit-code':
      return { ...text, pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', description: 'GB 32100-2015' }
    case 'citizen-id':
      return { ...text, pattern: '^[0-9]{17}[0-9X]$', description: 'GB 11643-1999' }
    case 'region':
      return { ...text, pattern: '^[0-9]{12}$', description: 'GB/T 2260, GB/T 10114' }
    default:
      return text
  }
}

/** The open schema of an application: JSON Schema 2020-12, made from the same fields as the form. */
export function openSchema(definition: Definition, version: number): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:yike:procedure:${definition.code}:${version}`,
    title: definition.title.zh,
    description: definition.summary.zh,
    type: 'object',
    properties: Object.fromEntries(definition.fields.map((field) => [field.id, schemaOf(field)])),
    required: definition.fields
      .filter((field) => field.required === true && field.when === undefined)
      .map(({ id }) => id),
    additionalProperties: false,
  }
}

/** A value as people read it. Money in yuan; options by their titles; null is unknown. */
export function valueWords(field: Field, value: Value | undefined, language: keyof Bilingual = 'zh'): string {
  if (isEmpty(value)) return '—'
  if (field.type === 'yesno')
    return value === true ? { zh: '是', en: 'yes' }[language] : { zh: '否', en: 'no' }[language]
  if (field.type === 'money' && typeof value === 'number') return `¥${(value / 100).toFixed(2)}`
  const title = (one: string) => field.options?.find((option) => option.value === one)?.title[language] ?? one
  if (Array.isArray(value)) return value.map(title).join(language === 'zh' ? '、' : ', ')
  if (field.type === 'choice') return title(String(value))
  const unit = field.unit?.[language]
  if (typeof value === 'string' && field.type === 'date' && isDate(value)) return value
  return unit === undefined ? String(value) : `${value} ${unit}`
}
