import type { KeyRing } from '../../../platform/keys/index.ts'
import { pairsOf } from '../names.ts'
import { numberHash, numberTailToken, phoneTailToken, phoneToken, TAIL } from '../seals.ts'

/** One word of what was typed. */
export type Word =
  /** Exact tokens, all of which a person must have, and a part of the name it must contain. */
  | { kind: 'name'; tokens: string[]; part: string }
  /** Letters: initials or pinyin that begin so. */
  | { kind: 'sound'; letters: string }
  /** Digits: tail or whole of a telephone or of an identity number. */
  | { kind: 'digits'; digits: string; tokens: string[]; hashes: Buffer[] }
  /** One Han character: narrows what other words found. */
  | { kind: 'character'; part: string }
  /** A village or town, by its region codes' prefixes. */
  | { kind: 'place'; prefixes: string[] }

/** Least number of letters, characters or digits by which a search may begin. */
export const SHORTEST = { letters: 2, digits: 4, characters: 2 }

/**
 * Takes what was typed into the one box apart: words between spaces; Han characters are a part of the name (or a place, if one is called so),
 * letters are initials or pinyin, digits are tails. Pure.
 *
 * @param places prefixes of the regions whose name begins with a text
 */
export function readQuery(ring: KeyRing, text: string, places: (name: string) => string[]): Word[] {
  const words = text
    .normalize('NFKC')
    .trim()
    .split(/[\s,，、]+/)
    .filter((each) => each !== '')
    .slice(0, 4)
  return words.flatMap((word): Word[] => {
    const plain = word.replace(/-/g, '')
    if (/^\d{3,}[xX]?$/.test(plain) && plain.length >= SHORTEST.digits) return [digitsWord(ring, plain.toUpperCase())]
    if (/^[HMhm]\d{8,10}$/.test(plain)) return [digitsWord(ring, plain.toUpperCase())]
    if (/^[a-z]+$/i.test(plain))
      return plain.length < SHORTEST.letters ? [] : [{ kind: 'sound', letters: plain.toLowerCase() }]
    const part = word.replace(/[\u2022\u2027\u30FB.]/g, '\u00B7')
    if (!/\p{Script=Han}/u.test(part)) return []
    const found = places(part)
    if (found.length > 0) return [{ kind: 'place', prefixes: found }]
    const pairs = pairsOf(part)
    return [
      pairs.length === 0
        ? { kind: 'character', part }
        : { kind: 'name', tokens: pairs.map((pair) => `n${pair}`), part },
    ]
  })
}

function digitsWord(ring: KeyRing, digits: string): Word {
  const tail = digits.slice(-TAIL)
  const whole = digits.length >= 7
  return {
    kind: 'digits',
    digits,
    tokens: [
      numberTailToken(ring, tail),
      ...(digits.endsWith('X') ? [] : [phoneTailToken(ring, tail)]),
      ...(whole ? [phoneToken(ring, digits)] : []),
    ],
    hashes: whole ? [numberHash(ring, digits)] : [],
  }
}

/** The token after all that begin with a text. */
export const beyond = (token: string): string =>
  `${token.slice(0, -1)}${String.fromCharCode(token.charCodeAt(token.length - 1) + 1)}`
