import { addDays, formatDate } from '../../../kernel/dates.ts'
import { parsePeriod } from '../../../kernel/periods.ts'
import type { PaperBlock, PaperDocument } from '../../../platform/documents/index.ts'
import type { RestatementView, RoundContent } from '../rounds/model.ts'
import { periodName } from '../rounds/words.ts'
import { corrections, scores } from './results.ts'
import {
  actualValue,
  counted,
  decimalsOf,
  difference,
  dueWords,
  heading,
  paragraph,
  percent,
  STATE_WORDS,
  targetValue,
  worstFirst,
} from './words.ts'

/** What a bulletin is written from. */
export type BulletinFacts = {
  place: string
  /** Issuing body, with the place: 砚山县发展改革局. */
  issuer: string
  number: string | null
  /** Day it is signed. */
  date: string
  unit: RoundContent | null
  region: RoundContent | null
  hashes: string[]
  restatements: RestatementView[]
  /** Address of the public page. */
  link: string
}

function overall({ summary, targets, asOf, tasks }: RoundContent): PaperBlock[] {
  const { states: s, tasks: t } = summary
  const n = (state: string) => s[state] ?? 0
  const ahead = n('met') + n('on-track')
  const judged = summary.targets - n('unknown') - n('not-due')
  const plan = new Set(targets.map((target) => target.planTitle)).size
  const good = counted([
    ['已达到', n('met')],
    ['按期推进', n('on-track')],
    ['未到考核节点', n('not-due')],
  ])
  const bad = counted([
    ['进度滞后', n('behind')],
    ['未达到', n('missed')],
    ['数据不足', n('unknown')],
  ])
  const unknown =
    n('unknown') === 0
      ? ''
      : `数据不足的占全部目标的${percent(n('unknown'), summary.targets)}，不按零计算，也不计入达标。`
  const first = `截至${formatDate(asOf)}，${plan === 1 ? '方案' : `${plan}个方案`}确定的量化目标共${summary.targets}项，其中${[good, bad].filter((words) => words !== '').join('，')}。在可以评判的${judged}项中，达到和按期推进的占${percent(ahead, judged)}。${unknown}`
  const provisional = tasks.some((task) => task.provisional) ? '（跨尚未公布放假安排的年份，工作日数为暂计）' : ''
  const rest = t.total - t.done - t.claimed
  const work = counted([
    ['已办结', t.done],
    ['报完成待审核', t.claimed],
    ['正在办理或尚未启动', rest],
  ])
  const late = t.overdue === 0 ? '没有超过期限未办结的任务' : `超过期限未办结${t.overdue}项${provisional}`
  const reports =
    t.reported === 0
      ? '尚无单位报送进展'
      : `${t.reported}项报送过进展${t.returned > 0 ? `，本期退回重报${t.returned}次` : ''}`
  const second = `重点任务共${t.total}项，${work}；${late}；${reports}。`
  return [heading('总体情况'), paragraph(first), paragraph(second)]
}

function targetsPart(content: RoundContent): PaperBlock[] {
  const digits = decimalsOf(content.figures)
  const inState = (...states: string[]) => worstFirst(content.targets).filter((t) => states.includes(t.standing.state))
  const met = inState('met')
  const late = inState('missed', 'behind')
  const unknown = inState('unknown')
  const blocks: PaperBlock[] = [heading('目标完成情况')]
  if (met.length > 0) {
    blocks.push(heading('已达到的目标', 2))
    const named = met.slice(0, 5).map((t) => `${t.name.zh}${actualValue(t, digits(t))}（目标${targetValue(t)}）`)
    blocks.push(paragraph(`${met.length}项目标已经达到。其中，${named.join('，')}${met.length > 5 ? '等' : ''}。`))
  }
  blocks.push(heading('滞后和未达到的目标', 2))
  if (late.length === 0) blocks.push(paragraph('本期没有滞后和未达到的目标。'))
  late.forEach((t, i) => {
    const due = dueWords(t)
    const gap =
      t.standing.gap !== null && t.standing.gap > 0
        ? `，差${difference(t.standing.gap, t.indicatorUnit ?? t.unit, digits(t))}`
        : ''
    const units = t.units.length > 0 ? `责任单位：${t.units.join('、')}。` : ''
    blocks.push(
      paragraph(
        `${i + 1}.${t.name.zh}。实际${actualValue(t, digits(t))}，${due === '' ? `目标${targetValue(t)}` : due}${gap}，${STATE_WORDS[t.standing.state]}。${units}`,
      ),
    )
  })
  if (unknown.length > 0) {
    blocks.push(heading('数据不足的目标', 2))
    const names = unknown.map((t) => `“${t.name.zh}”`).join('')
    blocks.push(paragraph(`${names}${unknown.length}项目标没有足够的登记或签报数据，本期不作评判，责任单位应当补报。`))
  }
  blocks.push(...targetTables(content))
  return blocks
}

