import { useState } from 'react'
import type { IndicatorView } from '../../../src/contexts/statistics/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Facts } from '../../shared/parts/Facts.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useMay } from '../../shared/session.ts'
import { IndicatorForm } from './IndicatorForm.tsx'
import { messages } from './messages.ts'

const COUNTS = { persons: 'persons', 'person-times': 'personTimes', things: 'things' } as const

/** What the indicator means, and every version of it. */
export function Definition({ indicator, versions }: { indicator: IndicatorView; versions: IndicatorView[] }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const facts: [string, string][] = [
    [t('unit'), indicator.unit],
    [t('numerator'), pick(indicator.numerator)],
    ...(indicator.denominator === null ? [] : [[t('denominator'), pick(indicator.denominator)] as [string, string]]),
    ...(indicator.countOf === null ? [] : [[t('counts'), t(COUNTS[indicator.countOf])] as [string, string]]),
    [t('window'), t(indicator.window)],
    [t('source'), t(indicator.source)],
    ...(indicator.aliases.length === 0 ? [] : [[t('aliases'), indicator.aliases.join('；')] as [string, string]]),
    ...(indicator.note === null ? [] : [[t('note'), pick(indicator.note)] as [string, string]]),
  ]
  return (
    <section className="yk-stat-part">
      <h2>{t('versions')}</h2>
      <Facts facts={facts} />
      <ol className="yk-stat-versions">
        {versions.map((each) => (
          <li key={each.version}>
            <strong>{t('version', { version: each.version })}</strong>{' '}
            <span className="yk-quiet">{t('since', { date: f.date(each.validFrom) })}</span>
            {each.origin === 'local' ? <span className="yk-stat-tag">{t('local')}</span> : null}
            <p className="yk-small">{each.readable === null ? t('signedFor') : pick(each.readable)}</p>
          </li>
        ))}
      </ol>
      {may('indicator.manage') ? (
        <div className="yk-row yk-noprint">
          <button type="button" className="yk-button" onClick={() => setOpen(true)}>
            {t('addVersion')}
          </button>
        </div>
      ) : null}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('addVersion')}>
        {open ? <IndicatorForm old={indicator} onDone={() => setOpen(false)} /> : null}
      </Sheet>
    </section>
  )
}
