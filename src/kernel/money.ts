import { refuse } from './refusal.ts'

/** Money in integer fen (分). Never a fraction, never a float of yuan. */
export type Fen = number

/**
 * Reads an amount in yuan as people write it: `1,234.50`, `¥1,234.5`, `-3`, `１２０元`.
 * @returns fen
 * @throws Refusal `money.invalid` — more than two decimals, misplaced commas, too large, or not an amount
 */
export function parseMoney(text: string): Fen {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const parts = /^([-−])?[¥￥]?([-−])?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?元?$/.exec(plain)
  if (parts && !(parts[1] && parts[2])) {
    const yuan = Number(parts[3]!.replaceAll(',', ''))
    const fen = yuan * 100 + Number((parts[4] ?? '').padEnd(2, '0'))
    if (Number.isSafeInteger(fen)) return (parts[1] || parts[2]) && fen !== 0 ? -fen : fen
  }
  throw refuse(
    'money.invalid',
    { zh: `“${text}”不是金额`, en: `“${text}” is not an amount of money` },
    {
      params: { text },
      next: { zh: '请按 1,234.50 填写，最多两位小数', en: 'Write it like 1,234.50, two decimals at most' },
    },
  )
}

/** `¥1,234.50`; `-¥0.05` for negative amounts. */
export function formatMoney(fen: Fen): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${fen} is not integer fen`)
  const size = Math.abs(fen)
  const yuan = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}¥${yuan}.${String(size % 100).padStart(2, '0')}`
}