/** One table for each plan, the targets that need attention first. */
function targetTables({ targets, figures }: RoundContent): PaperBlock[] {
  const digits = decimalsOf(figures)
  const plans = [...Map.groupBy(targets, (t) => t.planTitle)]
  return plans.map(([title, list], at): PaperBlock => {
    const which = plans.length === 1 ? '' : `（${at + 1}）　${title}`
    return {
      kind: 'table',
      caption: `表1${which}${which === '' ? '　目标完成情况' : ''}`,
      columns: [
        { title: '序号', width: 9, align: 'center' },
        { title: '指标', width: 34 },
        { title: '目标值', width: 17, align: 'right' },
        { title: '实际值', width: 17, align: 'right' },
        { title: '截至', width: 13, align: 'center' },
        { title: '状态', width: 14, align: 'center' },
      ],
      rows: worstFirst(list).map((t, i) => [
        `${i + 1}`,
        t.name.zh,
        targetValue(t),
        actualValue(t, digits(t)),
        t.standing.actualAsOf?.slice(0, 7).replace('-', '.') ?? '—',
        STATE_WORDS[t.standing.state] ?? t.standing.state,
      ]),
      ...(at === plans.length - 1 ? { note: '注：“未知”表示没有足够的数据，不等于零。' } : {}),
    }
  })
}

function tasksPart({ tasks }: RoundContent): PaperBlock[] {
  const late = tasks.filter((task) => task.overdueWorkdays > 0).sort((a, b) => b.overdueWorkdays - a.overdueWorkdays)
  const blocks: PaperBlock[] = [heading('任务办理情况')]
  if (late.length === 0) return [...blocks, paragraph('没有超过期限未办结的任务。')]
  const leads = new Set(late.flatMap((t) => t.units.filter((u) => u.role === 'lead').map((u) => u.name)))
  blocks.push(
    paragraph(
      `超过期限未办结的任务${late.length}项，涉及${leads.size}个牵头单位，最长超期${late[0]!.overdueWorkdays}个工作日，详见表2。`,
    ),
    {
      kind: 'table',
      caption: '表2　超过期限未办结的任务',
      columns: [
        { title: '任务', width: 40 },
        { title: '牵头单位', width: 32 },
        { title: '期限', width: 16, align: 'center' },
        { title: '超期工作日', width: 12, align: 'right' },
      ],
      rows: late.slice(0, 40).map((t) => [
        `${t.number} ${t.title}`.trim(),
        t.units
          .filter((u) => u.role === 'lead')
          .map((u) => u.name)
          .join('、') || '未明确',
        t.due ?? '—',
        `${t.overdueWorkdays}${t.provisional ? '（暂计）' : ''}`,
      ]),
      ...(late.length > 40 ? { note: `注：另有${late.length - 40}项，见公开数据包。` } : {}),
    },
  )
  return blocks
}

function demands(facts: BulletinFacts, main: RoundContent): PaperBlock[] {
  const late = main.targets.filter((t) => ['behind', 'missed'].includes(t.standing.state))
  const unknown = main.targets.filter((t) => t.standing.state === 'unknown')
  const overdue = main.tasks.filter((t) => t.overdueWorkdays > 0)
  const until = formatDate(addDays(facts.date, 30))
  const items = [
    late.length > 0
      ? `抓好滞后目标。对${late.length}项滞后和未达到的目标，责任单位要逐项分析原因，于${until}前提出分月推进的措施和完成时间，报本局。`
      : null,
    overdue.length > 0
      ? `办结超期任务。对${overdue.length}项超期任务，牵头单位要明确办结日期和承办人；因客观条件确实不能办结的，书面说明理由。`
      : null,
    unknown.length > 0
      ? `补齐缺少的数据。对${unknown.length}项数据不足的目标，责任单位要按统计口径补录台账或签报数据，不得估报、代报。`
      : null,
    '如实报送进展。进展报告要附佐证材料，数据以登记台账为准；对本通报数据有异议的，自印发之日起十个工作日内书面提出。',
  ].filter((text) => text !== null)
  return [heading('有关要求'), ...items.map((text, i) => paragraph(`${i + 1}.${text}`))]
}

/**
 * Writes the bulletin (通报) of a period from its frozen rounds: every figure in it comes from what was frozen. Pure.
 * One of the rounds may be missing, not both.
 */
export function bulletinPaper(facts: BulletinFacts): PaperDocument {
  const main = (facts.unit ?? facts.region)!
  const period = periodName(parsePeriod(main.period))
  const plans = [...new Set(main.targets.map((t) => t.planTitle))]
  const basis =
    plans.length === 0
      ? ''
      : `根据${plans.map((title) => (title.startsWith('《') ? title : `《${title}》`)).join('、')}和年度绩效考核要求，`
  return {
    style: 'official',
    language: 'zh',
    issuer: `${facts.issuer}文件`,
    ...(facts.number === null ? {} : { number: facts.number }),
    title: `${facts.issuer}关于${period}生活性服务业目标任务完成情况的通报`,
    addressees: '各乡（镇）人民政府，县直各有关部门',
    blocks: [
      paragraph(`${basis}我局对${period}目标任务完成情况作了汇总和评价。现将有关情况通报如下。`),
      ...overall(main),
      ...targetsPart(main),
      ...tasksPart(main),
      ...scores(facts),
      ...corrections(facts.restatements),
      ...demands(facts, main),
    ],
    signature: { issuer: facts.issuer, date: facts.date },
    notes: ['（此件公开发布）'],
    verification: {
      content: facts.link,
      caption: `扫码查看公开结果并下载数据包，可以重算本通报的每个数。核验码：${facts.hashes.map((hash) => hash.slice(0, 16)).join('，')}`,
    },
    imprint: {
      copies: '县委办公室，县人大常委会办公室，县人民政府办公室，县政协办公室。',
      office: facts.issuer,
      date: facts.date,
    },
  }
}
