import { pinyin, polyphonic } from 'pinyin-pro'
import { refuse } from '../../kernel/refusal.ts'

/** The dot between the parts of a minority name, in all the forms in which it is typed. */
const DOTS = /[\u2022\u2027\u2219\u22C5\u25CF\u30FB\uFF0E\uFF65\u00B7]/g
const DOT = '\u00B7'
const HAN = /\p{Script=Han}/u
const LONGEST = 50

/**
 * A name in its one form: NFC, one kind of dot, single spaces. Characters beyond the basic plane (𠅤) are one character each.
 *
 * @throws Refusal `person.name` naming the place
 */
export function readName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(DOTS, DOT)
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
  const characters = [...name]
  const at = characters.findIndex((each) => !/[\p{L}\p{M}\u00B7 .'’-]/u.test(each))
  const own = characters.findIndex((each) => /\p{Co}/u.test(each))
  if (name === '' || characters.length > LONGEST) {
    throw refuse(
      'person.name',
      { zh: `姓名应为 1 到 ${LONGEST} 个字`, en: `A name has 1 to ${LONGEST} characters` },
      { at: '/name' },
    )
  }
  if (own >= 0) {
    throw refuse(
      'person.name',
      {
        zh: `姓名第 ${own + 1} 个字是自造字，换一台电脑就看不到`,
        en: `Character ${own + 1} of the name is one of a private set that no other computer shows`,
      },
      {
        at: '/name',
        params: { position: own + 1 },
        next: {
          zh: '请用国标生僻字输入法重新输入这个字',
          en: 'Type the character again with an input method for rare characters',
        },
      },
    )
  }
  if (at >= 0) {
    throw refuse(
      'person.name',
      { zh: `姓名第 ${at + 1} 个字符不是文字`, en: `Character ${at + 1} of the name is no letter` },
      { at: '/name', params: { position: at + 1 } },
    )
  }
  // A full stop between Han characters is meant as the dot.
  return name.replace(/(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu, DOT)
}

type Reading = { plain: string; initials: string[] }
const readings = new Map<string, Reading>()
const surnames = new Map<string, string[]>()
const letters = (text: string) =>
  text
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[^a-z]/g, '')

/** How a character is read: its usual reading, and the initials of all its readings. Unknown characters have none. */
function readingOf(character: string): Reading {
  let known = readings.get(character)
  if (known === undefined) {
    const usual = letters(pinyin(character, { toneType: 'none', v: true }))
    const all = polyphonic(character, { toneType: 'none', type: 'array', v: true })
      .flat()
      .map(letters)
      .filter((each) => each !== '')
    known = {
      plain: usual,
      initials: [...new Set([usual, ...all].map((each) => each[0] ?? ''))].filter((each) => each !== ''),
    }
    readings.set(character, known)
  }
  return known
}

/** How the first two characters are read as a surname (单 shàn, 尉迟 yùchí). */
function surnameOf(characters: readonly string[]): string[] {
  const key = characters.slice(0, 2).join('')
  let known = surnames.get(key)
  if (known === undefined) {
    known = pinyin(key, { toneType: 'none', type: 'array', v: true, surname: 'head' }).map(letters)
    surnames.set(key, known)
  }
  return known
}

const MOST_VARIANTS = 6

/** Pinyin of a name and the initials by which it may be looked for; more than one where characters are read in several ways. */
export function soundOf(name: string, reading?: string | null): { pinyin: string; initials: string[] } {
  if (reading) {
    const syllables = reading
      .split(/[\s·'’-]+/)
      .map(letters)
      .filter((each) => each !== '')
    return { pinyin: syllables.join(''), initials: [syllables.map((each) => each[0]!).join('')] }
  }
  const words = name.match(/\p{Script=Han}|[\p{L}\p{M}]+/gu) ?? []
  const head = words.length > 1 && HAN.test(words[0]!) && HAN.test(words[1]!) ? surnameOf(words) : []
  const parts = words.map((word, i) => {
    if (!HAN.test(word)) {
      const plain = letters(word.normalize('NFD'))
      return { plain, initials: plain === '' ? [] : [plain[0]!] }
    }
    const { plain, initials } = readingOf(word)
    const family = i < head.length && i < 2 ? head[i]! : ''
    return family === '' ? { plain, initials } : { plain: family, initials: [...new Set([family[0]!, ...initials])] }
  })
  let variants = ['']
  for (const { initials } of parts) {
    if (initials.length === 0) continue
    variants = variants.flatMap((before) => initials.map((each) => before + each)).slice(0, MOST_VARIANTS)
  }
  return { pinyin: parts.map((each) => each.plain).join(''), initials: variants.filter((each) => each !== '') }
}

/** Pairs of neighbouring Han characters of a name, the dot left out: what two typed characters find. */
export function pairsOf(text: string): string[] {
  const characters = [...text].filter((each) => HAN.test(each))
  return [...new Set(characters.slice(1).map((each, i) => characters[i]! + each))]
}

/** `张*明`, `阿*****提`: a name shown where the whole is not needed. */
export function maskName(name: string): string {
  const characters = [...name]
  if (characters.length <= 1) return name
  return characters.length === 2
    ? `${characters[0]}*`
    : `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`
}
