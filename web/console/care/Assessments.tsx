import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { AssessedLine } from '../../../src/contexts/care/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { useSexAge } from '../people/words.tsx'
import { messages } from './messages-assessments.ts'
import { CountFilter, PersonLink, PrintButton } from './parts.tsx'

const STATES = ['late', 'soon', 'never', 'in-force'] as const
const TONES = { late: 'bad', soon: 'warn', never: 'warn', 'in-force': 'good' } as const
type Page = { items: AssessedLine[]; next: string | null; counts: Record<AssessedLine['state'], number> }

/** Who is to be assessed: late, soon, never; and who is in force. */
export default function Assessments() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const sexAge = useSexAge()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const state = params.get('state') ?? ''
  const [choosing, setChoosing] = useState(false)
  const [person, setPerson] = useState('')
  const list = useList<AssessedLine, Page>('/care/assessments', { state }, { keepLast: true })
  return (
    <>
      <PageHead
        title={t('assessments')}
        lead={t('assessmentsLead')}
        actions={
          <>
            <PrintButton />
            {may('care.manage') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setChoosing(true)}>
                {t('newAssessment')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={choosing} onClose={() => setChoosing(false)} title={t('forWhom')}>
        <div className="yk-stack">
          <PersonPick value={person} onChange={setPerson} />
          {person === '' ? null : (
            <Link className="yk-button yk-button--primary" to={`/console/care/assessments/${person}`}>
              {t('go')}
            </Link>
          )}
        </div>
      </Sheet>
      <CountFilter
        counts={STATES.map((each) => ({
          key: each,
          label: t(`state_${each}`),
          count: list.head?.counts[each],
          chosen: state === each,
          onChoose: () => setParams(state === each ? {} : { state: each }, { replace: true }),
        }))}
      />
      <DataTable
        caption={t('assessments')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/care/assessments/${row.person.id}`)}
        exportName="assessments"
        empty={<EmptyState title={t('noAssessments')} text={t('noAssessmentsText')} heading="h2" />}
        columns={[
          {
            key: 'person',
            title: t('person'),
            heads: true,
            cell: (row) => <PersonLink person={row.person} to={`/console/care/assessments/${row.person.id}`} />,
            csv: (row) => row.person.name,
          },
          { key: 'sexAge', title: t('sexAge'), cell: (row) => sexAge(row.person), csv: (row) => row.person.age },
          {
            key: 'place',
            title: t('place'),
            cell: (row) => row.person.regionName ?? t('unknown'),
            csv: (row) => row.person.regionName ?? '',
          },
          {
            key: 'phone',
            title: t('phone'),
            cell: (row) => <span className="yk-num">{row.person.phone ?? t('unknown')}</span>,
            csv: (row) => row.person.phone ?? '',
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => <Tag tone={TONES[row.state]}>{t(`state_${row.state}`)}</Tag>,
            csv: (row) => row.state,
          },
          {
            key: 'last',
            title: t('last'),
            cell: (row) => (row.last === null ? '—' : <span className="yk-num">{f.day(row.last)}</span>),
            csv: (row) => row.last ?? '',
          },
          {
            key: 'due',
            title: t('due'),
            cell: (row) => (row.due === null ? '—' : <span className="yk-num">{f.day(row.due)}</span>),
            csv: (row) => row.due ?? '',
          },
        ]}
      />
    </>
  )
}
