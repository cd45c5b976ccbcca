import type { Bilingual } from '../../kernel/refusal.ts'

/** Everything an account may be allowed to do. A new permission is one line here and its name in the roles that hold it. */
export const PERMISSIONS = [
  'account.read',
  'account.manage',
  'account.credential',
  'account.lock',
  'role.confirm',
  'unit.manage',
  'calendar.load',
  'journal.read',
  'journal.verify',
  'register.read',
  'register.write',
  'register.import',
  'siting.read',
  'siting.run',
  'statistics.read',
  'statistics.external.sign',
  'indicator.manage',
  'plan.read',
  'plan.load',
  'plan.decide',
  'plan.enact',
  'plan.retire',
  'conflict.decide',
  'task.read',
  'task.assign',
  'task.report',
  'task.review',
  'target.read',
  'evaluation.read',
  'evaluation.freeze',
  'evaluation.publish',
  'monitor.manage',
  'monitor.acknowledge',
  'project.manage',
  'gate.decide',
  'gate.arrange',
  'asset.decide',
  'cockpit.read',
  'search.use',
  'procedure.read',
  'procedure.handle',
  'procedure.certify',
  'procedure.define',
  'people.use',
  'people.read',
  'people.reveal',
  'people.write',
  'people.merge',
  'people.import',
  'people.keep',
  'people.emergency',
  'grid.manage',
  'benefits.read',
  'benefits.manage',
  'care.read',
  'care.manage',
] as const

export type Permission = (typeof PERMISSIONS)[number]

/** Roles an account can be given. 系统管理员, 安全员, 审计员 are the separated duties (GB/T 22239 三员分立); the others do the work. */
export const ROLES = [
  'administrator',
  'security_officer',
  'auditor',
  'planner',
  'officer',
  'people_officer',
  'township_worker',
  'grid_worker',
  'leader',
] as const

export type Role = (typeof ROLES)[number]

/** What an account is for: one of the separated duties, or the work itself. Decided by its first role, and then for good. */
export type Duty = 'administrator' | 'security_officer' | 'auditor' | 'business'

/** Names of the roles, for screens and notices. */
export const ROLE_NAMES: Record<Role, Bilingual> = {
  administrator: { zh: '系统管理员', en: 'Administrator' },
  security_officer: { zh: '安全员', en: 'Security officer' },
  auditor: { zh: '审计员', en: 'Auditor' },
  planner: { zh: '计划管理（发改）', en: 'Planner' },
  officer: { zh: '部门工作人员', en: 'Department officer' },
  township_worker: { zh: '乡镇（街道）工作人员', en: 'Township worker' },
  people_officer: { zh: '人员服务经办（民政、卫健等）', en: 'People services officer' },
  grid_worker: { zh: '网格员', en: 'Grid worker' },
  leader: { zh: '领导', en: 'Leader' },
}

/** Which permissions a role brings. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  administrator: ['account.read', 'account.manage', 'account.credential', 'unit.manage', 'calendar.load'],
  security_officer: ['account.read', 'account.credential', 'account.lock', 'role.confirm'],
  auditor: ['account.read', 'journal.read', 'journal.verify'],
  planner: [
    'register.read',
    'siting.read',
    'siting.run',
    'statistics.read',
    'statistics.external.sign',
    'indicator.manage',
    'plan.read',
    'plan.load',
    'plan.decide',
    'plan.enact',
    'plan.retire',
    'task.read',
    'task.assign',
    'task.review',
    'target.read',
    'evaluation.read',
    'evaluation.freeze',
    'evaluation.publish',
    'monitor.manage',
    'monitor.acknowledge',
    'project.manage',
    'gate.arrange',
    'cockpit.read',
    'search.use',
    'procedure.read',
  ],
  officer: [
    'register.read',
    'register.write',
    'register.import',
    'siting.read',
    'siting.run',
    'statistics.read',
    'statistics.external.sign',
    'plan.read',
    'task.read',
    'task.report',
    'target.read',
    'evaluation.read',
    'monitor.acknowledge',
    'project.manage',
    'gate.decide',
    'asset.decide',
    'cockpit.read',
    'search.use',
    'procedure.read',
    'procedure.handle',
    'procedure.certify',
    'procedure.define',
  ],
  township_worker: [
    'register.read',
    'siting.read',
    'register.write',
    'register.import',
    'plan.read',
    'task.read',
    'task.report',
    'target.read',
    'gate.decide',
    'search.use',
    'procedure.read',
    'procedure.handle',
    'people.use',
    'people.read',
    'people.reveal',
    'people.write',
    'people.merge',
    'people.import',
    'people.emergency',
    'grid.manage',
    'benefits.read',
    'benefits.manage',
    'care.read',
    'care.manage',
  ],
  people_officer: [
    'register.read',
    'register.import',
    'search.use',
    'people.use',
    'people.read',
    'people.reveal',
    'people.write',
    'people.merge',
    'people.import',
    'people.keep',
    'people.emergency',
    'grid.manage',
    'benefits.read',
    'benefits.manage',
    'care.read',
    'care.manage',
  ],
  grid_worker: ['register.read', 'task.read', 'search.use', 'people.use', 'people.reveal', 'people.write', 'people.emergency', 'care.read'],
  leader: [
    'siting.read',
    'register.read',
    'statistics.read',
    'plan.read',
    'conflict.decide',
    'task.read',
    'target.read',
    'evaluation.read',
    'monitor.acknowledge',
    'cockpit.read',
    'search.use',
    'procedure.read',
    'procedure.handle',
  ],
}

/** Permissions of a set of roles: the union, nothing taken away. Unknown names bring nothing. */
export function permissionsOf(roles: Iterable<string>): Set<Permission> {
  const all = new Set<Permission>()
  for (const role of roles) {
    for (const permission of isRole(role) ? ROLE_PERMISSIONS[role] : []) all.add(permission)
  }
  return all
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}

/** The duty a role belongs to. */
export function dutyOf(role: Role): Duty {
  return role === 'administrator' || role === 'security_officer' || role === 'auditor' ? role : 'business'
}
