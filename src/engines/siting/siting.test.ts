import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../../kernel/hash.ts'
import type { Answer, Certificate, Solved } from './answer.ts'
import { checkCertificate } from './check/check.ts'
import type { Point, Problem } from './problem.ts'
import { solveHere } from './solve-here.ts'

/** A clock of looks instead of seconds: a run is cut off after so many of them, the same on every machine. */
const looks = (limit: number) => {
  let count = 0
  return { seconds: limit / 1000, now: () => count++ }
}

const answerTo = (problem: Problem, seed = 1, limit = 1e9): Answer =>
  solveHere(problem, { ...looks(limit), seed, cancelled: () => false })

function solvedOf(problem: Problem, seed = 1, limit = 1e9): Solved {
  const answer = answerTo(problem, seed, limit)
  if (answer.status !== 'solved') throw new Error(`not solved: ${answer.reason.en}`)
  return answer
}

const reread = (certificate: Certificate): Certificate => JSON.parse(JSON.stringify(certificate))

/** A certificate that was changed and sealed anew, as a forger would. */
function resealed(certificate: Certificate): Certificate {
  const { seal: _, ...rest } = certificate
  const honest = { ...rest, instanceHash: sha256Hex(JSON.stringify(rest.instance)) }
  return { ...honest, seal: sha256Hex(JSON.stringify(honest)) }
}

const point = fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) })
const planar = fc
  .record({
    demand: fc.array(point, { minLength: 1, maxLength: 9 }),
    sites: fc.array(point, { minLength: 2, maxLength: 7 }),
    whole: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1000 }),
    kept: fc.boolean(),
    forbidden: fc.boolean(),
    count: fc.integer({ min: 1, max: 3 }),
    radius: fc.integer({ min: 5, max: 30 }),
    priced: fc.boolean(),
  })
  .map((given) => {
    const weights = given.demand.map((_, i) =>
      given.whole ? 1 + ((i * 7 + given.seed) % 9) : 0.3 + ((i * 3.7 + given.seed) % 5),
    )
    const costs = given.sites.map((_, j) =>
      given.whole ? 1 + ((j * 5 + given.seed) % 6) : 0.5 + ((j * 2.3 + given.seed) % 4),
    )
    return { ...given, weights, costs }
  })

type Planar = {
  demand: Point[]
  sites: Point[]
  weights: number[]
  costs: number[]
  kept: boolean
  forbidden: boolean
  count: number
  radius: number
  priced: boolean
  seed: number
}

const metres = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

/** Every allowed set of sites, kept ones included. */
function allowedSets(given: Planar, problem: Problem): number[][] {
  const sets: number[][] = []
  for (let mask = 0; mask < 1 << given.sites.length; mask++) {
    const set = given.sites.flatMap((_, j) => (mask & (1 << j) ? [j] : []))
    if ((problem.kept ?? []).some((j) => !set.includes(j)) || (problem.forbidden ?? []).some((j) => set.includes(j)))
      continue
    const added = set.filter((j) => !(problem.kept ?? []).includes(j))
    const money = added.reduce((sum, j) => sum + (problem.costs?.[j] ?? 1), 0)
    if (added.length <= (problem.count ?? 99) && money <= (problem.budget ?? 1e9) * (1 + 1e-9)) sets.push(set)
  }
  return sets
}

/** The best objective by trying everything; `null` when there is no solution. */
function bruteForce(given: Planar, problem: Problem): number | null {
  let best: number | null = null
  const total = given.weights.reduce((sum, weight) => sum + weight, 0)
  for (const set of allowedSets(given, problem)) {
    const nearest = given.demand.map((from) =>
      Math.min(...set.map((j) => metres(from, given.sites[j]!)), Number.POSITIVE_INFINITY),
    )
    const reached = given.weights.reduce((sum, weight, i) => sum + (nearest[i]! <= given.radius ? weight : 0), 0)
    const cost = set
      .filter((j) => !(problem.kept ?? []).includes(j))
      .reduce((sum, j) => sum + (problem.costs?.[j] ?? 1), 0)
    let value: number
    if (problem.kind === 'p-median') {
      if (set.length === 0) continue
      value = given.weights.reduce((sum, weight, i) => sum + weight * nearest[i]!, 0)
    } else if (problem.kind === 'max-cover') value = -reached
    else if (reached >= (problem.share ?? 1) * total - 1e-9) value = cost
    else continue
    if (best === null || value < best) best = value
  }
  return best === null ? null : problem.kind === 'max-cover' ? 0 - best : best
}

