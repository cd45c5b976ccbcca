import { addDays, addMonths, compareDates, type IsoDate, isDate } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { addWorkdays, type DateAnswer, nextWorkday } from '../../../kernel/workdays.ts'
import { DEFECT_TITLES, type DefectKind, GATE_RULES, GATES, type Gate } from './gates.ts'
import type { HandoverState, HandoverTerm, LineResult, Stance } from './model.ts'

/** What is known of a project when a gate is decided. */
export type Standing = {
  /** The gates passed, in their order, with their days. */
  passed: readonly { gate: Gate; on: IsoDate }[]
  /** The newest opinion of the civil-affairs department. */
  opinion: { stance: Stance; on: IsoDate } | null
  openDefects: readonly OpenDefect[]
  /** Kinds of papers that are attached. */
  papers: ReadonlySet<string>
}

export type OpenDefect = { id: string; kind: DefectKind; what: string; missingArea: number | null; clause: string }

export type GateInput = {
  gate: Gate
  outcome: 'pass' | 'return'
  on: IsoDate
  lines: readonly LineResult[]
}

/** The gate whose turn it is; null when all are passed. */
export function nextGate(passed: readonly { gate: Gate }[]): Gate | null {
  return GATES[passed.length] ?? null
}

/**
 * Why a gate cannot be decided like this on a day; null when it can. Gates follow each other, each needs its papers, the design needs
 * the civil-affairs opinion, measured lines must hold, and no project with an open defect is accepted.
 */
export function whyNotDecide(state: Standing, input: GateInput, day: IsoDate): Refusal | null {
  const turn = nextGate(state.passed)
  if (turn === null)
    return refuse(
      'gate.finished',
      { zh: '各环节均已通过', en: 'Every gate has been passed' },
      { kind: 'conflict', at: '/gate' },
    )
  if (input.gate !== turn) return outOfTurn(input.gate, turn)
  const before = state.passed.at(-1)?.on
  if (
    !isDate(input.on) ||
    compareDates(input.on, day) > 0 ||
    (before !== undefined && compareDates(input.on, before) < 0)
  )
    return refuse(
      'gate.date',
      {
        zh: before === undefined ? '日期应在今天或以前' : `日期应在上一环节（${before}）之后、今天或以前`,
        en:
          before === undefined
            ? 'The day is not in the future'
            : `The day is not before the gate before it (${before}) and not in the future`,
      },
      { at: '/on' },
    )
  return input.outcome === 'return' ? null : whyNotPass(state, input)
}

function outOfTurn(asked: Gate, turn: Gate): Refusal {
  const [was, is] = [GATE_RULES[asked].title, GATE_RULES[turn].title]
  return refuse(
    'gate.turn',
    {
      zh: `现在应办“${is.zh}”，不能办“${was.zh}”`,
      en: `It is the turn of “${is.en}”, not of “${was.en}”`,
    },
    {
      kind: 'conflict',
      at: '/gate',
      params: { turn },
      next: { zh: `请先办“${is.zh}”`, en: `Decide “${is.en}” first` },
    },
  )
}

/** Why the gate whose turn it is cannot be passed; null when it can. */
export function whyNotPass(state: Standing, input: Pick<GateInput, 'gate' | 'lines' | 'on'>): Refusal | null {
  const rule = GATE_RULES[input.gate]
  // A stop by law comes first: it is what has to be mended, whatever else is missing.
  if (input.gate === 'acceptance' && state.openDefects.length > 0) return stopped(state.openDefects)
  if (input.gate === 'design') {
    const opinion = whyNotOpinion(state, input.on)
    if (opinion !== null) return opinion
  }
  const missing = rule.papers.filter(({ kind }) => !state.papers.has(kind))
  if (missing.length > 0)
    return refuse(
      'gate.papers',
      {
        zh: `缺少材料：${missing.map(({ title }) => title.zh).join('、')}`,
        en: `Papers are missing: ${missing.map(({ title }) => title.en).join(', ')}`,
      },
      {
        params: { missing: missing.map(({ kind }) => kind) },
        next: { zh: '先上传材料，再作决定', en: 'Attach the papers, then decide' },
      },
    )
  return rule.measured ? whyNotLines(input.lines, rule.settled) : null
}

function whyNotOpinion(state: Standing, on: IsoDate): Refusal | null {
  const { opinion } = state
  const before = opinion !== null && compareDates(opinion.on, on) <= 0 ? opinion : null
  if (before === null)
    return refuse(
      'gate.opinion',
      {
        zh: '设计方案审查应先征求民政部门意见',
        en: 'The design is reviewed after the civil-affairs department has been heard',
      },
      { kind: 'conflict', next: { zh: '请民政部门先登记意见', en: 'Have its opinion entered first' } },
    )
  if (before.stance !== 'disagree') return null
  return refuse(
    'gate.opinion-against',
    { zh: '民政部门不同意现方案', en: 'The civil-affairs department does not agree with the design' },
    {
      kind: 'conflict',
      next: { zh: '修改方案后重新征求意见', en: 'Change the design and ask for its opinion again' },
    },
  )
}

