import { type DateContext, deadlineOf } from './dates.ts'
import { type Duty, dutyOf, empty, FIRST_LEADS, ORG, sentence, unitsOf } from './responsibility.ts'

const NAMES_WHO =
  /^(?:责任|牵头|配合|主责|主办|承办|协同|参与|监督|完成时限|实施|落实|省级|市级|县级|区级|负责|部门)[\u4e00-\u9fa5、]{0,8}：|(?:牵头|按.{0,8}(?:职责|分工).{0,6}|负责|分工负责|具体落实|组织实施|配合)(?:[。；])?(?:以下任务.*)?$|(?:牵头|负责|配合)[，；。]/

const OFFICE = /^(?:团[省市县区州]?委|[省市县区州盟旗]|各(?!项)|国家|人行|人民银行|[\u4e00-\u9fa5]{2,4}[省市县区州])/

/** （市民政局、市财政局）: offices alone, at the end of a sentence. */
function bareUnits(original: string, dates: DateContext): Duty | null {
  const dated = /^([^；：]+)；([^；：]{2,14})$/.exec(original)
  if (dated !== null) return datedUnits(dated[1] as string, dated[2] as string, dates)
  const inner = original.replace(FIRST_LEADS, '').replace(/[。，；]$/, '')
  if (inner.length > 200 || /[\d：。]/.test(inner)) return null
  const names = unitsOf(inner)
  if (
    names.length === 0 ||
    !names.every(
      (n) =>
        OFFICE.test(n) &&
        /(?:[厅局委办院部会行]|政府|办公室|中心|管委会|公司|集团|街道|联|总工会|区县|县区|市县|市区|乡镇|镇街)$/.test(
          n,
        ),
    )
  )
    return null
  return { ...empty(), lead: names, joint: true, listOpen: /等$/.test(inner) }
}

/** （县人社局，县教育局、团县委；8月底前）: who leads, who helps, and until when. */
function datedUnits(who: string, when: string, dates: DateContext): Duty | null {
  const deadline = deadlineOf(when, dates)
  if (deadline === null && !/^(?:全年|长期|持续)/.test(when)) return null
  const [first = '', ...rest] = who.split('，')
  const duty = bareUnits(who.replaceAll('，', '、'), dates)
  if (duty === null) return null
  if (rest.length !== 1) return { ...duty, deadline }
  return { ...duty, lead: unitsOf(first), support: unitsOf(rest[0] as string), joint: false, deadline }
}

/** Every bracket of a paragraph that names who is responsible. */
export function dutiesIn(original: string, dates: DateContext): { start: number; end: number; duty: Duty }[] {
  const text = /[［〔【]/.test(original) ? original.replace(/[［〔【]/g, '（').replace(/[］〕】]/g, '）') : original
  const out: { start: number; end: number; duty: Duty }[] = []
  if (!/负责|牵头|责任|配合|落实|单位|时限|[厅局委办部府会院联县区镇乡行心司队前底年期]）/.test(text)) return out
  let open = text.indexOf('（')
  while (open >= 0) {
    const end = closing(text, open)
    const inner = text.slice(open + 1, end)
    const duty =
      inner.length < 3
        ? null
        : NAMES_WHO.test(inner)
          ? dutyOf(inner, dates)
          : /^[。；]?$/.test(text.slice(end + 1, end + 2)) || text.length - end < 3
            ? bareUnits(inner, dates)
            : null
    if (duty !== null) out.push({ start: open, end: Math.min(end + 1, text.length), duty })
    open = text.indexOf('（', duty === null ? open + 1 : end)
  }
  return out
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length && i - open < 600; i++) {
    const c = text.charAt(i)
    if (c === '（') depth++
    else if (c === '）' && --depth === 0) return i
  }
  return Math.min(text.length, open + 600)
}

/** 责任单位：… printed after the last sentence, without brackets. */
export function trailingDuty(text: string, dates: DateContext): { start: number; duty: Duty } | null {
  const m =
    /(?:^|[。；！])((?:牵头|责任|主责|配合)(?:单位|部门|处室|领导|人)?(?:及[\u4e00-\u9fa5]{2,6})?：[^。]{2,300})。?$/.exec(
      text.slice(-420),
    )
  if (!m) return closingSentence(text, dates)
  const start = text.length - Math.min(420, text.length) + m.index + m[0].indexOf(m[1] as string)
  const duty = dutyOf(text.slice(start), dates)
  return duty ? { start, duty } : null
}

/** 省民政厅牵头，省财政厅参与。 as the last sentence, without brackets. */
function closingSentence(text: string, dates: DateContext): { start: number; duty: Duty } | null {
  const m = /(?:^|[。；！])([^。；！：]{4,160}(?:牵头|负责|配合|参与|按职责分工(?:负责)?))。?$/.exec(text.slice(-180))
  if (!m) return null
  const body = m[1] as string
  const names = unitsOf(body.replace(/(?:共同|分别)?(?:牵头|负责|配合|参与|按(?:照)?职责分工(?:负责)?)(?=[，]|$)/g, ''))
  if (
    names.length === 0 ||
    !names.every((n) => OFFICE.test(n) && ORG.test(n.replace(/（[^（）]*）$/, '')) && n.length < 20)
  )
    return null
  const duty = sentence(body, dates)
  const start = text.length - Math.min(180, text.length) + m.index + m[0].indexOf(body)
  return duty ? { start, duty } : null
}

/** 工作内容：, 完成目标： say what is done, not by whom or when. */
const WHAT_IS_DONE =
  /^[（(—-]*[\u4e00-\u9fa5]{0,4}(?:(?:内容|目标|指标|措施|任务|举措|标准|成果|成效|重点)(?:及[\u4e00-\u9fa5]{2,6})?|(?:工作|任务|建设)要求)：/

/** Whether a whole paragraph is nothing but 责任单位：… */
export const isDutyLine = (text: string): boolean =>
  !WHAT_IS_DONE.test(text) &&
  /^(?:——|—|-)?[（(]?(?:责任|牵头|配合|主责|主办|承办|协同|协办|参与|参加|监督指导|监督|完成|实施|落实|市级|县级|推进|时间|工作|分管|部门|负责)[\u4e00-\u9fa5、及和]{0,8}：/.test(
    text,
  ) &&
  text.length < 400

export function mergeDuty(into: Duty | null, more: Duty): Duty {
  if (into === null) return more
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])]
  return {
    lead: union(into.lead, more.lead),
    support: union(into.support, more.support).filter((u) => !into.lead.includes(u) && !more.lead.includes(u)),
    supervise: union(into.supervise, more.supervise),
    implement: union(into.implement, more.implement),
    leaders: union(into.leaders, more.leaders),
    joint: into.joint || more.joint,
    listOpen: into.listOpen || more.listOpen,
    deadline: into.deadline ?? more.deadline,
    onwards: more.onwards.length > 0 ? more.onwards : into.onwards,
  }
}
