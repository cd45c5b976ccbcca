import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { CheckOutcome } from '../checklists/model.ts'
import type { BarrierMove, BarrierState } from './model.ts'

/** What a decision about a barrier needs to know. `check`: the check named as proof, if there is one. */
export type BarrierStand = {
  state: BarrierState
  atFacility: boolean
  reportedOn: string
  check: { outcome: CheckOutcome; checkedOn: string } | null
}

const NEXT: Record<BarrierState, readonly BarrierState[]> = {
  reported: ['retrofit', 'rejected'],
  retrofit: ['closed', 'retrofit'],
  closed: [],
  rejected: [],
}

/** Why a move is not possible, or null. A barrier at a facility closes only with a passed accessibility check after it was reported (A42). Pure. */
export function whyNotMove(stand: BarrierStand, move: BarrierMove, today: string): Refusal | null {
  if (!NEXT[stand.state].includes(move.to)) {
    return refuse(
      'barrier.state',
      { zh: '按现在的状态不能这样办理', en: 'Its state does not allow this' },
      { kind: 'conflict', params: { state: stand.state }, at: '/to' },
    )
  }
  if (move.to === 'retrofit') {
    return move.due < stand.reportedOn
      ? refuse('barrier.due', { zh: '期限早于报告日期', en: 'Due before it was reported' }, { at: '/due' })
      : null
  }
  if (move.on > today || move.on < stand.reportedOn)
    return refuse(
      'barrier.day',
      { zh: '办结日期应在报告之后、今天或以前', en: 'Between the report and today' },
      { at: '/on' },
    )
  if (move.to === 'rejected') return null
  if (!move.userAccepted) {
    return refuse(
      'barrier.users',
      { zh: '使用者还没有认可，不能办结', en: 'Those who use it have not accepted it yet' },
      {
        kind: 'conflict',
        at: '/userAccepted',
        next: { zh: '请邀请残疾人、老年人代表试用', en: 'Let disabled and older people try it' },
      },
    )
  }
  if (!stand.atFacility) return null
  if (stand.check?.outcome === 'passed' && stand.check.checkedOn >= stand.reportedOn) return null
  return refuse(
    'barrier.check',
    { zh: '须有报告之后通过的无障碍检查才能办结', en: 'It closes with an accessibility check passed after the report' },
    {
      kind: 'conflict',
      at: '/check',
      next: { zh: '请先在设施页登记无障碍检查', en: 'Record the check on the page of the facility first' },
    },
  )
}
