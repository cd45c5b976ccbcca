import { chineseNumber, chineseYear } from './numerals.ts'

/** A date in the running text: what it dates is told by `kind`. */
export type DateToken = {
  start: number
  end: number
  /** `deadline` ends a period; `base` is what a change is measured from; `past` is history; `start` opens a period. */
  kind: 'deadline' | 'base' | 'past' | 'start'
  /** Last day of the stated period. */
  iso: string
  year: number
  unclear: boolean
}

export type DateContext = { year: number | null; from: number | null; to: number | null }

const pad = (n: number): string => String(n).padStart(2, '0')

export function lastDay(year: number, month = 12): string {
  const days =
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : [4, 6, 9, 11].includes(month)
        ? 30
        : 31
  return `${year}-${pad(month)}-${pad(days)}`
}

const YEAR = '(?:19|20)\\d\\d|二[〇○零Ｏ][〇○零一二三四五六][〇○零一二三四五六七八九]'
const PART =
  '(?:(1[0-2]|[1-9]|0[1-9])月(?:份)?(?:(3[01]|[12]\\d|0?[1-9])日)?|(上半年|下半年|[第全]?[一二三四1-4]季度))?'
const TAIL = '(?:的)?(年?[底末初中]|末期)?(?:（含）)?(之前|以前|前|以内|内|间|期间|起)?'
const RANGE = new RegExp(
  `(${YEAR})(?:年)?(?:度)?\\s?(?:-|—|~|至|到|——|－)\\s?(${YEAR})年(?:度)?(底|末|期间|间)?(前|之前)?`,
  'g',
)
const WINDOW = new RegExp(
  `(?:从|自)?(?:${YEAR})年(?:\\d{1,2}月(?:\\d{1,2}日)?)?\\s?(?:-|—|~|至|到|——)\\s?(?:(${YEAR})年)?(1[0-2]|0?[1-9])月(?:(3[01]|[12]\\d|0?[1-9])日)?`,
  'g',
)
const SINGLE = new RegExp(
  `(到|至|截至|截止|自|从|由|(?<![占同])比|较|与|同|在|以|于)?(${YEAR})年(?:度)?${PART}${TAIL}`,
  'g',
)
const FIVE = /(到|至)?[“"]?十([二三四五六])五[”"]?(规划)?(期末|时期末|末期|末|时期|期间|规划期)?(以来|前|内)?/g
const THIS_YEAR =
  /(今年|本年度|本年|明年|后年|当年)(?:(1[0-2]|[1-9])月|(上半年|[第]?[一二三四]季度))?(年?底|末|内)?(之前|以前|前|内)?/g
const YEAR_END = /(?:^|[，。；：（、到于在])(年底|年内|年末)(之前|以前|前)?/g
const MONTH_ONLY =
  /(?:^|[，。；：（、到于在])((1[0-2]|[1-9])月(?:份)?(?:(3[01]|[12]\d|[1-9])日)?)(底|末|中旬|上旬|下旬)?(之前|以前|前)/g
/** 规划期内, 方案实施期内: up to the end of the paper's own period. */
const OWN_PERIOD = /(?:到|至)?(?:本)?(?:规划|计划|方案|行动|工程)(?:实施)?期(?:满|内|间|末)/g
const CENTURY = /(到|至)?本世纪中叶/g
const WITHIN =
  /(?:^|[，。；：]|力争|争取|用|通过)(?:力争|争取|用)?((?:[一二两三四五]|[1-5])(?:年|到[一二两三四五]年|至[一二两三四五]年|-[1-5]年))(?:左右)?(?:的?时间|内)(?![^，。；]{0,14}(?:用地|过渡|免|贴息|不变))/g

function monthOf(month: string | undefined, part: string | undefined): number {
  if (month) return Number(month)
  if (!part) return 12
  if (part === '上半年') return 6
  const quarter = /([一二三四1-4])季度/.exec(part)?.[1]
  return quarter ? ('一二三四'.includes(quarter) ? '一二三四'.indexOf(quarter) + 1 : Number(quarter)) * 3 : 12
}

const yearOf = (text: string): number => (/^\d/.test(text) ? Number(text) : chineseYear(text))

