import { defineMessages } from '../../shared/i18n/index.ts'

export const messages = defineMessages('field.home', {
  zh: {
    title: '今天',
    next: '下一站',
    nextText: '去哪里、见谁、需要什么',
    visits: '今天的路线',
    visitsText: '全部上门安排，按先后',
    record: '登记',
    recordText: '走访、调查、代下单',
    unsent: '未发送',
    unsentText: '还在手机里、尚未送出的记录',
    unsentNone: '没有未发送的记录',
    soon: '还没有安排给您的工作；安排后出现在这里',
  },
  en: {
    title: 'Today',
    next: 'Next stop',
    nextText: 'Where, whom, and what they need',
    visits: 'Today’s round',
    visitsText: 'All visits, in order',
    record: 'Record',
    recordText: 'Visits, surveys, orders for somebody',
    unsent: 'Not sent yet',
    unsentText: 'Records still on this phone',
    unsentNone: 'Nothing is waiting to be sent',
    soon: 'No work has been given to you yet; it appears here when it is',
  },
})
