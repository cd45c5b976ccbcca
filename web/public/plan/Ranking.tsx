import type { ReleaseContent } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import { messages } from './messages.ts'
import { useWhys } from './why.ts'

/** Scores and ranks of a round; every score opens to its items, their formulas and weights. */
export function Ranking({ round, content }: { round: ReleaseContent['rounds'][number]; content: ReleaseContent }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const whys = useWhys(content)
  const labels = new Map(round.rule.items.map((item) => [item.code, item.label]))
  const title = t(round.kind === 'unit' ? 'rankUnits' : 'rankRegions')
  return (
    <details className="yk-results-part" open>
      <summary>
        <h2>{title}</h2>
      </summary>
      <table className="yk-results-table">
        <thead>
          <tr>
            <th scope="col">{t('rank')}</th>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('score')}</th>
          </tr>
        </thead>
        <tbody>
          {round.lines.map((line) => (
            <tr key={line.subject}>
              <td className="yk-num">
                {line.rank === null ? '—' : line.tied ? t('tied', { rank: line.rank }) : line.rank}
              </td>
              <td>
                {line.name}
                {line.known < 1 ? (
                  <span className="yk-quiet yk-small"> · {t('weightKnown', { share: f.share(line.known, 0) })}</span>
                ) : null}
              </td>
              <td className="yk-num">
                <WhyNumber
                  source={whys.ofLine(line, labels, (item) =>
                    item.points === null
                      ? t('unknown')
                      : t('points', { points: f.number(item.points, 1), share: f.share(item.share, 0) }),
                  )}
                  label={line.name}
                >
                  {line.score === null ? t('notScored') : f.number(line.score, 2)}
                </WhyNumber>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="yk-quiet yk-small">
        {t('rule', { name: pick(round.rule.name) })} · {t('redistributed')}
      </p>
    </details>
  )
}
