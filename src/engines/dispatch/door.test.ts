import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as door from './index.ts'

const { checkDay, explain, replan, solve } = door

describe('the door of dispatch', () => {
  it('does what the manual says', async () => {
    const manual = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    const block = /```ts\n([\s\S]+?)```/.exec(manual)![1]!
    // Lines of the form `expression // value` are what the manual claims.
    const code = block
      .replace(/^import .*$/m, '')
      .replace(/^ {2}(\S.*?) \/\/ (.+)$/gm, (line, found, said) =>
        line.includes('{ id:') ? line : `  claims.push([${found}, ${said}])`,
      )
    const claims: [unknown, unknown][] = []
    const named = { checkDay, explain, replan, solve }
    const run = new Function('claims', ...Object.keys(named), `return (async () => {${code}})()`)
    await run(claims, ...Object.values(named))
    expect(claims.length).toBe(7)
    for (const [found, said] of claims) expect(found).toEqual(said)
  })

  it('tells progress, and a cancelled run keeps what it has', async () => {
    const visits = Array.from({ length: 60 }, (_, k) => ({ id: `v${k}`, place: k, minutes: 10 }))
    const problem: door.Problem = {
      places: visits.map((_, k) => ({ x: (k * 7919) % 1009, y: (k * 6133) % 997 })),
      modes: { foot: { speed: 70 } },
      carers: [0, 1, 2].map((k) => ({ id: `c${k}`, home: k, mode: 'foot', shifts: [{ from: 480, until: 1020 }] })),
      visits,
    }
    const stop = new AbortController()
    const seen: door.Progress[] = []
    const plan = await door.solve(problem, {
      seconds: 600,
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress)
        stop.abort()
      },
    })
    expect(seen.length).toBeGreaterThan(0)
    expect(plan.cancelled).toBe(true)
    expect(door.checkDay(problem, plan).faults).toEqual([])
  })

  it('refuses what makes no sense, with the place', async () => {
    const good = {
      modes: { foot: { minutes: [[0]] } },
      carers: [{ id: 'a', home: 0, mode: 'foot', shifts: [{ from: 0, until: 10 }] }],
      visits: [{ id: 'v', place: 0, minutes: 1 }],
    }
    expect(door.soundProblem(good)).toBe(good)
    for (const [at, bad] of [
      ['/visits/0/place', { ...good, visits: [{ id: 'v', place: 1, minutes: 1 }] }],
      ['/visits/1/id', { ...good, visits: [...good.visits, ...good.visits] }],
      ['/carers/0/mode', { ...good, carers: [{ ...good.carers[0], mode: 'boat' }] }],
      ['/modes/foot/minutes', { ...good, modes: { foot: { minutes: [[0, 1]] } } }],
      ['/visits/0/windows/0', { ...good, visits: [{ ...good.visits[0], windows: [{ from: 5, until: 4 }] }] }],
      ['/visits/0/after/0', { ...good, visits: [{ ...good.visits[0], after: [{ visit: 'v' }] }] }],
    ] as const)
      await expect(door.solve(bad as unknown as door.Problem)).rejects.toMatchObject({ code: 'dispatch.problem', at })
    for (const text of ['', '[]', '{"visits":1}', '{"modes":{}}']) expect(() => door.parseProblem(text)).toThrow()
  })
})
