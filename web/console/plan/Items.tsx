import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { ServiceItemList, ServiceItemView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-items.ts'
import './plan.css'

/** Message key of each state of an item. */
export const ITEM_STATE = {
  'not-started': 'state_not_started',
  'under-way': 'state_under_way',
  'in-place': 'state_in_place',
  stopped: 'state_stopped',
} as const

/** The catalogue of service items as it holds on a day. */
export default function Items() {
  const t = useText(messages)
  const may = useMay()
  const [asOf, setAsOf] = useState('')
  const [field, setField] = useState('')
  const [state, setState] = useState('')
  const [q, setQ] = useState('')
  const view = useView<ServiceItemList>('/plan/items', { asOf })
  const list = view.data
  const shown = (list?.items ?? []).filter(
    (item) =>
      (field === '' || item.field === field) &&
      (state === '' || item.state === state) &&
      (q === '' || `${item.code}${item.name}${item.object}`.includes(q)),
  )
  const inPlace = list?.states['in-place'] ?? 0
  const total = list === undefined ? 0 : Object.values(list.states).reduce((sum, n) => sum + n, 0)
  return (
    <>
      <PageHead
        title={t('itemsTitle')}
        lead={t('itemsLead')}
        actions={
          may('plan.load') ? (
            <Link className="yk-button" to="/console/registers/service-item">
              {t('toImport')}
            </Link>
          ) : undefined
        }
      />
      <search className="yk-plan-bar">
        <label className="yk-field">
          <span>{t('asOf')}</span>
          <input type="date" className="yk-input" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </label>
        <label className="yk-field">
          <span>{t('field')}</span>
          <select className="yk-input" value={field} onChange={(event) => setField(event.target.value)}>
            <option value="">{t('all')}</option>
            {list?.fields.map((each) => (
              <option key={each.field} value={each.field}>
                {each.field}
              </option>
            ))}
          </select>
        </label>
        <label className="yk-field">
          <span>{t('state')}</span>
          <select className="yk-input" value={state} onChange={(event) => setState(event.target.value)}>
            <option value="">{t('all')}</option>
            {Object.entries(ITEM_STATE).map(([value, key]) => (
              <option key={value} value={value}>
                {t(key)}
              </option>
            ))}
          </select>
        </label>
        <label className="yk-field yk-plan-grow">
          <span>{t('search')}</span>
          <input type="search" className="yk-input" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
      </search>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {list !== undefined && total === 0 ? (
        <EmptyState title={t('noItems')} text={t('noItemsText')} heading="h2" />
      ) : null}
      {total > 0 ? (
        <>
          <p className="yk-plan-sum">
            <strong>{t('inPlaceOf', { done: inPlace, all: total })}</strong>
            <progress max={total} value={inPlace} aria-label={t('state_in_place')} />
          </p>
          <ul className="yk-plan-fields">
            {list?.fields.map((each) => (
              <li key={each.field}>
                <button
                  type="button"
                  className="yk-plan-field"
                  aria-pressed={field === each.field}
                  onClick={() => setField(field === each.field ? '' : each.field)}
                >
                  <span>{each.field}</span>
                  <span className="yk-num yk-quiet">
                    {each.inPlace}/{each.items}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <ItemTable items={shown} />
        </>
      ) : null}
    </>
  )
}

function ItemTable({ items }: { items: ServiceItemView[] }) {
  const t = useText(messages)
  const navigate = useNavigate()
  const columns: Column<ServiceItemView>[] = [
    {
      key: 'code',
      title: t('code'),
      csv: (item) => item.code,
      cell: (item) => <span className="yk-num">{item.code}</span>,
    },
    {
      key: 'name',
      title: t('name'),
      heads: true,
      csv: (item) => item.name,
      cell: (item) => (
        <>
          <strong className="yk-plan-name">{item.name}</strong>
          {item.version > 1 ? <span className="yk-quiet yk-small"> · {t('version', { n: item.version })}</span> : null}
        </>
      ),
    },
    { key: 'field', title: t('field'), csv: (item) => item.field, cell: (item) => item.field },
    { key: 'object', title: t('object'), csv: (item) => item.object, cell: (item) => item.object },
    { key: 'standard', title: t('standard'), csv: (item) => item.standard, cell: (item) => item.standard },
    { key: 'unit', title: t('unit'), csv: (item) => item.unit, cell: (item) => item.unit },
    {
      key: 'state',
      title: t('state'),
      csv: (item) => item.state,
      cell: (item) => <span className={`yk-plan-tag yk-plan-tag--${item.state}`}>{t(ITEM_STATE[item.state])}</span>,
    },
  ]
  return (
    <DataTable
      caption={t('itemsTitle')}
      columns={columns}
      list={{ rows: items }}
      rowKey={(item) => item.code}
      onOpen={(item) => void navigate(`/console/plan/items/${encodeURIComponent(item.code)}`)}
      exportName="service-items"
      empty={null}
    />
  )
}
