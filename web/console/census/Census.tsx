import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { CensusRecord } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
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

const REFRESH = ['/territory', '/sync']

/** Words for what a record says, field by field. */
function useSaid(): (field: string, value: unknown) => string {
  const t = useText(messages)
  return (field, value) => {
    const name = t(`f_${field}` as 'f_name')
    const text = field === 'found' ? t(`v_${String(value)}` as 'v_yes') : value === null ? '—' : String(value)
    return `${name} ${text}`
  }
}

/** What surveyors entered, for the desk to look at and take over. */
export default function Census() {
  const t = useText(messages)
  const f = useFormat()
  const said = useSaid()
  const [params, setParams] = useSearchParams()
  const view = useView<{ items: CensusRecord[] }>('/territory/census')
  const chosen = view.data?.items.find((each) => each.id === params.get('record')) ?? null
  const saysOf = (row: CensusRecord) =>
    Object.entries(row.fields)
      .filter(([field]) => field !== 'name')
      .map(([field, value]) => said(field, value))
      .join('，')
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Sheet open={chosen !== null} onClose={() => setParams({}, { replace: true })} title={t('title')}>
        {chosen === null ? null : (
          <OneRecord key={chosen.id} record={chosen} onDone={() => setParams({}, { replace: true })} />
        )}
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : (
        <DataTable
          caption={t('title')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          onOpen={(row) => setParams({ record: row.id })}
          exportName="census"
          empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
          columns={[
            {
              key: 'place',
              title: t('place'),
              heads: true,
              cell: (row) => (
                <span className="yk-care-tags">
                  {row.fields.name ?? row.facility}
                  {row.facility === null ? <Tag tone="good">{t('fresh')}</Tag> : null}
                  {row.conflicts.length > 0 ? <Tag tone="bad">{t('conflict')}</Tag> : null}
                  {row.likely.length > 0 ? <Tag tone="warn">{t('likely')}</Tag> : null}
                </span>
              ),
              csv: (row) => row.fields.name ?? row.facility ?? '',
            },
            { key: 'says', title: t('says'), cell: saysOf, csv: saysOf },
            {
              key: 'sayings',
              title: t('sayings'),
              cell: (row) => <span className="yk-num">{row.sayings}</span>,
              csv: (row) => row.sayings,
            },
            {
              key: 'since',
              title: t('since'),
              cell: (row) => <span className="yk-num">{f.instant(row.begunAt)}</span>,
              csv: (row) => row.begunAt,
            },
          ]}
        />
      )}
    </>
  )
}

function OneRecord({ record, onDone }: { record: CensusRecord; onDone: () => void }) {
  const t = useText(messages)
  const said = useSaid()
  const [reason, setReason] = useState('')
  const settle = useCommand<{ field: string; value: unknown }>({
    path: `/territory/census/${record.id}/sayings`,
    body: ({ field, value }) => ({ version: record.version, fields: { [field]: value } }),
    refresh: REFRESH,
  })
  const take = useCommand<{ as: string | null }, { code: string }>({
    path: `/territory/census/${record.id}/take`,
    refresh: REFRESH,
  })
  const drop = useCommand<void>({
    path: `/territory/census/${record.id}/drop`,
    body: () => ({ reason }),
    refresh: REFRESH,
  })
  return (
    <div className="yk-stack">
      <p>
        <strong>{record.fields.name ?? record.facility}</strong>{' '}
        <Tag>{record.facility === null ? t('fresh') : t('known', { code: record.facility })}</Tag>
      </p>
      <ul>
        {Object.entries(record.fields).map(([field, value]) => (
          <li key={field}>{said(field, value)}</li>
        ))}
      </ul>
      {record.conflicts.map(({ field, heads }) => (
        <section key={field} className="yk-stack">
          <Tag tone="bad">{t('conflict')}</Tag>
          {heads.map((head) => (
            <span key={`${head.device}${head.seq}`} className="yk-row">
              <span>{said(field, head.value)}</span>
              <button type="button" className="yk-button" onClick={() => settle.mutate({ field, value: head.value })}>
                {t('settle')}
              </button>
            </span>
          ))}
        </section>
      ))}
      {record.likely.map((like) => (
        <p key={like.code ?? like.record} className="yk-row">
          <Tag tone="warn">{t('likely')}</Tag>
          <span>
            {like.name} {like.metres === null ? '' : t('metres', { metres: like.metres })}
          </span>
          {like.code === null ? null : (
            <button
              type="button"
              className="yk-button"
              onClick={() => take.mutate({ as: like.code }, { onSuccess: onDone })}
            >
              {t('takeAs', { name: like.name })}
            </button>
          )}
        </p>
      ))}
      <RefusalNote problem={settle.error ?? take.error} />
      <div className="yk-row">
        <button
          type="button"
          className="yk-button yk-button--primary"
          disabled={record.conflicts.length > 0 || take.isPending}
          onClick={() => take.mutate({ as: null }, { onSuccess: onDone })}
        >
          {t('take')}
        </button>
      </div>
      <ActForm
        problem={drop.error}
        pending={drop.isPending}
        submit={t('drop')}
        onSubmit={() => drop.mutate(undefined, { onSuccess: onDone })}
      >
        <Text label={t('dropReason')} value={reason} onChange={setReason} required maxLength={300} />
      </ActForm>
    </div>
  )
}
