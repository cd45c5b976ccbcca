import { useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { CallLine, CallView } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages-urgent.ts'
import { clockOf, Part, ReasonForm, useNow } from './parts.tsx'
import './community.css'

/** The list is looked at so often, in milliseconds. */
const EVERY = 5000

const REFRESH = ['/community/urgent', '/today']

/** One call: where, what, who is called, every step. */
export default function Call() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const [act, setAct] = useState<'release' | 'note' | 'close' | null>(null)
  // Each reading of the content is noted, so it is read again only when the list says that the call moved.
  const view = useView<CallView>(`/community/urgent/${id}`)
  const list = useView<{ now: string; items: CallLine[] }>('/community/urgent', {}, { refetchInterval: EVERY })
  const line = list.data?.items.find((each) => each.id === id)
  const { data, refetch } = view
  const moved = line !== undefined && data !== undefined && (line.turn !== data.turn || line.state !== data.state)
  useEffect(() => {
    if (moved) void refetch()
  }, [moved, refetch])
  const now = useNow(list.data?.now)
  const answer = useCommand<{ contact: string | null }>({
    path: `/community/urgent/${id}/acknowledge`,
    body: ({ contact }) => ({ contact, note: null }),
    refresh: REFRESH,
  })
  const arrive = useCommand<object>({ path: `/community/urgent/${id}/notes`, refresh: REFRESH })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const call = view.data
  const path = `/community/urgent/${id}`
  const done = () => setAct(null)
  const person = call.person === null ? null : <Link to={`/console/people/${call.person.id}`}>{call.person.name}</Link>
  const phone = call.content?.phone ? <a href={`tel:${call.content.phone}`}>{call.content.phone}</a> : null
  return (
    <>
      <PageHead
        title={`${call.no} · ${call.regionName ?? call.region}`}
        lead={
          call.state === 'open'
            ? `${t('waiting', { clock: clockOf(now - Date.parse(call.openedAt)) })} · ${t('minutesRule', { count: call.minutes })}`
            : call.state === 'acknowledged'
              ? t('answered', { name: call.contactName ?? '—', time: f.time(call.acknowledgedAt) })
              : `${t('closedAt')} ${f.instant(call.closedAt)}`
        }
        up={{ to: '/console/community/urgent', label: t('urgent') }}
        actions={
          call.state === 'closed' ? undefined : (
            <>
              {call.state === 'open' ? (
                <button
                  type="button"
                  className="yk-button yk-button--primary"
                  disabled={answer.isPending}
                  onClick={() => answer.mutate({ contact: null })}
                >
                  {call.mine || call.contactName === null
                    ? t('acknowledge')
                    : t('acknowledgeFor', { name: call.contactName })}
                </button>
              ) : (
                <>
                  <button
                    type="button"
                    className="yk-button yk-button--primary"
                    disabled={arrive.isPending}
                    onClick={() => arrive.mutate({ kind: 'arrived', note: null })}
                  >
                    {t('arrived')}
                  </button>
                  <button type="button" className="yk-button" onClick={() => setAct('release')}>
                    {t('release')}
                  </button>
                </>
              )}
              <button type="button" className="yk-button" onClick={() => setAct('note')}>
                {t('addNote')}
              </button>
              <button type="button" className="yk-button" onClick={() => setAct('close')}>
                {t('close')}
              </button>
            </>
          )
        }
      />
      <Sheet
        open={act !== null}
        onClose={done}
        title={act === 'release' ? t('release') : act === 'note' ? t('addNote') : t('close')}
      >
        {act === 'release' ? (
          <ReasonForm path={`${path}/release`} refresh={REFRESH} submit={t('release')} onDone={done} />
        ) : null}
        {act === 'close' ? (
          <ReasonForm
            path={`${path}/close`}
            refresh={REFRESH}
            submit={t('close')}
            label={t('outcome')}
            field="outcome"
            onDone={done}
          />
        ) : null}
        {act === 'note' ? <NoteForm path={`${path}/notes`} onDone={done} /> : null}
      </Sheet>
      <RefusalNote problem={answer.error ?? arrive.error} />
      {call.nobody ? (
        <p className="yk-cm-bad">
          <strong>{t('nobody')}</strong>
        </p>
      ) : null}
      {call.content === null ? <p className="yk-quiet">{t('destroyed')}</p> : null}
      <Facts
        facts={[
          [t('place'), call.content?.place ?? null],
          [t('what'), call.content?.what ?? null],
          [t('caller'), call.content?.caller ?? null],
          [t('phone'), phone],
          [t('person'), person],
          [t('channel'), t(`channel_${call.channel}`)],
          [t('opened'), f.instant(call.openedAt)],
        ]}
      />
      {call.next.length === 0 ? null : (
        <Part title={t('nextContacts')}>
          <ol>
            {call.next.map((each) => (
              <li key={each.id}>
                {each.name} <a href={`tel:${each.phone}`}>{each.phone}</a>{' '}
                {each.pages > 0 ? <span className="yk-quiet">{t('timesPaged', { count: each.pages })}</span> : null}{' '}
                {call.state === 'open' ? (
                  <button
                    type="button"
                    className="yk-linkish"
                    disabled={answer.isPending}
                    onClick={() => answer.mutate({ contact: each.id })}
                  >
                    {t('acknowledgeFor', { name: each.name })}
                  </button>
                ) : null}
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part title={t('steps')}>
        <ol className="yk-cm-steps">
          {call.steps.map((step) => (
            <li key={step.seq}>
              <time dateTime={step.at} title={f.instant(step.at)}>
                {f.time(step.at)}
              </time>
              <span>
                {t(`step_${step.kind}`)}
                {step.contactName === null ? '' : ` · ${step.contactName}`}
                {step.note === null ? null : <span className="yk-quiet"> · {step.note}</span>}
              </span>
            </li>
          ))}
        </ol>
      </Part>
    </>
  )
}

function NoteForm({ path, onDone }: { path: string; onDone: () => void }) {
  const t = useText(messages)
  const [note, setNote] = useState('')
  const add = useCommand<object>({ path, refresh: REFRESH })
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('addNote')}
      onSubmit={() => add.mutate({ kind: 'note', note }, { onSuccess: onDone })}
    >
      <Text label={t('note')} value={note} onChange={setNote} required maxLength={500} rows={3} />
    </ActForm>
  )
}
