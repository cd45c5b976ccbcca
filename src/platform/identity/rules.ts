import { refuse } from '../../kernel/refusal.ts'
import { reachOf } from '../db/index.ts'
import { type Duty, dutyOf, ROLE_NAMES, type Role } from './permissions.ts'

/**
 * Refuses a region that does not lie in the jurisdiction.
 *
 * @throws Refusal `region.outside`
 */
export function checkRegion(region: string, jurisdiction: string): void {
  if (/^\d{2,12}$/.test(region) && region.startsWith(reachOf(jurisdiction))) return
  throw refuse(
    'region.outside',
    { zh: `区划 ${region} 不在本辖区内`, en: `The region ${region} is not in this jurisdiction` },
    { at: '/region', params: { region } },
  )
}

const DUTY_NAMES: Record<Duty, { zh: string; en: string }> = {
  administrator: ROLE_NAMES.administrator,
  security_officer: ROLE_NAMES.security_officer,
  auditor: ROLE_NAMES.auditor,
  business: { zh: '业务人员', en: 'the work itself' },
}

/**
 * 三员分立: an account serves one duty for good. The administrator, the security officer and the auditor are three people, and
 * none of them does the work they administer, guard or audit.
 *
 * @throws Refusal `role.separation`
 */
export function checkSeparation(duty: Duty | null, role: Role): void {
  if (duty === null || duty === dutyOf(role)) return
  const held = DUTY_NAMES[duty]
  const wanted = ROLE_NAMES[role]
  throw refuse(
    'role.separation',
    {
      zh: `这个账号是${held.zh}，不能再做${wanted.zh}：三员分立`,
      en: `This account serves as ${held.en.toLowerCase()} and cannot also be ${wanted.en.toLowerCase()}: these duties are separated`,
    },
    {
      kind: 'conflict',
      params: { duty, role },
      next: { zh: '请另建一个账号，由另一个人使用', en: 'Make another account, for another person' },
    },
  )
}

/**
 * A grant is decided by somebody who neither gave nor receives it.
 *
 * @throws Refusal `role.own`
 */
export function checkDecider(decider: string, grant: { account: string; grantedBy: string }): void {
  if (decider !== grant.account && decider !== grant.grantedBy) return
  throw refuse(
    'role.own',
    { zh: '不能确认自己提出的或给自己的授权', en: 'You cannot confirm a role that you granted or would receive' },
    { kind: 'forbidden', next: { zh: '请由另一位安全员确认', en: 'Another security officer has to confirm it' } },
  )
}
