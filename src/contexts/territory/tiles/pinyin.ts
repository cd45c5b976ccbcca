import { pinyin } from 'pinyin-pro'

const known = new Map<string, readonly string[]>()

/** Every reading of a character without tones: 重 → `zhong`, `chong`. A letter or digit reads as itself. */
function readingsOf(character: string): readonly string[] {
  let readings = known.get(character)
  if (readings === undefined) {
    const all = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true })
    readings = [...new Set(all.map((each) => each.toLowerCase()))]
    known.set(character, readings)
  }
  return readings
}

/**
 * True when the letters are pinyin of consecutive characters of a name, each in full or as its initial, the last perhaps unfinished:
 * `jnz`, `jiangna`, `jiangnz`, `jian` all find 江那镇. Every reading of a character counts.
 *
 * @param letters lower case, `a`–`z` and digits only
 */
export function soundsLike(name: string, letters: string): boolean {
  if (letters === '') return false
  const characters = [...name.toLowerCase()]
  const from = (at: number, done: number): boolean => {
    if (done === letters.length) return true
    const character = characters[at]
    if (character === undefined) return false
    for (const reading of readingsOf(character)) {
      const rest = letters.slice(done, done + reading.length)
      if (reading.startsWith(rest) && done + rest.length === letters.length) return true
      if (rest === reading && from(at + 1, done + reading.length)) return true
      if (reading.length > 1 && reading[0] === letters[done] && from(at + 1, done + 1)) return true
    }
    return false
  }
  return characters.some((_, at) => from(at, 0))
}
