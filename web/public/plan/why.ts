import type {
  FigureFact,
  LineItem,
  ReleaseContent,
  ScoredLine,
  TargetFact,
} from '../../../src/contexts/evaluation/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import type { Why } from '../../shared/parts/why.ts'
import { messages } from './messages.ts'

/** Builds the sheets of published figures from what was published, and from nothing else. */
export function useWhys(content: ReleaseContent) {
  const t = useText(messages)
  const figures = new Map(content.figures.map((figure) => [figure.key, figure]))

  function sourceOf(figure: FigureFact | undefined) {
    if (figure?.external) return t('signed', { source: `${figure.external.source} ${figure.external.period}` })
    return t('source')
  }

  function ofFigure(figure: FigureFact, clause: Why['clause'] = null): Why {
    return {
      title: figure.name,
      place: figure.place,
      value: figure.value,
      unit: figure.unit,
      decimals: figure.decimals,
      asOf: figure.asOf,
      formula: figure.formula,
      filled: figure.filled,
      inputs:
        figure.external === null
          ? figure.inputs.map((input) => ({
              label: input.label,
              value: input.value,
              ...(input.records === null ? {} : { records: input.records }),
              unknown: input.unknown,
              source: { label: t('source'), href: null },
            }))
          : [
              {
                label: figure.name,
                value: figure.value,
                unit: figure.unit,
                source: { label: sourceOf(figure), href: null },
              },
            ],
      bounds: figure.low === null || figure.high === null ? null : { low: figure.low, high: figure.high },
      clause,
    }
  }

  return {
    figures,
    ofFigure,
    ofTarget: (target: TargetFact): Why => {
      const clause = { title: target.planTitle, clause: target.clause, quote: target.quote }
      const figure = target.figure === null ? undefined : figures.get(target.figure)
      if (figure !== undefined) return { ...ofFigure(figure, clause), note: target.standing.reason }
      return {
        title: target.name,
        value: target.standing.actual,
        unit: target.indicatorUnit ?? target.unit,
        asOf: target.standing.actualAsOf ?? content.asOf,
        inputs: [],
        clause,
        note: target.standing.reason,
      }
    },
    ofLine: (line: ScoredLine, labels: Map<string, Why['title']>, say: (item: LineItem) => string): Why => ({
      title: t('scoreWhy', { name: line.name }),
      value: line.score,
      unit: '',
      decimals: 2,
      asOf: content.asOf,
      filled: line.items.map((item) => item.filled).join('\n'),
      inputs: line.items.map((item) => ({
        label: labels.get(item.code) ?? item.code,
        value: item.points,
        source: { label: say(item), href: null },
      })),
      note: t('redistributed'),
    }),
  }
}
