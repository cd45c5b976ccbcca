import { addDays, type IsoDate } from '../../kernel/dates.ts'
import type { HolidayCalendar } from '../../kernel/holidays/calendar.ts'
import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import { workdaysBetween } from '../../kernel/workdays.ts'
import { endOf, resumeClock, standingOf, stopClock, type TermStanding } from './clock.ts'
import { blocking } from './definition/conditions.ts'
import { OUTCOMES } from './definition/schema.ts'
import { type Act, type CaseState, type Definition, type Outcome, type RuleResult, type Step, stepOf } from './model.ts'

/** What an act meets: the day, what the rules say, what is missing, how many objections wait for an answer. */
export type Ground = {
  today: IsoDate
  results: readonly RuleResult[]
  missing: readonly Bilingual[]
  openObjections: number
}

/** 撤回: what an applicant may do in every step, whatever the definition says. */
export const WITHDRAW: Act = {
  id: 'withdraw',
  title: { zh: '撤回申请', en: 'Withdraw' },
  to: 'withdrawn',
  reason: true,
}

const isOutcome = (to: string): to is Outcome => (OUTCOMES as readonly string[]).includes(to)

/** The state of an application on the day it arrives. */
export function begin(definition: Definition, today: IsoDate): CaseState {
  const step = definition.steps[0]!
  const since = definition.term?.starts === 'submission' ? today : null
  const clock = { since, stops: [] }
  return {
    step: step.id,
    outcome: null,
    entered: today,
    clock: step.stopsClock ? stopClock(clock, today) : clock,
    revision: 0,
  }
}

/** The acts open in a step; withdrawing always among them. */
export function actsOf(definition: Definition, state: CaseState): Act[] {
  return state.step === null ? [] : [...stepOf(definition, state.step).acts, WITHDRAW]
}

/**
 * The act a case is asked for.
 *
 * @throws Refusal `case.ended`, `case.act`
 */
export function actOf(definition: Definition, state: CaseState, id: string): Act {
  if (state.step === null) {
    throw refuse('case.ended', { zh: '这件已经办结', en: 'This case has ended' }, { kind: 'conflict' })
  }
  const act = actsOf(definition, state).find((each) => each.id === id)
  if (act === undefined) {
    throw refuse(
      'case.act',
      { zh: '当前环节不能这样办理', en: 'This cannot be done in the present step' },
      { kind: 'conflict', at: '/act', params: { act: id, step: state.step } },
    )
  }
  return act
}

const listOf = (texts: readonly Bilingual[]) => ({
  zh: texts.map((text) => text.zh).join('；'),
  en: texts.map((text) => text.en).join('; '),
})

/** Refuses an act whose conditions do not hold. @throws Refusal `case.reason`, `case.materials`, `case.rules`, `case.objections` */
export function requireGround(act: Act, reason: string, ground: Ground): void {
  if (act.reason === true && reason.trim() === '') {
    throw refuse('case.reason', { zh: '请写明理由', en: 'Give the reason' }, { at: '/reason' })
  }
  const needs = act.requires ?? []
  if (needs.includes('materials') && ground.missing.length > 0) {
    const list = listOf(ground.missing)
    throw refuse(
      'case.materials',
      { zh: `还缺 ${ground.missing.length} 项：${list.zh}`, en: `${ground.missing.length} missing: ${list.en}` },
      { kind: 'conflict', next: { zh: '补齐，或退回一次性告知', en: 'Complete them, or return the case naming all' } },
    )
  }
  const standing = blocking(ground.results)
  if (needs.includes('rules') && standing.length > 0) {
    const list = listOf(
      standing.map((each) => ({
        zh: `${each.title.zh}（${each.result === 'fail' ? '不符合' : '不能确定'}：${each.filled}）`,
        en: `${each.title.en} (${each.result === 'fail' ? 'failed' : 'unknown'}: ${each.filled})`,
      })),
    )
    throw refuse(
      'case.rules',
      {
        zh: `还有 ${standing.length} 项审查要点没有通过：${list.zh}`,
        en: `${standing.length} rules have not passed: ${list.en}`,
      },
      { kind: 'conflict', params: { rules: standing.map((each) => each.rule) } },
    )
  }
  if (needs.includes('objections') && ground.openObjections > 0) {
    throw refuse(
      'case.objections',
      {
        zh: `还有 ${ground.openObjections} 件异议没有答复`,
        en: `${ground.openObjections} objections wait for an answer`,
      },
      { kind: 'conflict', next: { zh: '先答复异议', en: 'Answer them first' } },
    )
  }
}

/**
 * What an act makes of a case. Pure: the same definition, state, act and day give the same outcome, so that replaying what happened
 * gives what was decided.
 *
 * @throws the refusals of `actOf` and `requireGround`
 */
export function advance(
  definition: Definition,
  state: CaseState,
  input: { act: string; reason: string },
  ground: Ground,
): CaseState {
  const act = actOf(definition, state, input.act)
  requireGround(act, input.reason, ground)
  const { today } = ground
  const begun = act.accepts === true && state.clock.since === null ? { ...state.clock, since: today } : state.clock
  if (isOutcome(act.to)) {
    const clock = resumeClock(begun, today)
    return { step: null, outcome: act.to, entered: today, clock, revision: state.revision + 1 }
  }
  const step = stepOf(definition, act.to)
  const clock = step.stopsClock ? stopClock(begun, today) : resumeClock(begun, today)
  return { step: step.id, outcome: null, entered: today, clock, revision: state.revision + 1 }
}

/** When a case is due: the end of its step, and of the whole term. Null where nothing presses. */
export type Dues = { step: IsoDate | null; term: TermStanding | null; due: IsoDate | null; provisional: boolean }

/** The deadlines of a case as they stand on a day. The promised term counts where there is one. */
export function duesOf(definition: Definition, state: CaseState, calendar: HolidayCalendar, today: IsoDate): Dues {
  if (state.step === null) return { step: null, term: null, due: null, provisional: false }
  const { days } = stepOf(definition, state.step)
  const step = days === undefined ? null : endOf(calendar, state.entered, days)
  const limit = definition.term?.promised ?? definition.term?.legal
  const term =
    limit === undefined || state.clock.since === null ? null : standingOf(calendar, state.clock, limit, today)
  const ends = [step?.date, term?.due].filter((date) => date !== undefined && date !== null)
  return {
    step: step?.date ?? null,
    term,
    due: ends.sort()[0] ?? null,
    provisional: (step?.provisional ?? false) || (term?.provisional ?? false),
  }
}

/** Working days by which a day lies behind its deadline; zero when it does not. */
export function overdueBy(calendar: HolidayCalendar, due: IsoDate | null, today: IsoDate): number {
  return due === null || today <= due ? 0 : workdaysBetween(calendar, due, today).days
}

/** The act that happens by itself, when the days of the step are over; null while they are not. */
export function dueByItself(step: Step, entered: IsoDate, calendar: HolidayCalendar, today: IsoDate): string | null {
  if (step.timeout === undefined || step.days === undefined) return null
  // The last day of a period belongs to it.
  return today >= addDays(endOf(calendar, entered, step.days).date, 1) ? step.timeout : null
}
