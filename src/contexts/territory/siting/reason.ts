import type { Answer } from '../../../engines/siting/index.ts'
import type { Question, ScenarioAnswer } from './model.ts'

const inYuan = (fen: number, round: (yuan: number) => number) => round(fen / 100).toLocaleString('en-US')

/** People at a dwelling point that no candidate reaches, and the community they live in. */
export type Lost = { people: number; place: string }

/**
 * Why there is no solution, in the words of the person who asked: the engine numbers its demand points and counts money in whatever
 * unit it was given. What is needed is rounded up, never down. Pure.
 *
 * @param total people of the group in the region
 * @param lost finds the people whom no candidate reaches; asked only when that is the reason
 */
export function reasonOf(
  question: Question,
  answer: Answer,
  total: number,
  lost: () => readonly Lost[],
): ScenarioAnswer['reason'] {
  if (answer.status === 'solved') return null
  const { budgetFen } = question
  if (answer.status === 'undecided') {
    if (question.goal !== 'everyone' || budgetFen === null || answer.bound === null) return answer.reason
    const [budget, least] = [inYuan(budgetFen, Math.floor), inYuan(answer.bound, Math.ceil)]
    return {
      zh: `时间用完，还不知道预算 ${budget} 元够不够：已证明至少需要 ${least} 元。请增加计算时间再试`,
      en: `Time ran out; at least ${least} yuan is needed, and whether ${budget} yuan will do is not known. Allow more time`,
    }
  }
  if (answer.code === 'siting.unreachable') return outOfReach(question, total, lost())
  if (answer.needs?.of !== 'cost' || budgetFen === null) return answer.reason
  const [budget, least] = [inYuan(budgetFen, Math.floor), inYuan(answer.needs.atLeast, Math.ceil)]
  const enough = answer.needs.enough === null ? null : inYuan(answer.needs.enough, Math.ceil)
  return {
    zh: `预算 ${budget} 元做不到：已证明至少需要 ${least} 元${enough === null ? '' : `，已知 ${enough} 元够用`}`,
    en: `Not possible within ${budget} yuan: at least ${least} yuan is proven to be needed${enough === null ? '' : `, and ${enough} yuan is known to be enough`}`,
  }
}

function outOfReach({ minutes }: Question, total: number, lost: readonly Lost[]): ScenarioAnswer['reason'] {
  const byPlace = new Map<string, number>()
  for (const { place, people } of lost) byPlace.set(place, (byPlace.get(place) ?? 0) + people)
  const people = [...byPlace.values()].reduce((sum, count) => sum + count, 0)
  const places = [...byPlace].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([place]) => place)
  const most = Math.floor(((total - people) / total) * 100)
  const [named, more] = [places.slice(0, 3), places.length > 3]
  return {
    zh: `${lost.length} 个居住点（${people} 人，在${named.join('、')}${more ? `等 ${places.length} 个村（社区）` : ''}）步行 ${minutes} 分钟内没有候选点位，建多少处也到不了。可以增加候选点位、放宽步行时间${most < 1 ? '' : `，或把“至少覆盖”降到 ${most}%`}`,
    en: `${lost.length} dwelling points (${people} people, in ${named.join(', ')}${more ? ` and ${places.length - 3} more communities` : ''}) have no candidate site within ${minutes} minutes on foot; no number of sites reaches them. Add candidates, or allow a longer walk${most < 1 ? '' : `, or ask to reach no more than ${most}%`}`,
  }
}
