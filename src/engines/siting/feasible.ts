import type { Bilingual } from '../../kernel/refusal.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Impossible } from './answer.ts'
import type { Model } from './model.ts'
import type { Problem } from './problem.ts'

type Finding = Pick<Impossible, 'code' | 'reason' | 'needs'>

/** Looks for what makes a question unanswerable before anything is computed. Throws on a question that contradicts itself. */
export function findImpossible(problem: Problem, model: Model): Finding | null {
  const free = model.state.filter((value) => value === -1).length
  const kept = model.state.filter((value) => value === 1).length
  if (problem.kind !== 'set-cover' && model.count !== Number.POSITIVE_INFINITY && model.count > free)
    throw refuse(
      'siting.too-few-sites',
      {
        zh: `要新建 ${model.count} 个点，可选的候选点位只有 ${free} 个`,
        en: `${model.count} new sites are asked for and only ${free} candidates may be chosen`,
      },
      { next: { zh: '减少新建点数，或增加候选点位', en: 'Ask for fewer sites or add candidates' } },
    )
  if (problem.kind === 'set-cover') return unreachable(model)
  if (problem.kind === 'p-median' && kept === 0) {
    const nothing = nothingToOpen(model)
    if (nothing !== null) return nothing
  }
  return model.capacity?.must === true ? tooLittleRoom(model) : null
}

/** Everyone must be served, and even the largest sites that the number allows have not the room. */
function tooLittleRoom(model: Model): Finding | null {
  const { people, room } = model.capacity!
  const needed = people.reduce((sum, one) => sum + one, 0)
  let total = 0
  for (let j = 0; j < model.sites; j++) if (model.state[j] === 1) total += room[j]!
  const free = room
    .filter((_, j) => model.state[j] === -1)
    .sort()
    .reverse()
  let count = 0
  while (count < free.length && total < needed * (1 - 1e-12)) total += free[count++]!
  const enough = total >= needed * (1 - 1e-12)
  if (enough && count <= model.count) return null
  return {
    code: 'siting.too-little-room',
    reason: enough
      ? {
          zh: `新建 ${model.count} 个点容纳不下 ${needed} 人：至少要 ${count} 个`,
          en: `${model.count} new sites have no room for ${needed} people: at least ${count} are needed`,
        }
      : {
          zh: `所有点位加起来只能容纳 ${total} 人，需要 ${needed} 人`,
          en: `All sites together have room for ${total} people and ${needed} need it`,
        },
    needs: { of: 'sites', atLeast: count, enough: null },
  }
}

function nothingToOpen(model: Model): Finding | null {
  let cheapest = Number.POSITIVE_INFINITY
  for (let j = 0; j < model.sites; j++) if (model.state[j] === -1) cheapest = Math.min(cheapest, model.price[j]!)
  if (model.count === 0 || cheapest === Number.POSITIVE_INFINITY)
    return {
      code: 'siting.nothing-to-open',
      reason: { zh: '没有现有点位，也没有可以新建的点位', en: 'No site exists and none may be opened' },
      needs: { of: 'sites', atLeast: 1, enough: cheapest === Number.POSITIVE_INFINITY ? null : 1 },
    }
  if (cheapest <= model.budget) return null
  return {
    code: 'siting.budget-too-small',
    reason: {
      zh: `预算 ${model.budget} 内无法完成：最便宜的点位也要 ${cheapest}`,
      en: `Not possible within a budget of ${model.budget}: the cheapest site costs ${cheapest}`,
    },
    needs: { of: 'cost', atLeast: cheapest, enough: cheapest },
  }
}

/** People whom no allowed site reaches. */
function unreachable(model: Model): Finding | null {
  const lost: number[] = []
  let weight = 0
  for (let i = 0; i < model.demands; i++) {
    let reached = false
    for (let k = model.rowStart[i]!; k < model.rowStart[i + 1]! && !reached; k++)
      reached = model.state[model.rowSite[k]!] !== 0
    if (reached) continue
    const people = model.quota?.weight[i] ?? (model.beyond[i]! > 0 ? 1 : 0)
    if (people > 0) lost.push(i)
    weight += people
  }
  if (lost.length === 0 || (model.quota !== null && weight <= model.quota.spare)) return null
  const named = lost.slice(0, 5).join(', ')
  return {
    code: 'siting.unreachable',
    reason: {
      zh: `有 ${lost.length} 个需求点在半径内没有任何候选点位（编号 ${named}${lost.length > 5 ? ' 等' : ''}），建多少个点也覆盖不到`,
      en: `${lost.length} demand points have no candidate site within the radius (numbers ${named}${lost.length > 5 ? ', …' : ''}); no number of sites reaches them`,
    },
    needs: null,
  }
}

/** A covering question whose answer costs more than there is. */
export function tooDear(limit: number, of: 'sites' | 'cost', atLeast: number, enough: number | null): Finding {
  const known: Bilingual =
    enough === null ? { zh: '', en: '' } : { zh: `，${enough} 已知够用`, en: `, and ${enough} is known to be enough` }
  return of === 'cost'
    ? {
        code: 'siting.budget-too-small',
        reason: {
          zh: `预算 ${limit} 内无法完成：至少要 ${atLeast}${known.zh}`,
          en: `Not possible within a budget of ${limit}: at least ${atLeast} is needed${known.en}`,
        },
        needs: { of, atLeast, enough },
      }
    : {
        code: 'siting.too-few-sites',
        reason: {
          zh: `新建 ${limit} 个点无法完成：至少要 ${atLeast} 个${known.zh}`,
          en: `Not possible with ${limit} new sites: at least ${atLeast} are needed${known.en}`,
        },
        needs: { of, atLeast, enough },
      }
}
