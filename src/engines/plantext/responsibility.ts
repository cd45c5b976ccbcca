import { type DateContext, deadlineOf } from './dates.ts'

/** Who does a piece of work, as one passage says it. */
export type Duty = {
  lead: string[]
  support: string[]
  supervise: string[]
  implement: string[]
  leaders: string[]
  joint: boolean
  listOpen: boolean
  deadline: { iso: string; quote: string } | null
  /** 以下任务需市州人民政府落实，不再一一列出: who carries out the tasks that follow. */
  onwards: string[]
}

export const ORG =
  /(?:[厅局委办部会院行社府联处署所室队站团校库馆]|中心|公司|政府|单位|集团|银行|街道|乡镇|镇|乡|部门|机构|支行|分行|学校|医院|小组|管委会|协会|企业|[市县区州省盟旗]|专班|社区|村|团委|办事处|公安|电网|移动|电信|联通|邮政|法院|检察院)$/
const ENDING =
  /(?:等?(?:有关|相关)?(?:部门|单位)?(?:和单位|单位)?(?:按照?(?:各自)?(?:职责|职能)?(?:分工)?(?:分别)?(?:负责|落实|推进|配合)?|依(?:据|照)?职责(?:分工)?(?:负责)?|分工负责|分别负责|共同负责|具体(?:负责|落实|实施)|组织实施|负责(?:落实|实施|组织)?|牵头(?:负责|落实|实施)?|配合|参与|参加|协同|协助|落实|实施|推进|具体落实)[。；，]?)+$/
/** 各有关部门和单位 is a party of its own, not the end of a list. */
const EVERYBODY = /^[\s：、，；由]*(各(?:有关|相关|级)?(?:部门|单位|地区)(?:和单位|、各单位)?)/
const withoutEnding = (text: string): string => {
  const all = EVERYBODY.exec(text)
  return all !== null && text.slice(all[0].length).replace(ENDING, '') === ''
    ? (all[1] as string)
    : text.replace(ENDING, '')
}
const ROLE: [
  keyof Pick<Duty, 'lead' | 'support' | 'supervise' | 'implement' | 'leaders'> | 'deadline' | 'skip',
  RegExp,
][] = [
  ['deadline', /(?:完成|实施|推进|办结|整改|时间|工作)?(?:时限|期限|时间|节点|进度)(?:要求|安排|节点)?$|完成日期$/],
  ['skip', /^(?:数据|统计|考核|评价|验收|报送)/],
  ['leaders', /领导$|责任人$|联系人$/],
  ['supervise', /监督|督导|指导(?:单位|部门)/],
  ['support', /配合|协同|协办|参与|参加|协作|协助|联动|支持单位/],
  ['implement', /实施(?:单位|主体)|落实(?:单位|主体)|执行/],
  ['lead', /牵头|责任|主责|负责|承办|主办|单位|部门/],
  ['skip', /./],
]

export const empty = (): Duty => ({
  lead: [],
  support: [],
  supervise: [],
  implement: [],
  leaders: [],
  joint: false,
  listOpen: false,
  deadline: null,
  onwards: [],
})

/** 列第一位者为牵头单位，下同: the first of every list that follows leads. */
export const FIRST_LEADS =
  /[（，。；]?(?:注：)?(?:名单|责任单位|列)?(?:中|里)?(?:列|排|排名|排列)?(?:在)?(?:第一位?|首位|第一个)(?:的|者)?(?:单位|部门)?(?:的)?(?:即|均)?(?:是|为)[^，。；（）]{0,6}牵头[^，。；（）]{0,14}(?:，下同)?[）]?/

/** Splits 省民政厅、省财政厅，各市（含定州）人民政府 into its units; 含…/下同 notes go. */
export function unitsOf(text: string): string[] {
  const out: string[] = []
  let depth = 0
  let at = 0
  const push = (end: number) => {
    const unit = tidy(text.slice(at, end))
    if (unit !== '') out.push(unit)
  }
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === '（') depth++
    else if (c === '）') depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    const joined = c === '和' || c === '及' || c === '与'
    if (!'、，；,;\n '.includes(c) && !joined) continue
    if (joined && /^(?:单位|机构|部门)/.test(text.slice(i + 1))) continue
    if (joined && !ORG.test(text.slice(at, i).replace(/（[^（）]*）$/, ''))) continue
    if (
      joined &&
      /^[^、，；]{0,6}(?:建设|规划|信息化|旅游|社会保障|体育|科技|新闻|改革|城乡|医疗|药品|退役|草原|执法|应急)/.test(
        text.slice(i + 1),
      ) &&
      !ORG.test(text.slice(at, i).slice(-2))
    )
      continue
    push(i)
    at = i + 1
  }
  push(text.length)
  return [...new Set(joinPlaces(out))]
}

