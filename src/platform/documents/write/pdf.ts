import { refuse } from '../../../kernel/refusal.ts'
import type { PaperDocument } from '../types.ts'

export async function writePdf(_doc: PaperDocument): Promise<Uint8Array> {
  throw refuse('documents.not_yet', { zh: '尚未实现', en: 'Not built yet' })
}
