import type { ReactNode } from 'react'
import { Link } from 'react-router'
import './PageHead.css'

export type PageHeadProps = {
  title: ReactNode
  /** One sentence: what this page is for. */
  lead?: ReactNode
  /** The way back up: where it leads and what that is called. */
  up?: { to: string; label: string }
  /** State tag, clause chip and the like, beside the title. */
  tags?: ReactNode
  /** Buttons of the page; the primary one last. */
  actions?: ReactNode
}

/** The head of a console page. */
export function PageHead({ title, lead, up, tags, actions }: PageHeadProps) {
  return (
    <header className="yk-head">
      <div className="yk-head-words">
        {up ? (
          <Link className="yk-head-up" to={up.to}>
            ‹ {up.label}
          </Link>
        ) : null}
        <div className="yk-row">
          <h1>{title}</h1>
          {tags}
        </div>
        {lead ? <p>{lead}</p> : null}
      </div>
      {actions ? <div className="yk-row yk-noprint">{actions}</div> : null}
    </header>
  )
}
