import { defineMessages } from '../shared/i18n/index.ts'

export const messages = defineMessages('cockpit', {
  zh: {
    name: '驾驶舱',
    plan: '方案进展',
    planEmpty: '方案确认后，这里显示各项指标达到、正常、滞后、未达到和未知的数量。',
    map: '一刻钟地图',
    mapEmpty: '设施名册核对后，这里显示步行可达的分钟数；没有数据的地方画斜线。',
    work: '今天的工作',
    workEmpty: '办件和订单开始后，这里显示今天应办、已办、逾期。',
    alarms: '需要处理',
    alarmsEmpty: '没有需要处理的事项。',
    leave: '回到工作台',
    full: '全屏',
  },
  en: {
    name: 'Cockpit',
    plan: 'How the plan stands',
    planEmpty: 'Once a plan is confirmed: how many targets are met, on track, behind, missed or unknown.',
    map: 'The quarter-hour map',
    mapEmpty: 'Once the facilities are checked: minutes on foot; hatched where nothing is known.',
    work: 'Today’s work',
    workEmpty: 'Once cases and orders begin: due, done and late today.',
    alarms: 'Needs attention',
    alarmsEmpty: 'Nothing needs attention.',
    leave: 'Back to the console',
    full: 'Full screen',
  },
})
