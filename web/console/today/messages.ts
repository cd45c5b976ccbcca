import { defineMessages } from '../../shared/i18n/index.ts'

export const messages = defineMessages('console.today', {
  zh: {
    title: '今天的工作',
    lead: '到期、逾期、等您办理的事项，按紧急程度排列。',
    emptyTitle: '没有等您办理的事项',
    emptyText: '任务到期、报告退回、督办和预警都会自动列在这里；逾期的排在最前。',
    kind_escalation: '督办，等您答复',
    kind_returned: '退回的报告',
    kind_task: '到期和逾期的任务',
    kind_review: '等您审核',
    kind_alert: '预警',
    kind_conflict: '等您裁定的矛盾',
    kind_draft: '待核对的文件',
    late: '逾期 {{days}} 个工作日',
    due: '{{date}} 到期',
  },
  en: {
    title: 'Today’s work',
    lead: 'What is due, late or waiting for you, most urgent first.',
    emptyTitle: 'Nothing is waiting for you',
    emptyText:
      'Tasks that fall due, returned reports, escalations and alerts gather here by themselves, the late first.',
    kind_escalation: 'Escalations to answer',
    kind_returned: 'Returned reports',
    kind_task: 'Tasks due and late',
    kind_review: 'Waiting for your review',
    kind_alert: 'Alerts',
    kind_conflict: 'Contradictions to decide',
    kind_draft: 'Papers to check',
    late: '{{days}} working days late',
    due: 'due {{date}}',
  },
})
