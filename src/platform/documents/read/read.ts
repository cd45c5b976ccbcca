import { refuse } from '../../../kernel/refusal.ts'
import type { PaperText, TableText } from '../types.ts'

export async function readPaper(_bytes: Uint8Array, _name: string): Promise<PaperText> {
  throw refuse('documents.not_yet', { zh: '尚未实现', en: 'Not built yet' })
}

export async function readTable(
  _bytes: Uint8Array,
  _name: string,
  _options: { sheet?: string } = {},
): Promise<TableText> {
  throw refuse('documents.not_yet', { zh: '尚未实现', en: 'Not built yet' })
}
