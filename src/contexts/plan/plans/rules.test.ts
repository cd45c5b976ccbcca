import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIBRARY } from '../../statistics/index.ts'
import { BLANK, perLevelOf } from './draft.ts'
import { matchIndicator, plainUnit } from './indicators.ts'
import type { TargetRow } from './model.ts'
import { conflictBetween, farFromPeers, type Peer } from './peers.ts'
import { decideTarget, factsOf, laddersOf } from './rules.ts'

const BASE: TargetRow = {
  ...BLANK,
  id: 't',
  plan: 'p',
  seq: 0,
  readId: 'T1',
  clause: '一',
  quote: '',
  span: { start: 0, end: 1 },
  printed: '托位数',
  printedKey: '托位数',
  kind: 'target',
  comparator: '>=',
  value: 4.5,
  unit: '个',
  deadline: '2025-12-31',
  state: 'confirmed',
}
const row = (changes: Partial<TargetRow>): TargetRow => ({ ...BASE, ...changes })

const rows = fc
  .array(
    fc.record({
      indicator: fc.constantFrom('a', 'b', null),
      deadline: fc.constantFrom('2022-12-31', '2023-12-31', '2025-12-31', null),
      state: fc.constantFrom('confirmed' as const, 'rejected' as const),
      period: fc.constantFrom(null, 'year' as const),
      scope: fc.constantFrom(null, '每县'),
      dup: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map(({ dup, ...each }, seq) => row({ ...each, id: `t${seq}`, seq, dupOf: dup ? 'x' : null })))

describe('ladders', () => {
  it('hold every dated, confirmed value exactly once, in order, the last one being the head', () => {
    fc.assert(
      fc.property(rows, fc.nat(11), (list, at) => {
        const contested = new Set([`t${at}`])
        const ladders = laddersOf(list, contested)
        const placed = ladders.flatMap((ladder) => ladder.rungs.map((rung) => rung.target))
        const wanted = list
          .filter((each) => each.state === 'confirmed' && each.deadline !== null && each.dupOf === null)
          .map((each) => each.id)
        expect(placed.toSorted()).toEqual(wanted.toSorted())
        for (const { head, rungs } of ladders) {
          expect(rungs.at(-1)!.target).toBe(head)
          const days = rungs.map((rung) => rung.due)
          expect(days).toEqual([...new Set(days)].toSorted())
          if (rungs.length > 1) expect(rungs.some((rung) => contested.has(rung.target))).toBe(false)
        }
      }),
    )
  })
})

describe('decisions', () => {
  it('never lose a fact: what is not edited stays', () => {
    fc.assert(
      fc.property(
        fc.record({ value: fc.double({ min: -1e6, max: 1e6, noNaN: true }), unit: fc.string({ maxLength: 5 }) }),
        (facts) => {
          fc.pre(facts.value !== BASE.value || facts.unit !== BASE.unit)
          const decided = decideTarget(BASE, 'edit', { facts })
          expect(decided).toEqual({ state: 'confirmed', facts: { ...factsOf(BASE), ...facts }, changed: true })
        },
      ),
    )
  })
})

describe('peers', () => {
  const peer = (changes: Partial<Peer>): Peer => ({
    jurisdiction: '530000',
    plan: 'q',
    planTitle: '省方案',
    series: 's',
    target: 'u',
    indicator: 'land',
    printed: '人均用地',
    comparator: '>=',
    value: 0.1,
    low: null,
    high: null,
    unit: '平方米',
    deadline: null,
    scope: null,
    period: null,
    clause: '一',
    ...changes,
  })
  const land = row({ indicator: 'land', printed: '人均用地', kind: 'standard', unit: '平方米', value: 1 })

  it('make a lost decimal point visible (Q1): 1 against 0.1 elsewhere, but not 0.12', () => {
    expect(farFromPeers(land, [peer({})], '532622')?.zh).toContain('0.1平方米')
    expect(farFromPeers({ ...land, value: 0.12 }, [peer({})], '532622')).toBeNull()
    expect(
      farFromPeers({ ...land, printed: '示范站', kind: 'target', unit: '个' }, [peer({ unit: '个' })], '532622'),
    ).toBeNull()
  })

  it('of the same government that ask for something else by the same day are a conflict', () => {
    const own = peer({ jurisdiction: '532622', deadline: '2025-12-31' })
    const mine = { ...land, deadline: '2025-12-31' }
    expect(conflictBetween(mine, [own], '532622')).toMatchObject({ kind: 'between', peer: 'u' })
    expect(conflictBetween({ ...mine, value: 0.1 }, [own], '532622')).toBeNull()
    expect(conflictBetween({ ...mine, deadline: '2030-12-31' }, [own], '532622')).toBeNull()
    expect(conflictBetween({ ...mine, unit: '人次' }, [{ ...own, unit: '名' }], '532622')).toBeNull()
    expect(conflictBetween({ ...mine, unit: '人' }, [{ ...own, unit: '名' }], '532622')).not.toBeNull()
    expect(conflictBetween(mine, [peer({ deadline: '2025-12-31' })], '532622')).toBeNull()
  })
})

describe('names, units and scopes', () => {
  it('find the indicator behind both spellings of physicians (Q10)', () => {
    for (const name of ['每千人口拥有职业（助理）医师', '每千人口拥有执业（助理）医师', '每千人口执业(助理)医师数']) {
      expect(matchIndicator(name, name, '人', LIBRARY)).toEqual({ code: 'health.physicians-per-1000', how: 'known' })
    }
  })

  it('never take a share for a count', () => {
    const counts = new Map(LIBRARY.map((each) => [each.code, each.unit]))
    for (const each of LIBRARY) {
      const match = matchIndicator(each.name.zh, each.name.zh, each.unit === '%' ? '个' : '%', LIBRARY)
      if (match !== null) expect(counts.get(match.code) === '%').toBe(each.unit !== '%')
    }
  })

  it('read multipliers and levels as printed', () => {
    expect(plainUnit('万人次')).toEqual({ factor: 10_000, unit: '人次' })
    expect(plainUnit('人')).toEqual({ factor: 1, unit: '人' })
    expect(['每县', '各乡（镇）', '每个社区', '各设区的市', '全县', null].map(perLevelOf)).toEqual([
      'county',
      'township',
      'village',
      'prefecture',
      null,
      null,
    ])
  })
})
