import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { CommunitySheet as Sheet } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import { LineStateTag } from './parts.tsx'
import { Results } from './Results.tsx'
import type { StandardsAnswer } from './Standards.tsx'
import './standards.css'

/** One community by every standard, with evidence; made to be printed. */
export default function CommunitySheet() {
  const { code = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [asOf, setAsOf] = useState('')
  const view = useView<Sheet>(`/territory/communities/${code}/standards`, { asOf })
  const standards = useView<StandardsAnswer>('/territory/standards')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined || standards.data === undefined) return <LoadingState />
  const { community, townshipName, results, surveyed } = view.data
  const meant = results.filter(({ result }) => result.state !== 'not-applicable')
  const ordered = [...meant.filter((each) => each.family.binding), ...meant.filter((each) => !each.family.binding)]
  return (
    <>
      <PageHead
        up={{ to: '/console/territory/standards', label: t('up') }}
        title={`${townshipName ?? ''} ${community.name}`}
        lead={`${f.date(view.data.asOf)} · ${t('sheetLead')}`}
        actions={
          <>
            <label className="yk-field yk-std-day">
              <span>{t('asOf')}</span>
              <input type="date" className="yk-input" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
            </label>
            <Link className="yk-button" to={`/console/registers/community-figure?region=${code}`}>
              {t('openRegister')}
            </Link>
            <button type="button" className="yk-button yk-button--primary" onClick={() => window.print()}>
              {t('print')}
            </button>
          </>
        }
      />
      {surveyed ? null : <p className="yk-std-remark">{t('notSurveyed')}</p>}
      {ordered.map(({ family, result }) => (
        <section key={family.code} className="yk-std-part">
          <h2 className="yk-row">
            {pick(family.title)} <LineStateTag state={result.state} />
            {family.binding ? null : <span className="yk-std-tag">{t('compare')}</span>}
          </h2>
          <Results result={result} measures={standards.data.measures} label={pick(family.title)} />
        </section>
      ))}
    </>
  )
}
