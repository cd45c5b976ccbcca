import { Link } from 'react-router'
import type { Evidence, LineResult, Measure, StandardResult } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import { LineStateTag, useSayLine } from './parts.tsx'
import './standards.css'

/** Every line of a judged standard: wanted, found, missing, and what it rests on. */
export function Results({ result, measures, label }: { result: StandardResult; measures: Measure[]; label: string }) {
  const t = useText(messages)
  const pick = usePick()
  const meant = result.groups.filter((group) => group.state !== 'not-applicable')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="yk-std-scroll" tabIndex={0} aria-label={label}>
      <table className="yk-std-table yk-std-results">
        <thead>
          <tr>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('missing')}</th>
            <th scope="col">{t('evidence')}</th>
          </tr>
        </thead>
        {meant.map((group) => (
          <tbody key={group.lines.map((each) => each.line.code).join(' ')}>
            {group.alternative === null ? null : (
              <tr className="yk-std-either">
                <td>
                  <LineStateTag state={group.state} />
                </td>
                <td colSpan={4}>
                  {t('either')}
                  {group.state === 'pass' && group.branch !== null ? (
                    <strong> · {t('branch', { line: pick(titleOf(group.lines, group.branch)) })}</strong>
                  ) : null}
                </td>
              </tr>
            )}
            {group.lines.map((each) => (
              <Line key={each.line.code} result={each} measures={measures} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

const titleOf = (lines: readonly LineResult[], code: string) =>
  lines.find((each) => each.line.code === code)?.line.title ?? { zh: code, en: code }

function Line({ result, measures }: { result: LineResult; measures: Measure[] }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const say = useSayLine(measures)
  const { line, denominator } = result
  return (
    <tr>
      <td>
        <LineStateTag state={result.state} />
      </td>
      <td>
        {pick(line.title)}
        <span className="yk-small yk-quiet yk-std-note">
          {say.wanted(line)} · {line.clause}
        </span>
      </td>
      <td className="yk-num">
        {say.value(result)}
        {denominator === null || denominator.low === null ? null : (
          <span className="yk-small yk-quiet yk-std-note">
            {t('over100', { title: pick(denominator.title), value: f.number(denominator.low) })}
          </span>
        )}
        {result.byTolerance ? <span className="yk-small yk-std-note">{t('byTolerance')}</span> : null}
      </td>
      <td>
        <strong>{say.missing(result)}</strong>
        {result.missingPrinted !== null && result.missingPrinted !== result.missing ? (
          <span className="yk-small yk-quiet yk-std-note">
            {t('printed', { amount: say.amount(result.missingPrinted, result.missingUnit) })}
          </span>
        ) : null}
      </td>
      <td>
        <EvidenceList items={result.evidence} />
      </td>
    </tr>
  )
}

function EvidenceList({ items }: { items: readonly Evidence[] }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  if (items.length === 0) return <span className="yk-small yk-quiet">{t('noEvidence')}</span>
  return (
    <ul className="yk-std-evidence yk-small">
      {items.map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two records may say the same, and the list never changes in place
        <li key={i}>
          {each.href === null ? pick(each.label) : <Link to={each.href}>{pick(each.label)}</Link>}
          {each.value === null ? '' : ` ${f.number(each.value)}`}
          <span className="yk-quiet">
            {each.asOf === null ? '' : ` · ${f.day(each.asOf)}`}
            {each.source === null ? '' : ` · ${each.source}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
