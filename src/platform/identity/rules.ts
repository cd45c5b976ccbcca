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
  resident: { zh: '居民', en: 'a resident' },
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

/** Whose passwords and sign-on links somebody of a duty may set: else an administrator could sign in as the one who checks on them. */
const CREDENTIALS_OF: Record<Duty, readonly (Duty | null)[]> = {
  administrator: [null, 'business', 'administrator'],
  security_officer: ['security_officer', 'auditor'],
  auditor: [],
  business: [],
  resident: [],
}

/**
 * Refuses to set the password or the sign-on link of an account that another duty looks after, or of one's own.
 *
 * @throws Refusal `credential.own`, `credential.duty`
 */
export function checkCredentials(
  issuer: { id: string; duty: Duty | null },
  target: { id: string; duty: Duty | null },
): void {
  if (issuer.id === target.id) {
    throw refuse(
      'credential.own',
      { zh: '自己的密码请在“我的账号”中修改', en: 'Change your own password under “My account”' },
      { kind: 'conflict' },
    )
  }
  if (issuer.duty !== null && CREDENTIALS_OF[issuer.duty].includes(target.duty)) return
  throw refuse(
    'credential.duty',
    {
      zh: '安全员和审计员的密码由（另一位）安全员重置，其他账号的由系统管理员重置',
      en: 'Passwords of security officers and auditors are reset by another security officer, all others by an administrator',
    },
    { kind: 'forbidden' },
  )
}

/**
 * Refuses a role whose region does not contain the account's, or that needs a unit where there is none.
 *
 * @throws Refusal `role.region`, `role.unit`
 */
export function checkGrant(role: Role, region: string, account: { region: string; unit: string | null }): void {
  if (!account.region.startsWith(region)) {
    throw refuse(
      'role.region',
      {
        zh: `角色的范围 ${region} 不包含账号的工作区域 ${account.region}`,
        en: `The role’s region ${region} does not contain the account’s, ${account.region}`,
      },
      { at: '/region', params: { region, account: account.region } },
    )
  }
  if ((role === 'officer' || role === 'township_worker') && account.unit === null) {
    throw refuse(
      'role.unit',
      {
        zh: `${ROLE_NAMES[role].zh}必须属于一个单位`,
        en: `A ${ROLE_NAMES[role].en.toLowerCase()} has to belong to a unit`,
      },
      { kind: 'conflict', next: { zh: '请先为账号选择单位', en: 'Choose the account’s unit first' } },
    )
  }
}
