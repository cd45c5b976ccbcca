import { useState } from 'react'
import { Link } from 'react-router'
import type { ItemView } from '../../../src/contexts/supervision/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

const FIELDS = [
  'elder',
  'childcare',
  'domestic',
  'meals',
  'health',
  'property',
  'training',
  'prepaid',
  'other',
] as const
const PER = { month: 'perMonth', quarter: 'perQuarter', year: 'perYear' } as const

/** Who supervises what, and where nobody does. */
export default function Items() {
  const t = useText(messages)
  const [field, setField] = useState('')
  const view = useView<{ items: ItemView[] }>('/supervision/items')
  const rows = (view.data?.items ?? []).filter((item) => field === '' || item.field === field)
  const gaps = rows.reduce((sum, item) => sum + item.missing.length, 0)
  const columns: Column<ItemView>[] = [
    { key: 'item', title: t('item'), heads: true, cell: (row) => row.title, csv: (row) => `${row.code} ${row.title}` },
    {
      key: 'field',
      title: t('field'),
      cell: (row) => t(row.field as (typeof FIELDS)[number]),
      csv: (row) => t(row.field as (typeof FIELDS)[number]),
    },
    {
      key: 'subject',
      title: t('subject'),
      cell: (row) => (
        <div>
          {row.subject}
          <br />
          <span className="yk-small yk-quiet">{row.content}</span>
        </div>
      ),
      csv: (row) => `${row.subject}：${row.content}`,
    },
    {
      key: 'unit',
      title: t('unit'),
      cell: (row) => (
        <div>
          {row.duties.length === 1 ? (
            row.duties[0]!.unit
          ) : (
            <details>
              <summary>{t('places', { count: row.duties.length })}</summary>
              {row.duties.map((duty) => `${duty.regionName}：${duty.unit}`).join('；')}
            </details>
          )}
          {row.missing.length === 0 ? null : (
            <div>
              <Tag tone="warn">{t('missing', { names: row.missing.map((place) => place.regionName).join('、') })}</Tag>
            </div>
          )}
        </div>
      ),
      csv: (row) => row.duties.map((duty) => `${duty.regionName}：${duty.unit}`).join('；'),
    },
    {
      key: 'often',
      title: t('often'),
      cell: (row) => t(PER[row.per], { times: row.times }),
      csv: (row) => t(PER[row.per], { times: row.times }),
    },
    { key: 'basis', title: t('basis'), cell: (row) => row.basis, csv: (row) => row.basis },
  ]
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <Link className="yk-button" to="/console/registers/regulatory-item">
            {t('register')}
          </Link>
        }
      />
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {gaps > 0 ? (
        <p role="status" style={{ marginBlock: 'var(--s3)' }}>
          {t('gaps', { count: gaps })}
        </p>
      ) : null}
      {view.isSuccess ? (
        <DataTable
          caption={t('title')}
          list={{ rows }}
          rowKey={(row) => row.code}
          exportName="regulatory-items"
          empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
          tools={
            <Choice
              label={t('field')}
              value={field}
              onChange={setField}
              empty={t('all')}
              options={FIELDS.map((value) => ({ value, label: t(value) }))}
            />
          }
          columns={columns}
        />
      ) : null}
    </>
  )
}
