import { type FormEvent, useState } from 'react'
import type { FamilyView, StandardResult } from '../../../../src/contexts/territory/index.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import { LineStateTag } from './parts.tsx'
import { Results } from './Results.tsx'
import type { StandardsAnswer } from './Standards.tsx'
import './standards.css'

/** Which figures each kind of plan is judged by. */
const FIGURES = {
  'new-estate': ['planned-persons', 'elder-land', 'sport-indoor', 'sport-outdoor'],
  'fast-lane': ['works-area', 'works-cost'],
} as const
type Family = keyof typeof FIGURES

/** Planned figures tried against the lines, before anything is built. */
export default function Trial() {
  const t = useText(messages)
  const pick = usePick()
  const [family, setFamily] = useState<Family>('new-estate')
  const [given, setGiven] = useState<Record<string, string>>({})
  const [asked, setAsked] = useState<{ family: Family; figure: string[] } | null>(null)
  const standards = useView<StandardsAnswer>('/territory/standards')
  const tried = useView<{ family: FamilyView; result: StandardResult }>(
    `/territory/standards/${asked?.family ?? family}/evaluate`,
    { figure: asked?.figure ?? [] },
    { enabled: asked !== null },
  )
  if (standards.error) return <ErrorState problem={standards.error} onRetry={() => void standards.refetch()} />
  if (standards.data === undefined) return <LoadingState />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const figure = FIGURES[family].flatMap((code) => (given[code] ? [`${code}:${given[code]}`] : []))
    setAsked({ family, figure })
  }
  return (
    <>
      <PageHead up={{ to: '/console/territory/standards', label: t('up') }} title={t('trial')} lead={t('trialLead')} />
      <form className="yk-std-trial yk-card" onSubmit={submit}>
        <label className="yk-field">
          <span>{t('figures')}</span>
          <select className="yk-input" value={family} onChange={(event) => setFamily(event.target.value as Family)}>
            <option value="new-estate">{t('newEstate')}</option>
            <option value="fast-lane">{t('fastLane')}</option>
          </select>
        </label>
        {FIGURES[family].map((code) => {
          const measure = standards.data.figures.find((each) => each.code === code)
          return (
            <label key={code} className="yk-field">
              <span>
                {pick(measure?.title ?? { zh: code, en: code })}（{pick(measure?.unit ?? { zh: '', en: '' })}）
              </span>
              <input
                className="yk-input"
                type="number"
                min={0}
                step="any"
                value={given[code] ?? ''}
                onChange={(event) => setGiven({ ...given, [code]: event.target.value })}
              />
            </label>
          )
        })}
        <div>
          <button type="submit" className="yk-button yk-button--primary">
            {t('tryIt')}
          </button>
        </div>
      </form>
      <RefusalNote problem={tried.error} />
      {asked !== null && tried.data !== undefined ? (
        <section className="yk-std-part" aria-live="polite">
          <h2 className="yk-row">
            {pick(tried.data.family.title)} <LineStateTag state={tried.data.result.state} />
          </h2>
          <Results
            result={tried.data.result}
            measures={standards.data.measures}
            label={pick(tried.data.family.title)}
          />
        </section>
      ) : null}
    </>
  )
}
