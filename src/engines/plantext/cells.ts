import { cut, type Strand } from './source.ts'

/** What a table's column holds, told from its heading. */
export type ColumnKind =
  | 'number'
  | 'category'
  | 'indicator'
  | 'unit'
  | 'value'
  | 'cumulative'
  | 'nature'
  | 'task'
  | 'lead'
  | 'support'
  | 'supervise'
  | 'implement'
  | 'leader'
  | 'deadline'
  | 'note'
  | 'other'

export type Column = {
  kind: ColumnKind
  head: string
  year: number | null
  base: boolean
  /** The unit printed in brackets behind the heading: 新增托位（个）. */
  unit: string
  /** The rows name places or things, and the heading itself says what is counted. */
  named: boolean
}

const ASCII = /[0-9A-Za-z]/
const SPACE = /\s/

/** White space out, but for a blank between two Latin words or numbers on one line. */
export function squeeze(strand: Strand): Strand {
  const text = strand.text
  if (!SPACE.test(text)) return strand
  const chars: string[] = []
  const from: number[] = []
  const to: number[] = []
  let gap = -1
  let broken = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (SPACE.test(c)) {
      if (gap < 0) gap = i
      if (c === '\n') broken = true
      continue
    }
    if (gap >= 0 && !broken && chars.length > 0 && ASCII.test(chars[chars.length - 1] as string) && ASCII.test(c)) {
      chars.push(' ')
      from.push(strand.from[gap] as number)
      to.push(strand.to[gap] as number)
    }
    gap = -1
    broken = false
    chars.push(c)
    from.push(strand.from[i] as number)
    to.push(strand.to[i] as number)
  }
  return { text: chars.join(''), from, to }
}

/** Splits a line into cells, keeping offsets; empty cells are kept. */
export function splitCells(line: Strand, separator: RegExp): Strand[] {
  const out: Strand[] = []
  let at = 0
  for (const found of line.text.matchAll(separator)) {
    out.push(squeeze(cut(line, at, found.index)))
    at = found.index + found[0].length
  }
  out.push(squeeze(cut(line, at, line.text.length)))
  return out
}

const KINDS: [ColumnKind, RegExp][] = [
  ['number', /^(?:序号|序列|编号|序|No\.?|项次|序次)$/],
  ['nature', /^(?:指标)?(?:属性|性质|类型)$|约束性\/预期性/],
  ['unit', /^(?:计量|指标)?单位(?:（.{1,6}）)?$/],
  ['cumulative', /累计|年均(?:增长|增速)|五年(?:合计|总)/],
  ['supervise', /监督|督导|指导(?:单位|部门)/],
  ['leader', /(?:责任|牵头|分管|包联|联系|市级|县级|区级)(?:县|市|区)?领导|责任人|负责人/],
  [
    'support',
    /(?:配合|协同|协办|协作|参与|参加|协助|联动|支持)(?:单位|部门|处室)?$|(?:配合|协同|参与|参加)(?:责任)?(?:单位|部门)/,
  ],
  [
    'lead',
    /(?:牵头|主责|主办|责任|负责|承办|主管|主体)(?:及责任)?(?:单位|部门|主体|处室|科室|股室|分工)?$|牵头|责任(?:单位|部门)|主责|^(?:单位|部门)及分工/,
  ],
  ['implement', /(?:实施|落实|执行|具体)(?:单位|主体|部门)/],
  [
    'deadline',
    /时限|(?:建设|起止|实施|完成)年[限度份]|(?:建设|实施)周期|(?:完成|推进|实施|办结|起止|计划|工作)?(?:时间|期限|节点|进度)(?:安排|要求|节点|计划)?$|完成(?:时间|日期)/,
  ],
  ['note', /备注|说明|依据|计算方法|数据来源|^注$/],
  [
    'value',
    /(?:19|20)\d\d\s*年|目标(?:值|数)?$|基期|现状|规划值|指标值|预期值|期末|完成值|实际值|^(?:20\d\d)$|建设(?:数量|任务)$|数量|任务数|目标数/,
  ],
  ['indicator', /指标/],
  ['task', /任务|措施|内容|事项|项目|举措|工作|要求|成果|任 务|目标/],
  ['category', /类别|类型|领域|分类|板块|维度|^类$|^方面$|^大类$/],
]

/** Which kind of column a heading announces; `null` where it is no heading at all. */
export function columnOf(head: string): Column | null {
  const bare = head.replace(/\s/g, '')
  const text = bare.replace(/（(?:单位：)?[^（）]{1,8}）$/, '') || bare
  const unit = text === bare ? '' : (/（(?:单位：)?([^（）]{1,8})）$/.exec(bare)?.[1] ?? '')
  if (text === '' || text.length > 22) return null
  const year = /((?:19|20)\d\d)/.exec(text)
  const endOfPlan = /[“"]?十([三四五六])五[”"]?(?:时期)?(?:规划)?(?:期?末|目标)/.exec(text)
  const planYear = endOfPlan ? 2020 + 5 * '三四五六'.indexOf(endOfPlan[1] as string) : null
  for (const [kind, pattern] of KINDS) {
    if (!pattern.test(text)) continue
    const base = kind === 'value' && /基期|现状|实际|完成|基数|现值|基准/.test(text) && !/目标/.test(text)
    return { kind, head: text, year: year ? Number(year[1]) : planYear, base, unit, named: false }
  }
  return year && /^\d{4}年?/.test(text)
    ? { kind: 'value', head: text, year: Number(year[1]), base: false, unit, named: false }
    : null
}

