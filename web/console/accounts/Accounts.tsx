import { useDeferredValue, useState } from 'react'
import type { AccountRow } from '../../../src/platform/identity/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { AccountSheet } from './AccountSheet.tsx'
import { messages } from './messages.ts'
import { NewAccount } from './NewAccount.tsx'
import { Status } from './Status.tsx'
import './accounts.css'

/** Accounts of the jurisdiction: for the administrator, and their locks for the security officer. */
export default function Accounts() {
  const t = useText(messages)
  const may = useMay()
  const [q, setQ] = useState('')
  const [lockedOnly, setLockedOnly] = useState(false)
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const asked = useDeferredValue(q.trim())
  const list = useList<AccountRow>('/accounts', { q: asked, lockedOut: lockedOnly || undefined })
  const chosen = list.rows.find((row) => row.id === open)

  return (
    <>
      <PageHead
        title={t('accountsTitle')}
        lead={t('accountsLead')}
        actions={
          may('account.manage') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen('new')}>
              {t('newAccount')}
            </button>
          ) : null
        }
      />
      <search className="yk-acc-filters">
        <input
          type="search"
          className="yk-input"
          aria-label={t('search')}
          placeholder={t('search')}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <label className="yk-acc-check">
          <input type="checkbox" checked={lockedOnly} onChange={(event) => setLockedOnly(event.target.checked)} />
          {t('onlyLocked')}
        </label>
      </search>
      <Sheet
        open={open === 'new' || chosen !== undefined}
        onClose={() => setOpen(null)}
        title={chosen?.name ?? t('newAccount')}
      >
        {chosen ? <AccountSheet account={chosen} key={chosen.id} /> : <NewAccount onDone={setOpen} />}
      </Sheet>
      {list.loading ? <LoadingState /> : null}
      {list.problem ? <ErrorState problem={list.problem} onRetry={list.retry} /> : null}
      {!list.loading && !list.problem && list.rows.length === 0 ? (
        <EmptyState title={t('noneFound')} text={t('noneFoundText')} heading="h2" />
      ) : null}
      {list.rows.length > 0 ? <Table rows={list.rows} onOpen={setOpen} /> : null}
      {list.hasMore ? (
        <button type="button" className="yk-button" disabled={list.loadingMore} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </>
  )
}

function Table({ rows, onOpen }: { rows: AccountRow[]; onOpen: (id: string) => void }) {
  const t = useText(messages)
  return (
    <table className="yk-acc-table">
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('unit')}</th>
          <th scope="col">{t('region')}</th>
          <th scope="col">{t('roles')}</th>
          <th scope="col">{t('status')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <button type="button" className="yk-linkish" onClick={() => onOpen(row.id)}>
                {row.name}
              </button>{' '}
              <span className="yk-quiet">{row.username}</span>
            </td>
            <td data-label={t('unit')}>{row.unitName ?? <span className="yk-quiet">{t('noUnit')}</span>}</td>
            <td data-label={t('region')} className="yk-num">
              {row.region}
            </td>
            <td data-label={t('roles')}>
              <Roles row={row} />
            </td>
            <td data-label={t('status')}>
              <Status row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Roles({ row }: { row: AccountRow }) {
  const t = useText(messages)
  if (row.roles.length === 0) return <span className="yk-quiet">{t('noRoles')}</span>
  return (
    <span className="yk-row">
      {row.roles.map((role) => (
        <span key={role.id} className={role.counts ? 'yk-acc-tag' : 'yk-acc-tag yk-acc-tag--wait'}>
          {t(`role_${role.role}`)}
          {role.counts ? null : <span>· {role.state === 'proposed' ? t('state_proposed') : t('notCounting')}</span>}
        </span>
      ))}
    </span>
  )
}
