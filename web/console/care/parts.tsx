import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PersonCard } from '../../../src/contexts/people/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import './care.css'

/** Today in China, as date fields take it. */
export const todayHere = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Yuan as typed into fen. */
export const fenOf = (typed: string): number => Math.round(Number(typed) * 100)

/** A short word in a frame; its tone never says more than the word. */
export function Tag({ tone, children }: { tone?: 'good' | 'warn' | 'bad' | undefined; children: ReactNode }) {
  return (
    <span className="yk-care-tag" data-tone={tone}>
      {children}
    </span>
  )
}

/** A person's name with the way to the file, or that it lies outside. */
export function PersonLink({ person, to }: { person: PersonCard | null; to?: string }) {
  const t = useText(messages)
  if (person === null) return <span className="yk-quiet">{t('outside')}</span>
  return <Link to={to ?? `/console/people/${person.id}`}>{person.name}</Link>
}

/** A button that prints the page. */
export function PrintButton() {
  const t = useText(messages)
  return (
    <button type="button" className="yk-button" onClick={() => window.print()}>
      {t('print')}
    </button>
  )
}
