import { defineMessages } from '../../shared/i18n/index.ts'

export const messages = defineMessages('console.today', {
  zh: {
    title: '今天的工作',
    lead: '到期、逾期、等您办理的事项，按紧急程度排列。',
    emptyTitle: '还没有要您办理的事项',
    emptyText: '方案确认、办件受理、订单派出之后，到期和待办的事项会自动列在这里；逾期的排在最前。',
  },
  en: {
    title: 'Today’s work',
    lead: 'What is due, late or waiting for you, most urgent first.',
    emptyTitle: 'Nothing is waiting for you yet',
    emptyText:
      'Once a plan is confirmed, cases are accepted and orders go out, what is due gathers here by itself, the late first.',
  },
})
