import { Link } from 'react-router'
import type { BaseView } from '../../../src/contexts/workforce/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages-institutions.ts'

/** Places where carers and nurses are trained by practice, with who learns there. */
export function Bases({ onAct }: { onAct?: (act: { what: 'addIntern' | 'showInterns'; base: BaseView }) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: BaseView[] }>('/workforce/bases')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return (
    <section className="yk-card yk-file-card">
      <div className="yk-line-head">
        <h2>{t('bases')}</h2>
        <Link to="/console/registers/training-base">{t('basesImport')}</Link>
      </div>
      <DataTable
        caption={t('bases')}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.code}
        exportName="training-bases"
        empty={<EmptyState title={t('noBases')} text={t('noBasesText')} />}
        columns={[
          { key: 'name', title: t('title'), heads: true, cell: (row) => row.name, csv: (row) => row.name },
          {
            key: 'kind',
            title: t('capabilityKind'),
            cell: (row) => t(`kind_${row.kind}` as 'kind_enterprise'),
            csv: (row) => t(`kind_${row.kind}` as 'kind_enterprise'),
          },
          {
            key: 'school',
            title: t('school'),
            cell: (row) => [row.school, row.courses].filter(Boolean).join(' · '),
            csv: (row) => row.school,
          },
          {
            key: 'interns',
            title: t('interns'),
            numeric: true,
            cell: (row) => t('learnersOf', { count: row.interns, capacity: row.places ?? t('unknown') }),
            csv: (row) => row.interns,
          },
          {
            key: 'persons',
            title: t('internPersons'),
            numeric: true,
            cell: (row) => f.number(row.persons),
            csv: (row) => row.persons,
          },
          {
            key: 'placements',
            title: t('placements'),
            numeric: true,
            cell: (row) => f.number(row.placements),
            csv: (row) => row.placements,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => (
              <Tag {...(row.holds ? { tone: 'good' as const } : {})}>{row.holds ? t('holds') : t('ended')}</Tag>
            ),
            csv: (row) => (row.holds ? t('holds') : t('ended')),
          },
          ...(onAct === undefined
            ? []
            : [
                {
                  key: 'act',
                  title: t('act'),
                  cell: (row: BaseView) => (
                    <div className="yk-row">
                      {row.holds ? (
                        <button
                          type="button"
                          className="yk-linkish"
                          aria-label={`${t('addIntern')} ${row.name}`}
                          onClick={() => onAct({ what: 'addIntern', base: row })}
                        >
                          {t('addIntern')}
                        </button>
                      ) : null}
                      {row.placements > 0 ? (
                        <button
                          type="button"
                          className="yk-linkish"
                          aria-label={`${t('showInterns')} ${row.name}`}
                          onClick={() => onAct({ what: 'showInterns', base: row })}
                        >
                          {t('showInterns')}
                        </button>
                      ) : null}
                    </div>
                  ),
                },
              ]),
        ]}
      />
    </section>
  )
}