function problemOf(given: Planar, kind: Problem['kind'], share?: number): Problem {
  const shared = {
    reach: { form: 'points' as const, demand: given.demand, sites: given.sites },
    weights: given.weights,
    ...(given.kept ? { kept: [0] } : {}),
    ...(given.forbidden ? { forbidden: [1] } : {}),
    ...(given.priced ? { costs: given.costs } : {}),
  }
  if (kind === 'set-cover') return { kind, ...shared, radius: given.radius, ...(share === undefined ? {} : { share }) }
  const free = given.sites.length - Number(given.kept) - Number(given.forbidden)
  const limit = given.priced ? { budget: 1.5 * Math.max(...given.costs) } : { count: Math.min(given.count, free) }
  return kind === 'p-median' ? { kind, ...shared, ...limit } : { kind, ...shared, ...limit, radius: given.radius }
}

describe('siting finds what trying everything finds, proves it, and the checker agrees', () => {
  for (const [kind, share] of [['p-median'], ['max-cover'], ['set-cover'], ['set-cover', 0.7]] as const) {
    it(`${kind}${share === undefined ? '' : ` for ${share} of the people`}`, () => {
      fc.assert(
        fc.property(planar, (given) => {
          const problem = problemOf(given, kind, share)
          if (kind !== 'set-cover' && problem.count === 0) return
          const best = bruteForce(given, problem)
          const answer = answerTo(problem, given.seed)
          if (best === null) {
            expect(answer.status).toBe('impossible')
            return
          }
          if (answer.status !== 'solved') throw new Error(`not solved: ${answer.reason.en}`)
          expect(answer.objective).toBeCloseTo(best, 6)
          expect(answer.proven).toBe(true)
          const verdict = checkCertificate(reread(answer.certificate))
          expect(verdict.faults).toEqual([])
          expect(verdict.objective).toBeCloseTo(best, 6)
        }),
        { numRuns: 60 },
      )
    })
  }

  it('a run that is cut off keeps an honest bound', () => {
    fc.assert(
      fc.property(
        planar,
        fc.constantFrom('p-median' as const, 'max-cover' as const, 'set-cover' as const),
        (given, kind) => {
          const problem = problemOf(given, kind)
          if (kind !== 'set-cover' && problem.count === 0) return
          const best = bruteForce(given, problem)
          const answer = answerTo(problem, given.seed, 4)
          if (answer.status !== 'solved' || best === null) return
          const sign = kind === 'max-cover' ? -1 : 1
          expect(sign * answer.bound).toBeLessThanOrEqual(sign * best + 1e-9)
          expect(sign * answer.objective).toBeGreaterThanOrEqual(sign * best - 1e-9)
          expect(checkCertificate(reread(answer.certificate)).faults).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('capacities', () => {
  const given = fc.record({
    demand: fc.array(point, { minLength: 2, maxLength: 7 }),
    sites: fc.array(point, { minLength: 3, maxLength: 5 }),
    room: fc.integer({ min: 3, max: 20 }),
    radius: fc.integer({ min: 10, max: 30 }),
  })

  it('nobody is counted twice, no site overfilled, and the bound stays below', () => {
    fc.assert(
      fc.property(
        given,
        fc.constantFrom('p-median' as const, 'max-cover' as const),
        ({ demand, sites, room, radius }, kind) => {
          const weights = demand.map((_, i) => 1 + ((i * 5) % 7))
          const shared = {
            reach: { form: 'points' as const, demand, sites },
            weights,
            count: 2,
            capacities: sites.map((_, j) => room + (j % 3)),
          }
          const problem: Problem = kind === 'p-median' ? { kind, ...shared, beyond: 200 } : { kind, ...shared, radius }
          const answer = solvedOf(problem, 3, 3000)
          expect(checkCertificate(reread(answer.certificate)).faults).toEqual([])
          const sign = kind === 'max-cover' ? -1 : 1
          expect(sign * answer.bound).toBeLessThanOrEqual(sign * answer.objective + 1e-6 * answer.objective)
          // Without capacities nothing can be worse.
          const { capacities: _, ...open } = problem
          expect(sign * solvedOf(open as Problem).objective).toBeLessThanOrEqual(sign * answer.objective + 1e-6)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('sends people on when the nearest site is full', () => {
    const reach = {
      form: 'points' as const,
      demand: [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
      ],
      sites: [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ],
    }
    const answer = solvedOf({ kind: 'p-median', reach, weights: [4, 4], count: 2, capacities: [5, 5] }, 1, 2000)
    expect(answer.objective).toBe(28)
    expect(answer.shares).toEqual([
      { demand: 0, site: 0, people: 4 },
      { demand: 1, site: 0, people: 1 },
      { demand: 1, site: 1, people: 3 },
    ])
    expect(answerTo({ kind: 'p-median', reach, weights: [4, 4], count: 1, capacities: [5, 5] })).toMatchObject({
      status: 'impossible',
      code: 'siting.too-little-room',
      needs: { of: 'sites', atLeast: 2 },
    })
  })
})

describe('the checker', () => {
  const demand = Array.from({ length: 30 }, (_, i) => ({ x: (i * 37) % 101, y: (i * 53) % 97 }))
  const sites = Array.from({ length: 12 }, (_, j) => ({ x: (j * 29) % 103, y: (j * 41) % 89 }))
  const weights = demand.map((_, i) => 1 + ((i * 11) % 17))
  const reach = { form: 'points' as const, demand, sites }
  const problems: Problem[] = [
    { kind: 'p-median', reach, weights, count: 3 },
    { kind: 'max-cover', reach, weights, radius: 18, count: 3, kept: [4] },
    { kind: 'set-cover', reach, radius: 45, costs: sites.map((_, j) => 2 + (j % 5)) },
    { kind: 'set-cover', reach, weights, radius: 30, share: 0.8 },
  ]
  const certificates = problems.map((problem) => solvedOf(problem).certificate)

  /** All places in a certificate that hold a number, a yes or no, or a text. */
  function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
    if (typeof value !== 'object' || value === null) return [path]
    return Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))
  }

  function changed(certificate: Certificate, path: (string | number)[], by: number): Certificate {
    const copy = reread(certificate)
    let holder = copy as unknown as Record<string | number, unknown>
    for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>
    const last = path[path.length - 1]!
    const before = holder[last]
    holder[last] = typeof before === 'number' ? before + by : typeof before === 'boolean' ? !before : `${before}x`
    return copy
  }

  it('rejects every certificate in which anything was changed', () => {
    for (const certificate of certificates) {
      const all = places(certificate)
      fc.assert(
        fc.property(fc.nat(all.length - 1), fc.constantFrom(-3, -1, 1, 2, 1000, 0.5), (place, by) => {
          expect(checkCertificate(changed(certificate, all[place]!, by)).valid).toBe(false)
        }),
        { numRuns: 100 },
      )
    }
  })

  it('believes a forged and newly sealed certificate only as far as it is true', () => {
    for (const [index, certificate] of certificates.entries()) {
      const truth = solvedOf(problems[index]!).objective
      const all = places(certificate).filter(
        ([top]) => top === 'objective' || top === 'bound' || top === 'proven' || top === 'sites' || top === 'proof',
      )
      fc.assert(
        fc.property(fc.nat(all.length - 1), fc.constantFrom(-3, -1, 1, 2, 1000), (place, by) => {
          const path = all[place]!
          const verdict = checkCertificate(resealed(changed(certificate, path, by)))
          if (['objective', 'bound', 'proven'].includes(String(path[0]))) expect(verdict.valid).toBe(false)
          if (!verdict.valid) return
          // What is left are other multipliers or other sites of the same worth: then all that is claimed must hold.
          const sign = problems[index]!.kind === 'max-cover' ? -1 : 1
          expect(verdict.objective).toBe(truth)
          expect(sign * verdict.bound!).toBeLessThanOrEqual(sign * truth)
        }),
        { numRuns: 100 },
      )
    }
  })

  it('rejects a bound that is claimed without an argument', () => {
    const certificate = reread(certificates[0]!)
    certificate.proof.steps = []
    expect(checkCertificate(resealed(certificate)).valid).toBe(false)
    expect(checkCertificate({} as Certificate).valid).toBe(false)
    const circle = reread(certificates[0]!)
    circle.proof.steps = [{ site: 0, closed: 0, open: 0 }]
    expect(checkCertificate(resealed(circle)).valid).toBe(false)
  })
})

describe('a question made smaller', () => {
  // Nine places with two points each; around each place a site, and a worse one that reaches only the half of it.
  const demand = Array.from({ length: 18 }, (_, i) => ({
    x: 100 * ((i >> 1) % 3) + 10 * (i % 2),
    y: 100 * Math.floor(i / 6),
  }))
  const sites = Array.from({ length: 18 }, (_, j) => ({
    x: 100 * ((j >> 1) % 3) + (j % 2 === 0 ? 5 : -12),
    y: 100 * Math.floor(j / 6),
  }))
  const weights = demand.map((_, i) => 3 + ((i * 7) % 11))
  const reach = { form: 'points' as const, demand, sites }
  const problem: Problem = { kind: 'max-cover', reach, weights, radius: 15, count: 4 }
  const answer = solvedOf(problem)

  it('leaves out sites that others stand for, and the argument says which', () => {
    const step = answer.certificate.proof.steps.find((one) => 'without' in one)
    expect(step?.without.map(([out, by]) => [out % 2, by - out])).toEqual(Array.from({ length: 9 }, () => [1, -1]))
    const pairs = Array.from({ length: 9 }, (_, k) => weights[2 * k]! + weights[2 * k + 1]!).sort((a, b) => b - a)
    expect(answer.objective).toBe(pairs.slice(0, 4).reduce((sum, people) => sum + people, 0))
    expect(answer.proven).toBe(true)
    expect(checkCertificate(reread(answer.certificate)).faults).toEqual([])
  })

  it('is not believed when the better site is left out for the worse', () => {
    const forged = reread(answer.certificate)
    for (const step of forged.proof.steps)
      if ('without' in step) step.without = step.without.map(([out, by]) => [by, out])
    expect(checkCertificate(resealed(forged)).valid).toBe(false)
    const itself = reread(answer.certificate)
    for (const step of itself.proof.steps) if ('without' in step) step.without = [[3, 3]]
    expect(checkCertificate(resealed(itself)).valid).toBe(false)
  })

  it('counts people who live at one place together, whole numbers or not', () => {
    const crowd = demand.flatMap((from) => [from, from, from])
    const parts = crowd.map((_, i) => 0.1 + ((i * 13) % 7) / 3)
    const many = solvedOf({ ...problem, reach: { ...reach, demand: crowd }, weights: parts })
    const sums = demand.map((_, i) => parts[3 * i]! + parts[3 * i + 1]! + parts[3 * i + 2]!)
    const one = solvedOf({ ...problem, weights: sums })
    expect(many.objective).toBeCloseTo(one.objective, 9)
    expect(many.proven).toBe(true)
    expect(checkCertificate(reread(many.certificate)).faults).toEqual([])
  })
})

describe('limits and refusals', () => {
  const reach = {
    form: 'points' as const,
    demand: [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 20, y: 0 },
    ],
    sites: [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 20, y: 0 },
    ],
  }

  it('says what a budget or a number that is too small would have to be', () => {
    const dear = answerTo({ kind: 'set-cover', reach, radius: 5, costs: [4, 5, 6], budget: 12 })
    expect(dear).toMatchObject({
      status: 'impossible',
      code: 'siting.budget-too-small',
      needs: { of: 'cost', atLeast: 15, enough: 15 },
    })
    const few = answerTo({ kind: 'set-cover', reach, radius: 5, count: 2 })
    expect(few).toMatchObject({
      status: 'impossible',
      code: 'siting.too-few-sites',
      needs: { of: 'sites', atLeast: 3, enough: 3 },
    })
    if (few.status === 'impossible') expect(checkCertificate(reread(few.certificate!)).valid).toBe(true)
    expect(solvedOf({ kind: 'set-cover', reach, radius: 10, count: 1 }).sites).toEqual([1])
    expect(answerTo({ kind: 'p-median', reach, costs: [4, 5, 6], budget: 3 })).toMatchObject({
      status: 'impossible',
      needs: { of: 'cost', atLeast: 4 },
    })
  })

  it('names the people whom nothing reaches', () => {
    const far = answerTo({ kind: 'set-cover', reach, radius: 5, forbidden: [1] })
    expect(far).toMatchObject({ status: 'impossible', code: 'siting.unreachable' })
    expect(solvedOf({ kind: 'set-cover', reach, radius: 5, forbidden: [1], share: 0.6 }).sites).toEqual([0, 2])
  })

  it('refuses questions that make no sense', () => {
    const code = (problem: Problem) => {
      try {
        answerTo(problem)
        return null
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(code({ kind: 'p-median', reach, count: 4 })).toBe('siting.too-few-sites')
    expect(code({ kind: 'p-median', reach })).toBe('siting.no-limit')
    expect(code({ kind: 'max-cover', reach, count: 1 })).toBe('siting.radius')
    expect(code({ kind: 'max-cover', reach: { ...reach, sites: [] }, radius: 5, count: 1 })).toBe('siting.no-sites')
    expect(code({ kind: 'max-cover', reach: { ...reach, demand: [] }, radius: 5, count: 1 })).toBe('siting.no-demand')
    expect(code({ kind: 'p-median', reach, count: 1, weights: [1, -1, 1] })).toBe('siting.number')
    expect(code({ kind: 'p-median', reach, count: 1, weights: [1] })).toBe('siting.length')
    expect(code({ kind: 'p-median', reach, count: 1, kept: [7] })).toBe('siting.site')
    expect(code({ kind: 'p-median', reach, count: 1, kept: [1], forbidden: [1] })).toBe('siting.kept-forbidden')
    const islands = { form: 'graph' as const, nodes: 3, edges: [[0, 1, 5]] as [number, number, number][] }
    expect(code({ kind: 'p-median', reach: islands, count: 1 })).toBe('siting.beyond')
    expect(solvedOf({ kind: 'p-median', reach: islands, count: 1, beyond: 100 }).objective).toBe(105)
  })

  it('gives the same answer for the same seed, and every form of reach the same answer', () => {
    const demand = Array.from({ length: 60 }, (_, i) => ({ x: (i * 37) % 211, y: (i * 91) % 199 }))
    const sites = Array.from({ length: 25 }, (_, j) => ({ x: (j * 67) % 211, y: (j * 23) % 199 }))
    const table = demand.map((from) => sites.map((to) => Math.round(metres(from, to))))
    const matrix = { form: 'matrix' as const, demands: 60, sites: 25, metres: table.flat() }
    const lists = {
      form: 'lists' as const,
      demands: 60,
      sites: sites.map((_, j) => ({
        demand: Int32Array.from(demand.keys()),
        metres: Float64Array.from(table, (row) => row[j]!),
      })),
    }
    const [one, two] = [matrix, lists].map((form) => solvedOf({ kind: 'p-median', reach: form, count: 5 }, 7))
    expect(one).toEqual({ ...solvedOf({ kind: 'p-median', reach: matrix, count: 5 }, 7), seconds: one!.seconds })
    expect(two!.objective).toBe(one!.objective)
    expect(two!.sites).toEqual(one!.sites)
    expect(checkCertificate(reread(two!.certificate)).valid).toBe(true)
  })
})
