import type { CSSProperties, ReactNode } from 'react'
import './SplitView.css'

export type SplitViewProps = {
  first: ReactNode
  second: ReactNode
  /** Share of the width the first side takes, 0 to 1. */
  share?: number
  /** Names of the two sides, for those who hear the page. */
  labels: readonly [string, string]
  /** Keeps both sides within the window, each scrolling by itself. */
  fill?: boolean
}

/** Two sides of one thing: a paper and what was read from it, a list and its map. Below one another on narrow screens. */
export function SplitView({ first, second, share = 0.5, labels, fill }: SplitViewProps) {
  return (
    <div
      className={`yk-split${fill ? ' yk-split--fill' : ''}`}
      style={{ '--first': `${share}fr`, '--second': `${1 - share}fr` } as CSSProperties}
    >
      <section aria-label={labels[0]}>{first}</section>
      <section aria-label={labels[1]}>{second}</section>
    </div>
  )
}