/** Every date of a text, in order and without overlap. */
export function datesIn(text: string, context: DateContext): DateToken[] {
  const found: DateToken[] = []
  const free = (a: number, b: number): boolean => !found.some((t) => a < t.end && b > t.start)
  if (!/年|[“"]?十[二三四五六]五|世纪|月|期[满内间末]/.test(text)) return found
  for (const m of text.matchAll(RANGE)) {
    const year = yearOf(m[2] as string)
    const past = context.year !== null && year < context.year
    const kind = past || /^(?:，)?(?:以来|累计已)/.test(text.slice(m.index + m[0].length)) ? 'past' : 'deadline'
    found.push({ start: m.index, end: m.index + m[0].length, kind, iso: lastDay(year), year, unclear: false })
  }
  for (const m of text.matchAll(WINDOW)) {
    const end = m.index + m[0].length
    if (!free(m.index, end)) continue
    const year = yearOf(m[1] ?? (new RegExp(YEAR).exec(m[0])?.[0] as string))
    const kind = context.year !== null && year < context.year ? 'past' : 'deadline'
    const iso = m[3] ? `${year}-${pad(Number(m[2]))}-${pad(Number(m[3]))}` : lastDay(year, Number(m[2]))
    found.push({ start: m.index, end, kind, iso, year, unclear: false })
  }
  for (const m of text.matchAll(SINGLE)) {
    if (!free(m.index, m.index + m[0].length)) continue
    found.push(single(m, text, context))
  }
  for (const m of text.matchAll(FIVE)) {
    const year = 2010 + 5 * ('二三四五六'.indexOf(m[2] as string) + 1)
    const end = m.index + m[0].length
    const stated = m[1] !== undefined || m[4] !== undefined || m[5] !== undefined
    if (!free(m.index, end) || !stated) continue
    const past = m[5] === '以来' || (context.year !== null && year < context.year)
    found.push({ start: m.index, end, kind: past ? 'past' : 'deadline', iso: lastDay(year), year, unclear: false })
  }
  if (context.to !== null) {
    for (const m of text.matchAll(OWN_PERIOD)) {
      const end = m.index + m[0].length
      if (free(m.index, end))
        found.push({
          start: m.index,
          end,
          kind: 'deadline',
          iso: lastDay(context.to),
          year: context.to,
          unclear: false,
        })
    }
  }
  for (const m of text.matchAll(CENTURY)) {
    found.push({
      start: m.index,
      end: m.index + m[0].length,
      kind: 'deadline',
      iso: '2050-12-31',
      year: 2050,
      unclear: true,
    })
  }
  if (context.year !== null) {
    for (const t of relative(text, context.year)) if (free(t.start, t.end)) found.push(t)
    for (const m of text.matchAll(WITHIN)) {
      const start = m.index + m[0].indexOf(m[1] as string)
      const last = /(?:到|至|-)/.test(m[1] as string) ? (m[1] as string).slice(-2, -1) : (m[1] as string).charAt(0)
      const n = /\d/.test(last) ? Number(last) : (chineseNumber(last) ?? 0)
      const whole = context.from !== null && context.to !== null && context.to - context.from + 1 === n
      const year = whole ? (context.to as number) : context.year + n
      const end = m.index + m[0].length
      if (n > 0 && free(start, end))
        found.push({ start, end, kind: 'deadline', iso: lastDay(year), year, unclear: !whole })
    }
  }
  for (const t of found) if (t.kind === 'deadline' && named(text, t)) t.kind = 'start'
  return found.sort((a, b) => a.start - b.start)
}

/** Years inside 《…》, or a bracket that holds nothing but a period, name a paper and date nothing. */
function named(text: string, token: DateToken): boolean {
  const before = text.slice(Math.max(0, token.start - 80), token.start)
  if (before.lastIndexOf('《') > before.lastIndexOf('》')) return true
  return before.endsWith('（') && text.charAt(token.end) === '）'
}

function single(m: RegExpExecArray, text: string, context: DateContext): DateToken {
  const [whole, lead = '', printed = '', month, day, part, tail, before] = m
  const year = yearOf(printed)
  const end = m.index + whole.length
  const after = text.slice(end, end + 8)
  const mon = monthOf(month, part)
  let iso = day
    ? `${year}-${pad(mon)}-${pad(Number(day))}`
    : lastDay(year, tail?.endsWith('初') ? 1 : tail?.endsWith('中') && !month ? 6 : mon)
  let unclear = false
  let start = m.index
  if (/^(?:之前|以前|前)$/.test(before ?? '') && !tail && !month && !part) {
    iso = lastDay(year - 1)
    unclear = true
  }
  let kind: DateToken['kind'] = 'deadline'
  const based =
    /^(?:比|较|与|同)$/.test(lead) ||
    /^(?:的)?(?:基础上|相比|水平|为基|基准)/.test(after) ||
    /(?:(?<!占)比|较|相比|对比)$/.test(text.slice(Math.max(0, m.index - 3), m.index))
  if (based || (/^[在以]$/.test(lead) && /^(?:的)?基础/.test(after))) kind = 'base'
  else if (/^[从由]$/.test(lead) && /^的?[^，。]{0,14}?[\d百]/.test(text.slice(end, end + 20)) && !/^起/.test(after))
    kind = 'base'
  else if (before === '起' || /^(?:自|从)$/.test(lead)) kind = 'start'
  else if (/^以来/.test(after)) kind = 'past'
  else if (context.year !== null && year < context.year) kind = 'past'
  else if (/^截[至止]$/.test(lead) && context.year !== null && year <= context.year && !/前/.test(before ?? ''))
    kind = 'past'
  if (!/^(?:到|至|截至|截止)$/.test(lead) && kind === 'deadline') start += lead.length
  return { start, end, kind, iso, year, unclear }
}

function relative(text: string, year: number): DateToken[] {
  const out: DateToken[] = []
  for (const m of text.matchAll(THIS_YEAR)) {
    const shift = m[1] === '明年' ? 1 : m[1] === '后年' ? 2 : 0
    if (m[1] === '当年') continue
    out.push({
      start: m.index,
      end: m.index + m[0].length,
      kind: 'deadline',
      iso: lastDay(year + shift, monthOf(m[2], m[3])),
      year: year + shift,
      unclear: false,
    })
  }
  for (const m of text.matchAll(YEAR_END)) {
    const start = m.index + m[0].indexOf(m[1] as string)
    out.push({ start, end: m.index + m[0].length, kind: 'deadline', iso: lastDay(year), year, unclear: false })
  }
  for (const m of text.matchAll(MONTH_ONLY)) {
    const start = m.index + m[0].indexOf(m[1] as string)
    const mon = Number(m[2])
    const iso = m[3] ? `${year}-${pad(mon)}-${pad(Number(m[3]))}` : lastDay(year, mon)
    out.push({ start, end: m.index + m[0].length, kind: 'deadline', iso, year, unclear: false })
  }
  return out
}

/** The one deadline a short cell states (2024年12月, 2024.12, 年底前), or `null`. */
export function deadlineOf(cell: string, context: DateContext): { iso: string; quote: string } | null {
  const dotted = /^((?:19|20)\d\d)[.\-/](1[0-2]|0?[1-9])(?:[.\-/](3[01]|[12]\d|0?[1-9]))?(?:前|底)?$/.exec(cell)
  if (dotted) {
    const [, y, m, d] = dotted
    return { iso: d ? `${y}-${pad(Number(m))}-${pad(Number(d))}` : lastDay(Number(y), Number(m)), quote: cell }
  }
  const tokens = datesIn(cell, { ...context, year: context.year ?? context.to }).filter((t) => t.kind === 'deadline')
  const token = tokens[tokens.length - 1]
  if (token) return { iso: token.iso, quote: cell.slice(token.start, token.end) }
  const bare = /^((?:19|20)\d\d)年?(?:度)?$/.exec(cell)
  if (bare) return { iso: lastDay(Number(bare[1])), quote: cell }
  const month = /^(1[0-2]|0?[1-9])月(?:份)?(?:(3[01]|[12]\d|0?[1-9])日)?(?:底|末)?(?:之?前)?$/.exec(cell)
  const year = context.year ?? context.to
  if (month && year !== null) {
    const [, m, d] = month
    return { iso: d ? `${year}-${pad(Number(m))}-${pad(Number(d))}` : lastDay(year, Number(m)), quote: cell }
  }
  const part = /^(上半年|下半年|第?[一二三四1-4]季度)(?:末|底|前|内)*$/.exec(cell)
  if (part && year !== null) return { iso: lastDay(year, monthOf(undefined, part[1])), quote: cell }
  return null
}
