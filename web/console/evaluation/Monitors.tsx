import { useState } from 'react'
import type { Alert, Monitor } from '../../../src/contexts/evaluation/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { MonitorForm } from './MonitorForm.tsx'
import { messages } from './messages.ts'
import './evaluation.css'

const REFRESH = ['/evaluation/alerts', '/evaluation/monitors']

/** Alerts raised to me first, then the others, then what is watched. */
export default function Monitors() {
  const t = useText(messages)
  const may = useMay()
  const alerts = useView<{ items: Alert[] }>('/evaluation/alerts')
  const monitors = useView<{ items: Monitor[] }>('/evaluation/monitors')
  const [adding, setAdding] = useState(false)
  const look = useCommand<void, { raised: number }>({
    path: '/evaluation/monitors/run',
    body: () => undefined,
    refresh: REFRESH,
  })
  if (alerts.isPending || monitors.isPending) return <LoadingState />
  if (alerts.error) return <ErrorState problem={alerts.error} />
  if (monitors.error) return <ErrorState problem={monitors.error} />
  const mine = alerts.data.items.filter((alert) => alert.mine && alert.closedAt === null)
  const others = alerts.data.items.filter((alert) => !mine.includes(alert))
  return (
    <>
      <PageHead
        title={t('monitors')}
        lead={t('monitorsLead')}
        actions={
          may('monitor.manage') ? (
            <>
              <button type="button" className="yk-button" disabled={look.isPending} onClick={() => look.mutate()}>
                {t('runNow')}
              </button>
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
                {t('newMonitor')}
              </button>
            </>
          ) : undefined
        }
      />
      <RefusalNote problem={look.error} />
      {look.data ? <p role="status">{t('raised', { n: look.data.raised })}</p> : null}
      <section className="yk-eva-part">
        <h2>{t('mine')}</h2>
        {mine.length === 0 ? <EmptyState title={t('noAlerts')} text={t('noAlertsText')} /> : null}
        {mine.map((alert) => (
          <One key={alert.id} alert={alert} />
        ))}
      </section>
      {others.length > 0 ? (
        <section className="yk-eva-part">
          <h2>{t('others')}</h2>
          {others.map((alert) => (
            <One key={alert.id} alert={alert} />
          ))}
        </section>
      ) : null}
      <section className="yk-eva-part">
        <h2>{t('monitorList')}</h2>
        <List monitors={monitors.data.items} />
      </section>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newMonitor')}>
        <MonitorForm onDone={() => setAdding(false)} />
      </Sheet>
    </>
  )
}

/** What was found, in a few words. */
function factOf(f: ReturnType<typeof useFormat>, { rule, fact }: Alert): string {
  const asOf = fact.asOf === null ? '' : ` · ${f.date(fact.asOf)}`
  if (rule.kind === 'overdue')
    return (fact.tasks ?? []).map((task) => `${task.number} ${task.title} (${task.overdueWorkdays})`).join('；')
  if (rule.kind === 'staleness') return `${fact.days ?? '—'} / ${rule.days}${asOf}`
  if (rule.kind === 'change')
    return `${f.number(fact.before ?? null)} → ${f.number(fact.value)} (${f.number(fact.change ?? null, 1)}%)${asOf}`
  return `${f.number(fact.value)} ${rule.when} ${f.number(rule.limit)}${asOf}`
}

function One({ alert }: { alert: Alert }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [reason, setReason] = useState('')
  const close = useCommand<{ reason: string }>({ path: `/evaluation/alerts/${alert.id}/close`, refresh: REFRESH })
  return (
    <article className="yk-eva-alert" data-closed={alert.closedAt !== null || undefined}>
      <h3>{alert.name}</h3>
      <p>{factOf(f, alert)}</p>
      <p className="yk-quiet yk-small">
        {f.instant(alert.raisedAt)} · {t('told')} {alert.accountName}
      </p>
      {alert.closedAt === null ? null : (
        <p>{t('closedBy', { who: alert.closedBy ?? '', reason: alert.reason ?? '' })}</p>
      )}
      {alert.closedAt === null && (alert.mine || may('monitor.manage')) ? (
        <form
          className="yk-eva-form"
          onSubmit={(event) => {
            event.preventDefault()
            close.mutate({ reason })
          }}
        >
          <Text label={t('reason')} value={reason} onChange={setReason} required />
          <button type="submit" className="yk-button" disabled={close.isPending}>
            {t('closeAlert')}
          </button>
        </form>
      ) : null}
      <RefusalNote problem={close.error} />
    </article>
  )
}

function List({ monitors }: { monitors: Monitor[] }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const flip = useCommand<{ id: string; active: boolean }>({
    path: ({ id }) => `/evaluation/monitors/${id}/switch`,
    body: ({ active }) => ({ active }),
    refresh: REFRESH,
  })
  return (
    <>
      <RefusalNote problem={flip.error} />
      <table className="yk-eva-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('told')}</th>
            <th scope="col">{t('every')}</th>
            <th scope="col">{t('checked')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {monitors.map((monitor) => (
            <tr key={monitor.id}>
              <td>{monitor.name}</td>
              <td data-label={t('what')}>{t(`rule_${monitor.rule.kind}`)}</td>
              <td data-label={t('told')}>{monitor.accountName}</td>
              <td data-label={t('every')}>{t(monitor.every)}</td>
              <td data-label={t('checked')}>{monitor.checkedAt === null ? '—' : f.instant(monitor.checkedAt)}</td>
              <td data-label={t('state')}>
                {monitor.active ? t(monitor.seen?.breached ? 'breached' : 'ok') : t('off')}{' '}
                {may('monitor.manage') ? (
                  <button
                    type="button"
                    className="yk-linkish"
                    onClick={() => flip.mutate({ id: monitor.id, active: !monitor.active })}
                  >
                    {t(monitor.active ? 'stop' : 'resume')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
