import { useState } from 'react'
import type { EventKind, EventLine } from '../../../src/contexts/community/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { EventForm, HoldForm } from './EventForms.tsx'
import { messages } from './messages-places.ts'
import { ReasonForm } from './parts.tsx'
import './community.css'

const KINDS: EventKind[] = ['fitness', 'culture', 'outreach']
type Act = 'plan' | { event: EventLine; what: 'hold' | 'cancel' } | null

/** Events of a year, one line for each time. */
export default function Events() {
  const t = useText(messages)
  const f = useFormat()
  const manage = useMay()('community.manage')
  const thisYear = Number(todayInChina().slice(0, 4))
  const [year, setYear] = useState(String(thisYear))
  const [kind, setKind] = useState<string>('fitness')
  const [act, setAct] = useState<Act>(null)
  const view = useView<{ items: EventLine[] }>('/community/events', { year, kind })
  const held = view.data?.items.filter((each) => each.state === 'held').length
  const done = () => setAct(null)
  const chosen = act !== null && typeof act === 'object' ? act : null
  return (
    <>
      <PageHead
        title={t('events')}
        lead={t('eventsLead')}
        actions={
          manage ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('plan')}>
              {t('planEvent')}
            </button>
          ) : undefined
        }
      />
      <Sheet
        open={act !== null}
        onClose={done}
        title={
          chosen === null
            ? t('planEvent')
            : `${t(chosen.what === 'hold' ? 'hold' : 'cancelEvent')} · ${chosen.event.name}`
        }
      >
        {act === 'plan' ? <EventForm outreach={kind === 'outreach'} onDone={done} /> : null}
        {chosen?.what === 'hold' ? <HoldForm event={chosen.event} onDone={done} /> : null}
        {chosen?.what === 'cancel' ? (
          <ReasonForm
            path={`/community/events/${chosen.event.id}/cancel`}
            refresh={['/community/events', '/community/tours', '/today']}
            submit={t('cancelEvent')}
            onDone={done}
          />
        ) : null}
      </Sheet>
      <div className="yk-cm-bar yk-noprint">
        <Choice
          label={t('kind')}
          value={kind}
          onChange={setKind}
          options={KINDS.map((each) => ({ value: each, label: t(`event_${each}`) }))}
        />
        <Choice
          label={t('year')}
          value={year}
          onChange={setYear}
          options={[0, 1, 2, 3].map((back) => ({ value: String(thisYear - back), label: String(thisYear - back) }))}
        />
      </div>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {held === undefined || view.data?.items.length === 0 ? null : (
        <div className="yk-cm-figures">
          <Figure label={`${t(`event_${kind as EventKind}`)} · ${t('state_held')}`} value={held} unit={t('times')} />
        </div>
      )}
      {view.data ? (
        <DataTable
          caption={t('events')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          exportName={`events-${year}`}
          empty={<EmptyState title={t('eventsNone')} text={t('eventsNoneText')} heading="h2" />}
          columns={[
            { key: 'name', title: t('title'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
            { key: 'code', title: t('code'), cell: (row) => row.code, csv: (row) => row.code },
            {
              key: 'region',
              title: t('region'),
              cell: (row) => row.regionName ?? row.region,
              csv: (row) => row.regionName,
            },
            {
              key: 'on',
              title: t('heldOn'),
              cell: (row) => row.heldOn ?? t('nextOn', { day: row.plannedOn }),
              csv: (row) => row.heldOn ?? row.plannedOn,
            },
            {
              key: 'visits',
              title: t('visits'),
              cell: (row) =>
                row.state !== 'held'
                  ? ''
                  : `${f.number(row.visits)}${row.method === null ? '' : `（${t(`method_${row.method}`)}）`}`,
              csv: (row) => row.visits,
              numeric: true,
            },
            { key: 'state', title: t('state'), cell: (row) => t(`state_${row.state}`), csv: (row) => row.state },
            ...(manage
              ? [
                  {
                    key: 'act',
                    title: t('hold'),
                    cell: (row: EventLine) =>
                      row.state === 'cancelled' ? (
                        row.reason
                      ) : (
                        <span className="yk-cm-acts yk-noprint">
                          <button
                            type="button"
                            className="yk-linkish"
                            onClick={() => setAct({ event: row, what: 'hold' })}
                          >
                            {row.state === 'held' ? t('correct') : t('hold')}
                          </button>
                          <button
                            type="button"
                            className="yk-linkish"
                            onClick={() => setAct({ event: row, what: 'cancel' })}
                          >
                            {t('cancelEvent')}
                          </button>
                        </span>
                      ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
    </>
  )
}
