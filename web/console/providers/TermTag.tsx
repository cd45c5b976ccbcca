import type { TermState } from '../../../src/contexts/providers/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { Tag, type Tone } from '../../shared/parts/Tag.tsx'
import { messages } from './messages.ts'

const TONES: Partial<Record<TermState, Tone>> = {
  valid: 'good',
  soon: 'warn',
  suspended: 'warn',
  expired: 'bad',
}

/** How a term stands today. */
export function TermTag({ state }: { state: TermState }) {
  const t = useText(messages)
  return <Tag tone={TONES[state]}>{t(`term_${state}`)}</Tag>
}
