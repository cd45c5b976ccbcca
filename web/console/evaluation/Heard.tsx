import type { EvaluatorView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** What departments, a third party and the public said of each period. */
export function Heard() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: EvaluatorView[] }>('/evaluation/evaluators')
  const items = view.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="yk-eva-part">
      <h2>{t('heard')}</h2>
      <p className="yk-quiet">{t('heardLead')}</p>
      <ul className="yk-eva-releases">
        {items.map((each) => (
          <li key={each.id}>
            <strong>{each.period}</strong> {each.name}
            {each.satisfied !== null && each.respondents > 1 ? ` ${each.satisfied}/${each.respondents}` : ''}
            <span className="yk-quiet">{each.opinion}</span>
            <span className="yk-quiet yk-small">{f.date(each.on)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