/** 各市、县（区）人民政府 is one party: its mark separates words, not offices. */
function joinPlaces(units: string[]): string[] {
  const out: string[] = []
  for (const unit of units) {
    const last = out[out.length - 1]
    if (
      last !== undefined &&
      /^各(?:[省市县区州盟]|市州|设区市|乡镇|乡|镇)$/.test(last) &&
      /^(?:[县区市州旗镇]|自治州|街道)[^、]{0,10}(?:政府|管委会|办事处)$/.test(unit)
    ) {
      out[out.length - 1] = `${last}、${unit}`
    } else out.push(unit)
  }
  return out
}

function tidy(unit: string): string {
  const all = EVERYBODY.exec(unit)
  if (all) return all[1] as string
  let out = unit
    .replace(/（(?:含|包括|包含|下同|以下|列第一|按职责|不含|列在|列首|排在|排名|排第)[^（）]*）?/g, '')
    .replace(/^[\s：、，。；由（]+|[\s。；，、]+$/g, '')
  if (/^（/.test(out) === false) out = out.replace(/^(?:以及|及|和|与|由|请|其中)(?=[省市县区州各])/, '')
  out = out.replace(/^(?:牵头|责任|配合|主责|参与)(?:单位|部门)：?/, '')
  out = out.replace(/等(?:有关|相关)?(?:部门|单位|部门单位|部门和单位)?$/, '').replace(ENDING, '')
  if ((out.match(/（/g) ?? []).length !== (out.match(/）/g) ?? []).length) out = out.replace(/^（|）$/g, '')
  return out.length > 40 || /^(?:按|依|分工|负责|下同)/.test(out) ? '' : out
}

const LABEL =
  /(?:^|[；;。，、\s（])((?:监督指导|牵头|责任|配合|协同|协办|协作|主责|主办|承办|参与|参加|参加配合|督导|监督|指导|实施|落实|执行|完成|推进|办结|市级|县级|区级|省级|整改|时间|工作)[\u4e00-\u9fa5、及和与]{0,8}?|数据(?:提供|来源)单位|(?:统计|考核|评价|验收|报送)单位|部门|单位|时限|负责单位|负责部门|分管领导|责任人)：/g

/** Reads the inside of a bracket, or a line, that names who is responsible; `null` where it names nobody. */
export function dutyOf(printed: string, dates: DateContext): Duty | null {
  const text = printed.replace(/^[—-]+/, '').replace(FIRST_LEADS, '')
  const body = /^[（［]/.test(text)
    ? text.replace(/^[（［]|[）］]。?$/g, '')
    : text
        .replace(/。$/, '')
        // 牵头部门：区商务委　　配合部门：… on one line, whose blanks are gone.
        .replace(
          /(?<=[局委厅办部会院行社府处道区县市镇乡）])(?=(?:牵头|责任|配合|协同|协办|参与|主责|完成)(?:单位|部门|处室|领导|时限|时间)：)/g,
          '；',
        )
  const labels = [...body.matchAll(LABEL)]
  if (labels.length > 0) return labelled(body, labels, dates)
  return sentence(body, dates)
}

