import type { ClauseRow } from '../../../src/contexts/plan/index.ts'
import type { Highlight, PaperBlock } from '../../shared/parts/paper.ts'

const ROLES: Record<string, PaperBlock['role']> = {
  title: 'title',
  heading: 'heading',
  bullet: 'item',
  'table-row': 'row',
}

/** The paragraphs of a paper as the paper view draws them. */
export function blocksOfClauses(clauses: readonly ClauseRow[]): PaperBlock[] {
  return clauses
    .map(({ role, start, end }) => ({ role: ROLES[role] ?? ('paragraph' as const), start, end }))
    .sort((a, b) => a.start - b.start)
}

/** A mark of something that may be printed in several places: the place is part of its id. */
export function markOf(id: string, span: { start: number; end: number }, tone: Highlight['tone']): Highlight {
  return { id: `${id}#${span.start}`, tone, ...span }
}

/** What a mark belongs to. */
export function ownerOf(mark: string): string {
  return mark.slice(0, mark.lastIndexOf('#'))
}
