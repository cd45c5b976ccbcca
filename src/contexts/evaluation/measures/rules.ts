import { type Refusal, refuse } from '../../../kernel/refusal.ts'

/** 奖励, 约谈, 通报, 倾斜支持. */
export const MEASURE_KINDS = ['reward', 'talk', 'notice', 'support'] as const
export type MeasureKind = (typeof MEASURE_KINDS)[number]

export const MEASURE_STATES = ['proposed', 'decided', 'answered', 'closed', 'withdrawn'] as const
export type MeasureState = (typeof MEASURE_STATES)[number]

export const MEASURE_ACTS = ['decide', 'answer', 'close', 'return', 'withdraw'] as const
export type MeasureAct = (typeof MEASURE_ACTS)[number]

/** Where each act leads from each state; what is not here is not possible. */
const STEPS: Record<MeasureState, Partial<Record<MeasureAct, MeasureState>>> = {
  proposed: { decide: 'decided', withdraw: 'withdrawn' },
  decided: { answer: 'answered', close: 'closed', withdraw: 'withdrawn' },
  answered: { close: 'closed', return: 'decided' },
  closed: {},
  withdrawn: {},
}

/** Kinds that are over only once the unit has answered: a talk (约谈) and a notice (通报) ask for mending. */
const ANSWERED = new Set<MeasureKind>(['talk', 'notice'])

/** What can be done next. Pure. */
export function actsFor(kind: MeasureKind, state: MeasureState): MeasureAct[] {
  return (Object.keys(STEPS[state]) as MeasureAct[]).filter(
    (act) => !(act === 'close' && state === 'decided' && ANSWERED.has(kind)),
  )
}

/** The state after an act, or why it is not possible. Pure. */
export function afterAct(kind: MeasureKind, state: MeasureState, act: MeasureAct): MeasureState | Refusal {
  if (actsFor(kind, state).includes(act)) return STEPS[state][act]!
  if (act === 'close' && state === 'decided') {
    return refuse(
      'measure.unanswered',
      { zh: '约谈、通报要有整改答复才能办结', en: 'A talk or notice ends only after an answer' },
      { kind: 'conflict', next: { zh: '先登记责任单位的答复', en: 'Record the answer first' } },
    )
  }
  return refuse(
    'measure.state',
    { zh: '现在的状态不能这样办理', en: 'This cannot be done in the present state' },
    { kind: 'conflict', params: { state, act, possible: actsFor(kind, state) } },
  )
}
