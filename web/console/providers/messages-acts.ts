import { defineMessages } from '../../shared/i18n/index.ts'

/** Words that several acts of this room share. */
export const messages = defineMessages('console.providers.acts', {
  zh: {
    home: '服务机构',
    until: '至 {{date}}',
    site: '网点',
    place: '位置',
    untilDay: '至 {{date}}',
    note: '说明',
    organisation: '机构',
    yes: '是',
    no: '否',
    result: '结果',
    openCase: '打开办件',
    name: '姓名',
  },
  en: {
    home: 'Institutions',
    until: 'until {{date}}',
    site: 'Site',
    place: 'Place',
    untilDay: 'until {{date}}',
    note: 'Note',
    organisation: 'Organisation',
    yes: 'yes',
    no: 'no',
    result: 'Result',
    openCase: 'Open the case',
    name: 'Name',
  },
})
