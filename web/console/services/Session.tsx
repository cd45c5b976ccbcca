import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { SessionPeople, SessionView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { messages as forms } from './messages-forms.ts'
import { OrderTag, Span } from './Orders.tsx'
import { Leave, PlaceForm } from './Places.tsx'
import './services.css'

/** Who has a place in a session, and who waits. */
export default function Session() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const { id = '' } = useParams()
  const tf = useText(forms)
  const [ending, setEnding] = useState(false)
  const [placing, setPlacing] = useState(false)
  const view = useView<SessionView>(`/services/sessions/${id}`)
  const people = useView<SessionPeople>(`/services/sessions/${id}/people`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (people.error) return <ErrorState problem={people.error} onRetry={() => void people.refetch()} />
  if (view.data === undefined || people.data === undefined) return <LoadingState />
  const session = view.data
  return (
    <>
      <PageHead
        title={session.title}
        up={{ to: '/console/services/sessions', label: t('sessions') }}
        tags={
          session.state === 'cancelled' ? (
            <Tag tone="bad">{t('cancelled')}</Tag>
          ) : (
            <Tag tone={session.left === 0 ? 'warn' : 'good'}>
              {t('left')} {f.number(session.left)} / {f.number(session.capacity)}
            </Tag>
          )
        }
        lead={`${session.siteName} · ${f.instant(session.from)} · ${t('closesAt')} ${f.instant(session.closesAt)}`}
        actions={
          <>
            {may('services.offer') && session.state === 'open' ? (
              <button type="button" className="yk-button" onClick={() => setEnding(true)}>
                {t('cancelSession')}
              </button>
            ) : null}
            {may('services.order') && session.state === 'open' ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setPlacing(true)}>
                {tf(session.left === 0 ? 'join' : 'book')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={placing} onClose={() => setPlacing(false)} title={tf(session.left === 0 ? 'join' : 'book')}>
        {placing ? <PlaceForm session={session} onDone={() => setPlacing(false)} /> : null}
      </Sheet>
      <Sheet open={ending} onClose={() => setEnding(false)} title={t('cancelSession')}>
        <Cancel id={id} series={session.series !== null} onDone={() => setEnding(false)} />
      </Sheet>
      <div className="yk-svc-two">
        <section className="yk-card yk-svc-card">
          <h2>{t('places')}</h2>
          {people.data.places.length === 0 ? <p className="yk-quiet">{t('noPlaces')}</p> : null}
          <ul className="yk-svc-lines">
            {people.data.places.map((each) => (
              <li key={each.order}>
                <span>
                  {each.person?.name ?? t('hiddenPerson')}{' '}
                  <Link className="yk-num" to={`/console/services/orders/${each.order}`}>
                    {each.no}
                  </Link>
                </span>
                <OrderTag state={each.state} />
              </li>
            ))}
          </ul>
        </section>
        <section className="yk-card yk-svc-card">
          <h2>{t('waiting')}</h2>
          {people.data.waiting.length === 0 ? <p className="yk-quiet">{t('noWaiting')}</p> : null}
          <ul className="yk-svc-lines">
            {people.data.waiting.map((each) => (
              <li key={each.id}>
                <span>{each.person?.name ?? t('hiddenPerson')}</span>
                <span className="yk-num">
                  {f.instant(each.since)}{' '}
                  {may('services.order') ? <Leave id={each.id} name={each.person?.name ?? ''} /> : null}
                </span>
              </li>
            ))}
          </ul>
          <p className="yk-small yk-quiet">
            <Span from={session.from} until={session.until} />
          </p>
        </section>
      </div>
    </>
  )
}

function Cancel({ id, series, onDone }: { id: string; series: boolean; onDone: () => void }) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const [all, setAll] = useState('no')
  const cancel = useCommand<void>({
    path: `/services/sessions/${id}/cancel`,
    body: () => ({ reason, series: all === 'yes' }),
    refresh: ['/services'],
  })
  return (
    <ActForm
      problem={cancel.error}
      pending={cancel.isPending}
      submit={t('cancelSession')}
      onSubmit={() => cancel.mutate(undefined, { onSuccess: onDone })}
    >
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
      {series ? (
        <Choice
          label={t('cancelSeries')}
          value={all}
          onChange={setAll}
          options={[
            { value: 'no', label: t('no_') },
            { value: 'yes', label: t('yes') },
          ]}
        />
      ) : null}
    </ActForm>
  )
}
