import { useState } from 'react'
import type { AccessLine, PersonFile } from '../../../src/contexts/people/index.ts'
import { asProblem, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { fetchPaper } from './calls.ts'
import { messages } from './messages-person.ts'

/** Who read the file, when and why; and the paper that tells the person. */
export function Readings({ file }: { file: PersonFile }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const view = useView<{ items: (AccessLine & { actorName: string })[] }>(
    `/people/${file.id}/readings`,
    {},
    { enabled: open },
  )
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('readings')}</h2>
      <p className="yk-small yk-quiet">{t('readingsLead')}</p>
      <div className="yk-row yk-noprint">
        <button type="button" className="yk-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('hide') : t('show')}
        </button>
        {may('people.reveal') && file.state !== 'destroyed' ? (
          <button
            type="button"
            className="yk-button"
            onClick={() => {
              setProblem(null)
              fetchPaper(`/people/${file.id}/extract`, { acting: { by: 'self' } }).catch((thrown) =>
                setProblem(asProblem(thrown)),
              )
            }}
          >
            {t('extract')}
          </button>
        ) : null}
      </div>
      <RefusalNote problem={problem ?? (open ? view.error : null)} />
      {open && view.data !== undefined ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
        <section className="yk-person-scroll" tabIndex={0} aria-label={t('readings')}>
          <ul className="yk-person-rows">
            {view.data.items.map((each) => (
              <li key={each.id}>
                <span>
                  <strong>{each.actorName}</strong> {t(`act_${each.act}`)} · {each.purpose}
                  {each.others > 0 ? (
                    <span className="yk-small yk-quiet"> · {t('others', { count: each.others })}</span>
                  ) : null}
                </span>
                <span className="yk-small yk-quiet yk-num">{f.instant(each.at)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </section>
  )
}
