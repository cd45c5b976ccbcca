import { refuse } from '../../../kernel/refusal.ts'
import type { Sheet } from '../types.ts'

export async function writeXlsx(_sheets: readonly Sheet[]): Promise<Uint8Array> {
  throw refuse('documents.not_yet', { zh: '尚未实现', en: 'Not built yet' })
}
