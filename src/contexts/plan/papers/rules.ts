import type { Block } from '../../../engines/plantext/index.ts'

/**
 * Characters that scanning confuses, each row one class. Search compares classes, so that 平合 finds 平台 and the other way round.
 */
const LOOK_ALIKES = [
  '台合',
  '己已巳',
  '末未',
  '土士',
  '日曰',
  '入人',
  '干千',
  '大太',
  '找我',
  '免兔',
  '候侯',
  '职识',
  '扰拢',
  '両两',
  '０0OoО',
  '1lI|',
  '戌戍成',
  '贷货',
  '祛袪',
  '暂智',
  '准淮',
  '拔拨',
  '徒徙',
  '仓仑',
  '治冶',
]

const CLASS = new Map<string, string>()
for (const row of LOOK_ALIKES) for (const each of row) if (!CLASS.has(each)) CLASS.set(each, row[0]!)

/** A text without spaces and punctuation, full-width forms made plain, small letters: what counts when words are compared. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The text as search keeps it: `plainWords` with look-alike characters made equal. */
export function folded(text: string): string {
  let out = ''
  for (const each of plainWords(text)) out += CLASS.get(each) ?? each
  return out
}

/** True when the words stand in the text as written, not only as look-alikes. */
export function isExact(text: string, words: readonly string[]): boolean {
  const plain = plainWords(text)
  return words.every((word) => plain.includes(plainWords(word)))
}

/** Splits what somebody typed into words that must all be found; at most eight. */
export function wordsOf(query: string): string[] {
  return query
    .normalize('NFKC')
    .split(/[\s,，、;；]+/)
    .filter((word) => plainWords(word) !== '')
    .slice(0, 8)
}

/** A copy of a paper, as far as the question matters which is the fuller one. */
export type Copy = { fingerprint: readonly number[]; complete: boolean; characters: number }

/** True when the second copy says more than the first: it is complete and the other is not, or it holds clearly more words. */
export function isFuller(ofRecord: Copy, copy: Copy): boolean {
  if (copy.complete !== ofRecord.complete) return copy.complete
  return copy.fingerprint.length > ofRecord.fingerprint.length * 1.02 && copy.characters > ofRecord.characters
}

/** A paragraph as the library keeps it. */
export type Passage = Pick<Block, 'role' | 'level' | 'clause' | 'text' | 'cells' | 'span'>

/**
 * Cuts a paper into passages: its paragraphs as they were re-flowed, its tables row by row in their own words. A row that begins with
 * a number is a clause of the annex: `annex:8`.
 */
export function passagesOf(text: string, blocks: readonly Block[]): Passage[] {
  return blocks.flatMap((block): Passage[] => {
    const { role, level, clause, cells, span } = block
    const words = text.slice(span.start, span.end)
    if (role !== 'table-row' || !words.includes('\n')) {
      return [{ role, level, clause, text: block.text || words.replace(/\s+/g, ' ').trim(), cells, span }]
    }
    let at = span.start
    return words.split('\n').flatMap((line): Passage[] => {
      const start = at
      at += line.length + 1
      const row = line.split('\t').map((cell) => cell.trim())
      if (row.every((cell) => cell === '')) return []
      const number = /^\d+$/.exec(row[0]!.normalize('NFKC'))
      const named = number === null ? clause : `annex:${number[0]}`
      return [
        {
          role,
          level,
          clause: named,
          text: row.join(' ').trim(),
          cells: row,
          span: { start, end: start + line.length },
        },
      ]
    })
  })
}
