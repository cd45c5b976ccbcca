import type { CommunityStanding } from '../../territory/index.ts'
import type { InputSource } from '../library/inputs.ts'
import type { Quantities } from './ledgerinput.ts'
import { isSettlement, type Places } from './places.ts'
import { sumsByPlace } from './sums.ts'

type CommunityInput = Extract<InputSource, { kind: 'community' | 'standard' }>

/** What the building standards say of communities on a day, by region. Where none of them can be judged the figure is unknown, not zero. */
export function communityQuantities(
  facts: readonly CommunityStanding[],
  input: CommunityInput,
  places: Places,
): Quantities {
  const sums = sumsByPlace(places, facts.length > 0, input.kind === 'standard' ? 1 : null, (add) => {
    for (const each of facts) {
      if (!isSettlement(each.code, input.settlement)) continue
      const amount = input.kind === 'standard' ? passed(each, input.family) : known(each, input)
      add(each.code, amount, amount === null ? 0 : 1)
    }
  })
  return new Map([...sums].map(([region, sum]) => [region, sum.records === 0 ? { ...sum, value: null } : sum]))
}

function passed({ states }: CommunityStanding, family: string): number | null {
  const state = states[family]
  return state === 'unknown' ? null : state === 'pass' ? 1 : 0
}

function known({ amounts }: CommunityStanding, input: Extract<CommunityInput, { kind: 'community' }>): number | null {
  return input.known.some((measure) => amounts[measure] === null) ? null : amounts[input.measure]!
}
