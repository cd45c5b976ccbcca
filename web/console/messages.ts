import { defineMessages } from '../shared/i18n/index.ts'

export const messages = defineMessages('console', {
  zh: {
    nav: '工作台导航',
    today: '今天',
    plan: '方案',
    service: '服务',
    institutions: '机构',
    places: '空间布局',
    registers: '名册',
    oversight: '监督',
    settings: '设置',
    search: '搜索人员、机构、办件、条款…',
    searchShort: '搜索',
    page: '页面',
    goPage: '打开：{{page}}',
  },
  en: {
    nav: 'Console navigation',
    today: 'Today',
    plan: 'The plan',
    service: 'Services',
    institutions: 'Institutions',
    places: 'Places',
    registers: 'Registers',
    oversight: 'Oversight',
    settings: 'Settings',
    search: 'Search people, institutions, cases, clauses…',
    searchShort: 'Search',
    page: 'page',
    goPage: 'Open: {{page}}',
  },
})
