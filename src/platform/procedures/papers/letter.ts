import { formatDate } from '../../../kernel/dates.ts'
import type { PaperBlock, PaperDocument } from '../../documents/index.ts'
import type { CaseEvent } from '../cases/views.ts'
import { figureWords } from '../definition/conditions.ts'
import type { Definition, RuleResult } from '../model.ts'

/** What a letter or receipt is written from. */
export type LetterFacts = {
  definition: Definition
  version: number
  number: string
  applicant: string
  place: string
  unit: string | null
  event: CaseEvent
  /** Address of the applicant's page, with the code where the letter is for the applicant. */
  link: string
}

const paragraph = (text: string, indent = true): PaperBlock => ({ kind: 'paragraph', text, indent })
const RESULT = { pass: '符合', fail: '不符合', unknown: '不能确定' } as const

function basisWords(definition: Definition, id: string): string {
  const basis = definition.basis.find((each) => each.id === id)
  return basis === undefined ? id : `${basis.title}${basis.clause ?? ''}`
}

function ruleTable(definition: Definition, results: readonly RuleResult[]): PaperBlock[] {
  if (results.length === 0) return []
  return [
    {
      kind: 'table',
      caption: '审查情况',
      columns: [
        { title: '审查要点', width: 30 },
        { title: '结果', width: 14, align: 'center' },
        { title: '依据的事实', width: 26 },
        { title: '法规依据', width: 30 },
      ],
      rows: results.map((each) => [
        `${each.title.zh}${each.advisory ? '（提示）' : ''}`,
        RESULT[each.result],
        each.filled,
        basisWords(definition, each.basis),
      ]),
      note: '注：“不能确定”表示缺少判断所需的事实，不等于不符合。',
    },
  ]
}

const TITLES: Record<string, string> = {
  granted: '准予决定书',
  refused: '不予办理决定书',
  withdrawn: '撤回确认书',
  closed: '办结通知书',
}

function titleOf({ definition, event }: LetterFacts): string {
  const { title } = definition
  if (event.outcome !== null) return `${title.zh}${TITLES[event.outcome]}`
  if (event.act === 'open') return `${title.zh}收件凭证`
  if (event.act === 'return') return `${title.zh}一次性补正告知书`
  if (event.act === 'accept') return `${title.zh}受理通知书`
  return `${title.zh}办理告知书（${event.title.zh}）`
}

function dueWords(facts: LetterFacts): string[] {
  const { event, definition } = facts
  if (event.dues.due === null) return []
  const step = definition.steps.find((each) => each.id === event.after)
  const where = step === undefined ? '' : `下一环节为“${step.title.zh}”，`
  return [
    `${where}到期日为${formatDate(event.dues.due)}${event.dues.provisional ? '（所在年份放假安排未公布，为暂定）' : ''}。`,
  ]
}

/** The letter of one step: what was decided, on which rules with which result and version, what is missing, what comes next. */
export function letterOf(facts: LetterFacts): PaperDocument {
  const { definition, event } = facts
  const issuer = `${facts.place}${facts.unit ?? ''}`
  const missing = event.act === 'return' || event.act === 'open' ? event.missing : []
  const figures = event.computed.filter((each) => each.value !== null)
  return {
    style: 'plain',
    title: titleOf(facts),
    subtitle: facts.number,
    addressees: facts.applicant,
    numbering: false,
    blocks: [
      paragraph(
        event.act === 'open'
          ? `您于${formatDate(event.on)}提交的“${definition.title.zh}”申请已经收到，编号${facts.number}。`
          : `您的“${definition.title.zh}”申请（${facts.number}）于${formatDate(event.on)}办理“${event.title.zh}”。`,
      ),
      ...(event.notice === null ? [] : [paragraph(event.notice.zh)]),
      ...(event.reason === '' ? [] : [paragraph(`理由：${event.reason}`)]),
      ...(missing.length === 0
        ? []
        : [
            paragraph(
              `需要补充的材料共${missing.length}项：${missing.map((each, i) => `${i + 1}.${each.zh}`).join('；')}。`,
            ),
          ]),
      ...(event.act === 'open' ? [] : ruleTable(definition, event.results)),
      ...figures.map((each) => paragraph(`${each.title.zh}：${figureWords(each)}（${each.filled}）。`)),
      ...dueWords(facts).map((text) => paragraph(text)),
      ...(event.outcome === 'refused' && definition.remedy ? [paragraph(definition.remedy.zh)] : []),
      paragraph(`本件适用“${definition.title.zh}”事项定义第${facts.version}版。`),
    ],
    signature: { issuer: issuer === '' ? facts.place : issuer, date: event.on },
    verification: { content: facts.link, caption: '扫码查看办理进度；凭编号和查询码也可在窗口、电话查询。' },
  }
}
