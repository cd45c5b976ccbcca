import { useState } from 'react'
import { Link } from 'react-router'
import type { ServiceItemList, ServiceItemView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
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
  return (
    <div className="yk-plan-scroll">
      <table className="yk-plan-table yk-plan-table--cards">
        <thead>
          <tr>
            {(['code', 'name', 'object', 'standard', 'unit', 'state'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <td className="yk-num">{item.code}</td>
              <th scope="row">
                <Link to={`/console/plan/items/${encodeURIComponent(item.code)}`}>{item.name}</Link>
                {item.version > 1 ? (
                  <span className="yk-quiet yk-small"> · {t('version', { n: item.version })}</span>
                ) : null}
              </th>
              <td data-label={t('object')}>{item.object}</td>
              <td data-label={t('standard')}>{item.standard}</td>
              <td data-label={t('unit')}>{item.unit}</td>
              <td data-label={t('state')}>
                <span className={`yk-plan-tag yk-plan-tag--${item.state}`}>{t(ITEM_STATE[item.state])}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
