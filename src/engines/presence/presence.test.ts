import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradictions, LIMITS, type Presence } from './index.ts'
import { redTeam } from './redteam.ts'

const MINUTE = 60_000
const presence = (id: string, more: Partial<Presence> = {}): Presence => ({
  id,
  actor: 'a',
  person: `p${id}`,
  remote: false,
  from: 0,
  to: 30 * MINUTE,
  place: { lon: 104.3, lat: 23.6 },
  ...more,
})
const far = { lon: 104.4, lat: 23.6 }
const kinds = (...list: Presence[]) => contradictions(list).map((each) => each.kind)

describe('records that contradict each other', () => {
  it('are one actor in two places at once, and a way nobody makes in the time', () => {
    expect(kinds(presence('1'), presence('2', { place: far, from: 10 * MINUTE }))).toEqual(['two-places'])
    expect(kinds(presence('1'), presence('2', { place: far, from: 32 * MINUTE, to: 60 * MINUTE }))).toEqual(['travel'])
    expect(kinds(presence('1'), presence('2', { place: far, from: 60 * MINUTE, to: 90 * MINUTE }))).toEqual([])
  })

  it('are not a couple visited together, two at one bath, a telephone call, or what is unknown', () => {
    expect(kinds(presence('1'), presence('2', { place: { lon: 104.301, lat: 23.601 } }))).toEqual([])
    expect(kinds(presence('1', { person: 'p' }), presence('2', { person: 'p', actor: 'b' }))).toEqual([])
    expect(kinds(presence('1'), presence('2', { place: null, remote: true }))).toEqual([])
    expect(kinds(presence('1'), presence('2', { place: null, from: 31 * MINUTE, to: 60 * MINUTE }))).toEqual([])
    expect(kinds(presence('1'), presence('2', { place: far, from: 10 * MINUTE, doubtful: true }))).toEqual([])
  })

  it('are the dead at any time after, and the hospitalised at home but not on the telephone', () => {
    const dead = { person: 'p1', kind: 'gone', from: -MINUTE, to: null } as const
    const ill = { person: 'p1', kind: 'in-hospital', from: -MINUTE, to: 60 * MINUTE } as const
    expect(contradictions([presence('1', { remote: true })], [dead]).map((each) => each.kind)).toEqual(['gone'])
    expect(contradictions([presence('1')], [ill]).map((each) => each.kind)).toEqual(['in-hospital'])
    expect(contradictions([presence('1', { remote: true })], [ill])).toEqual([])
  })

  it('do not depend on the order in which they came', () => {
    const some = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 600 }),
        lon: fc.integer({ min: 0, max: 100 }),
        actor: fc.nat(2),
        person: fc.nat(4),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(some, (list) => {
        const all = list.map(({ at, lon, actor, person }, i) =>
          presence(String(i), {
            actor: `a${actor}`,
            person: `p${person}`,
            from: at * MINUTE,
            to: (at + 20) * MINUTE,
            place: { lon: 104 + lon / 1000, lat: 23.6 },
          }),
        )
        const said = (each: readonly Presence[]) =>
          contradictions(each)
            .map((flag) => `${flag.id} ${flag.kind} ${flag.other}`)
            .sort()
        expect(said(all.toReversed())).toEqual(said(all))
      }),
    )
  })
})

describe('the red team', () => {
  it('is caught in most frauds while honest records are left alone', () => {
    let [frauds, caught, blind, honest, falsely] = [0, 0, 0, 0, 0]
    for (const seed of [1, 2, 3, 4, 5]) {
      const team = redTeam(seed)
      const flags = new Map(contradictions(team.presences, team.absences, LIMITS).map((flag) => [flag.id, flag]))
      const implicated = new Set([...flags.values()].flatMap((flag) => (flag.other === null ? [] : [flag.other])))
      const placeless = new Set(team.presences.filter((each) => each.place === null).map((each) => each.from))
      for (const each of team.presences) {
        if (team.frauds.has(each.id)) {
          frauds++
          if (flags.has(each.id) || implicated.has(each.id)) caught++
          else if (placeless.has(each.from - 5 * MINUTE) || each.place === null) blind++
        } else {
          honest++
          // A record is named beside a fraud as the one it contradicts; that is the alarm doing its work.
          const other = flags.get(each.id)?.other ?? null
          if (flags.has(each.id) && !(other !== null && team.frauds.has(other))) falsely++
        }
      }
    }
    const share = (part: number, whole: number) => `${part} of ${whole} (${((part / whole) * 100).toFixed(1)} %)`
    console.info(
      `red team: frauds flagged ${share(caught, frauds)}, ${blind} more beside a record without a place; honest records flagged ${share(falsely, honest)}`,
    )
    expect(frauds).toBeGreaterThan(300)
    expect(caught / frauds).toBeGreaterThanOrEqual(0.85)
    expect(falsely / honest).toBeLessThanOrEqual(0.002)
  })
})
