import { chineseYear } from './numerals.ts'
import type { Paragraph } from './outline.ts'

export type Meta = {
  title: string | null
  documentNumber: string | null
  issuer: string | null
  issued: string | null
  /** Year of issue as far as the paper tells. */
  year: number | null
  from: number | null
  to: number | null
  /** The title names one single year: 2024年工作要点. */
  annual: number | null
}

const NUMBER =
  /([\u4e00-\u9fa5]{1,9}(?:（[\u4e00-\u9fa5]{1,4}）)?)\s?[〔［（(]((?:19|20)\d\d)[〕］）)]\s?(\d{1,4})\s?号/
const KIND = '(?:方案|意见|计划|规划|措施|办法|要点|清单|纲要|细则|分工|分解表|一览表|任务表|行动|目标任务|任务|政策)'
const TITLE = new RegExp(`${KIND}(?:（[^（）]{1,24}）)?$`)
const NOTICE = /(?:的)?(?:通知|函|公告|批复)(?:（[^（）]{1,24}）)?$/
const GOVERNMENT =
  /^([\u4e00-\u9fa5（）、 ]{2,40}?(?:人民政府(?:办公[厅室])?|政府办公[厅室]|[厅局委办部](?:办公[室厅])?|委员会(?:办公[室厅])?|领导小组(?:办公室)?|管委会(?:办公室)?|党委|总工会))(?:[\u4e00-\u9fa5、]{0,40}?)(?:关于|印发|转发)/
const SPAN = /((?:19|20)\d\d)年?\s?(?:-|—|~|至|到|——)+\s?((?:19|20)\d\d)年?/

/** Title, number, issuer, date and period, read from the head and the tail of the paper. */
export function metaOf(paragraphs: Paragraph[]): Meta {
  const head = headOf(paragraphs)
  const all = paragraphs.filter((p) => p.role !== 'table-row' && p.strand.text.length < 400)
  const lines = head.map((p) => p.strand.text)
  const joined = joinTitles(lines)
  const plain = joined.filter(
    (t) => TITLE.test(t) && t.length < 110 && !/[。；]/.test(t) && !/^(?:现将|根据|经|附件)/.test(t),
  )
  const notices = joined.filter((t) => NOTICE.test(t) && t.length < 130 && !/[。；]/.test(t))
  const inner = plain.length > 0 ? (plain[plain.length - 1] as string) : null
  const quotedTitle = /《([^《》]{6,80})》/.exec(notices[0] ?? '')?.[1] ?? null
  const title = (inner ?? quotedTitle ?? notices[0] ?? joined[0] ?? null)?.replace(/^#+/, '').slice(0, 120) ?? null

  const numbered = all
    .slice(0, 40)
    .find((p) => NUMBER.test(p.strand.text) && p.strand.text.length < 40 && !/[，。《]/.test(p.strand.text))
  const number = numbered ? NUMBER.exec(numbered.strand.text) : null
  const documentNumber = number ? `${number[1]}〔${number[2]}〕${number[3]}号` : null

  const issued = issuedOf(all)
  const issuer = issuerOf(notices, lines, paragraphs)
  const spanText = [title, ...notices, quotedTitle].map((t) => SPAN.exec(t ?? '')).find((m) => m != null)
  const yeared = [title, ...notices, quotedTitle, ...joined.slice(0, 6)].find(
    (t) => t != null && t.length < 110 && /((?:19|20)\d\d)年/.test(t) && !DATE_LINE.test(t) && !/[。；]/.test(t),
  )
  const single = spanText ? null : /((?:19|20)\d\d)年/.exec(yeared ?? '')
  const fivePlan = /十([三四五六])五/.exec(title ?? '')
  let from = spanText ? Number(spanText[1]) : null
  let to = spanText ? Number(spanText[2]) : null
  if (to === null && fivePlan) {
    to = 2020 + 5 * '三四五六'.indexOf(fivePlan[1] as string)
    from = to - 4
  }
  if (single && to === null) from = to = Number(single[1])
  const annual =
    single &&
    (/年(?:度)?(?:[^年]*)(?:要点|计划|任务|方案|分工|清单|安排|实事|分解|通知|目标|行动|措施)/.test(yeared ?? '') ||
      /（(?:19|20)\d\d年(?:度)?）$/.test(yeared ?? '')) &&
    !/三年|五年|两年/.test(yeared ?? '')
      ? Number(single[1])
      : null
  const told = annual === null && to === null ? toldYear(paragraphs) : null
  if (told !== null) from = to = told
  const year = issued ? Number(issued.slice(0, 4)) : number ? Number(number[2]) : from
  return { title, documentNumber, issuer, issued, year, from, to, annual: annual ?? told }
}

/** 提出了2013年要做好的8项重点工作: the year of a work list whose title names none. */
function toldYear(paragraphs: Paragraph[]): number | null {
  for (const p of paragraphs.slice(0, 12)) {
    if (p.kind !== 'front' || p.table !== null) continue
    const m = /((?:19|20)\d\d)年(?!\d)(?:度)?[^，。；、]{0,16}(?:重点工作|工作任务|目标任务|民生实事|为民实事)/.exec(
      p.strand.text,
    )
    if (m) return Number(m[1])
  }
  return null
}

/** The paragraphs before the plan itself begins. */
function headOf(paragraphs: Paragraph[]): Paragraph[] {
  const out: Paragraph[] = []
  for (const p of paragraphs.slice(0, 60)) {
    if (p.mark !== null && p.mark.style !== 'bullet' && out.length > 0) break
    if (p.role === 'table-row') continue
    if (p.role !== 'page-mark' && p.role !== 'trailer') out.push(p)
  }
  return out
}

/** Titles broken over several short lines, put together. */
function joinTitles(lines: string[]): string[] {
  const out: string[] = []
  let held = ''
  for (const line of lines) {
    if (PERIOD_LINE.test(line) && held !== '') {
      held += line
      continue
    }
    const short =
      line.length < 60 && !/[。；：，]$/.test(line) && !NUMBER.test(line) && !/^(?:\d{4}年|（|各|附件)/.test(line)
    if (!short) {
      if (held !== '') out.push(held)
      held = ''
      if (line.length < 130) out.push(line)
      continue
    }
    const done =
      TITLE.test(held) || NOTICE.test(held) || /(?:人民政府(?:办公[厅室])?(?:文件)?|[厅局委]|文件)$/.test(held)
    if (done) {
      out.push(held)
      held = line
    } else held += line
  }
  if (held !== '') out.push(held)
  return out
}

/** （2021—2025年） printed below the title. */
const PERIOD_LINE = /^（(?:19|20)\d\d年?\s?(?:-|—|~|至|到|——)+\s?(?:19|20)\d\d年?）$/
const DATE_LINE =
  /^((?:19|20)\d\d|二[〇○零Ｏ0][一二三四五六七八九〇零]{2})年\s?(\d{1,2}|[一二三四五六七八九十]{1,2})月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})日/

