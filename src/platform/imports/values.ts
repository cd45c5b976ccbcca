import { checkCreditCode } from '../../kernel/creditcode.ts'
import { parseDate } from '../../kernel/dates.ts'
import { type Bilingual, Refusal } from '../../kernel/refusal.ts'
import type { Choice, RegisterColumn, Value } from './types.ts'

/** A cell that was read, or why it could not be. */
export type Parsed = { value: Value } | { code: string; text: Bilingual }

const YES = new Set(['是', '有', '真', '1', 'y', 'yes', 'true', '√', '✓', '对'])
const NO = new Set(['否', '无', '假', '0', 'n', 'no', 'false', '×', 'x', '✗'])

const wrong = (code: string, zh: string, en: string): Parsed => ({ code: `cell.${code}`, text: { zh, en } })

/** Text as people compare it: half-width, without spaces at the ends or doubled inside. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
}

const folded = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

const spellings = new WeakMap<readonly Choice[], Map<string, Choice>>()

/** The choice a text means: its value, a title in either language, or another name. */
function choiceOf(choices: readonly Choice[], text: string): Choice | undefined {
  let known = spellings.get(choices)
  if (known === undefined) {
    const named = (names: (each: Choice) => readonly string[]) =>
      choices.flatMap((each) => names(each).map((name) => [folded(name), each] as const))
    // Later entries win: a choice's own value or title outranks another's alias.
    known = new Map([
      ...named((each) => each.aliases ?? []),
      ...named((each) => [each.title.en, each.title.zh]),
      ...named((each) => [each.value]),
    ])
    spellings.set(choices, known)
  }
  return known.get(folded(text))
}

function parseNumber(column: RegisterColumn, text: string): Parsed {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '')
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain)) {
    return wrong('number', `“${text}”不是数字`, `“${text}” is not a number`)
  }
  const number = Number(plain)
  if (column.type === 'integer') {
    if (!Number.isSafeInteger(number)) return wrong('integer', `“${text}”不是整数`, `“${text}” is not a whole number`)
  }
  if (column.min !== undefined && number < column.min) {
    return wrong('min', `${plain} 小于 ${column.min}`, `${plain} is less than ${column.min}`)
  }
  if (column.max !== undefined && number > column.max) {
    return wrong('max', `${plain} 大于 ${column.max}`, `${plain} is more than ${column.max}`)
  }
  if (column.type === 'integer') return { value: number === 0 ? 0 : number }
  const decimals = column.decimals ?? (column.type === 'decimal' ? 2 : 6)
  return { value: Number(number.toFixed(decimals)) + 0 }
}

function parseMonth(text: string): Parsed {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const parts = /^(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月|(\d{2}))(?:[-/.]\d{1,2})?$/.exec(plain)
  const month = Number(parts?.[2] ?? parts?.[3] ?? parts?.[4] ?? 0)
  if (parts === null || month < 1 || month > 12) {
    return wrong('month', `“${text}”不是月份，请按 2025-07 填写`, `“${text}” is not a month; write it like 2025-07`)
  }
  return { value: `${parts[1]}-${String(month).padStart(2, '0')}` }
}

/** Cuts a list of choices apart: by the strong separators first, by commas and strokes only where a part is no choice by itself. */
function splitChoices(choices: readonly Choice[], text: string): string[] {
  return text
    .split(/[、;；]/)
    .flatMap((part) => (choiceOf(choices, part) === undefined ? part.split(/[,，|/]/) : [part]))
    .filter((part) => part.trim() !== '')
}

function parseChoices(column: RegisterColumn, text: string): Parsed {
  const choices = column.choices ?? []
  const parts = column.type === 'choice' ? [text] : splitChoices(choices, text)
  const found = parts.map((part) => choiceOf(choices, part))
  const missing = parts.find((_, i) => found[i] === undefined)
  if (missing !== undefined) {
    const some = (language: keyof Bilingual, between: string) =>
      choices
        .slice(0, 12)
        .map((each) => each.title[language])
        .join(between) + (choices.length > 12 ? '…' : '')
    return wrong(
      'choice',
      `“${missing}”不在可填的值之内：${some('zh', '、')}`,
      `“${missing}” is not one of: ${some('en', ', ')}`,
    )
  }
  return {
    value: choices
      .filter((each) => found.includes(each))
      .map((each) => each.value)
      .join(','),
  }
}

/**
 * Reads one cell by its column's type. An empty cell is unknown (`null`); whether it may be empty is decided by the caller. Regions
 * come back as the tidied text, to be resolved for all rows at once.
 */
export function parseCell(column: RegisterColumn, raw: string): Parsed {
  const text = tidy(raw)
  if (text === '') return { value: null }
  switch (column.type) {
    case 'text': {
      const longest = column.maxLength ?? 200
      if ([...text].length > longest) {
        return wrong('long', `超过 ${longest} 个字`, `is longer than ${longest} characters`)
      }
      return { value: text }
    }
    case 'code': {
      const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
      const longest = column.maxLength ?? 60
      if (code.length > longest) return wrong('long', `超过 ${longest} 个字符`, `is longer than ${longest} characters`)
      return { value: code }
    }
    case 'integer':
    case 'decimal':
      return parseNumber(column, text)
    case 'longitude':
      return parseNumber({ min: -180, max: 180, ...column }, text)
    case 'latitude':
      return parseNumber({ min: -90, max: 90, ...column }, text)
    case 'date':
      try {
        return { value: parseDate(text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '')) }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { text: why, next } = error
        return wrong('date', `${why.zh}，${next?.zh ?? ''}`, `${why.en}; ${next?.en ?? ''}`)
      }
    case 'month':
      return parseMonth(text)
    case 'boolean': {
      const answer = folded(text)
      if (YES.has(answer)) return { value: true }
      if (NO.has(answer)) return { value: false }
      return wrong('boolean', `“${text}”应为 是 或 否`, `“${text}” should be yes or no`)
    }
    case 'choice':
    case 'choices':
      return parseChoices(column, text)
    case 'region':
      return { value: text.normalize('NFKC') }
    case 'creditcode': {
      const { code, problem } = checkCreditCode(text)
      if (problem === null) return { value: code }
      return wrong('creditcode', `统一社会信用代码有误：${problem.text.zh}`, `Credit code is wrong: ${problem.text.en}`)
    }
  }
}

/** A value as it is written into a template or an export; `parseCell` reads it back to the same value. */
export function writtenValue(column: RegisterColumn, value: Value, language: keyof Bilingual): Value {
  if (value === null) return null
  if (column.type === 'boolean')
    return value === true ? (language === 'zh' ? '是' : 'yes') : language === 'zh' ? '否' : 'no'
  if (column.type === 'choice' || column.type === 'choices') {
    return String(value)
      .split(',')
      .map((part) => column.choices?.find((each) => each.value === part)?.title[language] ?? part)
      .join(language === 'zh' ? '、' : '; ')
  }
  return value
}
