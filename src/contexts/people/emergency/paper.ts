import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PaperDocument } from '../../../platform/documents/index.ts'
import { CATEGORIES } from '../categories.ts'
import type { AtRisk } from './list.ts'

/** The emergency list as a paper: one line a person, who needs most first. */
export function emergencyPaper(
  items: readonly AtRisk[],
  head: { area: string; asOf: string; purpose: string },
  language: keyof Bilingual,
): PaperDocument {
  const zh = language === 'zh'
  const titles = new Map<string, Bilingual>(CATEGORIES.map((each) => [each.code, each.title]))
  const titled = zh
    ? ['序', '姓名', '性别、年龄', '住址', '本人电话', '联系人', '情况和需要']
    : ['No.', 'Name', 'Sex, age', 'Address', 'Telephone', 'Contacts', 'Situation and needs']
  return {
    style: 'plain',
    language,
    orientation: 'landscape',
    title: zh ? '风险人员应急名单' : 'People at risk',
    blocks: [
      {
        kind: 'paragraph',
        indent: false,
        text: zh
          ? `范围：${head.area}。共 ${items.length} 人，数据时间 ${head.asOf}。用途：${head.purpose}。含个人信息，只用于本次救助，用后销毁。`
          : `Area: ${head.area}. ${items.length} persons, as of ${head.asOf}. Purpose: ${head.purpose}. Personal data: for this rescue only, destroy after use.`,
      },
      {
        kind: 'table',
        columns: titled.map((title, i) => ({ title, width: [0.5, 1.1, 1, 3.2, 1.6, 2.4, 2.6][i]! })),
        rows: items.map((each, i) => [
          String(i + 1),
          each.name,
          [each.sex === null ? null : each.sex === 'male' ? (zh ? '男' : 'M') : zh ? '女' : 'F', each.age]
            .filter((part) => part !== null)
            .join(' '),
          [each.regionName, each.address ?? each.dwelling].filter((part) => part !== null).join(' '),
          each.phones.join(' '),
          each.contacts
            .map((one) => [one.name, one.relation, one.phone].filter((part) => part !== null).join(' '))
            .join('；'),
          [
            ...each.categories.map((code) => titles.get(code)![language]),
            ...each.needs.map((need) => need[language]),
          ].join('、'),
        ]),
      },
    ],
  }
}
