import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { BedLine } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { SitePick } from '../providers/FirmPick.tsx'
import { messages } from './messages-beds.ts'
import { PersonLink, PrintButton } from './parts.tsx'

type Page = { items: BedLine[]; next: string | null; counted: number; all: number }

/** Whether a bed counts, and what it lacks. */
export function BedState({ bed }: { bed: Pick<BedLine, 'counts' | 'lacks' | 'ended'> }) {
  const t = useText(messages)
  if (bed.ended !== null) return <Tag>{t(`end_${bed.ended}`)}</Tag>
  if (bed.counts) return <Tag tone="good">{t('counts')}</Tag>
  return (
    <span className="yk-care-tags">
      <Tag tone="bad">{t('countsNot')}</Tag>
      {bed.lacks.map((lack) => (
        <Tag key={lack} tone="warn">
          {t(`lack_${lack}`)}
        </Tag>
      ))}
    </span>
  )
}

/** Beds at home: which count today, and what the others lack. */
export default function Beds() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const lacking = params.get('lacking') === 'true'
  const [open, setOpen] = useState(false)
  const list = useList<BedLine, Page>('/care/beds', lacking ? { lacking: true } : {}, { keepLast: true })
  return (
    <>
      <PageHead
        title={t('beds')}
        lead={t('bedsLead')}
        actions={
          <>
            <PrintButton />
            {may('care.manage') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
                {t('newBed')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('newBed')}>
        <NewBed onDone={(id) => void navigate(`/console/care/beds/${id}`)} />
      </Sheet>
      <DataTable
        caption={t('beds')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/care/beds/${row.id}`)}
        exportName="home-beds"
        empty={<EmptyState title={t('noBeds')} text={t('noBedsText')} heading="h2" />}
        tools={
          <>
            {list.head === undefined ? null : (
              <strong className="yk-num">{t('bedsCount', { counted: list.head.counted, all: list.head.all })}</strong>
            )}
            <button
              type="button"
              className="yk-button"
              aria-pressed={lacking}
              onClick={() => setParams(lacking ? {} : { lacking: 'true' }, { replace: true })}
            >
              {t('lackingOnly')}
            </button>
          </>
        }
        columns={[
          {
            key: 'code',
            title: t('code'),
            cell: (row) => <span className="yk-num">{row.code}</span>,
            csv: (row) => row.code,
          },
          {
            key: 'person',
            title: t('person'),
            heads: true,
            cell: (row) => <PersonLink person={row.person} to={`/console/care/beds/${row.id}`} />,
            csv: (row) => row.person.name,
          },
          {
            key: 'place',
            title: t('place'),
            cell: (row) => row.person.regionName ?? t('unknown'),
            csv: (row) => row.person.regionName ?? '',
          },
          { key: 'provider', title: t('provider'), cell: (row) => row.provider, csv: (row) => row.provider },
          {
            key: 'services',
            title: t('services'),
            cell: (row) => (
              <span className="yk-num">
                {t('servicesOf', { before: row.before, sofar: row.sofar, asked: row.asked })}
              </span>
            ),
            csv: (row) => row.before,
          },
          {
            key: 'term',
            title: t('term'),
            cell: (row) => (
              <span className="yk-num">
                {f.day(row.from)} – {row.until === null ? '' : f.day(row.until)}
              </span>
            ),
            csv: (row) => row.from,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => <BedState bed={row} />,
            csv: (row) => (row.counts ? 'counts' : row.lacks.join(' ')),
          },
        ]}
      />
    </>
  )
}

function NewBed({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const [site, setSite] = useState('')
  const [contractNumber, setContractNumber] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const [until, setUntil] = useState('')
  const [servicesAMonth, setServices] = useState('4')
  const [plan, setPlan] = useState('')
  const open = useCommand<void, { id: string }>({
    path: '/care/beds',
    body: () => ({
      person,
      site,
      contractNumber,
      from,
      until: until || null,
      servicesAMonth: Number(servicesAMonth),
      plan,
    }),
    refresh: ['/care/beds', '/today'],
  })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('newBed')}
      onSubmit={() => open.mutate(undefined, { onSuccess: ({ id }) => onDone(id) })}
    >
      <PersonPick value={person} onChange={setPerson} at="/person" />
      <SitePick value={site} onChange={setSite} at="/site" />
      <Text label={t('contract')} value={contractNumber} onChange={setContractNumber} required maxLength={60} />
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="date" value={until} onChange={setUntil} at="/until" />
      <Text
        label={t('servicesAMonth')}
        at="/servicesAMonth"
        type="number"
        min={0}
        max={200}
        step={1}
        value={servicesAMonth}
        onChange={setServices}
        required
      />
      <Text label={t('plan')} rows={3} value={plan} onChange={setPlan} required maxLength={2000} />
    </ActForm>
  )
}
