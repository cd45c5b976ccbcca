import type { Where } from '../library/inputs.ts'

type Fields = Readonly<Record<string, unknown>>

/** Whether a record meets a condition: true, false, or null when a field it needs is unknown and no other one rules it out. */
export function meets(fields: Fields, where: Where | undefined): boolean | null {
  let answer: boolean | null = true
  for (const [key, wanted] of Object.entries(where ?? {})) {
    const found = one(fields[key] ?? null, wanted)
    if (found === false) return false
    if (found === null) answer = null
  }
  return answer
}

function one(value: unknown, wanted: Where[string]): boolean | null {
  if (value === null) return null
  if (Array.isArray(value)) {
    const all = Array.isArray(wanted) ? wanted : [wanted]
    return all.some((each) => value.includes(each))
  }
  if (Array.isArray(wanted)) return wanted.some((each) => String(each) === String(value))
  if (typeof wanted === 'object') return Number(value) >= (wanted as { min: number }).min
  return value === wanted
}

/** The stricter of several answers: false over unknown over true. */
export function both(...answers: (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false
  return answers.includes(null) ? null : true
}
