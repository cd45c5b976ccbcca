import type { ReactNode } from 'react'
import type { TermState } from '../../../src/contexts/providers/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** A short word in a frame; its tone never says more than the word. */
export function Tag({ tone, children }: { tone?: 'good' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <span className="yk-prov-tag" data-tone={tone}>
      {children}
    </span>
  )
}

const TONES: Partial<Record<TermState, 'good' | 'warn' | 'bad'>> = {
  valid: 'good',
  soon: 'warn',
  suspended: 'warn',
  expired: 'bad',
}

/** How a term stands today. */
export function TermTag({ state }: { state: TermState }) {
  const t = useText(messages)
  const tone = TONES[state]
  return <Tag {...(tone === undefined ? {} : { tone })}>{t(`term_${state}`)}</Tag>
}
