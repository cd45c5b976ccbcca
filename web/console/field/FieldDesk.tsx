import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { FlagLine } from '../../../src/contexts/care/index.ts'
import type { ConflictLine, DeviceLine, OperationLine } from '../../../src/platform/sync/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

const WHAT = ['refused', 'conflicts', 'waiting', 'marked', 'flags', 'devices'] as const
type Counts = { refused: number; waiting: number; conflicts: number }

/** What came in from devices and wants a person: refused, said differently, waiting, marked; and the devices themselves. */
export default function FieldDesk() {
  const t = useText(messages)
  const f = useFormat()
  const [params, setParams] = useSearchParams()
  const asked = params.get('what')
  const what = WHAT.find((each) => each === asked) ?? 'refused'
  const counts = useView<{ counts: Counts }>('/sync/operations', { what: 'refused' }).data?.counts
  const countOf = (each: (typeof WHAT)[number]) =>
    counts === undefined || each === 'marked' || each === 'devices' || each === 'flags' ? null : counts[each]
  return (
    <div className="yk-stack">
      <PageHead title={t('title')} lead={t('lead')} />
      <ul className="yk-row yk-noprint">
        {WHAT.map((each) => (
          <li key={each}>
            <button
              type="button"
              className="yk-button"
              aria-pressed={what === each}
              onClick={() => setParams({ what: each }, { replace: true })}
            >
              {t(`what_${each}`)}{' '}
              {countOf(each) === null ? '' : <span className="yk-num">{f.number(countOf(each))}</span>}
            </button>
          </li>
        ))}
      </ul>
      {what === 'flags' ? (
        <Flags />
      ) : what === 'conflicts' ? (
        <Conflicts />
      ) : what === 'devices' ? (
        <Devices />
      ) : (
        <Operations what={what} />
      )}
    </div>
  )
}

function Operations({ what }: { what: 'refused' | 'waiting' | 'marked' }) {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const pick = usePick()
  const [chosen, setChosen] = useState<OperationLine | null>(null)
  const view = useView<{ items: OperationLine[] }>('/sync/operations', { what }, { keepLast: true })
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const marksOf = (row: OperationLine) =>
    [row.late ? t('late') : '', row.clock === 'ok' ? '' : t(`clock_${row.clock}`)].filter(Boolean).join(' · ')
  return (
    <>
      <Sheet open={chosen !== null} onClose={() => setChosen(null)} title={t('look')}>
        {chosen === null ? null : <Refused operation={chosen} onDone={() => setChosen(null)} />}
      </Sheet>
      <DataTable
        caption={t(`what_${what}`)}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.id}
        {...(what === 'refused' ? { onOpen: (row: OperationLine) => setChosen(row) } : {})}
        exportName={`field-${what}`}
        empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
        columns={[
          {
            key: 'kind',
            title: t('kind'),
            heads: true,
            cell: (row) => (row.title === null ? row.kind : pick(row.title)),
            csv: (row) => row.kind,
          },
          { key: 'who', title: t('who'), cell: (row) => row.name ?? t('unknown'), csv: (row) => row.name ?? '' },
          {
            key: 'at',
            title: t('at'),
            cell: (row) => <span className="yk-num">{f.instant(row.at)}</span>,
            csv: (row) => row.at,
          },
          {
            key: 'received',
            title: t('received'),
            cell: (row) => <span className="yk-num">{f.instant(row.receivedAt)}</span>,
            csv: (row) => row.receivedAt,
          },
          { key: 'marks', title: t('marks'), cell: marksOf, csv: marksOf },
          {
            key: 'reason',
            title: t('reason'),
            cell: (row) => (row.reason === null ? '' : row.reason[lng]),
            csv: (row) => row.reason?.code ?? '',
          },
        ]}
      />
    </>
  )
}

/** A refused record: what it said, read on record, and what was done about it. */
function Refused({ operation, onDone }: { operation: OperationLine; onDone: () => void }) {
  const t = useText(messages)
  const lng = useLanguage()
  const pick = usePick()
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const said = useView<{ payload: unknown }>(`/sync/operations/${operation.id}/payload`, {}, { enabled: asked })
  const close = useCommand<void>({
    path: `/sync/operations/${operation.id}/close`,
    body: () => ({ note }),
    refresh: ['/sync', '/today'],
  })
  return (
    <div className="yk-stack">
      {operation.reason === null ? null : (
        <p>
          <Tag tone="bad">{operation.reason[lng]}</Tag>{' '}
          {operation.reason.next === null ? '' : pick(operation.reason.next)}
        </p>
      )}
      {asked ? (
        <>
          <RefusalNote problem={said.error} />
          {said.data === undefined ? null : (
            <pre className="yk-small yk-care-said">{JSON.stringify(said.data.payload, null, 1)}</pre>
          )}
        </>
      ) : (
        <button type="button" className="yk-button" onClick={() => setAsked(true)}>
          {t('look')}
        </button>
      )}
      <ActForm
        problem={close.error}
        pending={close.isPending}
        submit={t('close')}
        onSubmit={() => close.mutate(undefined, { onSuccess: onDone })}
      >
        <Text label={t('closeNote')} value={note} onChange={setNote} required maxLength={300} />
      </ActForm>
    </div>
  )
}

