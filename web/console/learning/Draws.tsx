import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { DrawLine } from '../../../src/contexts/learning/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import type { ChildcareAnswer } from './Childcare.tsx'
import { messages } from './messages-draws.ts'
import './learning.css'

/** Draws of childcare places: those that take names, those that wait for their day, those that are over. */
export default function Draws() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const view = useView<{ items: DrawLine[] }>('/public/draws')
  const norms = useView<ChildcareAnswer>('/learning/childcare')
  return (
    <>
      <PageHead
        title={t('draws')}
        lead={t('drawsLead')}
        actions={
          may('learning.manage') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('newDraw')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newDraw')}>
        {adding && norms.data ? (
          <NewDraw norms={norms.data} onDone={(id) => void navigate(`/console/learning/draws/${id}`)} />
        ) : null}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <DataTable
          caption={t('draws')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate(`/console/learning/draws/${row.id}`)}
          exportName="draws"
          empty={<EmptyState title={t('drawsNone')} text={t('drawsNoneText')} heading="h2" />}
          columns={[
            { key: 'title', title: t('title'), cell: (row) => row.title, csv: (row) => row.title, heads: true },
            { key: 'facility', title: t('facility'), cell: (row) => row.facilityName, csv: (row) => row.facilityName },
            {
              key: 'kind',
              title: t('kind'),
              cell: (row) => (norms.data ? pick(norms.data.kinds[row.kind]) : ''),
              csv: (row) => row.kind,
            },
            {
              key: 'places',
              title: t('drawPlaces'),
              cell: (row) => f.number(row.places),
              csv: (row) => row.places,
              numeric: true,
            },
            {
              key: 'entries',
              title: t('entries'),
              cell: (row) => f.number(row.entries),
              csv: (row) => row.entries,
              numeric: true,
            },
            { key: 'state', title: t('state'), cell: (row) => t(`state_${row.state}`), csv: (row) => row.state },
            {
              key: 'on',
              title: t('drawOn'),
              cell: (row) => (row.drawOn === null ? '' : f.day(row.drawOn)),
              csv: (row) => row.drawOn,
            },
          ]}
        />
      ) : null}
    </>
  )
}

function NewDraw({ norms, onDone }: { norms: ChildcareAnswer; onDone: (id: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [facility, setFacility] = useState('')
  const [kind, setKind] = useState('older')
  const [title, setTitle] = useState('')
  const [places, setPlaces] = useState('')
  const open = useCommand<object, { id: string }>({ path: '/learning/draws', refresh: ['/public/draws'] })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('newDraw')}
      onSubmit={() =>
        open.mutate({ facility, kind, title, places: Number(places) }, { onSuccess: ({ id }) => onDone(id) })
      }
    >
      <Choice
        label={t('facility')}
        value={facility}
        onChange={setFacility}
        required
        empty={t('facilityPick')}
        options={norms.lines
          .filter((line) => line.classes > 0)
          .map((line) => ({ value: line.facility, label: line.name }))}
      />
      <Choice
        label={t('kind')}
        value={kind}
        onChange={setKind}
        options={(Object.keys(norms.kinds) as (keyof typeof norms.kinds)[]).map((each) => ({
          value: each,
          label: pick(norms.kinds[each]),
        }))}
      />
      <Text label={t('title')} value={title} onChange={setTitle} required minLength={2} maxLength={80} />
      <Text
        label={t('drawPlaces')}
        type="number"
        step={1}
        min={1}
        max={500}
        value={places}
        onChange={setPlaces}
        required
      />
    </ActForm>
  )
}
