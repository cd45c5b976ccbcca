import type { ReactNode } from 'react'
import { Mark } from '../icons.tsx'
import './states.css'

export type EmptyStateProps = {
  /** What will be here. */
  title: string
  /** How it starts. */
  text?: ReactNode
  /** The first step, as a button or link. */
  action?: ReactNode
  /** Rank of the title; `h1` when it is all the page has. */
  heading?: 'h1' | 'h2' | 'h3'
}

/** An empty screen says what will be here and how it starts. */
export function EmptyState({ title, text, action, heading: Heading = 'h3' }: EmptyStateProps) {
  return (
    <div className="yk-empty">
      <Mark className="yk-empty-mark" />
      <Heading>{title}</Heading>
      {text ? <p>{text}</p> : null}
      {action ? <div className="yk-row">{action}</div> : null}
    </div>
  )
}
