import type { IsoDate } from '../../../kernel/dates.ts'

/** Crockford's alphabet: no letter that is heard or read as a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number of an order (订单号) as people say it: the day, and ten characters out of the random part of its id: `261122-7K3M9-Q2XAB`.
 *
 * @param id a UUIDv7
 */
export function orderNo(id: string, day: IsoDate): string {
  let rest = BigInt(`0x${id.slice(-13).replace('-', '')}`)
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = ALPHABET[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return `${day.slice(2).replaceAll('-', '')}-${text.slice(0, 5)}-${text.slice(5)}`
}
