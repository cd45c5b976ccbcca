import type { DrawProof } from '../../../src/contexts/learning/index.ts'

/** One step of drawing again: what was compared, and whether it agrees. */
export type Step = { name: 'numbers' | 'list' | 'commitment' | 'secrets' | 'order'; agrees: boolean }

const bytes = (text: string) => new TextEncoder().encode(text)
const hex = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
const sha256 = async (text: string) => hex(await crypto.subtle.digest('SHA-256', bytes(text)))

/** JSON with sorted keys and no spaces, as the plan and the list were hashed. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

const smaller = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Draws again in the reader's browser, with nothing but what was published. Written apart from the server's own, so that an error in one
 * would show in the other.
 */
export async function drawAgain({
  plan,
  commitment,
  entries,
  reveal,
  order,
}: DrawProof): Promise<{ seed: string; steps: Step[] }> {
  const sorted = entries.map(({ number, group }) => ({ number, group })).sort((a, b) => smaller(a.number, b.number))
  const seed = await sha256([commitment, reveal.randomness, ...reveal.secrets].join('\n'))
  const raw = Uint8Array.from(seed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const lots = await Promise.all(
    sorted.map(async (entry) => ({ ...entry, lot: hex(await crypto.subtle.sign('HMAC', key, bytes(entry.number))) })),
  )
  lots.sort((a, b) => a.group - b.group || smaller(a.lot, b.lot) || smaller(a.number, b.number))
  const hashes = await Promise.all(reveal.secrets.map(sha256))
  return {
    seed,
    steps: [
      { name: 'numbers', agrees: new Set(entries.map((each) => each.number)).size === entries.length },
      { name: 'list', agrees: (await sha256(canonical(sorted))) === plan.list },
      { name: 'commitment', agrees: (await sha256(canonical(plan))) === commitment },
      {
        name: 'secrets',
        agrees:
          hashes.length === plan.parties.length && plan.parties.every((party, i) => hashes[i] === party.commitment),
      },
      { name: 'order', agrees: lots.map((each) => each.number).join('\n') === order.join('\n') },
    ],
  }
}
