import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import type { Model } from './model.ts'
import type { Problem } from './problem.ts'
import { type Rows, rowsOf, sizeOf } from './rows.ts'

const NONE = Number.POSITIVE_INFINITY

function bad(code: string, text: Bilingual, next?: Bilingual) {
  return refuse(`siting.${code}`, text, next === undefined ? {} : { next })
}

/** One number a place, all at least 0 and finite; `fallback` everywhere when left out. */
function numbers(
  given: ArrayLike<number> | undefined,
  length: number,
  fallback: number,
  name: Bilingual,
): Float64Array {
  if (given === undefined) return new Float64Array(length).fill(fallback)
  if (given.length !== length)
    throw bad('length', {
      zh: `${name.zh}应有 ${length} 个，实有 ${given.length} 个`,
      en: `There should be ${length} ${name.en} and there are ${given.length}`,
    })
  const all = Float64Array.from(given)
  for (let i = 0; i < length; i++)
    if (!(all[i]! >= 0 && all[i]! < NONE))
      throw bad('number', {
        zh: `${name.zh}第 ${i} 个不是不小于 0 的数：${given[i]}`,
        en: `Number ${i} of the ${name.en} is not a number from 0 up: ${given[i]}`,
      })
  return all
}

/** A limit: a number from 0 up, or nothing. */
function limit(value: number | undefined, name: Bilingual, whole: boolean): number {
  if (value === undefined) return NONE
  if (!(value >= 0) || (whole && !Number.isInteger(value)))
    throw bad('limit', {
      zh: `${name.zh}必须是${whole ? '不小于 0 的整数' : '不小于 0 的数'}：${value}`,
      en: `The ${name.en} must be a ${whole ? 'whole ' : ''}number from 0 up: ${value}`,
    })
  return value
}

function states(problem: Problem, sites: number): Int8Array {
  const state = new Int8Array(sites).fill(-1)
  const mark = (list: readonly number[] | undefined, value: 0 | 1) => {
    for (const j of list ?? []) {
      if (!Number.isInteger(j) || j < 0 || j >= sites)
        throw bad('site', { zh: `没有编号为 ${j} 的点位`, en: `There is no site number ${j}` })
      if (state[j] === 1 - value)
        throw bad('kept-forbidden', {
          zh: `点位 ${j} 既要保留又被禁用`,
          en: `Site ${j} is both kept and forbidden`,
        })
      state[j] = value
    }
  }
  mark(problem.kept, 1)
  mark(problem.forbidden, 0)
  return state
}

const allWhole = (numbers: ArrayLike<number>) => {
  for (let i = 0; i < numbers.length; i++) if (!Number.isInteger(numbers[i]!)) return false
  return true
}

function radiusOf(problem: Problem): number {
  if (problem.kind === 'p-median') return NONE
  if (problem.radius === undefined) {
    if (problem.reach.form === 'lists') return NONE
    throw bad('radius', { zh: '没有给出半径', en: 'There is no radius' })
  }
  return limit(problem.radius, { zh: '半径', en: 'radius' }, false)
}

/** Reads a question into the model, and refuses what makes no sense. Whether it can be answered is not judged here. */
export function buildModel(problem: Problem): Model {
  const { demands, sites } = sizeOf(problem.reach)
  if (demands === 0) throw bad('no-demand', { zh: '没有需求点', en: 'There is no demand point' })
  if (sites === 0)
    throw bad(
      'no-sites',
      { zh: '没有候选点位', en: 'There are no candidate sites' },
      { zh: '先给出至少一个候选点位', en: 'Give at least one candidate site' },
    )
  const rows = rowsOf(problem.reach, radiusOf(problem))
  const people = numbers(problem.weights, demands, 1, { zh: '人数', en: 'weights' })
  const price = numbers(problem.costs, sites, 1, { zh: '造价', en: 'costs' })
  const state = states(problem, sites)
  const count = limit(problem.count, { zh: '新建点数', en: 'number of new sites' }, true)
  const budget = limit(problem.budget, { zh: '预算', en: 'budget' }, false)
  if (problem.kind !== 'set-cover' && count === NONE && budget === NONE)
    throw bad('no-limit', {
      zh: '要给出新建点数或预算',
      en: 'The number of new sites or the budget must be given',
    })
  const shared = { demands, sites, state, price, budget, count }
  const room = problem.capacities
  if (room !== undefined && problem.kind === 'set-cover')
    throw bad(
      'capacity',
      { zh: '全覆盖问题不能带容量', en: 'Covering everyone cannot take capacities' },
      { zh: '改用最大覆盖或最小步行，并给出容量', en: 'Ask for the most people or the least walk with capacities' },
    )
  const must = problem.kind === 'p-median' && problem.beyond === undefined
  const capacity =
    room === undefined ? null : { people, room: numbers(room, sites, 0, { zh: '容量', en: 'capacities' }), must }
  return problem.kind === 'set-cover'
    ? coverModel(problem, rows, people, { ...shared, capacity })
    : serviceModel(problem, rows, people, { ...shared, capacity })
}

