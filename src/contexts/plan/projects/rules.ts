import { compareDates, isDate } from '../../../kernel/dates.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { Fund, ProjectFacts, ProjectState } from './model.ts'

/**
 * What is wrong with the facts of a project: dates that are none or run backwards, money spent that has not arrived, a source of
 * money twice. Null when nothing is.
 */
export function whyNotFacts(facts: ProjectFacts): Refusal | null {
  for (const [at, day] of [
    ['/startsOn', facts.startsOn],
    ['/endsOn', facts.endsOn],
  ] as const) {
    if (day !== null && !isDate(day))
      return refuse('project.date', { zh: `${day} 不是日期`, en: `${day} is not a date` }, { at })
  }
  if (facts.startsOn !== null && facts.endsOn !== null && compareDates(facts.startsOn, facts.endsOn) > 0)
    return refuse('project.order', { zh: '完工日期早于开工日期', en: 'It ends before it begins' }, { at: '/endsOn' })
  for (const [index, fund] of facts.funds.entries()) {
    const wrong = whyNotFund(fund, facts.funds.slice(0, index), `/funds/${index}`)
    if (wrong !== null) return wrong
  }
  return null
}

function whyNotFund(fund: Fund, before: readonly Fund[], at: string): Refusal | null {
  if (before.some((each) => each.kind === fund.kind))
    return refuse('project.fund-twice', { zh: '同一资金来源写了两行', en: 'One source of money stands twice' }, { at })
  if (fund.spentFen > fund.arrivedFen)
    return refuse(
      'project.overspent',
      { zh: '支出超过已到位资金', en: 'More was spent than has arrived' },
      { at: `${at}/spentFen`, next: { zh: '先登记到位资金', en: 'Enter the money that arrived first' } },
    )
  return null
}

/**
 * Why a project cannot be accepted (竣工验收) on a day; null when it can: it is built, the day is not in the future and not before it
 * began, and the facility it creates stands in the register.
 */
export function whyNotAccept(
  project: Pick<ProjectFacts, 'share' | 'startsOn'> & { acceptedOn: string | null },
  on: string,
  day: string,
): Refusal | null {
  if (project.acceptedOn !== null)
    return refuse(
      'project.accepted',
      { zh: `已于 ${project.acceptedOn} 验收`, en: `It was accepted on ${project.acceptedOn}` },
      { kind: 'conflict' },
    )
  if (project.share < 100)
    return refuse(
      'project.unfinished',
      {
        zh: `形象进度 ${project.share}%，还不能验收`,
        en: `It is built to ${project.share}% and cannot be accepted yet`,
      },
      { next: { zh: '先把进度更新到 100%', en: 'Bring the progress to 100% first' } },
    )
  const early = project.startsOn !== null && compareDates(on, project.startsOn) < 0
  if (!isDate(on) || early || compareDates(on, day) > 0)
    return refuse(
      'project.accept-date',
      { zh: '验收日期应在开工之后、今天或以前', en: 'It is accepted after it began and not in the future' },
      { at: '/on' },
    )
  return null
}

/** Where a project stands on a day. */
export function projectState(
  project: { startsOn: string | null; endsOn: string | null; acceptedOn: string | null; share: number },
  day: string,
): ProjectState {
  if (project.acceptedOn !== null) return 'accepted'
  if (project.endsOn !== null && compareDates(project.endsOn, day) < 0) return 'late'
  if (project.share > 0 || (project.startsOn !== null && compareDates(project.startsOn, day) <= 0)) return 'building'
  return 'planned'
}
