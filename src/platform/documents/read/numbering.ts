import { walkXml } from './xml.ts'
import type { Zip } from './zip.ts'

type Level = { start: number; format: string; text: string; suffix: string }
type Numbering = { abstractId: string; overrides: Map<number, Level | number> }

const HAN = '〇一二三四五六七八九'
const LEGAL = '零壹贰叁肆伍陆柒捌玖'

/** A whole number in Chinese counting: 23 → 二十三. Above 9,999 plain digits. */
export function chineseCount(value: number, digits = HAN, units = ['', '十', '百', '千']): string {
  if (value < 1 || value > 9999) return String(value)
  let out = ''
  let gap = false
  const text = String(value)
  for (let i = 0; i < text.length; i++) {
    const digit = Number(text[i])
    if (digit === 0) {
      gap = true
      continue
    }
    if (gap) out += '零'
    gap = false
    out += (digits[digit] ?? '') + (units[text.length - 1 - i] ?? '')
  }
  return value < 20 && digits === HAN ? out.replace(/^一十/, '十') : out
}

function roman(value: number): string {
  const table: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let rest = Math.min(value, 3999)
  let out = ''
  for (const [size, mark] of table) for (; rest >= size; rest -= size) out += mark
  return out
}

/** A number in one of Word's number formats (`w:numFmt`); bullets give nothing. */
export function inFormat(value: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'ideographDigital':
      return chineseCount(value)
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return chineseCount(value, LEGAL, ['', '拾', '佰', '仟'])
    case 'ideographTraditional':
      return '甲乙丙丁戊己庚辛壬癸'[value - 1] ?? String(value)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x245f + value) : String(value)
    case 'decimalEnclosedParen':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2473 + value) : `(${value})`
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'upperLetter':
      return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
    case 'lowerLetter':
      return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    case 'bullet':
    case 'none':
      return ''
    default:
      return String(value)
  }
}

/** Automatic paragraph numbering of a Word document: gives the label Word would print before each paragraph. */
export class Labels {
  #abstract = new Map<string, Map<number, Level>>()
  #numberings = new Map<string, Numbering>()
  #counters = new Map<string, number[]>()
  #started = new Set<string>()

  constructor(zip: Zip, folder: string) {
    const bytes = zip.part(`${folder}numbering.xml`)
    if (bytes) this.#load(bytes)
  }

  #load(bytes: Uint8Array): void {
    let abstractId = ''
    let numbering: Numbering | null = null
    let level: Level | null = null
    let index = 0
    walkXml(
      bytes,
      {
        open: (name, at) => {
          const value = at['w:val'] ?? ''
          if (name === 'w:abstractNum') {
            abstractId = at['w:abstractNumId'] ?? ''
            this.#abstract.set(abstractId, new Map())
          } else if (name === 'w:num') {
            numbering = { abstractId: '', overrides: new Map() }
            this.#numberings.set(at['w:numId'] ?? '', numbering)
          } else if (name === 'w:abstractNumId' && numbering) numbering.abstractId = value
          else if (name === 'w:lvlOverride') index = Number(at['w:ilvl'] ?? 0)
          else if (name === 'w:startOverride' && numbering) numbering.overrides.set(index, Number(value))
          else if (name === 'w:lvl') {
            index = Number(at['w:ilvl'] ?? 0)
            level = { start: 1, format: 'decimal', text: '', suffix: 'tab' }
            if (numbering) numbering.overrides.set(index, level)
            else this.#abstract.get(abstractId)?.set(index, level)
          } else if (level && name === 'w:start') level.start = Number(value) || 0
          else if (level && name === 'w:numFmt') level.format = value
          else if (level && name === 'w:lvlText') level.text = value
          else if (level && name === 'w:suff') level.suffix = value
        },
        close: (name) => {
          if (name === 'w:lvl') level = null
          if (name === 'w:num') numbering = null
        },
      },
      true,
    )
  }

  /** The label of the next paragraph of list `numId` at `depth`, with the gap after it; empty for bullets and unknown lists. */
  next(numId: string, depth: number, text: string): string {
    const numbering = this.#numberings.get(numId)
    const levels = numbering && this.#abstract.get(numbering.abstractId)
    if (!numbering || !levels) return ''
    const levelAt = (i: number): Level | undefined => {
      const override = numbering.overrides.get(i)
      return typeof override === 'object' ? override : levels.get(i)
    }
    const level = levelAt(depth)
    if (!level) return ''
    const counters = this.#counters.get(numbering.abstractId) ?? []
    this.#counters.set(numbering.abstractId, counters)
    const override = numbering.overrides.get(depth)
    const restart = typeof override === 'number' && !this.#started.has(`${numId}/${depth}`)
    this.#started.add(`${numId}/${depth}`)
    const current = counters[depth]
    counters[depth] = restart ? override : current === undefined ? level.start : current + 1
    counters.length = depth + 1
    if (level.format === 'bullet') return ''
    const label = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const i = Number(digit) - 1
      const of = levelAt(i)
      return inFormat(counters[i] ?? of?.start ?? 1, of?.format ?? 'decimal')
    })
    if (!label) return ''
    const apart = level.suffix !== 'nothing' && (/^[A-Za-z0-9]/.test(text) || /[^、．.)）：:\s]$/.test(label))
    return apart ? `${label} ` : label
  }
}
