import type { OrganisationView, PaperView } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages-organisations.ts'
import { TermTag } from './TermTag.tsx'

/** What an organisation holds: licences, insurance, agreements, certifications, declared standards. */
export function Papers({
  view,
  onAct,
}: {
  view: OrganisationView
  onAct: (what: 'end' | 'activity', paper: PaperView) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('papers')}</h2>
      {view.papers.length === 0 ? <p className="yk-quiet">{t('noPapers')}</p> : null}
      <ul className="yk-lines">
        {view.papers.map((paper) => {
          const site = view.sites.find((one) => one.id === paper.site)
          return (
            <li key={paper.id} data-off={paper.state === 'ended' || undefined}>
              <div className="yk-line-head">
                <span>
                  <span className="yk-quiet">{t(`kind_${paper.kind}`)}</span> <strong>{paper.title}</strong>
                </span>
                <TermTag state={paper.state} />
              </div>
              <p className="yk-small yk-line-acts">
                {site === undefined ? null : <span>{site.name}</span>}
                {paper.party === null ? null : <span>{paper.party}</span>}
                <span className="yk-num">
                  {f.day(paper.from)} {paper.until === null ? t('noEnd') : t('until', { date: f.day(paper.until) })}
                </span>
                {paper.amountFen === null ? null : <span className="yk-num">{f.money(paper.amountFen)}</span>}
                {paper.kind === 'agreement' ? (
                  <span className={paper.activeOn === null ? 'yk-quiet' : undefined}>
                    {paper.activeOn === null ? t('neverActive') : t('activeOn', { date: f.day(paper.activeOn) })}
                  </span>
                ) : null}
                {view.may.keep && paper.endedOn === null ? (
                  <>
                    {paper.kind === 'agreement' ? (
                      <button type="button" className="yk-linkish" onClick={() => onAct('activity', paper)}>
                        {t('activity')}
                      </button>
                    ) : null}
                    <button type="button" className="yk-linkish" onClick={() => onAct('end', paper)}>
                      {t('end')}
                    </button>
                  </>
                ) : null}
              </p>
              {paper.endedOn === null ? null : (
                <p className="yk-small">
                  {t('endedWhy', { date: f.day(paper.endedOn), reason: paper.endedReason ?? '' })}
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