function labelled(body: string, labels: RegExpExecArray[], dates: DateContext): Duty | null {
  const duty = empty()
  const hasChief = labels.some((m) => /牵头(?!领导|人)|主责|主办/.test(m[1] as string))
  labels.forEach((m, k) => {
    const start = m.index + m[0].length
    const value = body.slice(start, labels[k + 1]?.index ?? body.length)
    const label = m[1] as string
    let role = (ROLE.find(([, p]) => p.test(label)) as (typeof ROLE)[number])[0]
    if (role === 'skip') return
    if (role === 'deadline') {
      duty.deadline ??= deadlineOf(value.replace(/[。；，\s]+$/, ''), dates)
      return
    }
    if (role === 'lead' && hasChief && !/牵头|主责|主办/.test(label)) role = 'support'
    if (/等(?:有关|相关)?(?:部门|单位)?[。；]?$/.test(value)) duty.listOpen = true
    if (role === 'lead' && /按.{0,6}职责|分工负责/.test(value)) duty.joint = true
    if (role === 'lead' && !hasChief && /牵头|(?:配合|参与|协助)[。；]?$/.test(value)) {
      const inner = sentence(value, dates)
      if (inner) {
        duty.lead.push(...inner.lead)
        duty.support.push(...inner.support)
        return
      }
    }
    duty[role].push(...unitsOf(value))
  })
  if (
    /(?:列|排)(?:名|在)?(?:第一|首)位?的?(?:单位|部门)?(?:为|是)?牵头/.test(body) &&
    !hasChief &&
    duty.lead.length > 1
  ) {
    duty.support.unshift(...duty.lead.splice(1))
  }
  return duty.lead.length + duty.support.length + duty.supervise.length + duty.implement.length + duty.leaders.length >
    0 || duty.deadline
    ? duty
    : null
}

/** （A牵头，B、C配合，各市州具体落实）: roles told by the verbs. */
export function sentence(body: string, dates: DateContext): Duty | null {
  if (!/负责|牵头|落实|配合|分工|组织实施|参与/.test(body) || body.length > 400) return null
  const duty = empty()
  const onward =
    /以下(?:各项|各|所有)?(?:任务|工作|措施|事项|条款)*(?:均|都)?(?:需|由)*(.{2,40}?)(?:具体|分别|负责)*(?:落实|负责|实施)，?(?:以下)?不再(?:一一)?(?:列出|赘述|列明)/.exec(
      body,
    )
  if (onward) duty.onwards = unitsOf(onward[1] as string)
  const text = onward ? body.slice(0, onward.index) : body
  if (/等(?:有关|相关)?(?:部门|单位)/.test(text)) duty.listOpen = true
  const clauses = splitClauses(text)
  const chief = clauses.some((c) => /牵头/.test(c))
  const joint = clauses.some((c) => /按.{0,6}职责|分工负责/.test(c))
  for (const clause of clauses) {
    if (!/[\u4e00-\u9fa5]{2}/.test(clause)) continue
    if (/^[^、]{0,20}(?:\d|年底|月底)[^、]{0,10}(?:完成|前)$/.test(clause)) {
      duty.deadline ??= deadlineOf(clause.replace(/完成$/, ''), dates)
      continue
    }
    if (/(?:指导|监督|督导)$/.test(clause)) {
      duty.supervise.push(...unitsOf(clause.replace(/(?:负责)?(?:监督)?(?:指导|监督|督导)$/, '')))
      continue
    }
    if (/^会同/.test(clause)) {
      duty.support.push(...unitsOf(clause.replace(/^会同/, '').replace(ENDING, '')))
      continue
    }
    const names = unitsOf(withoutEnding(clause.replace(/^由/, '')))
    if (
      (chief || clauses.length > 1) &&
      /落实$|实施$/.test(clause) &&
      names.length > 0 &&
      names.every((n) => /^(?:各|市州|县区|县级|市县|乡镇|街道)/.test(n))
    )
      duty.implement.push(...names)
    else if (/具体落实|组织实施|(?<!负责)落实$|具体实施/.test(clause) && !/牵头|按.{0,6}职责/.test(clause))
      duty.implement.push(...names)
    else if (/牵头/.test(clause)) duty.lead.push(...names)
    else if (/配合|参与|参加|协助|协同/.test(clause)) duty.support.push(...names)
    else if (chief) duty.support.push(...names)
    else duty.lead.push(...names)
  }
  duty.joint = joint && !chief
  return duty.lead.length + duty.support.length + duty.implement.length > 0 ? duty : null
}

/** Cuts at marks where a verb of responsibility closes a group: A、B牵头，C配合，D负责. */
function splitClauses(text: string): string[] {
  const out: string[] = []
  let held = ''
  for (const part of text.split(/[，；。]/)) {
    // A、B，C配合: only what stands behind the last mark helps.
    if (held !== '' && /(?:配合|参与|参加|协助|协同)[）]?$/.test(part)) {
      out.push(held)
      held = ''
    }
    held += (held === '' ? '' : '，') + part
    if (/(?:牵头|负责|配合|落实|实施|参与|参加|协助|协同|推进)[）]?$/.test(part)) {
      out.push(held)
      held = ''
    }
  }
  if (held.trim() !== '') out.push(held)
  return out
}
