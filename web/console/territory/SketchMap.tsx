import type { CellCollection } from '../../../src/contexts/territory/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

const WIDTH = 480
const MARGIN = 12

/** Townships as schematic areas with one place marked. Said to be a sketch, because the areas are no boundaries. */
export function SketchMap({ lon, lat, name }: { lon: number; lat: number; name: string }) {
  const t = useText(messages)
  const view = useView<CellCollection>('/territory/township-cells')
  const features = view.data?.features ?? []
  const points = features.flatMap((each) => each.geometry.coordinates[0] ?? [])
  if (points.length === 0) return null
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right, bottom, top] = [
    Math.min(...xs, lon),
    Math.max(...xs, lon),
    Math.min(...ys, lat),
    Math.max(...ys, lat),
  ]
  const stretch = Math.cos((((top + bottom) / 2) * Math.PI) / 180)
  const scale = (WIDTH - 2 * MARGIN) / ((right - left) * stretch)
  const place = ([x, y]: readonly [number, number]) =>
    [
      Number((MARGIN + (x - left) * stretch * scale).toFixed(1)),
      Number((MARGIN + (top - y) * scale).toFixed(1)),
    ] as const
  const height = 2 * MARGIN + (top - bottom) * scale
  const here = place([lon, lat])
  return (
    <figure className="yk-terr-map">
      <svg viewBox={`0 0 ${WIDTH} ${height.toFixed(0)}`} role="img" aria-label={`${name} ${lon}, ${lat}`}>
        {features.map(({ properties, geometry }) => (
          <polygon
            key={properties.code}
            className="yk-terr-cell"
            points={(geometry.coordinates[0] ?? []).map((point) => place(point).join(',')).join(' ')}
          />
        ))}
        {features.map(({ properties }) => {
          const [x, y] = place([properties.lon, properties.lat])
          return (
            <g key={properties.code} className="yk-terr-seat">
              <circle cx={x} cy={y} r="2.5" />
              <text x={x} y={y - 6}>
                {properties.name}
              </text>
            </g>
          )
        })}
        <circle cx={here[0]} cy={here[1]} r="7" className="yk-terr-here" />
      </svg>
      <figcaption className="yk-small yk-quiet">
        {t('mapNote')} <span className="yk-num">{`${lon.toFixed(5)}, ${lat.toFixed(5)} (WGS-84)`}</span>
      </figcaption>
    </figure>
  )
}
