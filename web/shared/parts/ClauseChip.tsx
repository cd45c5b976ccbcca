import { Link } from 'react-router'
import { PaperIcon } from '../icons.tsx'
import type { ClauseRef } from './why.ts'
import './ClauseChip.css'

export type ClauseChipProps = {
  clause: ClauseRef
  /** Where it leads; by default the paper at the highlighted words, when the reference names the paper. */
  to?: string
}

/** `砚山县行动方案 附件4`: leads to the paper at the highlighted words. */
export function ClauseChip({ clause, to }: ClauseChipProps) {
  const span = clause.start === undefined ? '' : `?start=${clause.start}&end=${clause.end ?? clause.start}`
  const href = to ?? (clause.paper ? `/console/plan/papers/${clause.paper}${span}` : null)
  const inside = (
    <>
      <PaperIcon />
      <span>{clause.title}</span>
      <strong>{numbered(clause.clause)}</strong>
    </>
  )
  if (href === null) return <span className="yk-clause">{inside}</span>
  return (
    <Link className="yk-clause" to={href} {...(clause.quote ? { title: clause.quote } : {})}>
      {inside}
    </Link>
  )
}

/** A bare `一` reads like a dash; papers write `一、`. */
function numbered(clause: string): string {
  return /^[一二三四五六七八九十]+$/.test(clause) ? `${clause}、` : clause
}
