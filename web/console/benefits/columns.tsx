import { Link } from 'react-router'
import type { PersonCard } from '../../../src/contexts/people/index.ts'
import { type Bilingual, usePick, useText } from '../../shared/i18n/index.ts'
import type { Column } from '../../shared/parts/DataTable.tsx'
import { messages } from './messages.ts'

type OfPerson = { person: PersonCard | null; title: Bilingual }

/** Whose row it is, and of which benefit: the columns with which every list of this room begins. */
export function useColumns<Row extends OfPerson>(): Record<'person' | 'number' | 'place' | 'benefit', Column<Row>> {
  const t = useText(messages)
  const pick = usePick()
  return {
    person: {
      key: 'person',
      title: t('person'),
      heads: true,
      cell: ({ person }) =>
        person === null ? t('outside') : <Link to={`/console/people/${person.id}`}>{person.name}</Link>,
      csv: ({ person }) => person?.name ?? '',
    },
    number: {
      key: 'number',
      title: t('number'),
      cell: ({ person }) => <span className="yk-num">{person?.number ?? '—'}</span>,
      csv: ({ person }) => person?.number ?? '',
    },
    place: {
      key: 'place',
      title: t('place'),
      cell: ({ person }) => person?.regionName ?? '—',
      csv: ({ person }) => person?.regionName ?? '',
    },
    benefit: {
      key: 'benefit',
      title: t('benefit'),
      cell: ({ title }) => pick(title),
      csv: ({ title }) => pick(title),
    },
  }
}