/** Reads a row as a heading: at least two known columns, and nearly all of them known. */
export function headingOf(cells: string[]): Column[] | null {
  const filled = cells.filter((c) => c.trim() !== '')
  if (filled.length < 2 || filled.some((c) => c.length > 24)) return null
  const places = placesHeading(cells)
  if (places !== null) return places
  const columns = withPlaces(
    cells,
    cells.map((c) => (c.trim() === '' ? null : columnOf(c))),
  )
  const known = columns.filter((c) => c !== null).length
  if (known < 2 || known < filled.length * 0.66) return null
  const kinds = new Set(columns.map((c) => c?.kind))
  if (!['indicator', 'task', 'category', 'lead', 'value', 'other'].some((k) => kinds.has(k as ColumnKind))) return null
  const out = columns.map(
    (c, i): Column =>
      c ?? { kind: 'other', head: (cells[i] as string).trim(), year: null, base: false, unit: '', named: false },
  )
  return settle(out)
}

/** A place as a heading: 甲街道, 丙镇, 合计. */
export const PLACE_HEAD =
  /^(?:[\u4e00-\u9fa5]{1,6}(?:街道|[镇乡县区市州旗盟]|管委会|办事处)|全[省市县区州旗镇]|合计|总计|小计)(?:（[^（）]{1,6}）)?$/

/** 指标 | 单位 | 甲街道 | 乙街道 | 丙镇: a column for each place. */
function withPlaces(cells: string[], columns: (Column | null)[]): (Column | null)[] {
  if (!columns.some((c) => c?.kind === 'indicator' || c?.kind === 'task') || columns.some((c) => c?.kind === 'lead'))
    return columns
  const places = cells.filter((c, k) => columns[k] === null && PLACE_HEAD.test(c.replace(/\s/g, '')))
  if (places.length < 2) return columns
  return columns.map((c, k) => {
    const head = (cells[k] as string).replace(/\s/g, '')
    return c === null && PLACE_HEAD.test(head)
      ? { kind: 'value', head, year: null, base: false, unit: '', named: true }
      : c
  })
}

/** A second pass: 责任单位 beside 牵头单位 supports; a second text column is the detail of the first. */
function settle(columns: Column[]): Column[] {
  const leads = columns.filter((c) => c.kind === 'lead')
  const chief = leads.find((c) => /牵头|主责|主办/.test(c.head))
  if (leads.length > 1 && chief) for (const c of leads) if (c !== chief) c.kind = 'support'
  const tasks = columns.filter((c) => c.kind === 'task')
  if (tasks.length > 1) {
    const detail =
      tasks.find((c) => /内容|措施|举措|具体|任务落实|要求/.test(c.head)) ?? (tasks[tasks.length - 1] as Column)
    for (const c of tasks) if (c !== detail) c.kind = /目标|成果/.test(c.head) ? 'other' : 'category'
  }
  const indicators = columns.filter((c) => c.kind === 'indicator')
  if (indicators.length > 1) {
    const name =
      indicators.find((c) => /名称|内容|具体|三级|二级/.test(c.head)) ?? (indicators[indicators.length - 1] as Column)
    for (const c of indicators) if (c !== name) c.kind = 'category'
  }
  if (indicators.length > 0 && tasks.length > 0 && leads.length > 0 && !columns.some((c) => c.kind === 'value')) {
    for (const c of indicators) c.kind = 'other'
  }
  if (indicators.length === 0 && tasks.length === 1 && columns.some((c) => c.kind === 'value') && !leads.length) {
    ;(tasks[0] as Column).kind = 'indicator'
  }
  placeColumns(columns)
  return columns
}

/** 地区 | 护理型床位占比（%） | 助餐点（个）: every column but the first is an indicator with its unit. */
function placesHeading(cells: string[]): Column[] | null {
  const heads = cells.map((c) => c.replace(/\s/g, ''))
  while (heads[heads.length - 1] === '') heads.pop()
  if (heads.length < 3 || !PLACE.test(heads[0] as string)) return null
  if (!heads.slice(1).every((h) => /[^（）]{3,}（(?:单位：)?[^（）]{1,8}）$/.test(h) && !/单位|部门|时限/.test(h)))
    return null
  return heads.map((h, k) => {
    const column = columnOf(h)
    const unit = /（(?:单位：)?([^（）]{1,8})）$/.exec(h)?.[1] ?? ''
    const head = k === 0 ? h : h.replace(/（[^（）]*）$/, '')
    return {
      kind: k === 0 ? 'indicator' : 'value',
      head,
      year: column?.year ?? null,
      base: column?.base ?? false,
      unit,
      named: k > 0,
    }
  })
}

/** A table of places by counts (县区 | 2024年新增托位数（个） | …): the headings name what is counted. */
function placeColumns(columns: Column[]): void {
  const kinds = new Set(columns.map((c) => c.kind))
  if (kinds.has('indicator') || kinds.has('task') || kinds.has('lead')) return
  const first = columns.findIndex((c) => PLACE.test(c.head))
  const values = columns.filter((c) => c.kind === 'value')
  if (first < 0 || !values.some((c) => valueName(c.head) !== '')) return
  ;(columns[first] as Column).kind = 'indicator'
  for (const c of values) c.named = true
}
const PLACE =
  /^(?:县|市|区|州|旗|乡|镇|街道|地区|辖区|单位|名称|社区|村)[县市区州旗乡镇街道、（）/]*(?:名称)?$|^(?:地区|区域|行政区划?|责任主体)$/

/** What a value column counts, beyond its year: 2024年新增托位数 → 新增托位数. */
export const valueName = (head: string): string =>
  head
    .replace(/(?:19|20)\d\d\s*年?(?:度|底|末|前)?/g, '')
    .replace(/(?:建设)?(?:目标|任务|计划|规划)?(?:值|数)?$/, (m) => (/^(?:目标|任务|计划|规划)/.test(m) ? '' : m))
    .replace(/^(?:目标|计划|任务|现状|基数)+$/, '')
