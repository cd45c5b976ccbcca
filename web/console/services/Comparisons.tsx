import type { ComparisonView } from '../../../src/contexts/services/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag, type Tone } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { Market } from './Market.tsx'
import { messages } from './messages.ts'
import { UNIT } from './words.ts'

const TONE: Record<ComparisonView['verdict'], Tone | undefined> = {
  below: 'good',
  'not-below': 'bad',
  unknown: undefined,
}

/** Prices asked on premises that were given free of charge, each beside the market. */
export default function Comparisons() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const view = useView<{ margin: { value: number; basis: string }; least: number; items: ComparisonView[] }>(
    '/services/comparisons',
  )
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const { margin, least, items } = view.data
  return (
    <div className="yk-stack">
      <PageHead title={t('comparisons')} lead={t('comparisonsLead', { margin: margin.value, least })} />
      <DataTable
        caption={t('comparisons')}
        list={{ rows: items }}
        rowKey={(row) => row.offer}
        exportName="comparisons"
        empty={<EmptyState title={t('noComparisons')} text={t('noComparisonsText')} heading="h2" />}
        columns={[
          { key: 'site', title: t('site'), heads: true, cell: (row) => row.siteName, csv: (row) => row.siteName },
          { key: 'item', title: t('item'), cell: (row) => pick(row.title), csv: (row) => pick(row.title) },
          {
            key: 'price',
            title: t('price'),
            numeric: true,
            cell: (row) =>
              row.fen === null ? (
                <span className="yk-unknown">{t('noPrice')}</span>
              ) : (
                `${f.money(row.fen)} / ${pick(UNIT[row.unit])}`
              ),
            csv: (row) => (row.fen === null ? null : row.fen / 100),
          },
          {
            key: 'median',
            title: t('median'),
            numeric: true,
            cell: (row) => f.money(row.medianFen),
            csv: (row) => (row.medianFen === null ? null : row.medianFen / 100),
          },
          {
            key: 'sample',
            title: t('sample'),
            numeric: true,
            cell: (row) => f.number(row.sample),
            csv: (row) => row.sample,
          },
          {
            key: 'gap',
            title: t('gap'),
            numeric: true,
            cell: (row) => (row.gapPercent === null ? '—' : f.share(row.gapPercent / 100)),
            csv: (row) => row.gapPercent,
          },
          {
            key: 'verdict',
            title: t('verdict'),
            cell: (row) => <Tag tone={TONE[row.verdict]}>{t(`verdict_${row.verdict}`)}</Tag>,
            csv: (row) => t(`verdict_${row.verdict}`),
          },
        ]}
      />
      <p className="yk-small yk-quiet">{margin.basis}</p>
      <Market />
    </div>
  )
}
