import { useState } from 'react'
import type { Item, StandardItem } from '../../../src/contexts/services/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { ItemForm } from './ItemForm.tsx'
import { messages } from './messages.ts'
import { messages as forms } from './messages-forms.ts'
import { FAMILY, TYPE, UNIT } from './words.ts'
import './services.css'

type Row = Item & { offers: number }

/** The items of the county's catalogue, and taking more from the standard one. */
export default function Catalogue() {
  const t = useText(messages)
  const tf = useText(forms)
  const f = useFormat()
  const [editing, setEditing] = useState<Row | 'new' | null>(null)
  const pick = usePick()
  const may = useMay()
  const view = useView<{ items: Row[]; standard: StandardItem[] }>('/services/catalogue')
  const adopt = useCommand<void>({
    path: '/services/catalogue/adopt',
    body: () => ({ codes: view.data?.standard.map((each) => each.code) ?? [] }),
    refresh: ['/services/catalogue'],
  })
  const open = useCommand<Row>({
    path: (row) => `/services/items/${row.code}/open`,
    body: (row) => ({ open: !row.open }),
    refresh: ['/services/catalogue', '/services/offers'],
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const { items, standard } = view.data
  return (
    <>
      <PageHead
        title={t('catalogue')}
        lead={t('catalogueLead')}
        actions={
          may('services.catalogue') ? (
            <>
              {standard.length > 0 ? (
                <button type="button" className="yk-button" disabled={adopt.isPending} onClick={() => adopt.mutate()}>
                  {t('adopt', { count: standard.length })}
                </button>
              ) : null}
              <button type="button" className="yk-button yk-button--primary" onClick={() => setEditing('new')}>
                {tf('newItem')}
              </button>
            </>
          ) : null
        }
      />
      <Sheet
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={
          editing === null || editing === 'new' ? tf('newItem') : tf('changeItemOf', { name: pick(editing.title) })
        }
      >
        {editing === null ? null : (
          <ItemForm item={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
        )}
      </Sheet>
      <RefusalNote problem={adopt.error ?? open.error} />
      <DataTable
        caption={t('catalogue')}
        list={{ rows: items }}
        rowKey={(row) => row.code}
        exportName="catalogue"
        empty={<EmptyState title={t('noItems')} text={t('noItemsText')} heading="h2" />}
        columns={[
          {
            key: 'title',
            title: t('item'),
            heads: true,
            cell: (row) => pick(row.title),
            csv: (row) => pick(row.title),
          },
          {
            key: 'family',
            title: t('family'),
            cell: (row) => pick(FAMILY[row.family]),
            csv: (row) => pick(FAMILY[row.family]),
          },
          { key: 'unit', title: t('unit'), cell: (row) => pick(UNIT[row.unit]), csv: (row) => pick(UNIT[row.unit]) },
          {
            key: 'minutes',
            title: t('minutes'),
            numeric: true,
            cell: (row) => (row.minutes === null ? '—' : f.number(row.minutes)),
            csv: (row) => row.minutes,
          },
          {
            key: 'staff',
            title: t('staffCount'),
            numeric: true,
            cell: (row) => f.number(row.staff),
            csv: (row) => row.staff,
          },
          {
            key: 'lead',
            title: t('lead'),
            numeric: true,
            cell: (row) => f.number(row.leadMinutes),
            csv: (row) => row.leadMinutes,
          },
          {
            key: 'by',
            title: t('offeredBy'),
            cell: (row) =>
              row.offeredBy.length === 0 ? t('anyProvider') : row.offeredBy.map((each) => pick(TYPE[each])).join('、'),
            csv: (row) => row.offeredBy.join(' '),
          },
          {
            key: 'offers',
            title: t('offerCount'),
            numeric: true,
            cell: (row) => f.number(row.offers),
            csv: (row) => row.offers,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => <Tag tone={row.open ? 'good' : undefined}>{t(row.open ? 'open' : 'closed')}</Tag>,
            csv: (row) => (row.open ? 'open' : 'closed'),
          },
          ...(may('services.catalogue')
            ? [
                {
                  key: 'act',
                  title: t('act'),
                  cell: (row: Row) => (
                    <div className="yk-svc-acts">
                      <button
                        type="button"
                        className="yk-linkish"
                        aria-label={tf('changeItemOf', { name: pick(row.title) })}
                        onClick={() => setEditing(row)}
                      >
                        {tf('changeItem')}
                      </button>
                      <button
                        type="button"
                        className="yk-linkish"
                        aria-label={`${t(row.open ? 'close' : 'reopen')} ${pick(row.title)}`}
                        disabled={open.isPending}
                        onClick={() => open.mutate(row)}
                      >
                        {t(row.open ? 'close' : 'reopen')}
                      </button>
                    </div>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
