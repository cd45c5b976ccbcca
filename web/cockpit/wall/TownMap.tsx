import { useId, useState } from 'react'
import type { CockpitView, Shade } from '../../../src/contexts/evaluation/index.ts'
import type { Explanation } from '../../../src/contexts/statistics/index.ts'
import { useFormat, withUnit } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import { type WhySource, whyOfExplanation } from '../../shared/parts/why.ts'
import { messages } from './messages.ts'

const WIDTH = 1000

/** Longitude and latitude onto the pane; a degree of longitude is as long as it is there. */
function projector(cells: CockpitView['cells']) {
  const points = cells.features.flatMap((cell) => cell.geometry.coordinates[0] ?? [])
  const lons = points.map(([lon]) => lon)
  const lats = points.map(([, lat]) => lat)
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = WIDTH / ((east - west) * stretch || 1)
  const height = (north - south) * scale
  return {
    height,
    at: (lon: number, lat: number): [number, number] => [(lon - west) * stretch * scale, (north - lat) * scale],
  }
}

/** Share of the way from the worst to the best of the values shown. */
function shareOf(value: number, shade: Shade): number {
  const known = shade.values.flatMap((each) => (each.value === null ? [] : [each.value]))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  if (high === low) return 1
  const share = (value - low) / (high - low)
  return shade.direction === 'down' ? 1 - share : share
}

function whyOf(indicator: string, region: string): WhySource {
  return {
    path: '/statistics/why',
    query: { indicator, region },
    read: (answer) => whyOfExplanation(answer as Explanation),
  }
}

/** Townships shaded by an indicator; those without a figure are hatched. The list below says the same in numbers. */
export function TownMap({
  view,
  shade: chosen,
  onShade,
}: {
  view: CockpitView
  shade: string
  onShade: (code: string) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const hatch = `hatch${useId()}`
  const [near, setNear] = useState<string | null>(null)
  const { cells, shade, choices } = view
  const { at, height } = projector(cells)
  const say = (value: number | null) =>
    value === null || shade === null ? f.unknown : withUnit(f.number(value, Math.min(shade.decimals, 1)), shade.unit)
  const values = new Map(shade?.values.map((each) => [each.region, each.value]))
  const listed = cells.features
    .map((cell) => ({ ...cell.properties, value: values.get(cell.properties.code) ?? null }))
    .sort((a, b) =>
      a.value === null
        ? 1
        : b.value === null
          ? -1
          : shade?.direction === 'down'
            ? b.value - a.value
            : a.value - b.value,
    )
  return (
    <section className="yk-pane yk-pane-map">
      <h2>
        {t('map')}
        <select aria-label={t('shadeBy')} value={chosen} onChange={(event) => onShade(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.indicator} value={choice.indicator}>
              {pick(choice.name)}
            </option>
          ))}
        </select>
      </h2>
      {shade === null ? <p>{t('noFigures')}</p> : null}
      <div className="yk-map-twin">
        <svg
          viewBox={`-6 -6 ${WIDTH + 12} ${height + 12}`}
          role="img"
          aria-label={shade === null ? t('map') : pick(shade.name)}
        >
          <defs>
            <pattern id={hatch} width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="14" height="14" className="yk-map-unknown" />
              <line x1="0" y1="0" x2="0" y2="14" className="yk-map-hatch" />
            </pattern>
          </defs>
          {cells.features.map(({ properties: { code, name }, geometry }) => {
            const value = values.get(code) ?? null
            const path = (geometry.coordinates[0] ?? [])
              .map(([lon, lat]) =>
                at(lon, lat)
                  .map((n) => n.toFixed(1))
                  .join(','),
              )
              .join('L')
            const fill = value === null || shade === null ? `url(#${hatch})` : shadeColour(shareOf(value, shade))
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: pointing only marks the same row in the list, which opens by keyboard
              <path
                key={code}
                d={`M${path}Z`}
                fill={fill}
                className="yk-map-cell"
                data-near={near === code || undefined}
                onMouseEnter={() => setNear(code)}
                onMouseLeave={() => setNear(null)}
              >
                <title>{`${name} ${say(value)}`}</title>
              </path>
            )
          })}
          {cells.features.map(({ properties: { code, name, lon, lat } }) => {
            const [x, y] = at(lon, lat)
            const value = values.get(code) ?? null
            const dark = value !== null && shade !== null && shareOf(value, shade) > 0.55
            return (
              <text key={code} x={x} y={y} className={`yk-map-name${dark ? ' yk-map-name--on' : ''}`}>
                <tspan x={x}>{name.replace(/(彝族|壮族|苗族)?[乡镇]$/, '')}</tspan>
                <tspan x={x} dy="1.15em" className="yk-map-value">
                  {say(value)}
                </tspan>
              </text>
            )
          })}
        </svg>
        <ol className="yk-map-list">
          {listed.map((town) => (
            <li
              key={town.code}
              data-near={near === town.code || undefined}
              onMouseEnter={() => setNear(town.code)}
              onMouseLeave={() => setNear(null)}
            >
              <span>{town.name}</span>
              <WhyNumber source={whyOf(shade?.indicator ?? '', town.code)} label={town.name}>
                <span className={town.value === null ? 'yk-unknown' : ''}>{say(town.value)}</span>
              </WhyNumber>
            </li>
          ))}
        </ol>
      </div>
      <p className="yk-map-legend">
        <span>{t('worst')}</span>
        <span className="yk-map-scale" aria-hidden="true" />
        <span>{t('best')}</span>
        <span className="yk-map-swatch" aria-hidden="true" />
        <span>{t('unknown')}</span>
        <span className="yk-map-note">{t('schematic')}</span>
      </p>
    </section>
  )
}

/** From deep to light of one hue: lightness alone carries the order, so that no eye needs the colour. */
function shadeColour(share: number): string {
  return `color-mix(in oklab, var(--wall-low), var(--wall-high) ${(share * 100).toFixed(0)}%)`
}
