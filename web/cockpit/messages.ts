import { defineMessages } from '../shared/i18n/index.ts'

export const messages = defineMessages('cockpit', {
  zh: { name: '驾驶舱', leave: '回到工作台', full: '全屏' },
  en: { name: 'Cockpit', leave: 'Back to the console', full: 'Full screen' },
})
