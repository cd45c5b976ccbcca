import { cut, type Strand } from './source.ts'

export type LineRole = 'text' | 'blank' | 'page-mark' | 'trailer' | 'chrome'

/** One physical line: its text without outer space, its indent, and its width in full-width characters. */
export type Line = {
  strand: Strand
  text: string
  /** The line with its outer tabs, which tell the columns of a table. */
  raw: string
  rawStrand: Strand
  indent: number
  width: number
  role: LineRole
}

const PAGE =
  /^(?:[-—─·•. ]{1,4}\d{1,3}[-—─·•. ]{1,4}|第\s*\d{1,3}\s*页(?:[，、 /]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*\/\s*\d{1,3}|[Pp]age\s*\d+.{0,10})$/
const TRAILER =
  /预览已结束|完整(?:报告|版|内容|文件)?(?:链接|下载|请)|二维码如下|扫(?:码|描二维码)|关注.{0,12}公众号|^https?[：:]\/\/|yunbaogao|更多.{0,10}(?:报告|资料|文件)(?:请|下载|关注)|点击(?:下载|阅读原文)|^阅读原文|仅供(?:参考|学习)|试读(?:结束|已结束)|剩余内容|未完待续/
const CHROME =
  /^(?:［?(?:字体|字号|大\s*中\s*小)|(?:打印|关闭|分享|返回|扫一扫|首页)(?:$|[\s|>：［]|本页|窗口|顶部|到[：微])|(?:当前位置|您(?:现在)?的位置|浏览(?:次数|量)|点击(?:数|量)|访问量|责任编辑|编辑|上一[篇条]|下一[篇条]|相关(?:文件|链接|阅读|解读)|索\s*引\s*号|信息(?:索引号|分类|来源|名称)|主题(?:分类|词)|体裁分类|发布(?:日期|时间|机构)|发文(?:日期|时间|单位|机关)|成文日期|公开(?:方式|类别|属性)|有效性|文章来源|来源|日期)：|(?:政策解读|信息公开(?:目录|指南)?|政务公开|相关文件)$)/
const WIDE = /[\u1100-\uffdf]/

export function linesOf(source: Strand): Line[] {
  const out: Line[] = []
  const text = source.text
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && text.charCodeAt(i) !== 10) continue
    out.push(lineOf(source, start, i))
    start = i + 1
  }
  dropContents(out)
  return out
}

/** The table of contents repeats every heading: its lines are chrome. */
function dropContents(lines: Line[]): void {
  const bare = (l: Line): string => l.text.replace(/\s/g, '').replace(/[.…·—-]*\d{0,3}$/, '')
  for (const line of lines) if (line.role === 'text' && LEADER.test(line.text)) line.role = 'chrome'
  const head = lines.findIndex((l) => /^目\s*录$/.test(l.text))
  if (head < 0) return
  const first = lines.findIndex((l, i) => i > head && l.role !== 'blank')
  if (first < 0) return
  const again = lines.findIndex((l, i) => i > first && l.role === 'text' && bare(l) === bare(lines[first] as Line))
  if (again < 0 || again - head > 400) return
  for (let i = head; i < again; i++) if (lines[i]?.role === 'text') (lines[i] as Line).role = 'chrome'
}

const LEADER = /(?:[.…·]{3,}|…)\s*-?\s*\d{1,3}\s*-?$/

function lineOf(source: Strand, start: number, end: number): Line {
  const rawStrand = cut(source, start, end)
  const raw = rawStrand.text
  let a = 0
  let b = raw.length
  let indent = 0
  while (a < b && /\s/.test(raw.charAt(a))) {
    indent += raw.charAt(a) === '\u3000' ? 2 : 1
    a++
  }
  while (b > a && /\s/.test(raw.charAt(b - 1))) b--
  const markdown = /^(?:#{1,6}|>)\s+/.exec(raw.slice(a, a + 10))
  if (markdown) a += markdown[0].length
  const strand = cut(rawStrand, a, b)
  const text = strand.text
  let width = 0
  for (const c of text) width += WIDE.test(c) ? 1 : 0.5
  return { strand, text, raw, rawStrand, indent, width, role: roleOf(text) }
}

function roleOf(text: string): LineRole {
  if (text === '') return 'blank'
  if (text.length < 24 && PAGE.test(text)) return 'page-mark'
  if (text.length < 160 && TRAILER.test(text)) return 'trailer'
  if (text.length < 60 && CHROME.test(text)) return 'chrome'
  return 'text'
}

/**
 * The width at which the paper's lines were broken by hand (PDF text), or `null` where each line is a paragraph.
 * Lines of prose in such a paper are nearly all equally long.
 */
export function wrapWidth(lines: Line[]): number | null {
  const widths = lines
    .filter((l) => l.role === 'text' && l.width >= 8 && !l.text.includes('\t') && !l.text.includes('|'))
    .map((l) => l.width)
    .sort((a, b) => a - b)
  if (widths.length < 12) return null
  const high = widths[Math.floor(widths.length * 0.9)] as number
  if (high > 60 || high < 14) return null
  const near = widths.filter((w) => w >= high - 3.5).length
  return near >= widths.length * 0.35 ? high : null
}
