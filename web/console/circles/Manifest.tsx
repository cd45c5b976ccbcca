import type { Manifest as ManifestView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** What a figure of reach was computed from. */
export function Manifest({ manifest }: { manifest: ManifestView }) {
  const t = useText(messages)
  const f = useFormat()
  const { streets, facilities, population, rules } = manifest
  return (
    <details className="yk-circle-manifest">
      <summary>{t('manifestTitle')}</summary>
      <p className="yk-quiet yk-small">{t('manifestText')}</p>
      <dl>
        <dt>{t('mStreets')}</dt>
        <dd>
          {streets.name} · {t('mAssumed')} {f.share(streets.assumedShare)}
          <code>{streets.sha256.slice(0, 16)}</code>
        </dd>
        <dt>{t('mFacilities')}</dt>
        <dd>
          {t('mFacilitiesSay', { asOf: f.date(manifest.asOf), n: f.number(facilities.count) })}
          {facilities.offStreets + facilities.unplaced > 0 ? (
            <span>{t('mOff', { off: f.number(facilities.offStreets), unplaced: f.number(facilities.unplaced) })}</span>
          ) : null}
          <code>{facilities.set.slice(0, 16)}</code>
        </dd>
        <dt>{t('mPopulation')}</dt>
        <dd>
          {t('mPopulationSay', {
            points: f.number(population.points),
            persons: f.number(population.persons),
            asOf: f.date(population.asOf),
          })}
          <code>{population.md5.slice(0, 16)}</code>
        </dd>
        <dt>{t('mRules')}</dt>
        <dd>
          <code>{rules}</code>
        </dd>
      </dl>
    </details>
  )
}
