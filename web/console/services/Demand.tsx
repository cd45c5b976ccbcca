import type { DemandLine } from '../../../src/contexts/services/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useList } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { FAMILY, optionsOf } from './words.ts'

const daysAgo = (days: number) =>
  new Date(Date.parse(`${todayInChina()}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

/** What was ordered and what could not be had, by month, place and item. */
export default function Demand() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [params, set] = useChoices()
  const family = params.get('family') ?? ''
  const from = params.get('from') ?? daysAgo(90)
  const until = params.get('until') ?? todayInChina()
  const byItem = params.get('by') !== 'family'
  const list = useList<DemandLine>('/services/demand', { from, until, family: family || undefined, byItem })
  return (
    <>
      <PageHead title={t('demand')} lead={t('demandLead')} />
      <DataTable
        caption={t('demand')}
        list={list}
        rowKey={(row) => `${row.month} ${row.region} ${row.family} ${row.item ?? ''}`}
        exportName="demand"
        empty={<EmptyState title={t('noDemand')} text={t('noDemandText')} heading="h2" />}
        tools={
          <>
            <Text label={t('from')} type="date" value={from} onChange={set('from')} />
            <Text label={t('until')} type="date" value={until} onChange={set('until')} />
            <Choice
              label={t('family')}
              value={family}
              onChange={set('family')}
              empty={t('all')}
              options={optionsOf(FAMILY, pick)}
            />
            <Choice
              label={t('item')}
              value={byItem ? '' : 'family'}
              onChange={set('by')}
              options={[
                { value: '', label: t('byItem') },
                { value: 'family', label: t('byFamily') },
              ]}
            />
          </>
        }
        columns={[
          {
            key: 'month',
            title: t('month'),
            heads: true,
            cell: (row) => <span className="yk-num">{row.month}</span>,
            csv: (row) => row.month,
          },
          { key: 'region', title: t('region'), cell: (row) => row.regionName, csv: (row) => row.regionName },
          {
            key: 'family',
            title: t('family'),
            cell: (row) => pick(FAMILY[row.family]),
            csv: (row) => pick(FAMILY[row.family]),
          },
          {
            key: 'item',
            title: t('item'),
            cell: (row) => (row.title === null ? '—' : pick(row.title)),
            csv: (row) => (row.title === null ? '' : pick(row.title)),
          },
          {
            key: 'orders',
            title: t('ordered'),
            numeric: true,
            cell: (row) => f.number(row.orders),
            csv: (row) => row.orders,
          },
          {
            key: 'wishes',
            title: t('unmet'),
            numeric: true,
            cell: (row) => f.number(row.wishes),
            csv: (row) => row.wishes,
          },
          {
            key: 'persons',
            title: t('persons'),
            numeric: true,
            cell: (row) => f.number(row.persons),
            csv: (row) => row.persons,
          },
          {
            key: 'asked',
            title: t('asked'),
            numeric: true,
            cell: (row) => f.number(row.asked),
            csv: (row) => row.asked,
          },
          {
            key: 'reasons',
            title: t('reasons'),
            cell: (row) => row.reasons.map((each) => `${pick(each.title)} ${each.wishes}`).join('、') || '—',
            csv: (row) => row.reasons.map((each) => `${pick(each.title)} ${each.wishes}`).join(' '),
          },
        ]}
      />
    </>
  )
}
