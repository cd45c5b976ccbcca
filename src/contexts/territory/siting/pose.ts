import type { Problem, SiteReach } from '../../../engines/siting/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Dwelling } from '../dwellings/register.ts'
import type { Candidate, Question } from './model.ts'

/** Metres on foot from dwelling points to candidates: pairs within the search only. */
export type Pairs = { site: ArrayLike<number>; dweller: ArrayLike<number>; metres: ArrayLike<number> }

/** A question as the engine takes it, and which dwelling point each of its demand points is. */
export type Posed = { problem: Problem; dwellers: number[]; unknown: number }

const WHOLE_FEN = (fen: number) => Math.round(fen)

/**
 * Turns a question into a problem of the siting engine. Demand points are the dwelling points of the region with people of the group;
 * those off the streets are counted as unknown and asked of nobody. Costs in fen. Pure.
 *
 * @param pairs of candidates and dwelling points, by their places in the lists
 * @throws Refusal `siting.nobody`, `siting.no-candidates`, `siting.too-many`, `siting.budget`
 */
export function pose(
  question: Question,
  dwellings: readonly Dwelling[],
  onStreets: (dweller: number) => boolean,
  candidates: readonly Candidate[],
  pairs: Pairs,
  inRegion: (region: string) => boolean,
): Posed {
  const dwellers: number[] = []
  let unknown = 0
  dwellings.forEach((dwelling, i) => {
    const people = dwelling[question.group] ?? 0
    if (people === 0 || !inRegion(dwelling.region)) return
    if (onStreets(i)) dwellers.push(i)
    else unknown += people
  })
  if (dwellers.length === 0) {
    throw refuse(
      'siting.nobody',
      {
        zh: '这一范围内没有这一人群的居住点，无法选址',
        en: 'Nobody of this group lives at a known point of this region',
      },
      {
        next: {
          zh: '请换一个范围或人群，或在“居住点”台账补充人数',
          en: 'Choose another region or group, or complete the register of dwelling points',
        },
      },
    )
  }
  const free = candidates.filter(({ from }) => from !== 'kept').length
  if (free === 0) {
    throw refuse(
      'siting.no-candidates',
      { zh: '没有候选点位', en: 'There is no candidate site' },
      {
        next: { zh: '请登记闲置资源，或选用网格候选点', en: 'Register idle assets, or use points of a grid' },
      },
    )
  }
  if (question.count !== null && question.count > free) {
    throw refuse(
      'siting.too-many',
      {
        zh: `要新建 ${question.count} 处，候选点位只有 ${free} 处`,
        en: `${question.count} new points are asked of ${free} candidates`,
      },
      {
        at: '/question/count',
        params: { candidates: free },
        next: {
          zh: '请减少新建处数、加密网格，或登记更多闲置资源',
          en: 'Ask for fewer, make the grid finer, or register more idle assets',
        },
      },
    )
  }
  const cheapest = Math.min(...candidates.filter(({ from }) => from !== 'kept').map(({ costFen }) => costFen))
  if (question.goal !== 'everyone' && question.budgetFen !== null && question.budgetFen < cheapest) {
    const [budget, least] = [Math.floor(question.budgetFen / 100), Math.ceil(cheapest / 100)]
    throw refuse(
      'siting.budget',
      {
        zh: `预算 ${budget} 元不够新建任何一处：最便宜的候选点位要 ${least} 元`,
        en: `${budget} yuan does not pay for a single site: the cheapest candidate costs ${least} yuan`,
      },
      {
        at: '/question/budgetFen',
        params: { cheapestFen: cheapest },
        next: { zh: '请提高预算，或改用费用更低的闲置资源', en: 'Raise the budget, or use idle assets that cost less' },
      },
    )
  }
  const demandOf = new Map(dwellers.map((dweller, demand) => [dweller, demand]))
  const lists: { demand: number[]; metres: number[] }[] = candidates.map(() => ({ demand: [], metres: [] }))
  const within = question.goal === 'least-walk' ? Number.POSITIVE_INFINITY : question.minutes * question.metresPerMinute
  for (let k = 0; k < pairs.site.length; k++) {
    const demand = demandOf.get(pairs.dweller[k]!)
    if (demand === undefined || pairs.metres[k]! > within) continue
    const list = lists[pairs.site[k]!]!
    list.demand.push(demand)
    list.metres.push(Math.round(pairs.metres[k]! * 10) / 10)
  }
  const sites: SiteReach[] = lists
  const common = {
    reach: { form: 'lists' as const, demands: dwellers.length, sites },
    weights: dwellers.map((i) => dwellings[i]![question.group] ?? 0),
    kept: candidates.flatMap(({ from }, i) => (from === 'kept' ? [i] : [])),
    costs: candidates.map(({ costFen }) => WHOLE_FEN(costFen)),
    ...(question.budgetFen === null ? {} : { budget: question.budgetFen }),
    ...(question.capacity === null ? {} : { capacities: candidates.map(() => question.capacity!) }),
  }
  const count = question.count === null ? {} : { count: question.count }
  if (question.goal === 'most-people') return { problem: { kind: 'max-cover', ...common, ...count }, dwellers, unknown }
  if (question.goal === 'everyone') {
    return { problem: { kind: 'set-cover', ...common, ...count, share: question.share }, dwellers, unknown }
  }
  return { problem: { kind: 'p-median', ...common, ...count, beyond: BEYOND_METRES }, dwellers, unknown }
}

/** What somebody whom no point reaches within the search is charged when the least walk is sought, metres. */
export const BEYOND_METRES = 8000
