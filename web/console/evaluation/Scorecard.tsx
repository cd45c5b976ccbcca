import type { ReactNode } from 'react'
import type { FigureFact, ScoredLine, ScoringRule } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import type { Why } from '../../shared/parts/why.ts'
import { messages } from './messages.ts'

type Props<L extends ScoredLine> = {
  rule: ScoringRule
  lines: readonly L[]
  figures: readonly FigureFact[]
  asOf: string
  follow?: (line: L) => ReactNode
}

/** Ranks, scores and points; every number opens to the formula it comes from. */
export function Scorecard<L extends ScoredLine>({ rule, lines, figures, asOf, follow }: Props<L>) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const byKey = new Map(figures.map((figure) => [figure.key, figure]))
  const labels = new Map(rule.items.map((item) => [item.code, item.label]))
  const whyScore = (line: ScoredLine): Why => ({
    title: line.name,
    value: line.score,
    unit: '',
    decimals: 2,
    asOf,
    inputs: line.items.map((item) => ({
      label: labels.get(item.code) ?? item.code,
      value: item.points,
      source: {
        label: `${t('weight')} ${item.weight} → ${item.share === null ? t('unknown') : f.share(item.share, 0)}`,
        href: null,
      },
    })),
    note: rule.source,
  })
  const whyItem = (line: ScoredLine, item: ScoredLine['items'][number]): Why => {
    const figure = item.figure === null ? undefined : byKey.get(item.figure)
    return {
      title: labels.get(item.code) ?? item.code,
      place: line.name,
      value: item.points,
      unit: '',
      decimals: 1,
      asOf: figure?.asOf ?? asOf,
      formula: rule.items.find((each) => each.code === item.code)?.formula ?? null,
      filled: figure?.filled ? `${item.filled}\n${figure.filled}` : item.filled,
      inputs: (figure?.inputs ?? []).map((input) => ({
        label: input.label,
        value: input.value,
        ...(input.records === null ? {} : { records: input.records }),
        unknown: input.unknown,
        source: { label: figure!.name, href: null },
      })),
    }
  }
  return (
    <div className="yk-eva-scroll">
      <table className="yk-eva-table yk-eva-score">
        <thead>
          <tr>
            <th scope="col">{t('rank')}</th>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('score')}</th>
            {rule.items.map((item) => (
              <th scope="col" key={item.code}>
                {pick(item.label)} <span className="yk-quiet">{item.weight}</span>
              </th>
            ))}
            <th scope="col">{t('known')}</th>
            {follow ? <th scope="col">{t('followUp')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.subject}>
              <td className="yk-num">
                {line.rank === null ? '—' : line.tied ? t('tied', { rank: line.rank }) : line.rank}
              </td>
              <td>{line.name}</td>
              <td className="yk-num">
                <WhyNumber source={whyScore(line)} label={line.name}>
                  <strong>{line.score === null ? t('unscored') : f.number(line.score, 2)}</strong>
                </WhyNumber>
              </td>
              {line.items.map((item) => (
                <td
                  key={item.code}
                  className="yk-num"
                  data-label={pick(labels.get(item.code) ?? { zh: item.code, en: item.code })}
                >
                  <WhyNumber source={whyItem(line, item)} label={item.code}>
                    <span className={item.points === null ? 'yk-unknown' : ''}>
                      {item.points === null ? t('unknown') : f.number(item.points, 1)}
                    </span>
                  </WhyNumber>
                </td>
              ))}
              <td className="yk-num" data-label={t('known')}>
                {f.share(line.known, 0)}
              </td>
              {follow ? <td data-label={t('followUp')}>{follow(line)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
