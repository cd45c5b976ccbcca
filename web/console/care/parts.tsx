import { Link } from 'react-router'
import type { PersonCard } from '../../../src/contexts/people/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import './care.css'

/** Yuan as typed into fen. */
export const fenOf = (typed: string): number => Math.round(Number(typed) * 100)

/** A person's name with the way to the file, or that it lies outside. */
export function PersonLink({ person, to }: { person: PersonCard | null; to?: string }) {
  const t = useText(messages)
  if (person === null) return <span className="yk-quiet">{t('outside')}</span>
  return (
    <Link className="yk-care-name" to={to ?? `/console/people/${person.id}`}>
      {person.name}
    </Link>
  )
}

/** How many rows are of each kind, each a button that shows those alone; pressed again, it shows all. */
export function CountFilter({
  counts,
}: {
  counts: readonly { key: string; label: string; count: number | undefined; chosen: boolean; onChoose: () => void }[]
}) {
  const f = useFormat()
  return (
    <ul className="yk-care-counts yk-noprint">
      {counts.map(({ key, label, count, chosen, onChoose }) => (
        <li key={key}>
          <button type="button" className="yk-button" aria-pressed={chosen} onClick={onChoose}>
            {label} <span className="yk-num">{count === undefined ? '…' : f.number(count)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
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
