import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ahead } from './ahead.ts'

/** A step that ends when it is told to. */
function step() {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  return { run: () => promise, end: resolve, fail: reject }
}

describe('steps that overlap', () => {
  it('never have more open than allowed, and all end before it is over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }),
        async (most, turns) => {
          const ahead = new Ahead(most)
          let [open, widest, ended] = [0, 0, 0]
          for (const n of turns) {
            await ahead.next(async () => {
              widest = Math.max(widest, ++open)
              for (let i = 0; i < n; i++) await Promise.resolve()
              open--
              ended++
            })
          }
          await ahead.over()
          expect(widest).toBeLessThanOrEqual(most)
          expect(ended).toBe(turns.length)
        },
      ),
    )
  })

  it('tells the first failure, and only when nothing is open any more', async () => {
    const ahead = new Ahead(2)
    const [one, two] = [step(), step()]
    await ahead.next(one.run)
    await ahead.next(two.run)
    let told: unknown = null
    const third = ahead
      .next(async () => expect.unreachable())
      .catch((error: unknown) => {
        told = error
      })
    one.fail(new Error('first'))
    await Promise.resolve()
    await Promise.resolve()
    expect(told).toBeNull()
    two.fail(new Error('second'))
    await third
    expect(told).toMatchObject({ message: 'first' })
    await ahead.over()
  })
})
