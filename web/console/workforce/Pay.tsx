import type { PayTables } from '../../../src/contexts/workforce/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages-institutions.ts'

/** What is paid, in bands, with small cells withheld. */
export function Pay() {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const view = useView<PayTables>('/workforce/pay')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { fewest, unknownShare, bands, byLevel, byYears } = view.data
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('payTitle')}</h2>
      <p className="yk-small yk-quiet">
        {t('payNote', { fewest, share: unknownShare === null ? t('unknown') : f.share(unknownShare / 100, 0) })}
      </p>
      <PayTable title={t('byLevel')} bands={bands} rows={byLevel} />
      <table className="yk-wf-grid">
        <thead>
          <tr>
            <th scope="col">{t('byYears')}</th>
            <th scope="col">{t('places')}</th>
            <th scope="col">{t('median')}</th>
          </tr>
        </thead>
        <tbody>
          {byYears.map((row) => (
            <tr key={row.group}>
              <th scope="row">{row.title[lng]}</th>
              <td className={row.total === null ? 'yk-wf-hidden' : 'yk-num'}>
                {row.total === null ? t('hidden') : f.number(row.total)}
              </td>
              <td className={row.median === null ? 'yk-wf-hidden' : undefined}>
                {row.median === null ? t('hidden') : bands[row.median]![lng]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PayTable({ title, bands, rows }: { title: string; bands: PayTables['bands']; rows: PayTables['byLevel'] }) {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="yk-wf-scroll" tabIndex={0} aria-label={title}>
      <table className="yk-wf-grid">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {bands.map((band) => (
              <th key={band.zh} scope="col">
                {band[lng]}
              </th>
            ))}
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.group}>
              <th scope="row">{row.title[lng]}</th>
              {row.cells.map((cell, i) => (
                <td key={bands[i]!.zh} className={cell === null ? 'yk-wf-hidden' : 'yk-num'}>
                  {cell === null ? t('hidden') : f.number(cell)}
                </td>
              ))}
              <td className={row.total === null ? 'yk-wf-hidden' : 'yk-num'}>
                {row.total === null ? t('hidden') : f.number(row.total)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
