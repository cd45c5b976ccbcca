import type { ScenarioView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import { ResultMap } from './ResultMap.tsx'
import { useSayProof, useSayValue } from './say.ts'

/** Maps side by side at most: a browser keeps only so many pictures of this kind at a time. */
const MOST_MAPS = 4

/** Scenarios side by side on maps, then in columns: what each brings and costs, and which communities differ. */
export function Compare({ scenarios }: { scenarios: ScenarioView[] }) {
  const t = useText(messages)
  const f = useFormat()
  const sayProof = useSayProof()
  const sayValue = useSayValue()
  const solved = scenarios.filter(({ answer }) => answer !== null)
  const rows: [string, (each: ScenarioView) => string][] = [
    [t('goal'), ({ question }) => t(`goal_${question.goal}`)],
    [t('chosen'), ({ answer }) => t('nSites', { n: answer!.sites.length })],
    [
      t('covered'),
      ({ answer }) =>
        t('beforeAfter', { before: f.number(answer!.people.before), after: f.number(answer!.people.after) }),
    ],
    [t('objective'), ({ question, answer }) => sayValue(question.goal, answer!.objective)],
    [t('proof'), ({ answer }) => sayProof(answer!)],
    [t('cost', { cost: '' }).trim(), ({ answer }) => f.money(answer!.costFen)],
  ]
  const names = new Map(
    solved.flatMap(({ answer }) => answer!.gains.map(({ region, name }) => [region, name] as const)),
  )
  const gain = (each: ScenarioView, region: string) => {
    const found = each.answer!.gains.find((one) => one.region === region)
    return found === undefined ? null : found.after - found.before
  }
  const differing = [...names].filter(
    ([region]) =>
      new Set(solved.map((each) => gain(each, region))).size > 1 ||
      solved.some((each) => (gain(each, region) ?? 0) > 0),
  )
  return (
    <div className="yk-card yk-siting-compare">
      <div className="yk-siting-maps">
        {solved.slice(0, MOST_MAPS).map((each) => (
          <div key={each.id}>
            <h3>{each.name}</h3>
            {each.answer!.sites.length === 0 ? (
              <p className="yk-quiet">{sayProof(each.answer!)}</p>
            ) : (
              <ResultMap scenario={each} answer={each.answer!} />
            )}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className="yk-siting-scroll" aria-label={t('comparing', { n: solved.length })} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('comparing', { n: solved.length })}</th>
              {solved.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, say]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {solved.map((each) => (
                  <td key={each.id}>{say(each)}</td>
                ))}
              </tr>
            ))}
            {differing.slice(0, 20).map(([region, name]) => (
              <tr key={region}>
                <th scope="row">
                  {name} · {t('gain')}
                </th>
                {solved.map((each) => (
                  <td key={each.id} className="yk-num">
                    {f.number(gain(each, region))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
