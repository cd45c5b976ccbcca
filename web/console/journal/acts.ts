import type { Bilingual, Language } from '../../shared/i18n/index.ts'

/** What the acts of the journal are called, for people. Acts that are not here show their code. */
const ACTS: Record<string, Bilingual> = {
  'plan.paper.load': { zh: '装入文件', en: 'Loaded a paper' },
  'plan.target.confirm': { zh: '确认目标', en: 'Confirmed a target' },
  'plan.target.reject': { zh: '不采纳目标', en: 'Rejected a target' },
  'plan.target.retire': { zh: '停用目标', en: 'Retired a target' },
  'plan.doubt.settle': { zh: '处理疑点', en: 'Settled a doubt' },
  'plan.plan.accept-undoubted': { zh: '批量确认无疑点的内容', en: 'Accepted what was not doubted' },
  'plan.plan.take-force': { zh: '方案生效', en: 'Put a plan in force' },
  'plan.plan.retire': { zh: '方案停用', en: 'Retired a plan' },
  'plan.plan.set-parent': { zh: '关联上级方案', en: 'Named the plan above' },
  'plan.lineage.confirm': { zh: '确认上下级对照', en: 'Confirmed a line of lineage' },
  'plan.conflict.decide': { zh: '裁定矛盾', en: 'Decided a contradiction' },
  'plan.conflict.assign': { zh: '指定矛盾牵头单位', en: 'Gave a contradiction an owner' },
  'plan.task.report': { zh: '报告任务进展', en: 'Reported on a task' },
  'plan.task.review': { zh: '审核任务报告', en: 'Reviewed a report' },
  'plan.task.steps': { zh: '安排任务步骤', en: 'Planned steps' },
  'plan.task.assign': { zh: '调整责任分工', en: 'Changed the units of a task' },
  'plan.task.link': { zh: '任务关联目标', en: 'Linked targets to a task' },
  'plan.task.retire': { zh: '停用任务', en: 'Retired a task' },
  'plan.step.finish': { zh: '办结步骤', en: 'Finished a step' },
  'plan.tasks.escalate': { zh: '自动督办提级', en: 'Escalated late tasks' },
  'plan.escalation.answer': { zh: '答复督办', en: 'Answered an escalation' },
  'plan.ladder.set': { zh: '设置督办规则', en: 'Set the escalation rules' },
  'plan.project.create': { zh: '登记项目', en: 'Entered a project' },
  'plan.project.change': { zh: '更新项目', en: 'Changed a project' },
  'plan.project.accept': { zh: '项目验收', en: 'Accepted a project' },
  'imports.file.preview': { zh: '预览导入', en: 'Previewed an import' },
  'imports.file.apply': { zh: '导入台账', en: 'Applied an import' },
  'imports.file.undo': { zh: '撤销导入', en: 'Undid an import' },
  'statistics.external.sign': { zh: '签报外部数', en: 'Signed an external figure' },
  'statistics.external.replace': { zh: '更正外部数', en: 'Replaced an external figure' },
  'evaluation.round.freeze': { zh: '冻结评价结果', en: 'Froze a scorecard' },
  'evaluation.release.publish': { zh: '发布', en: 'Published' },
  'calendar.year.load': { zh: '录入放假安排', en: 'Loaded a holiday year' },
  'identity.session.open': { zh: '登录', en: 'Signed in' },
  'identity.session.close': { zh: '退出登录', en: 'Signed out' },
  'identity.account.create': { zh: '新建账号', en: 'Made an account' },
  'identity.account.change': { zh: '修改账号', en: 'Changed an account' },
  'identity.account.unlock': { zh: '解锁账号', en: 'Unlocked an account' },
  'identity.role.propose': { zh: '提出授权', en: 'Proposed a role' },
  'identity.role.install': { zh: '初始授权', en: 'Installed a role' },
  'identity.role.end': { zh: '收回授权', en: 'Ended a role' },
  'identity.unit.create': { zh: '新建单位', en: 'Set up a unit' },
  'identity.unit.change': { zh: '修改单位', en: 'Changed a unit' },
  'identity.password.change': { zh: '修改密码', en: 'Changed a password' },
  'identity.password.issue': { zh: '重发密码', en: 'Issued a password' },
}

/** The act in words, or its code. */
export function sayAction(action: string, language: Language): string {
  return ACTS[action]?.[language] ?? action
}

/** The person's name; for a job that it is one. */
export function sayWho(name: string, language: Language): string {
  if (!name.startsWith('system:')) return name
  return language === 'zh' ? `系统（${name.slice(7)}）` : `System (${name.slice(7)})`
}
