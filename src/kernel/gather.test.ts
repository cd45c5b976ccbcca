import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather } from './gather.ts'

describe('gathering', () => {
  it('answers everybody with the answer to what he asked, in lists no longer than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        async (items, most, lanes) => {
          let under = 0
          let highest = 0
          const lengths: number[] = []
          const ask = gather(
            async (list: number[]) => {
              under++
              highest = Math.max(highest, under)
              lengths.push(list.length)
              await new Promise((done) => setImmediate(done))
              under--
              return list.map((each) => each * 2)
            },
            { most, lanes },
          )
          expect(await Promise.all(items.map(ask))).toEqual(items.map((each) => each * 2))
          expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(most)
          expect(highest).toBeLessThanOrEqual(lanes)
          expect(lengths.reduce((sum, each) => sum + each, 0)).toBe(items.length)
        },
      ),
    )
  })

  it('tells everybody of a list that failed, and goes on with the next', async () => {
    const ask = gather(
      async (list: number[]) => {
        if (list.includes(13)) throw new Error('thirteen')
        return list
      },
      { most: 2, lanes: 1 },
    )
    const told = await Promise.allSettled([1, 13, 3, 4].map(ask))
    expect(told.map((each) => each.status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled'])
  })

  it('never puts into a list what was asked for after it began', async () => {
    const seen: number[][] = []
    let open: () => void = () => undefined
    const ask = gather(
      async (list: number[]) => {
        seen.push(list)
        await new Promise<void>((done) => {
          open = done
        })
        return list
      },
      { most: 10, lanes: 1 },
    )
    const first = ask(1)
    while (seen.length === 0) await new Promise((done) => setImmediate(done))
    const second = ask(2)
    open()
    await first
    while (seen.length === 1) await new Promise((done) => setImmediate(done))
    open()
    await second
    expect(seen).toEqual([[1], [2]])
  })
})
