import type { ReviewView } from '../../../src/platform/reviews/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useList } from '../../shared/queries.ts'
import { messages } from '../../shared/reviews/messages.ts'
import { useConclusion } from '../../shared/reviews/words.ts'

/** Every fair-competition review with which a rule of recognition or subsidy came into force. */
export default function Reviews() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const conclusion = useConclusion()
  const list = useList<ReviewView>('/reviews')
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <DataTable
        caption={t('title')}
        list={list}
        rowKey={(row) => row.id}
        exportName="fair-competition-reviews"
        empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
        columns={[
          {
            key: 'rule',
            title: t('rule'),
            heads: true,
            cell: (row) => (
              <>
                {pick(row.title)} <span className="yk-quiet">{t('version', { version: row.version })}</span>
              </>
            ),
            csv: (row) => `${row.code} ${row.version}`,
          },
          { key: 'kind', title: t('kind'), cell: (row) => t(`kind_${row.kind}`), csv: (row) => row.kind },
          { key: 'conclusion', title: t('conclusion'), cell: conclusion, csv: conclusion },
          { key: 'opinion', title: t('opinion'), cell: (row) => row.opinion, csv: (row) => row.opinion },
          {
            key: 'unit',
            title: t('unit'),
            cell: (row) => (row.paperNumber === null ? row.unit : `${row.unit} ${row.paperNumber}`),
            csv: (row) => row.unit,
          },
          {
            key: 'on',
            title: t('reviewedOn'),
            cell: (row) => <span className="yk-num">{f.day(row.reviewedOn)}</span>,
            csv: (row) => row.reviewedOn,
          },
          { key: 'by', title: t('by'), cell: (row) => row.by, csv: (row) => row.by },
        ]}
      />
    </>
  )
}
