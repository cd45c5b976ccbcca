import type { GrantRow } from '../../../src/platform/identity/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { Refused, Twice } from './parts.tsx'
import './accounts.css'

type Decision = { id: string; verb: 'confirm' | 'decline' }

/** Roles that wait for a security officer, and what was decided before. */
export default function Grants() {
  const t = useText(messages)
  const may = useMay()
  const view = useView<{ items: GrantRow[] }>('/roles/grants')
  const decide = useCommand<Decision>({
    path: ({ id, verb }) => `/roles/grants/${id}/${verb}`,
    body: () => undefined,
    refresh: ['/accounts', '/roles'],
  })
  const waiting = view.data?.items.filter((row) => row.state === 'proposed') ?? []
  const done = view.data?.items.filter((row) => row.state !== 'proposed') ?? []
  return (
    <>
      <PageHead title={t('grantsTitle')} lead={t('grantsLead')} />
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data ? (
        <div className="yk-stack">
          <section className="yk-card">
            <h2>{t('waiting')}</h2>
            <Refused by={[decide]} />
            {waiting.length === 0 ? <EmptyState title={t('waitingNone')} text={t('waitingNoneText')} /> : null}
            <ul>
              {waiting.map((row) => (
                <li key={row.id} className="yk-acc-item">
                  <Words row={row} />
                  {may('role.confirm') ? (
                    <Decide
                      row={row}
                      busy={decide.isPending}
                      onDecide={(verb) => decide.mutate({ id: row.id, verb })}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
          <section className="yk-card">
            <h2>{t('decided')}</h2>
            {done.length === 0 ? <EmptyState title={t('decidedNone')} text={t('decidedNoneText')} /> : null}
            <ul>
              {done.map((row) => (
                <li key={row.id} className="yk-acc-item">
                  <Words row={row} />
                  <span className={row.state === 'confirmed' ? 'yk-acc-tag' : 'yk-acc-tag yk-acc-tag--wait'}>
                    {t(`state_${row.state}`)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      ) : null}
    </>
  )
}

function Decide({ row, busy, onDecide }: { row: GrantRow; busy: boolean; onDecide: (verb: Decision['verb']) => void }) {
  const t = useText(messages)
  if (row.own) return <p className="yk-small yk-quiet">{t('own')}</p>
  return (
    <div className="yk-row">
      <Twice label={t('decline')} busy={busy} onDo={() => onDecide('decline')} />
      <button
        type="button"
        className="yk-button yk-button--primary"
        disabled={busy}
        onClick={() => onDecide('confirm')}
      >
        {t('confirm')}
      </button>
    </div>
  )
}

function Words({ row }: { row: GrantRow }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <div>
      <p>
        <strong>{row.name}</strong> <span className="yk-quiet">{row.username}</span> · {t(`role_${row.role}`)}
      </p>
      <p className="yk-small">
        {row.unitName ?? t('noUnit')} · {row.region} ·{' '}
        {row.validUntil === null
          ? t('period', { from: f.date(row.validFrom) })
          : t('periodTo', { from: f.date(row.validFrom), until: f.date(row.validUntil) })}
      </p>
      <p className="yk-small yk-quiet">
        {t('grantedBy', { who: row.grantedByName ?? t('system'), time: f.instant(row.grantedAt) })}
        {row.decidedAt === null
          ? null
          : ` · ${t('decidedBy', { who: row.decidedByName ?? t('system'), time: f.instant(row.decidedAt) })}`}
      </p>
    </div>
  )
}