type Shared = Pick<Model, 'demands' | 'sites' | 'state' | 'price' | 'budget' | 'count' | 'capacity'>

function coverModel(problem: Problem & { kind: 'set-cover' }, rows: Rows, people: Float64Array, shared: Shared): Model {
  const share = problem.share ?? 1
  if (!(share > 0 && share <= 1))
    throw bad('share', {
      zh: `比例应大于 0、不超过 1：${share}`,
      en: `The share must be above 0 and at most 1: ${share}`,
    })
  const total = people.reduce((sum, weight) => sum + weight, 0)
  const partial = share < 1
  const open = shared.price.map((price, j) => (shared.state[j] === 1 ? 0 : price))
  return {
    ...shared,
    rowStart: rows.start,
    rowSite: rows.site,
    rowCost: new Float64Array(rows.site.length),
    // A place where nobody lives needs no service; in partial covering the quota says who may stay without.
    beyond: people.map((weight) => (weight === 0 ? 0 : NONE)),
    open,
    price: open,
    quota: partial ? { weight: people, spare: total - share * total + 1e-9 * total } : null,
    integral: allWhole(open),
    offset: 0,
    sign: 1,
  }
}

function serviceModel(
  problem: Exclude<Problem, { kind: 'set-cover' }>,
  rows: Rows,
  people: Float64Array,
  shared: Shared,
): Model {
  const { demands, sites } = shared
  const covering = problem.kind === 'max-cover'
  const beyond = covering ? people : costBeyond(problem, rows, people, sites)
  const rowStart = new Int32Array(demands + 1)
  const rowSite = new Int32Array(rows.site.length)
  const rowCost = new Float64Array(rows.site.length)
  let filled = 0
  for (let i = 0; i < demands; i++) {
    for (let k = rows.start[i]!; k < rows.start[i + 1]!; k++) {
      const cost = covering ? 0 : people[i]! * rows.metres[k]!
      if (cost >= beyond[i]! && beyond[i]! < NONE) break
      rowSite[filled] = rows.site[k]!
      rowCost[filled++] = cost
    }
    rowStart[i + 1] = filled
  }
  const total = covering ? people.reduce((sum, weight) => sum + weight, 0) : 0
  return {
    ...shared,
    rowStart,
    rowSite: rowSite.slice(0, filled),
    rowCost: rowCost.slice(0, filled),
    beyond,
    open: new Float64Array(sites),
    price: shared.price.map((price, j) => (shared.state[j] === 1 ? 0 : price)),
    quota: null,
    integral:
      allWhole(rowCost.subarray(0, filled)) &&
      allWhole(beyond) &&
      (shared.capacity === null || (allWhole(people) && allWhole(shared.capacity.room))),
    offset: total,
    sign: covering ? -1 : 1,
  }
}

/** What a person costs whom nobody reaches. Without `beyond` every pair must have a way; then more than the farthest will do. */
function costBeyond(
  problem: Problem & { kind: 'p-median' },
  rows: Rows,
  people: Float64Array,
  sites: number,
): Float64Array {
  if (problem.beyond !== undefined) {
    const far = limit(problem.beyond, { zh: '走不到时的米数', en: 'metres beyond reach' }, false)
    return people.map((weight) => weight * far)
  }
  return people.map((weight, i) => {
    const end = rows.start[i + 1]!
    if (end - rows.start[i]! < sites)
      throw bad(
        'beyond',
        { zh: `需求点 ${i} 有走不到的点位`, en: `Demand point ${i} has no way to some of the sites` },
        { zh: '给出走不到时按多少米计（beyond）', en: 'Say how many metres count for a person out of reach (beyond)' },
      )
    return 2 * weight * rows.metres[end - 1]! + 1
  })
}
