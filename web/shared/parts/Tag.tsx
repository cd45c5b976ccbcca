import type { ReactNode } from 'react'
import './Tag.css'

export type Tone = 'good' | 'warn' | 'bad'

/** A short word in a frame; its tone never says more than the word. */
export function Tag({ tone, children }: { tone?: Tone | undefined; children: ReactNode }) {
  return (
    <span className="yk-tag" data-tone={tone}>
      {children}
    </span>
  )
}
