import { useState } from 'react'
import { Link } from 'react-router'
import type { RuralVillage } from '../../../../src/contexts/territory/index.ts'
import type { RegisterView } from '../../../../src/platform/imports/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { Figure } from '../../../shared/parts/Figure.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import './access.css'

/** Villages with their nearest service point and what they lack (A38). */
export default function Rural() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [township, setTownship] = useState('')
  const [lacking, setLacking] = useState(false)
  const view = useView<{ wanted: string[]; items: RuralVillage[] }>('/territory/rural-villages')
  const registers = useView<{ items: RegisterView[] }>('/registers')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const { items, wanted } = view.data
  const choices =
    registers.data?.items.find((each) => each.name === 'facility')?.columns.find((column) => column.key === 'offers')
      ?.choices ?? []
  const say = (codes: readonly string[]) =>
    codes
      .map((code) => pick(choices.find((choice) => choice.value === code)?.title ?? { zh: code, en: code }))
      .join(pick({ zh: '、', en: ', ' }))
  const towns = [...new Map(items.map((each) => [each.township, each.townshipName ?? each.township]))]
  const shown = items.filter(
    (each) =>
      (township === '' || each.township === township) && (!lacking || each.missing === null || each.missing.length > 0),
  )
  const missingOf = (row: RuralVillage) =>
    row.missing === null ? t('unknownOffers') : row.missing.length === 0 ? t('complete') : say(row.missing)
  const columns: Column<RuralVillage>[] = [
    { key: 'name', title: t('village'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
    { key: 'township', title: t('township'), cell: (row) => row.townshipName ?? '', csv: (row) => row.townshipName },
    {
      key: 'nearest',
      title: t('nearest'),
      cell: (row) =>
        row.nearest === null ? (
          t('noPoint')
        ) : (
          <span>
            <span className="yk-acc-tag">{t(`tier_${row.nearest.tier}`)}</span>{' '}
            <Link to={`/console/territory/facilities/${encodeURIComponent(row.nearest.point.code)}`}>
              {row.nearest.point.name}
            </Link>
            {row.nearest.metres === null ? null : (
              <span className="yk-small yk-quiet">
                {' '}
                {t('straight', { km: f.number(row.nearest.metres / 1000, 1) })}
              </span>
            )}
          </span>
        ),
      csv: (row) => row.nearest?.point.name ?? null,
    },
    { key: 'lacks', title: t('lacks'), cell: missingOf, csv: missingOf },
    { key: 'town', title: t('inTownship'), cell: (row) => say(row.inTownship), csv: (row) => say(row.inTownship) },
  ]
  return (
    <>
      <PageHead title={t('rural')} lead={t('ruralLead')} />
      <p className="yk-quiet yk-small">
        {t('wanted', { items: say(wanted) })} {t('source')}
      </p>
      <div className="yk-acc-figures">
        <Figure label={t('village')} value={items.length} />
        <Figure label={t('noPointCount')} value={items.filter((each) => each.village.length === 0).length} />
        <Figure label={t('lackingCount')} value={items.filter((each) => (each.missing?.length ?? 0) > 0).length} />
      </div>
      <DataTable
        caption={t('rural')}
        columns={columns}
        list={{ rows: shown }}
        rowKey={(row) => row.code}
        exportName="rural-points"
        empty={<EmptyState title={t('noPoint')} heading="h2" />}
        tools={
          <>
            <label className="yk-row">
              <span>{t('township')}</span>
              <select className="yk-input" value={township} onChange={(event) => setTownship(event.target.value)}>
                <option value="">{t('all')}</option>
                {towns.map(([code, name]) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label className="yk-row">
              <input type="checkbox" checked={lacking} onChange={(event) => setLacking(event.target.checked)} />
              <span>{t('onlyLacking')}</span>
            </label>
          </>
        }
      />
    </>
  )
}
