import { defineMessages } from '../../shared/i18n/index.ts'

export const messages = defineMessages('resident.home', {
  zh: {
    title: '您需要什么',
    lead: '在这里办、打电话办、到窗口办，都一样。',
    find: '找服务',
    findText: '送餐、保洁、陪诊、上门照护',
    orders: '我的订单',
    ordersText: '谁来、几点来、到哪一步',
    benefits: '申请和补贴',
    benefitsText: '办到哪一步、能享受什么、到账没有',
    say: '评价与投诉',
    sayText: '说说做得怎样，几天内答复',
    soon: '尚未开通，可打电话办理',
  },
  en: {
    title: 'What do you need',
    lead: 'Here, by phone or at the counter: it is the same service.',
    find: 'Find a service',
    findText: 'Meals, cleaning, going to the doctor with you, care at home',
    orders: 'My orders',
    ordersText: 'Who comes, when, and how far it is',
    benefits: 'Applications and benefits',
    benefitsText: 'How your application stands, what you are entitled to, whether it was paid',
    say: 'Rate or complain',
    sayText: 'Tell us how it went and when you will hear back',
    soon: 'Not open yet; the service line can help',
  },
})
