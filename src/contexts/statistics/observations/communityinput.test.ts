import { describe, expect, it } from 'vitest'
import type { CommunityStanding } from '../../territory/index.ts'
import { amountsOf } from '../library/inputs.ts'
import { communityQuantities } from './communityinput.ts'
import { placesOf } from './places.ts'

const OWN = '532622000000'
const TOWN = '532622101000'
const OTHER = '532622102000'
const places = placesOf('532622', [
  { code: TOWN, name: '江那镇', parent: OWN, level: 'township' },
  { code: OTHER, name: '平远镇', parent: OWN, level: 'township' },
])
const community = (
  code: string,
  amounts: CommunityStanding['amounts'],
  state: CommunityStanding['states'][string],
): CommunityStanding => ({ code, amounts, states: { 'complete-community': state } })

const FACTS = [
  community('532622101001', { 'hall-area': 640, households: 2_000 }, 'pass'),
  community('532622101002', { 'hall-area': 300, households: null }, 'unknown'),
  community('532622101003', { 'hall-area': 0, households: 1_000 }, 'fail'),
  community('532622101201', { 'hall-area': 900, households: 700 }, 'pass'),
  community('532622102001', { 'hall-area': null, households: 400 }, 'unknown'),
]

describe('amounts of communities', () => {
  const { 'hall-area': halls, households } = amountsOf('hall-area', 'households')

  it('speak of the same communities in both parts of a ratio, and only of urban ones', () => {
    expect(communityQuantities(FACTS, halls, places).get(TOWN)).toMatchObject({ value: 640, records: 2, unknown: 1 })
    expect(communityQuantities(FACTS, households, places).get(TOWN)).toMatchObject({ value: 3_000, unknown: 1 })
  })

  it('are unknown, not zero, where nothing is known', () => {
    expect(communityQuantities(FACTS, halls, places).get(OTHER)).toMatchObject({ value: null, unknown: 1 })
    expect(communityQuantities([], halls, places).get(OWN)).toEqual({ value: null })
  })
})

describe('communities that pass a standard', () => {
  it('are counted; those nobody can judge may count', () => {
    const passing = communityQuantities(
      FACTS,
      { kind: 'standard', family: 'complete-community', settlement: 'urban' },
      places,
    )
    expect(passing.get(OWN)).toMatchObject({ value: 1, records: 2, unknown: 2, most: 1 })
    expect(passing.get(OTHER)).toMatchObject({ value: null })
  })
})
