const DIGITS = '零一二三四五六七八九'
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** A Chinese numeral (一千二百, 两万三千, 十五, 二点五) as a number; `null` where it is none. */
export function chineseNumber(text: string): number | null {
  const [whole = '', fraction, ...rest] = text.replace(/两/g, '二').replace(/〇/g, '零').split('点')
  if (rest.length > 0 || whole === '') return null
  let total = 0
  let section = 0
  let digit = -1
  let last = 10_000
  for (const c of whole) {
    const d = DIGITS.indexOf(c)
    if (d >= 0) {
      if (digit > 0) return null
      digit = d
      continue
    }
    if (c === '万' || c === '亿') {
      section += Math.max(digit, 0)
      if (section === 0) return null
      total = (total + section) * (c === '万' ? 10_000 : 100_000_000)
      section = 0
      digit = -1
      last = 10_000
      continue
    }
    const unit = UNITS[c]
    if (unit === undefined || unit >= last) return null
    if (digit < 0 && unit !== 10) return null
    section += (digit < 0 ? 1 : digit) * unit
    digit = -1
    last = unit
  }
  total += section + Math.max(digit, 0)
  if (fraction === undefined) return total
  if (!/^[零一二三四五六七八九]+$/.test(fraction)) return null
  return Number(`${total}.${[...fraction].map((c) => DIGITS.indexOf(c)).join('')}`)
}

/** A four-digit year written as 二〇二五; 0 where it is none. */
export function chineseYear(text: string): number {
  const digits = [...text.replace(/[〇○Ｏ]/g, '零')].map((c) => DIGITS.indexOf(c))
  return digits.length === 4 && digits.every((d) => d >= 0) ? Number(digits.join('')) : 0
}

/**
 * The value of printed digits. Thousands separators go; a whole number that starts with a zero (`01`) has lost its
 * decimal point, which is said with `repaired`.
 */
export function printedNumber(text: string): { value: number; repaired: boolean } {
  const plain = text.replace(/[,， ]/g, '')
  if (/^0\d+$/.test(plain)) return { value: Number(`0.${plain.slice(1)}`), repaired: true }
  return { value: Number(plain), repaired: false }
}