function issuedOf(paragraphs: Paragraph[]): string | null {
  for (const p of paragraphs) {
    const m = DATE_LINE.exec(p.strand.text) ?? /((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日印发/.exec(p.strand.text)
    if (!m || p.strand.text.length > 44) continue
    if (m.index === 0 && p.strand.text.length > (m[0] as string).length + 6 && !/印发|发布/.test(p.strand.text))
      continue
    const year = /^\d/.test(m[1] as string) ? Number(m[1]) : chineseYear((m[1] as string).replace(/0/g, '零'))
    const part = (t: string) => (/^\d/.test(t) ? Number(t) : '一二三四五六七八九十'.indexOf(t) + 1)
    const month = part(m[2] as string)
    const day = part(m[3] as string)
    if (year < 1990 || month < 1 || month > 12 || day < 1 || day > 31) continue
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  }
  return null
}

function issuerOf(notices: string[], lines: string[], paragraphs: Paragraph[]): string | null {
  for (const text of [...notices, ...lines]) {
    const m = GOVERNMENT.exec(text)
    if (m) return (m[1] as string).trim()
  }
  for (const text of lines) {
    const m = /^([\u4e00-\u9fa5]{3,24}(?:人民政府(?:办公[厅室])?|委员会|[厅局委]))(?:文件)?$/.exec(text)
    if (m) return m[1] as string
  }
  for (const p of paragraphs.slice(-12)) {
    const m = /^([\u4e00-\u9fa5]{3,24}(?:人民政府(?:办公[厅室])?|委员会|[厅局委]))(?:办公室)?$/.exec(p.strand.text)
    if (m) return m[1] as string
  }
  return null
}
