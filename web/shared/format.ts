import { type Language, useLanguage } from './i18n/index.ts'

/** How a missing value is said. Unknown is never shown as zero or left blank. */
const UNKNOWN: Record<Language, string> = { zh: '未知', en: 'unknown' }
const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }
const ZONE = 'Asia/Shanghai'

/** A number with thousands separators. `digits` fixes the decimals; without it up to two are shown, none padded. */
export function formatNumber(value: number | null, lng: Language, digits?: number): string {
  if (value === null || Number.isNaN(value)) return UNKNOWN[lng]
  const options =
    digits === undefined
      ? { maximumFractionDigits: 2 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat('en-US', options).format(value)
}

/** Integer fen as `¥1,234.50`. */
export function formatMoney(fen: number | null, lng: Language): string {
  if (fen === null) return UNKNOWN[lng]
  return `${fen < 0 ? '−' : ''}¥${formatNumber(Math.abs(fen) / 100, lng, 2)}`
}

/** A ratio (0.519) as `51.9%`. */
export function formatShare(ratio: number | null, lng: Language, digits = 1): string {
  return ratio === null ? UNKNOWN[lng] : `${formatNumber(ratio * 100, lng, digits)}%`
}

/** An ISO date as `2026年11月22日` or `22 November 2026`. Month (`2026-11`) and year (`2026`) precision are kept. */
export function formatDate(iso: string | null, lng: Language): string {
  if (iso === null) return UNKNOWN[lng]
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(iso)
  if (!parts) return iso
  const [, y, m, d] = parts
  if (lng === 'zh') return `${y}年${m ? `${Number(m)}月` : ''}${d ? `${Number(d)}日` : ''}`
  if (!m) return `${y}`
  const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${y}-${m}-01T00:00:00Z`),
  )
  return d ? `${Number(d)} ${month} ${y}` : `${month} ${y}`
}

/** An ISO date as `2026-11-22` columns want it: short, sortable, tabular. */
export function formatDay(iso: string | null, lng: Language): string {
  return iso === null ? UNKNOWN[lng] : iso.slice(0, 10)
}

/** An instant as date and 24-hour time in China's zone: `2026年11月22日 14:05`. */
export function formatInstant(iso: string | null, lng: Language): string {
  if (iso === null) return UNKNOWN[lng]
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(at)
  return `${formatDate(day, lng)} ${formatTime(iso, lng)}`
}

/** The time of day of an instant in China's zone, 24 h: `14:05`. */
export function formatTime(iso: string | null, lng: Language): string {
  if (iso === null) return UNKNOWN[lng]
  return new Intl.DateTimeFormat(LOCALE[lng], {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso))
}

/** Walking or travel time: `14 分钟`, `14 min`. */
export function formatMinutes(minutes: number | null, lng: Language): string {
  if (minutes === null) return UNKNOWN[lng]
  return lng === 'zh' ? `${formatNumber(minutes, lng, 0)} 分钟` : `${formatNumber(minutes, lng, 0)} min`
}

/** Joins a value and its unit; Chinese units and `%` stand close, English words after a space. */
export function withUnit(value: string, unit: string): string {
  if (unit === '') return value
  return /^[%‰°]/.test(unit) ? `${value}${unit}` : `${value} ${unit}`
}

/** All formatters in the language in use. */
export function useFormat() {
  const lng = useLanguage()
  return {
    number: (value: number | null, digits?: number) => formatNumber(value, lng, digits),
    money: (fen: number | null) => formatMoney(fen, lng),
    share: (ratio: number | null, digits?: number) => formatShare(ratio, lng, digits),
    date: (iso: string | null) => formatDate(iso, lng),
    day: (iso: string | null) => formatDay(iso, lng),
    instant: (iso: string | null) => formatInstant(iso, lng),
    time: (iso: string | null) => formatTime(iso, lng),
    minutes: (minutes: number | null) => formatMinutes(minutes, lng),
    unknown: UNKNOWN[lng],
  }
}
