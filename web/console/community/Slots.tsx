import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Audience, SlotLine } from '../../../src/contexts/community/index.ts'
import type { FacilityView } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useAll, useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-places.ts'
import { instantOf } from './parts.tsx'
import './community.css'

const AUDIENCES: Audience[] = ['everybody', 'students', 'elders']
const KINDS = [
  'culture-centre',
  'library',
  'city-study',
  'museum',
  'sports-ground',
  'fitness-centre',
  'primary-school',
  'middle-school',
  'vocational-school',
]

/** When venues and schools are open to book. */
export default function Slots() {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const manage = useMay()('community.manage')
  const [adding, setAdding] = useState(false)
  const view = useView<{ items: SlotLine[] }>('/community/slots')
  return (
    <>
      <PageHead
        title={t('slots')}
        lead={t('slotsLead')}
        actions={
          manage ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('openSlot')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('openSlot')}>
        {adding ? <OpenSlots onDone={() => setAdding(false)} /> : null}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <DataTable
          caption={t('slots')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          {...(manage ? { onOpen: (row: SlotLine) => void navigate(`/console/community/slots/${row.id}`) } : {})}
          exportName="slots"
          empty={<EmptyState title={t('slotsNone')} text={t('slotsNoneText')} heading="h2" />}
          columns={[
            { key: 'title', title: t('slotTitle'), cell: (row) => row.title, csv: (row) => row.title, heads: true },
            { key: 'venue', title: t('venue'), cell: (row) => row.facilityName, csv: (row) => row.facilityName },
            {
              key: 'from',
              title: t('from'),
              cell: (row) => `${f.instant(row.from)} — ${f.time(row.until)}`,
              csv: (row) => row.from,
            },
            {
              key: 'audience',
              title: t('audience'),
              cell: (row) => t(`audience_${row.audience}`),
              csv: (row) => row.audience,
            },
            { key: 'terms', title: t('terms'), cell: (row) => row.terms, csv: (row) => row.terms },
            {
              key: 'left',
              title: t('left'),
              cell: (row) =>
                row.state === 'cancelled' ? t('cancelled') : `${row.capacity - row.taken} / ${row.capacity}`,
              csv: (row) => row.capacity - row.taken,
              numeric: true,
            },
          ]}
        />
      ) : null}
    </>
  )
}

function OpenSlots({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [facility, setFacility] = useState('')
  const [title, setTitle] = useState('')
  const [audience, setAudience] = useState('students')
  const [terms, setTerms] = useState('')
  const [day, setDay] = useState(todayInChina)
  const [from, setFrom] = useState('15:00')
  const [until, setUntil] = useState('18:00')
  const [weeks, setWeeks] = useState('0')
  const [capacity, setCapacity] = useState('40')
  const venues = useAll<FacilityView>('/territory/facilities', { kind: KINDS, limit: 200 })
  const open = useCommand<object>({ path: '/community/slots', refresh: ['/community/slots'] })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('openSlot')}
      onSubmit={() =>
        open.mutate(
          {
            facility,
            title,
            audience,
            terms,
            from: instantOf(day, from),
            until: instantOf(day, until),
            weeks: Number(weeks),
            capacity: Number(capacity),
          },
          { onSuccess: onDone },
        )
      }
    >
      <Choice
        label={t('venue')}
        value={facility}
        onChange={setFacility}
        required
        empty={t('choose')}
        options={(venues.data ?? []).map((each) => ({ value: each.code, label: each.name }))}
      />
      <Text label={t('slotTitle')} value={title} onChange={setTitle} required minLength={2} maxLength={80} />
      <Choice
        label={t('audience')}
        value={audience}
        onChange={setAudience}
        options={AUDIENCES.map((each) => ({ value: each, label: t(`audience_${each}`) }))}
      />
      <Text label={t('terms')} value={terms} onChange={setTerms} required maxLength={80} />
      <Text label={t('day')} type="date" value={day} onChange={setDay} min={todayInChina()} required />
      <Text label={t('from')} type="time" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="time" value={until} onChange={setUntil} required />
      <Text label={t('weeks')} type="number" step={1} min={0} max={26} value={weeks} onChange={setWeeks} required />
      <Text
        label={t('capacity')}
        type="number"
        step={1}
        min={1}
        max={5000}
        value={capacity}
        onChange={setCapacity}
        required
      />
    </ActForm>
  )
}
