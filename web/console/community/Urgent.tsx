import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { CallChannel, CallLine } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-urgent.ts'
import { clockOf, useNow, VillageChoice } from './parts.tsx'
import './community.css'

/** Calls are read again so often while somebody looks, in milliseconds. */
const EVERY = 5000

/** Calls for urgent help: what nobody answered first, counting up. */
export default function Urgent() {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const [taking, setTaking] = useState(false)
  const view = useView<{ now: string; items: CallLine[] }>('/community/urgent', {}, { refetchInterval: EVERY })
  const now = useNow(view.data?.now)
  const standing = view.data?.items.filter((each) => each.state !== 'closed') ?? []
  const closed = view.data?.items.filter((each) => each.state === 'closed') ?? []
  return (
    <>
      <PageHead
        title={t('urgent')}
        lead={t('urgentLead')}
        actions={
          <button type="button" className="yk-button yk-button--primary" onClick={() => setTaking(true)}>
            {t('takeCall')}
          </button>
        }
      />
      <Sheet open={taking} onClose={() => setTaking(false)} title={t('takeCall')}>
        {taking ? <TakeCall onDone={(id) => void navigate(`/console/community/urgent/${id}`)} /> : null}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data && standing.length === 0 ? (
        <EmptyState title={t('callNone')} text={t('callNoneText')} heading="h2" />
      ) : null}
      <ul className="yk-cm-calls">
        {standing.map((call) => (
          <Call key={call.id} call={call} now={now} />
        ))}
      </ul>
      {closed.length === 0 ? null : (
        <section className="yk-cm-part">
          <h2>{t('closedCalls')}</h2>
          <DataTable
            caption={t('closedCalls')}
            list={{ rows: closed }}
            rowKey={(row) => row.id}
            onOpen={(row) => void navigate(`/console/community/urgent/${row.id}`)}
            exportName="urgent"
            empty={null}
            columns={[
              { key: 'no', title: t('no_'), cell: (row) => row.no, csv: (row) => row.no, heads: true },
              {
                key: 'region',
                title: t('region'),
                cell: (row) => row.regionName ?? row.region,
                csv: (row) => row.regionName,
              },
              { key: 'opened', title: t('opened'), cell: (row) => f.instant(row.openedAt), csv: (row) => row.openedAt },
              {
                key: 'answered',
                title: t('answeredAt'),
                cell: (row) =>
                  row.acknowledgedAt === null
                    ? '—'
                    : `${clockOf(Date.parse(row.acknowledgedAt) - Date.parse(row.openedAt))} · ${row.contactName ?? ''}`,
                csv: (row) => row.acknowledgedAt,
              },
              {
                key: 'closed',
                title: t('closedAt'),
                cell: (row) => f.instant(row.closedAt),
                csv: (row) => row.closedAt,
              },
            ]}
          />
        </section>
      )}
    </>
  )
}

function Call({ call, now }: { call: CallLine; now: number }) {
  const t = useText(messages)
  const f = useFormat()
  const answer = useCommand<object>({
    path: `/community/urgent/${call.id}/acknowledge`,
    refresh: ['/community/urgent', '/today'],
  })
  const left = call.nextAt === null ? 0 : Date.parse(call.nextAt) - now
  const name = call.contactName ?? '—'
  return (
    <li className="yk-card yk-cm-call" data-state={call.state}>
      <div
        className="yk-cm-clock"
        role="timer"
        aria-label={t('waiting', { clock: clockOf(now - Date.parse(call.openedAt)) })}
      >
        {clockOf(now - Date.parse(call.openedAt))}
      </div>
      <div>
        <h2>
          <Link to={`/console/community/urgent/${call.id}`}>
            {call.no} · {call.regionName ?? call.region}
          </Link>
        </h2>
        {call.state === 'acknowledged' ? (
          <p>{t('answered', { name, time: f.time(call.acknowledgedAt) })}</p>
        ) : call.nobody ? (
          <p className="yk-cm-bad">
            <strong>{t('nobody')}</strong>
          </p>
        ) : (
          <p>
            {call.mine ? <strong>{t('mine')} · </strong> : null}
            {t('turn', { turn: call.turn, name, phone: call.contactPhone ?? '' })} ·{' '}
            <span className="yk-num">{left > 0 ? t('nextIn', { clock: clockOf(left) }) : t('nextNow')}</span>
          </p>
        )}
        <RefusalNote problem={answer.error} />
      </div>
      <div className="yk-cm-acts">
        {call.state === 'open' ? (
          <button
            type="button"
            className="yk-button yk-button--primary"
            disabled={answer.isPending}
            onClick={() => answer.mutate({ contact: null, note: null })}
          >
            {call.mine || call.contactName === null ? t('acknowledge') : t('acknowledgeFor', { name })}
          </button>
        ) : null}
        <Link className="yk-button" to={`/console/community/urgent/${call.id}`}>
          {t('openCall')}
        </Link>
      </div>
    </li>
  )
}

const CHANNELS: CallChannel[] = ['phone', 'device', 'field', 'counter', 'app', 'paper']

function TakeCall({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const may = useMay()
  const [region, setRegion] = useState('')
  const [place, setPlace] = useState('')
  const [what, setWhat] = useState('')
  const [caller, setCaller] = useState('')
  const [phone, setPhone] = useState('')
  const [channel, setChannel] = useState<string>('phone')
  const [known, setKnown] = useState(false)
  const [person, setPerson] = useState('')
  const take = useCommand<object, { id: string }>({
    path: '/community/urgent',
    refresh: ['/community/urgent', '/today'],
  })
  const words = (text: string) => (text.trim() === '' ? null : text.trim())
  return (
    <ActForm
      problem={take.error}
      pending={take.isPending}
      submit={t('pageNow')}
      onSubmit={() =>
        take.mutate(
          {
            region,
            place,
            what,
            caller: words(caller),
            phone: words(phone),
            channel,
            person: known ? words(person) : null,
          },
          { onSuccess: ({ id }) => onDone(id) },
        )
      }
    >
      <VillageChoice value={region} onChange={setRegion} />
      <Text label={t('place')} value={place} onChange={setPlace} required maxLength={200} hint={t('placeHint')} />
      <Text label={t('what')} value={what} onChange={setWhat} required maxLength={500} rows={3} />
      <Text label={t('caller')} value={caller} onChange={setCaller} maxLength={50} />
      <Text label={t('phone')} value={phone} onChange={setPhone} maxLength={30} />
      <Choice
        label={t('channel')}
        value={channel}
        onChange={setChannel}
        options={CHANNELS.map((each) => ({ value: each, label: t(`channel_${each}`) }))}
      />
      {may('people.use') ? (
        <label className="yk-cm-check">
          <input type="checkbox" checked={known} onChange={(event) => setKnown(event.target.checked)} />
          <span>{t('withPerson')}</span>
        </label>
      ) : null}
      {known ? <PersonPick value={person} onChange={setPerson} /> : null}
    </ActForm>
  )
}
