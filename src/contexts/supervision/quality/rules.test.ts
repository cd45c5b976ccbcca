import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseAct, CaseState } from './model.ts'
import { actsOn, leads, meanOf } from './rules.ts'

const ACTS: CaseAct[] = ['verify', 'rectify', 'close', 'exclude', 'appeal', 'uphold', 'restore', 'hand-over']

describe('the path of a case', () => {
  it('is closed only after it was verified and put right, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 30 }), (tried) => {
        let state: CaseState = 'open'
        let appealed = false
        const done: CaseAct[] = []
        for (const act of tried) {
          const to = leads({ state, appealed }, act)
          expect(actsOn({ state, appealed }).includes(act)).toBe(to !== null)
          if (to === null) continue
          if (act === 'appeal') appealed = true
          state = to
          done.push(act)
        }
        if (state === 'closed') {
          expect(done).toContain('rectify')
          expect(done.includes('verify') || done.includes('restore')).toBe(true)
          expect(done.at(-1)).toBe('close')
        }
        expect(done.filter((act) => act === 'appeal').length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('the mean of a site', () => {
  it('is not told below the least number of persons and stays between the levels', () => {
    expect(meanOf([5, 5, 5, 5], 5)).toBeNull()
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 40 }), (voices) => {
        const mean = meanOf(voices, 5)!
        expect(mean).toBeGreaterThanOrEqual(Math.min(...voices))
        expect(mean).toBeLessThanOrEqual(Math.max(...voices))
      }),
    )
  })
})
