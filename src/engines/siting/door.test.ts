import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as door from './index.ts'

describe('the door of siting', () => {
  it('does what the manual says', async () => {
    const manual = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    const block = /```ts\n([\s\S]+?)```/.exec(manual)![1]!
    // Lines of the form `expression // value` are what the manual claims.
    const code = block
      .replace(/^import .*$/m, '')
      .replace(/^ {2}(\S.*?) \/\/ (\S+?)(?::.*)?$/gm, '  claims.push([$1, $2])')
    const claims: [unknown, unknown][] = []
    const run = new Function('claims', 'solve', 'checkCertificate', `return (async () => {${code}})()`)
    await run(claims, door.solve, door.checkCertificate)
    expect(claims.length).toBe(5)
    for (const [found, said] of claims) expect(found).toEqual(said)
  })

  it('tells progress, and a cancelled run keeps what it has', async () => {
    const demand = Array.from({ length: 400 }, (_, i) => ({ x: (i * 7919) % 1009, y: (i * 6133) % 997 }))
    const stop = new AbortController()
    const seen: door.Progress[] = []
    const answer = await door.solve(
      { kind: 'set-cover', reach: { form: 'points', demand, sites: demand }, radius: 90 },
      {
        seconds: 600,
        signal: stop.signal,
        onProgress: (progress) => {
          seen.push(progress)
          if (progress.objective !== null && progress.bound !== null) stop.abort()
        },
      },
    )
    if (answer.status !== 'solved') throw new Error(answer.reason.en)
    expect(seen.length).toBeGreaterThan(0)
    expect(answer.cancelled).toBe(true)
    expect(answer.bound).toBeLessThanOrEqual(answer.objective)
    expect(door.checkCertificate(answer.certificate).valid).toBe(true)
  })

  it('passes refusals on', async () => {
    await expect(
      door.solve({ kind: 'p-median', reach: { form: 'points', demand: [], sites: [] }, count: 1 }),
    ).rejects.toMatchObject({ code: 'siting.no-demand' })
  })

  it('reads the formats and refuses what is cut off', () => {
    expect(door.parsePmed('3 3 1\n1 2 5\n2 3 4\n1 2 7\n')).toMatchObject({ count: 1, reach: { nodes: 3 } })
    for (const text of ['', '3 2 1\n1 2 5\n', '3 1 1\n1 9 5\n', '3 1 1\n1 x 5\n'])
      expect(() => door.parsePmed(text)).toThrow()
    const rows = door.parseScp('2 3\n4 5 6\n2\n1 2\n1\n3\n')
    const columns = door.parseScp('2 3\n4 1 1\n5 1 1\n6 1 2\n')
    expect(rows).toEqual(columns)
    for (const text of ['', '2 3\n4 5 6\n2\n1 2\n1\n', '2 3\n4 5 6\n2\n1 9\n1\n3\n', '2 3\n4 5 6\n2\n1 2\n1\n3 3\n'])
      expect(() => door.parseScp(text)).toThrow()
    for (const text of ['', '[]', '{"demand":[{"x":1}],"sites":[]}', '{"demand":[{"x":1,"y":"2"}],"sites":[]}'])
      expect(() => door.parsePlanar(text, 'max-cover')).toThrow()
  })
})
