import type { IndicatorView, MapView } from '../../../src/contexts/statistics/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import { Value } from './Value.tsx'

/** The newest value of every region, best first, unknown ones last and hatched. */
export function Places({
  indicator,
  map,
  onWhy,
}: {
  indicator: IndicatorView
  map: MapView
  onWhy: (region: string, asOf: string) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  if (map.items.every((each) => each.value === null)) return null
  const most = Math.max(...map.items.map((each) => each.value ?? 0), 0)
  const upwards = indicator.direction === 'down' ? 1 : -1
  const ordered = map.items.toSorted((a, b) =>
    a.value === null ? 1 : b.value === null ? -1 : upwards * (a.value - b.value),
  )
  return (
    <section className="yk-stat-part">
      <h2>{t('places')}</h2>
      {map.unknown > 0 ? <p className="yk-quiet yk-small">{t('placesUnknown', { count: map.unknown })}</p> : null}
      <ul className="yk-stat-places">
        {ordered.map((each) => (
          <li key={each.region}>
            <span>{each.name}</span>
            <span
              className={each.value === null ? 'yk-stat-track yk-stat-track--unknown' : 'yk-stat-track'}
              aria-hidden="true"
            >
              <span style={{ width: most > 0 && each.value !== null ? `${(100 * each.value) / most}%` : 0 }} />
            </span>
            <button
              type="button"
              className="yk-linkish"
              title={f.date(each.asOf)}
              onClick={() => onWhy(each.region, each.asOf ?? map.asOf)}
            >
              <Value value={each.value} unit={indicator.unit} decimals={Math.min(2, indicator.decimals)} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