function Conflicts() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: ConflictLine[] }>('/sync/conflicts')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return (
    <DataTable
      caption={t('what_conflicts')}
      list={{ rows: view.data.items }}
      rowKey={(row) => row.id}
      exportName="field-conflicts"
      empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
      columns={[
        { key: 'kind', title: t('kind'), heads: true, cell: (row) => row.kind, csv: (row) => row.kind },
        { key: 'fields', title: t('fields'), cell: (row) => row.fields.join('、'), csv: (row) => row.fields.join(' ') },
        {
          key: 'since',
          title: t('since'),
          cell: (row) => <span className="yk-num">{f.instant(row.openedAt)}</span>,
          csv: (row) => row.openedAt,
        },
        {
          key: 'go',
          title: t('settle'),
          cell: (row) => <Link to={row.href}>{t('settle')}</Link>,
          csv: (row) => row.href,
        },
      ]}
    />
  )
}

/** Visits that cannot be true as entered: a person asks and says what it was. */
function Flags() {
  const t = useText(messages)
  const f = useFormat()
  const [chosen, setChosen] = useState<FlagLine | null>(null)
  const [note, setNote] = useState('')
  const view = useView<{ items: FlagLine[] }>('/care/visit-flags')
  const settle = useCommand<{ settled: 'true' | 'explained' }>({
    path: () => `/care/visits/${chosen?.visit}/flags`,
    body: ({ settled }) => ({ kind: chosen?.kind, settled, note }),
    refresh: ['/care/visit'],
  })
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const send = (settled: 'true' | 'explained') => settle.mutate({ settled }, { onSuccess: () => setChosen(null) })
  return (
    <>
      <Sheet open={chosen !== null} onClose={() => setChosen(null)} title={t('what_flags')}>
        <div className="yk-stack">
          {chosen === null ? null : (
            <p>
              <Tag tone="bad">{t(`flag_${chosen.kind}`)}</Tag>{' '}
              <Link to={`/console/care/visits/persons/${chosen.person}`}>{chosen.name ?? t('unknown')}</Link>
            </p>
          )}
          <ActForm
            problem={settle.error}
            pending={settle.isPending}
            submit={t('flagExplained')}
            onSubmit={() => send('explained')}
          >
            <Text label={t('closeNote')} value={note} onChange={setNote} required maxLength={300} />
          </ActForm>
          <button type="button" className="yk-button" disabled={note.trim() === ''} onClick={() => send('true')}>
            {t('flagTrue')}
          </button>
        </div>
      </Sheet>
      <DataTable
        caption={t('what_flags')}
        list={{ rows: view.data.items }}
        rowKey={(row) => `${row.visit}${row.kind}`}
        onOpen={(row) => setChosen(row)}
        exportName="visit-flags"
        empty={<EmptyState title={t('none')} text={t('flagsText')} heading="h2" />}
        columns={[
          {
            key: 'kind',
            title: t('kind'),
            heads: true,
            cell: (row) => t(`flag_${row.kind}`),
            csv: (row) => row.kind,
          },
          { key: 'person', title: t('person'), cell: (row) => row.name ?? t('unknown'), csv: (row) => row.name ?? '' },
          { key: 'who', title: t('who'), cell: (row) => row.visitor, csv: (row) => row.visitor },
          {
            key: 'at',
            title: t('at'),
            cell: (row) => <span className="yk-num">{f.instant(row.heldAt)}</span>,
            csv: (row) => row.heldAt,
          },
        ]}
      />
    </>
  )
}

function Devices() {
  const t = useText(messages)
  const f = useFormat()
  const [chosen, setChosen] = useState<DeviceLine | null>(null)
  const [reason, setReason] = useState('')
  const view = useView<{ items: DeviceLine[] }>('/sync/devices')
  const revoke = useCommand<void>({
    path: () => `/sync/devices/${chosen?.id}/revoke`,
    body: () => ({ reason }),
    refresh: ['/sync'],
  })
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const off = (row: DeviceLine) =>
    row.offsetMs === null ? t('unknown') : t('minutes', { count: Math.round(-row.offsetMs / 60_000) })
  return (
    <>
      <Sheet open={chosen !== null} onClose={() => setChosen(null)} title={t('revoke')}>
        <ActForm
          problem={revoke.error}
          pending={revoke.isPending}
          submit={t('revoke')}
          onSubmit={() => revoke.mutate(undefined, { onSuccess: () => setChosen(null) })}
        >
          <Text label={t('revokeReason')} value={reason} onChange={setReason} required maxLength={300} />
        </ActForm>
      </Sheet>
      <DataTable
        caption={t('what_devices')}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.id}
        exportName="field-devices"
        empty={<EmptyState title={t('none')} heading="h2" />}
        columns={[
          {
            key: 'who',
            title: t('who'),
            heads: true,
            cell: (row) => row.owner ?? t('unknown'),
            csv: (row) => row.owner ?? '',
          },
          { key: 'device', title: t('device'), cell: (row) => row.name, csv: (row) => row.name },
          {
            key: 'seen',
            title: t('lastSeen'),
            cell: (row) => <span className="yk-num">{f.instant(row.lastSeen)}</span>,
            csv: (row) => row.lastSeen,
          },
          { key: 'clock', title: t('clockOff'), cell: off, csv: (row) => row.offsetMs ?? '' },
          { key: 'waiting', title: t('waiting'), cell: (row) => f.number(row.waiting), csv: (row) => row.waiting },
          { key: 'refused', title: t('refused'), cell: (row) => f.number(row.refused), csv: (row) => row.refused },
          {
            key: 'revoke',
            title: t('revoke'),
            cell: (row) =>
              row.revoked === null ? (
                <button type="button" className="yk-linkish" onClick={() => setChosen(row)}>
                  {t('revoke')}
                </button>
              ) : (
                t('revoked')
              ),
            csv: (row) => row.revoked ?? '',
          },
        ]}
      />
    </>
  )
}
