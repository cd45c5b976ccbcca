import type { CodeKind } from './model.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a code is good for, in milliseconds. */
export const GOOD_FOR: Record<CodeKind, number> = { 'sign-in': 10 * MINUTE, opening: 10 * MINUTE, slip: 14 * DAY }

/** Guesses at one code; after the last it is dead, whatever is typed. */
export const TRIES = 5

/** How often a code may be asked for with one telephone: once in the shorter span, so many times in the longer ones. */
const ASKS: readonly { within: number; most: number }[] = [
  { within: MINUTE, most: 1 },
  { within: HOUR, most: 5 },
  { within: DAY, most: 12 },
]
/** What has to be remembered to judge how often was asked. */
export const REMEMBERED = DAY

/**
 * Milliseconds until a code may be asked for again; 0 when it may be now. Every request counts, whether there is such a telephone or not.
 * Pure.
 */
export function waitFor(asked: readonly Date[], now: Date): number {
  const waits = ASKS.map(({ within, most }) => {
    const recent = asked.map((at) => at.getTime()).filter((at) => now.getTime() - at < within)
    if (recent.length < most) return 0
    const freeing = recent.toSorted((a, b) => b - a)[most - 1]!
    return freeing + within - now.getTime()
  })
  return Math.max(0, ...waits)
}

/** Whether a code may still be tried. Pure. */
export function live(code: { until: Date; tries: number; used: boolean }, now: Date): boolean {
  return !code.used && code.tries < TRIES && now.getTime() < code.until.getTime()
}

const SLIP_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A fresh code: six digits to be told or sent; ten letters and digits, none mistaken for another, to be printed. */
export function newCode(kind: CodeKind, random: (below: number) => number): string {
  const letters = kind === 'slip' ? SLIP_LETTERS : '0123456789'
  return Array.from({ length: kind === 'slip' ? 10 : 6 }, () => letters[random(letters.length)]).join('')
}

/** A code as it is compared: without the spaces and dashes it is read out or printed with. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}
