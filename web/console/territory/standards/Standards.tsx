import { useState } from 'react'
import { Link } from 'react-router'
import type { FamilyView, Measure, StandardLine } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import { useSayLine } from './parts.tsx'
import './standards.css'

export type StandardsAnswer = { asOf: string; items: FamilyView[]; measures: Measure[]; figures: Measure[] }

/** The families of standards with their lines, side by side. */
export default function Standards() {
  const t = useText(messages)
  const [asOf, setAsOf] = useState('')
  const view = useView<StandardsAnswer>('/territory/standards', { asOf })
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <label className="yk-field yk-std-day">
              <span>{t('asOf')}</span>
              <input type="date" className="yk-input" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
            </label>
            <Link className="yk-button" to="/console/registers/community-figure">
              {t('figuresRegister')}
            </Link>
            <Link className="yk-button" to="/console/registers/standard-line">
              {t('ownRegister')}
            </Link>
            <Link className="yk-button yk-button--primary" to="/console/territory/standards/trial">
              {t('trial')}
            </Link>
          </>
        }
      />
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      <div className="yk-std-families">
        {view.data?.items.map((family) => (
          <Family key={family.code} family={family} measures={view.data.measures} />
        ))}
      </div>
    </>
  )
}

function Family({ family, measures }: { family: FamilyView; measures: Measure[] }) {
  const t = useText(messages)
  const pick = usePick()
  const held = new Set(family.lines)
  const others = family.versions.filter((line) => ![...held].some((own) => same(own, line)))
  const assessable = family.subject !== 'project' && !family.walking
  return (
    <section className="yk-card yk-std-family" aria-labelledby={`std-${family.code}`}>
      <header className="yk-std-head">
        <div>
          <h2 id={`std-${family.code}`}>{pick(family.title)}</h2>
          <p className="yk-quiet yk-small">{pick(family.lead)}</p>
        </div>
        <div className="yk-row">
          <span className={`yk-std-tag${family.binding ? ' yk-std-tag--on' : ''}`}>
            {t(family.binding ? 'binding' : 'compare')}
          </span>
          {family.walking ? (
            <Link className="yk-button" to={`/console/territory/circles?family=${family.code}`}>
              {t('walking')}
            </Link>
          ) : null}
          {assessable ? (
            <Link className="yk-button" to={`/console/territory/standards/${family.code}`}>
              {t('assess')}
            </Link>
          ) : null}
        </div>
      </header>
      {family.lines.length === 0 ? (
        <p className="yk-quiet">{t('noLines')}</p>
      ) : (
        <LinesTable lines={family.lines} measures={measures} caption={pick(family.title)} />
      )}
      {others.length > 0 ? (
        <details>
          <summary>{t('versions', { count: others.length })}</summary>
          <LinesTable lines={others} measures={measures} caption={t('versions', { count: others.length })} />
        </details>
      ) : null}
    </section>
  )
}

const same = (a: StandardLine, b: StandardLine) => a.code === b.code && a.validFrom === b.validFrom && a.own === b.own

function LinesTable({ lines, measures, caption }: { lines: StandardLine[]; measures: Measure[]; caption: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const say = useSayLine(measures)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="yk-std-scroll" tabIndex={0} aria-label={caption}>
      <table className="yk-std-table">
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('wanted')}</th>
            <th scope="col">{t('clause')}</th>
            <th scope="col">{t('since')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.code} ${line.validFrom} ${line.own}`}>
              <td>
                {pick(line.title)}
                {line.own ? <span className="yk-std-tag yk-std-tag--on">{t('own')}</span> : null}
              </td>
              <td>
                {say.wanted(line)}
                <Remarks line={line} />
              </td>
              <td>
                {line.clause}
                <span className="yk-small yk-quiet yk-std-note">{t(line.certainty)}</span>
              </td>
              <td className="yk-num">
                {f.day(line.validFrom)}
                {line.validTo === null ? null : (
                  <span className="yk-small yk-quiet yk-std-note">
                    {t('until')} {f.day(line.validTo)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Remarks({ line }: { line: StandardLine }) {
  const t = useText(messages)
  const f = useFormat()
  const said = [
    line.alternative === null ? null : t('either'),
    line.tolerance === 0 ? null : t('tolerance', { share: f.share(line.tolerance, 0) }),
    line.applies.settlement === undefined ? null : t(line.applies.settlement),
    line.applies.stage === undefined ? null : t(line.applies.stage),
  ].filter((each) => each !== null)
  return said.length === 0 ? null : <span className="yk-small yk-quiet yk-std-note">{said.join(' · ')}</span>
}
