import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { type PaperDocument, writeDocx, writePdf } from '../../../platform/documents/index.ts'
import { Download } from '../../../platform/http/index.ts'
import type { BuildingView, LineResult } from './model.ts'
import { buildingView } from './views.ts'

type Language = keyof Bilingual

const LINE_STATE: Record<LineResult['state'], Bilingual> = {
  pass: { zh: '达标', en: 'pass' },
  fail: { zh: '不达标', en: 'fail' },
  unknown: { zh: '未知', en: 'unknown' },
}
const GATE_STATE: Record<BuildingView['chain'][number]['state'], Bilingual> = {
  passed: { zh: '通过', en: 'passed' },
  returned: { zh: '退回', en: 'returned' },
  blocked: { zh: '受阻', en: 'blocked' },
  current: { zh: '待办', en: 'its turn' },
  later: { zh: '未到', en: 'later' },
}

/** The gate record (四同步核查表) of a project: chain, standard lines, defects, for the file and for signing. */
export function recordPaper(view: BuildingView, language: Language): PaperDocument {
  const zh = language === 'zh'
  const say = (words: Bilingual) => words[language]
  const number = (value: number | null) => (value === null ? (zh ? '未知' : 'unknown') : String(value))
  const blocks: PaperDocument['blocks'] = [
    {
      kind: 'paragraph',
      indent: false,
      text: zh
        ? `项目 ${view.code}，建设单位${view.developer}，位于${view.regionName}，规划 ${view.households} 户、${view.persons} 人。`
        : `Project ${view.code} by ${view.developer} in ${view.regionName}: ${view.households} households, ${view.persons} persons planned.`,
    },
    {
      kind: 'table',
      caption: zh ? '各环节办理情况' : 'Gates',
      columns: (zh ? ['环节', '状态', '日期', '办理单位', '说明'] : ['Gate', 'State', 'Day', 'Unit', 'Remark']).map(
        (title, i) => ({ title, width: [2, 1.2, 1.8, 3, 5][i]! }),
      ),
      rows: view.chain.map((gate) => [
        say(gate.title),
        say(GATE_STATE[gate.state]),
        gate.on ?? '',
        gate.who ?? '',
        gate.reason === null ? '' : say(gate.reason),
      ]),
    },
    {
      kind: 'table',
      caption: zh
        ? `标准核对（按 ${view.rulesOf ?? '当日'} 有效的标准）`
        : `Standard lines (in force on ${view.rulesOf ?? 'this day'})`,
      columns: (zh
        ? ['标准', '应有（㎡）', '现有（㎡）', '差（㎡）', '结论', '依据']
        : ['Line', 'Required (m²)', 'Given (m²)', 'Missing (m²)', 'Result', 'Clause']
      ).map((title, i) => ({ title, width: [3.5, 1.6, 1.6, 1.4, 1.2, 4][i]! })),
      rows: view.lines.map((line) => [
        say(line.title) + (line.branch === null ? '' : zh ? `（${line.branch.zh}）` : ` (${line.branch.en})`),
        number(line.required),
        number(line.measured),
        number(line.missing),
        say(LINE_STATE[line.state]),
        line.clause,
      ]),
    },
  ]
  if (view.defects.length > 0)
    blocks.push({
      kind: 'table',
      caption: zh ? '发现的问题' : 'Defects',
      columns: (zh
        ? ['问题', '差（㎡）', '发现', '整改', '依据']
        : ['Defect', 'Missing (m²)', 'Found', 'Made good', 'Clause']
      ).map((title, i) => ({ title, width: [3, 1.3, 1.7, 1.7, 4][i]! })),
      rows: view.defects.map((defect) => [
        `${say(defect.title)}：${defect.what}`,
        defect.missingArea === null ? '' : String(defect.missingArea),
        defect.foundOn,
        defect.rectified?.on ?? (zh ? '未整改' : 'open'),
        defect.clause,
      ]),
    })
  if (view.handoverDue !== null)
    blocks.push({
      kind: 'paragraph',
      indent: false,
      text: zh
        ? `移交期限 ${view.handoverDue}（${view.handoverTerm?.source ?? ''}）；${view.handedOverOn === null ? '尚未移交' : `已于 ${view.handedOverOn} 移交`}。`
        : `To be handed over by ${view.handoverDue} (${view.handoverTerm?.source ?? ''}); ${view.handedOverOn === null ? 'not yet handed over' : `handed over on ${view.handedOverOn}`}.`,
    })
  return {
    style: 'plain',
    language,
    orientation: 'landscape',
    title: zh ? `${view.name}养老服务设施“四同步”核查表` : `Gate record of ${view.name}`,
    blocks,
  }
}

/** The gate record as a file. */
export async function gateRecord(tx: Tx, id: string, format: 'docx' | 'pdf', language: Language): Promise<Download> {
  const paper = recordPaper(await buildingView(tx, id), language)
  const name = `${paper.title}.${format}`
  if (format === 'pdf') return new Download(name, 'application/pdf', await writePdf(paper), true)
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return new Download(name, type, await writeDocx(paper))
}