function whyNotLines(lines: readonly LineResult[], settled: boolean): Refusal | null {
  const failing = lines.filter((line) => line.state === 'fail')
  if (failing.length > 0)
    return refuse(
      'gate.lines-fail',
      {
        zh: `未达标准：${failing.map(shortZh).join('；')}`,
        en: `Below the standard: ${failing.map(shortEn).join('; ')}`,
      },
      {
        kind: 'conflict',
        at: '/figures',
        params: { lines: failing.map(({ line, missing, clause }) => ({ line, missing, clause })) },
        next: { zh: '只能退回；补足后再办', en: 'It can only be returned; make up what is missing, then decide again' },
      },
    )
  const unknown = settled ? lines.filter((line) => line.state === 'unknown') : []
  if (unknown.length === 0) return null
  return refuse(
    'gate.lines-unknown',
    {
      zh: `实测数据不全，无法判定：${unknown.map(({ title }) => title.zh).join('、')}`,
      en: `Not measured, so it cannot be said: ${unknown.map(({ title }) => title.en).join(', ')}`,
    },
    {
      at: '/figures',
      params: { lines: unknown.map(({ line, lacking }) => ({ line, lacking })) },
      next: { zh: '补测后填写', en: 'Measure it and enter the figure' },
    },
  )
}

const shortZh = (line: LineResult) =>
  `${line.title.zh}${line.missing === null ? '' : `差 ${line.missing} ${line.unit.zh}`}（${line.clause}）`
const shortEn = (line: LineResult) =>
  `${line.title.en}${line.missing === null ? '' : `, ${line.missing} ${line.unit.en} short`} (${line.clause})`

function stopped(defects: readonly OpenDefect[]): Refusal {
  const words = (language: 'zh' | 'en') =>
    defects.map(({ kind, what, missingArea }) => {
      const area = missingArea === null ? '' : language === 'zh' ? `少 ${missingArea} ㎡` : `${missingArea} m² missing`
      return `${DEFECT_TITLES[kind][language]}${language === 'zh' ? '：' : ': '}${what}${area === '' ? '' : language === 'zh' ? `，${area}` : `, ${area}`}`
    })
  const clauses = [...new Set(defects.map(({ clause }) => clause))]
  return refuse(
    'gate.open-defect',
    {
      zh: `有 ${defects.length} 个问题未整改到位，不得组织竣工验收（${words('zh').join('；')}）。依据：${clauses.join('；')}`,
      en: `No acceptance while ${defects.length === 1 ? 'a defect is' : `${defects.length} defects are`} open (${words('en').join('; ')}). By: ${clauses.join('; ')}`,
    },
    {
      kind: 'conflict',
      at: '/gate',
      params: { defects: defects.map(({ id }) => id), clauses },
      next: { zh: '整改到位并登记复测结果后再验收', en: 'Have it made good and measured again, then accept' },
    },
  )
}

/** What a returned verification leaves behind: a defect for each line that fails, with its missing area. */
export function defectsOf(
  lines: readonly LineResult[],
): { kind: DefectKind; line: string; what: string; missingArea: number | null; clause: string }[] {
  return lines
    .filter((line) => line.state === 'fail')
    .map(({ line, title, measured, missing, unit, clause }) => ({
      kind: measured === 0 ? 'not-built' : 'reduced',
      line,
      what: title.zh,
      missingArea: unit.zh === '㎡' && missing !== null && missing > 0 ? missing : null,
      clause,
    }))
}

/** Why a rectification does not close a defect; null when it does: dated in order, and the missing area made good in full. */
export function whyNotRectified(
  defect: { foundOn: IsoDate; missingArea: number | null },
  input: { on: IsoDate; madeGoodArea: number | null },
  day: IsoDate,
): Refusal | null {
  if (!isDate(input.on) || compareDates(input.on, defect.foundOn) < 0 || compareDates(input.on, day) > 0)
    return refuse(
      'defect.date',
      {
        zh: `整改日期应在发现（${defect.foundOn}）之后、今天或以前`,
        en: `Not before ${defect.foundOn}, not in the future`,
      },
      { at: '/on' },
    )
  if (defect.missingArea === null) return null
  if (input.madeGoodArea === null)
    return refuse(
      'defect.unmeasured',
      {
        zh: `应填写补足的面积（需 ${defect.missingArea} ㎡）`,
        en: `Say how much was made good (${defect.missingArea} m² are missing)`,
      },
      { at: '/madeGoodArea' },
    )
  const left = Math.round((defect.missingArea - input.madeGoodArea) * 100) / 100
  if (left <= 0) return null
  return refuse(
    'defect.still-missing',
    { zh: `还差 ${left} ㎡，不能销号`, en: `${left} m² are still missing` },
    {
      kind: 'conflict',
      at: '/madeGoodArea',
      params: { left },
      next: { zh: '补足并复测后再销号', en: 'Make it up, measure again, then close' },
    },
  )
}

/**
 * The last day of the hand-over (移交期限). Months and days that end on a rest day end on the next working day; working days are
 * counted from the day after acceptance.
 */
export function handoverDue(
  acceptedOn: IsoDate,
  term: Pick<HandoverTerm, 'amount' | 'unit'>,
  holidays: HolidayCalendar,
): DateAnswer {
  if (term.unit === 'workdays') return addWorkdays(holidays, acceptedOn, term.amount)
  const end = term.unit === 'months' ? addMonths(acceptedOn, term.amount) : addDays(acceptedOn, term.amount)
  return nextWorkday(holidays, end)
}

/** How a hand-over stands on a day. */
export function handoverState(
  project: { handoverDue: IsoDate | null; handedOverOn: IsoDate | null; warnDays: number },
  day: IsoDate,
): HandoverState {
  if (project.handedOverOn !== null) return 'done'
  if (project.handoverDue === null) return 'none'
  if (compareDates(day, project.handoverDue) > 0) return 'overdue'
  return compareDates(day, addDays(project.handoverDue, -project.warnDays)) >= 0 ? 'soon' : 'running'
}
