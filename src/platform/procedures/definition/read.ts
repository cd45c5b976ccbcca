import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import type { Definition } from '../model.ts'
import { Definition as Schema } from './schema.ts'

/** Something wrong in a definition, and where: `steps/2/acts/0/to`. */
export type Finding = { at: string; text: Bilingual; severity: 'error' | 'warning' }

type Issue = { keyword: string; instancePath: string; params: Record<string, unknown>; message: string }

/** Compiled once: the definitions that come with the software are all read at every start. */
const FORM = Compile(Schema)

const WORDS: Record<string, (params: Record<string, unknown>) => Bilingual> = {
  required: (p) => {
    const names = (p.requiredProperties as string[]).join('、')
    return { zh: `缺少 ${names}`, en: `lacks ${names}` }
  },
  additionalProperties: (p) => {
    const names = (p.additionalProperties as string[]).join('、')
    return { zh: `没有 ${names} 这一项`, en: `${names} is not known here` }
  },
  type: (p) => ({ zh: `应为 ${p.type}`, en: `must be ${p.type}` }),
  enum: (p) => {
    const names = ((p.allowedValues as unknown[]) ?? []).join('、')
    return { zh: `只能是 ${names}`, en: `must be one of ${names}` }
  },
  pattern: (p) => ({ zh: `写法应符合 ${p.pattern}`, en: `must be written like ${p.pattern}` }),
  minLength: () => ({ zh: '不能为空', en: 'must not be empty' }),
  maxLength: (p) => ({ zh: `最多 ${p.limit} 字`, en: `has more than ${p.limit} characters` }),
  minItems: (p) => ({ zh: `至少 ${p.limit} 项`, en: `needs at least ${p.limit}` }),
  maxItems: (p) => ({ zh: `最多 ${p.limit} 项`, en: `takes at most ${p.limit}` }),
  minimum: (p) => ({ zh: `不能小于 ${p.limit}`, en: `must not be less than ${p.limit}` }),
  maximum: (p) => ({ zh: `不能大于 ${p.limit}`, en: `must not be more than ${p.limit}` }),
  anyOf: () => ({ zh: '写法不在允许的几种之内', en: 'is none of the forms allowed here' }),
}

const MOST_FINDINGS = 40

function findingsOf(json: unknown): Finding[] {
  const seen = new Set<string>()
  const findings: Finding[] = []
  for (const issue of Value.Errors(Schema, json) as Issue[]) {
    const at = issue.instancePath.replace(/^\//, '')
    // The members of an anyOf complain each for itself; the anyOf says it once.
    if (/anyOf\/\d+/.test(String((issue as unknown as { schemaPath: string }).schemaPath)) && /(test|when)/.test(at)) {
      const place = at.replace(/((?:test|when)(?:\/(?:all|any)\/\d+|\/not)*).*/, '$1')
      if (!seen.has(place)) findings.push({ at: place, text: WORDS.anyOf!({}), severity: 'error' })
      seen.add(place)
      continue
    }
    const key = `${at} ${issue.keyword}`
    if (seen.has(key) || findings.length >= MOST_FINDINGS) continue
    seen.add(key)
    const text = WORDS[issue.keyword]?.(issue.params) ?? { zh: '不符合要求', en: issue.message }
    findings.push({ at, text, severity: 'error' })
  }
  return findings
}

/** Where English is missing, Chinese stands in for it. */
function complete(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(complete)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, complete(item)])
  const result = Object.fromEntries(entries)
  if (typeof result.zh === 'string' && result.en === undefined) result.en = result.zh
  return result
}

/** Every place where a document has not the form of a definition; empty when it has. */
export function formFindings(json: unknown): Finding[] {
  return FORM.Check(json) ? [] : findingsOf(json)
}

/**
 * Reads a definition. What it says is not judged here; `checkDefinition` does that.
 *
 * @throws Refusal `definition.form` naming every wrong place
 */
export function readDefinition(json: unknown): Definition {
  const findings = formFindings(json)
  if (findings.length > 0) throw refuseDefinition('definition.form', findings)
  return complete(json) as Definition
}

/** A refusal that names the first place in words and all in its parameters. */
export function refuseDefinition(code: string, findings: readonly Finding[]) {
  const first = findings[0]!
  const more = findings.length - 1
  return refuse(
    code,
    {
      zh: `事项定义 ${first.at || '/'}：${first.text.zh}${more > 0 ? `（另有 ${more} 处）` : ''}`,
      en: `The definition, ${first.at || '/'}: ${first.text.en}${more > 0 ? ` (and ${more} more)` : ''}`,
    },
    {
      at: `/${first.at}`,
      params: { findings },
      next: { zh: '请按列出的位置逐一修改', en: 'Mend the places listed' },
    },
  )
}
