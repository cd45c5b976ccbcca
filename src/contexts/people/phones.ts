import { refuse } from '../../kernel/refusal.ts'

/** A telephone of a person, and whose it is or when to call. */
export type Phone = { number: string; label: string | null }

/**
 * Reads a telephone number: mobile (11 digits), landline with area code, or a short service number; +86 and separators are taken off.
 *
 * @throws Refusal `person.phone`
 */
export function readPhone(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s()（）-]/g, '')
    .replace(/^(\+|00)86/, '')
  if (/^1[3-9]\d{9}$/.test(plain) || /^0\d{2,3}\d{7,8}$/.test(plain) || /^[2-9]\d{6,7}$/.test(plain)) return plain
  if (/^\+\d{7,15}$/.test(plain)) return plain
  throw refuse(
    'person.phone',
    {
      zh: '电话号码有误：手机应为 11 位，座机应带区号',
      en: 'The telephone number is wrong: a mobile has 11 digits, a landline its area code',
    },
    { at: '/phones', next: { zh: '境外号码请以 + 开头', en: 'Begin a number from abroad with +' } },
  )
}

/** `138****1234`: what a screen shows to people without need to know. */
export function maskPhone(number: string): string {
  return number.length <= 7
    ? `${'*'.repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`
    : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`
}
