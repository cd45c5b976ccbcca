import type { ReleaseContent } from '../../../src/contexts/evaluation/index.ts'
import { useFormat, withUnit } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** Figures corrected after freezing: both values. */
export function Corrections({ content }: { content: ReleaseContent }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const list = [...new Map(content.restatements.map((each) => [each.key, each])).values()]
  if (list.length === 0) return null
  return (
    <section className="yk-results-part">
      <h2>{t('restatedTitle')}</h2>
      <p className="yk-quiet">{t('restatedText')}</p>
      <table className="yk-results-table">
        <thead>
          <tr>
            <th scope="col">{t('figure')}</th>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('frozen')}</th>
            <th scope="col">{t('restated')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((each) => (
            <tr key={each.key}>
              <td>{pick(each.name)}</td>
              <td>{each.place}</td>
              <td className="yk-num">
                {each.frozenValue === null ? t('unknown') : withUnit(f.number(each.frozenValue), each.unit)}
              </td>
              <td className="yk-num">
                <strong>{each.value === null ? t('unknown') : withUnit(f.number(each.value), each.unit)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What departments, a third party and the public said. */
export function Heard({ content }: { content: ReleaseContent }) {
  const t = useText(messages)
  const f = useFormat()
  if (content.evaluators.length === 0) return null
  return (
    <section className="yk-results-part">
      <h2>{t('heard')}</h2>
      <ul className="yk-results-heard">
        {content.evaluators.map((each) => (
          <li key={each.id}>
            <strong>{each.name}</strong> <span className="yk-quiet yk-small">{t(each.kind)}</span>
            {each.kind === 'public' && each.satisfied !== null && each.respondents > 0 ? (
              <span>
                {' '}
                · {t('satisfied', { n: f.number(each.respondents), share: f.share(each.satisfied / each.respondents) })}
              </span>
            ) : null}
            <p>{each.opinion}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
