import { useState } from 'react'
import type { CountMethod, VenueYear, VisitDay, VisitsView } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { MethodChoice } from './EventForms.tsx'
import { messages } from './messages-places.ts'
import './community.css'

const METHODS: CountMethod[] = ['counted', 'sampled', 'manual']

/** Visits to the cultural venues of a year, with the way each was counted. */
export default function Venues() {
  const t = useText(messages)
  const f = useFormat()
  const manage = useMay()('community.manage')
  const thisYear = Number(todayInChina().slice(0, 4))
  const [year, setYear] = useState(String(thisYear))
  const [act, setAct] = useState<'note' | VenueYear | null>(null)
  const view = useView<VisitsView>('/community/venues', { year })
  const report = useCommand<{ year: number; what: 'visits' | 'area' }>({ path: '/community/report' })
  const mix = (methods: Record<CountMethod, number>) =>
    METHODS.filter((each) => methods[each] > 0)
      .map((each) => `${t(`method_${each}`)} ${f.number(methods[each])}`)
      .join('，')
  const data = view.data
  return (
    <>
      <PageHead
        title={t('venues')}
        lead={t('venuesLead')}
        actions={
          manage ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('note')}>
              {t('noteVisits')}
            </button>
          ) : undefined
        }
      />
      <Sheet
        open={act !== null}
        onClose={() => setAct(null)}
        title={act === null || act === 'note' ? t('noteVisits') : act.name}
      >
        {act === 'note' && data ? <NoteVisits venues={data.venues} onDone={() => setAct(null)} /> : null}
        {act !== null && act !== 'note' ? <Days venue={act} year={year} /> : null}
      </Sheet>
      <div className="yk-cm-bar yk-noprint">
        <Choice
          label={t('year')}
          value={year}
          onChange={setYear}
          options={[0, 1, 2].map((back) => ({ value: String(thisYear - back), label: String(thisYear - back) }))}
        />
        {manage ? (
          <>
            <button
              type="button"
              className="yk-button"
              disabled={report.isPending}
              onClick={() => report.mutate({ year: Number(year), what: 'visits' })}
            >
              {t('reportVisits')}
            </button>
            <button
              type="button"
              className="yk-button"
              disabled={report.isPending}
              onClick={() => report.mutate({ year: Number(year), what: 'area' })}
            >
              {t('reportArea')}
            </button>
          </>
        ) : null}
      </div>
      <RefusalNote problem={report.error} />
      {report.isSuccess ? <p role="status">{t('reported')}</p> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {data ? (
        <>
          <div className="yk-cm-figures">
            <Figure
              label={t('per10000')}
              value={data.perTenThousand}
              unit={t('tenThousand')}
              decimals={2}
              {...(data.population.persons === null || data.visits === null
                ? {}
                : {
                    note: t('perNote', {
                      visits: f.number(data.visits),
                      persons: f.number(data.population.persons),
                      source: data.population.source ?? '',
                    }),
                  })}
            />
            <Figure label={t('total')} value={data.visits} note={mix(data.methods)} />
            <Figure label={t('unknownVenues')} value={data.unknown} />
            <Figure label={t('rooms')} value={data.rooms.open} note={t('roomsNote', { count: data.rooms.others })} />
            <Figure
              label={t('areaPer10000')}
              value={data.area.perTenThousand}
              unit="㎡"
              decimals={1}
              {...(data.area.unknown > 0 ? { note: t('areaNote', { count: data.area.unknown }) } : {})}
            />
          </div>
          <DataTable
            caption={t('venues')}
            list={{ rows: data.venues }}
            rowKey={(row) => row.facility}
            onOpen={(row) => setAct(row)}
            exportName={`venues-${year}`}
            empty={<EmptyState title={t('venuesNone')} text={t('venuesNoneText')} heading="h2" />}
            columns={[
              { key: 'name', title: t('venue'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
              {
                key: 'region',
                title: t('region'),
                cell: (row) => row.regionName ?? row.region,
                csv: (row) => row.regionName,
              },
              {
                key: 'days',
                title: t('days'),
                cell: (row) => f.number(row.days),
                csv: (row) => row.days,
                numeric: true,
              },
              {
                key: 'visits',
                title: t('visits'),
                cell: (row) => f.number(row.visits),
                csv: (row) => row.visits,
                numeric: true,
              },
              {
                key: 'methods',
                title: t('methods'),
                cell: (row) => (row.open ? mix(row.methods) : `${t('closed')} ${mix(row.methods)}`),
                csv: (row) => mix(row.methods),
              },
            ]}
          />
        </>
      ) : null}
    </>
  )
}

function NoteVisits({ venues, onDone }: { venues: readonly VenueYear[]; onDone: () => void }) {
  const t = useText(messages)
  const [facility, setFacility] = useState('')
  const [day, setDay] = useState(todayInChina)
  const [visits, setVisits] = useState('')
  const [method, setMethod] = useState('counted')
  const [note, setNote] = useState('')
  const send = useCommand<object>({ path: '/community/visits', refresh: ['/community/venues'] })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('noteVisits')}
      onSubmit={() =>
        send.mutate(
          { facility, day, visits: Number(visits), method, note: note.trim() === '' ? null : note.trim() },
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
        options={venues.map((each) => ({ value: each.facility, label: each.name }))}
      />
      <Text label={t('day')} type="date" value={day} onChange={setDay} max={todayInChina()} required />
      <Text label={t('visits')} type="number" step={1} min={0} value={visits} onChange={setVisits} required />
      <MethodChoice value={method} onChange={setMethod} />
      <Text label={t('note')} value={note} onChange={setNote} hint={t('correctHint')} maxLength={200} />
    </ActForm>
  )
}

function Days({ venue, year }: { venue: VenueYear; year: string }) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: VisitDay[] }>(`/community/venues/${encodeURIComponent(venue.facility)}/visits`, {
    year,
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  return (
    <DataTable
      caption={venue.name}
      list={{ rows: view.data.items }}
      rowKey={(row) => row.day}
      exportName={`visits-${venue.facility}-${year}`}
      empty={<p className="yk-quiet">{t('never')}</p>}
      columns={[
        { key: 'day', title: t('day'), cell: (row) => row.day, csv: (row) => row.day, heads: true },
        {
          key: 'visits',
          title: t('visits'),
          cell: (row) => f.number(row.visits),
          csv: (row) => row.visits,
          numeric: true,
        },
        { key: 'method', title: t('method'), cell: (row) => t(`method_${row.method}`), csv: (row) => row.method },
        {
          key: 'note',
          title: t('note'),
          cell: (row) =>
            [row.note, ...row.before.map((each) => `${t('corrected')}：${f.number(each.visits)}`)]
              .filter(Boolean)
              .join(' · '),
          csv: (row) => row.note,
        },
      ]}
    />
  )
}
