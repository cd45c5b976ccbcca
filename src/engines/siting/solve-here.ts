import type { Answer, Impossible, Progress, Solved } from './answer.ts'
import { buildModel } from './build.ts'
import { boundOf, writeCertificate } from './certificate.ts'
import { findImpossible, tooDear } from './feasible.ts'
import { type Model, serviceCost } from './model.ts'
import type { Problem, SetCover } from './problem.ts'
import { type RunResult, run } from './run.ts'
import { transport } from './transport.ts'

export type HereOptions = {
  seconds: number
  seed: number
  /** Milliseconds that passed, from any beginning; the only clock the engine knows. */
  now: () => number
  cancelled: () => boolean
  onProgress?: (progress: Progress) => void
}

/** Least milliseconds between two reports of progress that bring no better solution. */
const REPORT_EVERY = 100

/**
 * Answers a question in the calling thread. Refuses a question that makes no sense; says `impossible`, with the reason, when it
 * has no answer.
 */
export function solveHere(problem: Problem, options: HereOptions): Answer {
  const began = options.now()
  const seconds = () => (options.now() - began) / 1000
  const model = buildModel(problem)
  const finding = findImpossible(problem, model)
  if (finding !== null) return { status: 'impossible', ...finding, seconds: seconds(), certificate: null }
  if (problem.kind === 'set-cover' && (problem.budget !== undefined || problem.count !== undefined))
    return coverWithin(problem, options)
  const result = runModel(model, options, began)
  return solved(problem, model, result, options, seconds())
}

function runModel(model: Model, options: HereOptions, began: number): RunResult {
  let reported = Number.NEGATIVE_INFINITY
  let lastCost = Number.POSITIVE_INFINITY
  return run(model, {
    seed: options.seed,
    stopped: () => options.cancelled() || options.now() - began >= 1000 * options.seconds,
    onProgress: (phase, cost, bound) => {
      const now = options.now()
      if (options.onProgress === undefined || (now - reported < REPORT_EVERY && cost === lastCost)) return
      reported = now
      lastCost = cost
      const told = (value: number) => (Number.isFinite(value) ? model.offset + model.sign * value : null)
      const [objective, limit] = [told(cost), told(bound)]
      options.onProgress({
        objective,
        bound: limit,
        gap: objective === null || limit === null ? null : gapOf(objective, limit),
        phase,
        seconds: (now - began) / 1000,
      })
    },
  })
}

/** Relative distance of objective and bound. */
export function gapOf(objective: number, bound: number): number {
  return objective === bound ? 0 : Math.abs(objective - bound) / Math.max(1e-12, Math.abs(objective))
}

function solved(problem: Problem, model: Model, result: RunResult, options: HereOptions, seconds: number): Answer {
  const { cost, proven } = boundOf(model, result)
  const bound = model.offset + model.sign * cost
  if (!result.incumbent.found)
    return {
      status: 'undecided',
      reason: {
        zh: '时间用完，还没有找到合乎条件的方案，也没有证明不存在',
        en: 'Time ran out before a solution was found or shown not to exist',
      },
      bound: Number.isFinite(bound) ? bound : null,
      cancelled: options.cancelled(),
      seconds,
    }
  const isOpen = new Uint8Array(model.sites)
  for (const j of result.incumbent.sites) isOpen[j] = 1
  const assignment = new Int32Array(model.demands)
  serviceCost(model, isOpen, assignment)
  const shares = model.capacity === null ? null : sharesOf(model, isOpen, assignment)
  const objective = model.offset + model.sign * result.incumbent.cost
  const sites = Array.from(result.incumbent.sites)
  return {
    status: 'solved',
    objective,
    bound,
    gap: gapOf(objective, bound),
    proven,
    sites,
    added: sites.filter((j) => model.state[j] !== 1),
    assignment,
    shares: shares?.map(([demand, site, people]) => ({ demand, site, people })) ?? null,
    cancelled: options.cancelled(),
    seconds,
    certificate: writeCertificate(problem, model, result, shares),
  }
}

/** Who goes where; `assignment` becomes the site that takes most of each point. */
function sharesOf(model: Model, isOpen: Uint8Array, assignment: Int32Array): [number, number, number][] {
  const sent = transport(model, isOpen)
  const most = new Float64Array(model.demands)
  assignment.fill(-1)
  return Array.from(sent.people, (people, k) => {
    const [demand, site] = [sent.demand[k]!, sent.site[k]!]
    if (people > most[demand]!) {
      most[demand] = people
      assignment[demand] = site
    }
    return [demand, site, people]
  })
}

/**
 * A covering question with limits is answered by asking without them what it takes: when the bound of that lies above a limit, it
 * is proven that the limit is too low, and the certificate is that of the question without the limit.
 */
function coverWithin(problem: SetCover, options: HereOptions): Answer {
  const began = options.now()
  const { count, budget, ...unlimited } = problem
  if (count !== undefined) {
    // What the number of sites allows is the same question with every site at 1.
    const counted = limitedCover({ ...unlimited, costs: undefined }, count, 'sites', {
      ...options,
      seconds: options.seconds / (budget === undefined ? 1 : 2),
    })
    if (counted.status !== 'solved') return counted
    if (problem.costs === undefined && budget === undefined) return counted
  }
  const left = options.seconds - (options.now() - began) / 1000
  if (count === undefined) return limitedCover(unlimited, budget!, 'cost', { ...options, seconds: left })
  const limited: SetCover = { ...unlimited, count }
  const model = buildModel(limited)
  const answer = solved(
    limited,
    model,
    runModel(model, { ...options, seconds: left }, options.now()),
    options,
    (options.now() - began) / 1000,
  )
  return budget === undefined ? answer : judgeLimit(answer, budget, 'cost')
}

function limitedCover(problem: SetCover, limit: number, of: 'sites' | 'cost', options: HereOptions): Answer {
  const began = options.now()
  const model = buildModel(problem)
  const result = runModel(model, options, began)
  return judgeLimit(solved(problem, model, result, options, (options.now() - began) / 1000), limit, of)
}

function judgeLimit(answer: Answer, limit: number, of: 'sites' | 'cost'): Answer {
  if (answer.status !== 'solved' || answer.objective <= limit * (1 + 1e-9)) return answer
  return answer.bound > limit * (1 + 1e-9) ? impossibleWithin(answer, limit, of) : openQuestion(answer, limit)
}

function impossibleWithin(answer: Solved, limit: number, of: 'sites' | 'cost'): Impossible {
  const finding = tooDear(limit, of, answer.bound, answer.objective)
  return { status: 'impossible', ...finding, seconds: answer.seconds, certificate: answer.certificate }
}

function openQuestion(answer: Solved, limit: number): Answer {
  return {
    status: 'undecided',
    reason: {
      zh: `时间用完：最好的方案要 ${answer.objective}，至少要 ${answer.bound}，上限 ${limit} 是否够用尚不知道`,
      en: `Time ran out: the best solution takes ${answer.objective}, at least ${answer.bound} is needed, and whether ${limit} will do is not known`,
    },
    bound: answer.bound,
    cancelled: answer.cancelled,
    seconds: answer.seconds,
  }
}
