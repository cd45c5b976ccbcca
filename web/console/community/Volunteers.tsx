import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { VolunteerLine } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Names } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-volunteers.ts'
import './community.css'

type List = { items: VolunteerLine[]; registered: number; served: number; minutes: number }

/** Volunteers with what they served. */
export default function Volunteers() {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const view = useView<List>('/community/volunteers')
  return (
    <>
      <PageHead
        title={t('volunteers')}
        lead={t('volunteersLead')}
        actions={
          <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
            {t('register')}
          </button>
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('register')}>
        {adding ? <Register onDone={(id) => void navigate(`/console/community/volunteers/${id}`)} /> : null}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <>
          <div className="yk-cm-figures">
            <Figure label={t('registered')} value={view.data.registered} />
            <Figure label={t('served12')} value={view.data.served} />
            <Figure
              label={t('hours12')}
              value={Math.floor(view.data.minutes / 30) / 2}
              unit={t('hours')}
              decimals={1}
            />
          </div>
          <DataTable
            caption={t('volunteers')}
            list={{ rows: view.data.items }}
            rowKey={(row) => row.id}
            onOpen={(row) => void navigate(`/console/community/volunteers/${row.id}`)}
            exportName="volunteers"
            empty={<EmptyState title={t('volunteersNone')} text={t('volunteersNoneText')} heading="h2" />}
            columns={[
              {
                key: 'name',
                title: t('name'),
                cell: (row) => row.card?.name ?? '—',
                csv: (row) => row.card?.name ?? '',
                heads: true,
              },
              { key: 'no', title: t('code'), cell: (row) => row.no, csv: (row) => row.no },
              {
                key: 'region',
                title: t('region'),
                cell: (row) => row.regionName ?? row.region,
                csv: (row) => row.regionName,
              },
              {
                key: 'skills',
                title: t('skill'),
                cell: (row) => row.skills.join('、'),
                csv: (row) => row.skills.join('、'),
              },
              {
                key: 'hours',
                title: t('hoursServed'),
                cell: (row) => f.number(row.minutes / 60, 1),
                csv: (row) => row.minutes / 60,
                numeric: true,
              },
              {
                key: 'activities',
                title: t('activitiesCount'),
                cell: (row) => f.number(row.activities),
                csv: (row) => row.activities,
                numeric: true,
              },
              { key: 'last', title: t('lastOn'), cell: (row) => row.lastOn ?? '—', csv: (row) => row.lastOn },
              {
                key: 'insured',
                title: t('insuredUntil'),
                cell: (row) => (row.leftOn === null ? (row.insuredUntil ?? t('notInsured')) : t('leftOn')),
                csv: (row) => row.insuredUntil,
              },
            ]}
          />
        </>
      ) : null}
    </>
  )
}

function Register({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const [skills, setSkills] = useState<string[]>([])
  const add = useCommand<object, { id: string }>({ path: '/community/volunteers', refresh: ['/community/volunteers'] })
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('register')}
      onSubmit={() => add.mutate({ person, skills }, { onSuccess: ({ id }) => onDone(id) })}
    >
      <PersonPick value={person} onChange={setPerson} />
      <Names label={t('skills')} names={skills} onChange={setSkills} />
    </ActForm>
  )
}
