import fc from 'fast-check'
import sql from 'sql-template-tag'
import { describe, expect, it } from 'vitest'
import { systemActor } from './actor.ts'
import type { Tx } from './database.ts'
import { expectOwn, expectRegion, inScope, worksIn } from './scope.ts'

const as = (jurisdiction: string, region: string) =>
  ({ actor: { ...systemActor('test', jurisdiction), region } }) as unknown as Tx
const codeOf = (run: () => void): string | null => {
  try {
    run()
    return null
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

describe('the area an actor works for', () => {
  it('is its town, its county, or everything', () => {
    const village = '532622101203'
    expect(codeOf(() => expectRegion(as('532622', '532622101'), village))).toBeNull()
    expect(codeOf(() => expectRegion(as('532622', '532622102'), village))).toBe('access.region')
    expect(codeOf(() => expectRegion(as('532622', '*'), village))).toBeNull()
  })

  it('is the same in code as in the condition of a statement', () => {
    const digits = fc.array(fc.constantFrom('0', '1', '2'), { maxLength: 6 }).map((list) => list.join(''))
    fc.assert(
      fc.property(fc.oneof(digits, fc.constant('*')), digits, (area, place) => {
        const condition = inScope(as('532622', area), sql`r.region`)
        const [prefix] = condition.values as string[]
        expect(worksIn({ region: area }, place)).toBe(prefix === undefined || place.startsWith(prefix))
      }),
    )
  })
})

describe('a place that was entered', () => {
  it('is of the jurisdiction, also where that is a prefecture', () => {
    expect(codeOf(() => expectOwn(as('532622', '*'), '532622101203'))).toBeNull()
    expect(codeOf(() => expectOwn(as('532600', '*'), '532622101203'))).toBeNull()
    expect(codeOf(() => expectOwn(as('532622', '*'), '532601000000'))).toBe('region.outside')
    expect(codeOf(() => expectOwn(as('532622', '*'), '53262'))).toBe('region.invalid')
  })
})
