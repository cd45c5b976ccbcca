import { createHash, createHmac } from 'node:crypto'
import { canonicalJson, hashOf, sha256Hex } from '../../kernel/hash.ts'

/** Version of the rules below; a proof names it, and another version would be another name. */
export const DRAW_VERSION = 'yike-draw-1'

/** Who takes part: a public number, and the group it belongs to. Groups are served in ascending order. */
export type DrawEntry = { number: string; group: number }

/** A party that adds chance: it publishes the SHA-256 of its secret before, and the secret after. */
export type DrawParty = { name: string; commitment: string }

/** All that is fixed and published before anybody can know the outcome. */
export type DrawPlan = {
  version: string
  id: string
  title: string
  places: number
  /** First day on which secrets may be revealed, `YYYY-MM-DD`. */
  drawOn: string
  /** The public chance that will be used, named before it exists: 某彩票某期开奖号码. Empty when only the parties add chance. */
  randomnessSource: string
  parties: readonly DrawParty[]
  /** SHA-256 of the list of entries. */
  list: string
}

/** What becomes known afterwards. */
export type DrawReveal = { secrets: readonly string[]; randomness: string }

/** Everything a stranger needs to draw again. */
export type DrawProof = {
  plan: DrawPlan
  commitment: string
  entries: readonly DrawEntry[]
  reveal: DrawReveal
  order: readonly string[]
}

/** Entries in the one order in which they are hashed: by number, compared character by character. */
export function sortedEntries(entries: readonly DrawEntry[]): DrawEntry[] {
  return entries
    .map(({ number, group }) => ({ number, group }))
    .sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0))
}

/** SHA-256 of the list of entries in canonical JSON. */
export const listHash = (entries: readonly DrawEntry[]): string => hashOf(sortedEntries(entries))

/** What a party publishes for its secret. */
export const commitmentOf = (secret: string): string => sha256Hex(secret)

/** The commitment (承诺值): SHA-256 of the plan in canonical JSON. Published before the draw, it fixes list, places, parties and source. */
export const planHash = (plan: DrawPlan): string => sha256Hex(canonicalJson(plan))

/** The seed: SHA-256 over commitment, public chance and the secrets in the order of the parties, one a line. */
export function seedOf(commitment: string, reveal: DrawReveal): string {
  return createHash('sha256')
    .update([commitment, reveal.randomness, ...reveal.secrets].join('\n'))
    .digest('hex')
}

/**
 * The order of the draw: groups one after the other, within a group by HMAC-SHA256(seed, number). Every order is as likely as any other
 * and nobody who knows less than all secrets and the public chance can say which it will be.
 */
export function orderOf(entries: readonly DrawEntry[], seed: string): string[] {
  const key = Buffer.from(seed, 'hex')
  return entries
    .map(({ number, group }) => ({ number, group, lot: createHmac('sha256', key).update(number).digest('hex') }))
    .sort((a, b) => a.group - b.group || (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.number < b.number ? -1 : 1))
    .map(({ number }) => number)
}

/** What is wrong with a proof; empty when it is right in every part. */
export type DrawFault = 'version' | 'numbers' | 'list' | 'commitment' | 'secrets' | 'order'

/** Draws again from a proof and names every part that does not agree. Pure; the same as the small program in `verify.mjs`. */
export function faultsOf(proof: DrawProof): DrawFault[] {
  const { plan, entries, reveal } = proof
  const faults: DrawFault[] = []
  if (plan.version !== DRAW_VERSION) faults.push('version')
  if (new Set(entries.map((each) => each.number)).size !== entries.length) faults.push('numbers')
  if (listHash(entries) !== plan.list) faults.push('list')
  if (planHash(plan) !== proof.commitment) faults.push('commitment')
  const kept =
    reveal.secrets.length === plan.parties.length &&
    plan.parties.every((party, i) => commitmentOf(reveal.secrets[i]!) === party.commitment)
  if (!kept) faults.push('secrets')
  const order = orderOf(entries, seedOf(proof.commitment, reveal))
  if (order.length !== proof.order.length || order.some((number, i) => number !== proof.order[i])) faults.push('order')
  return faults
}
