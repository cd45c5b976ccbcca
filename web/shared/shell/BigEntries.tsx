import type { ComponentType } from 'react'
import { Link } from 'react-router'
import { RightIcon } from '../icons.tsx'
import './BigEntries.css'

export type BigEntry = {
  title: string
  text: string
  icon: ComponentType<{ className?: string }>
  /** Where it leads; null while the room has no page yet. */
  to: string | null
  /** What is said while it leads nowhere, if not what the others say. */
  closed?: string
}

/** Entries big enough for one thumb and for tired eyes. */
export function BigEntries({ entries, closed }: { entries: BigEntry[]; closed: string }) {
  return (
    <ul className="yk-entries">
      {entries.map(({ title, text, icon: Icon, to, closed: own }) => {
        const inside = (
          <>
            <Icon className="yk-entry-icon" />
            <span className="yk-entry-words">
              <strong>{title}</strong>
              <span>{to ? text : (own ?? closed)}</span>
            </span>
            {to ? <RightIcon /> : null}
          </>
        )
        return (
          <li key={title}>
            {to ? (
              <Link className="yk-entry" to={to}>
                {inside}
              </Link>
            ) : (
              <div className="yk-entry yk-entry--closed">{inside}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
