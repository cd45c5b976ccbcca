import { compareDates, type IsoDate, isDate } from '../../../kernel/dates.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { Shortfall } from './model.ts'

/** What a check by the standards does to an item. Unknown changes nothing: it neither mends nor breaks. */
export type Verdict = 'close' | 'reopen' | 'stay'

/** An open item closes when its line passes, a closed one opens again when it fails. */
export function verdictOf(state: 'open' | 'closed', line: Shortfall['state'] | null): Verdict {
  if (state === 'open' && line === 'pass') return 'close'
  if (state === 'closed' && line === 'fail') return 'reopen'
  return 'stay'
}

/** Why an item cannot be closed; null when it can: only what was measured and passes is mended (A28). */
export function whyNotClose(
  item: { state: 'open' | 'closed' },
  now: Pick<Shortfall, 'state' | 'missing' | 'unit' | 'clause' | 'title'> | null,
): Refusal | null {
  if (item.state === 'closed')
    return refuse('gap.closed', { zh: '已经销号', en: 'It has been closed already' }, { kind: 'conflict' })
  if (now?.state === 'pass') return null
  if (now === null || now.state === 'unknown')
    return refuse(
      'gap.unmeasured',
      { zh: '按现有台账无法判定是否达标，不能销号', en: 'By the registers it cannot be said whether the line is met' },
      {
        kind: 'conflict',
        next: {
          zh: '先在设施台账或社区基础数据中补全面积等数据',
          en: 'Enter the area in the facility register or the community figures',
        },
      },
    )
  return refuse(
    'gap.still-short',
    {
      zh: `${now.title.zh}还差 ${now.missing ?? '若干'} ${now.unit.zh}（${now.clause}），不能销号`,
      en: `${now.title.en}: ${now.missing ?? 'some'} ${now.unit.en} are still missing (${now.clause})`,
    },
    {
      kind: 'conflict',
      params: { missing: now.missing, clause: now.clause },
      next: {
        zh: '设施建成并登入台账后，系统复核达标即可销号',
        en: 'Once the facility stands in the register and the line passes, it closes',
      },
    },
  )
}

/** Why a plan for an item is none; null when it is: a date that is one, and not before the item was opened. */
export function whyNotPlan(plan: { plannedOn: IsoDate }, openedOn: IsoDate): Refusal | null {
  if (isDate(plan.plannedOn) && compareDates(plan.plannedOn, openedOn) >= 0) return null
  return refuse(
    'gap.date',
    { zh: `计划完成日期应在立项（${openedOn}）之后`, en: `Planned for a day after it was opened (${openedOn})` },
    { at: '/plannedOn' },
  )
}
