import { useLayoutEffect, useRef, useState } from 'react'
import type { IndicatorView, SeriesView } from '../../../src/contexts/statistics/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

type Item = SeriesView['items'][number]
const HEIGHT = 260
/** Height of the mark of a figure that may be higher by nobody knows how much. */
const OPEN = 16
const PAD = { left: 56, right: 72, top: 16, bottom: 32 }
const dayOf = (asOf: string) => Date.parse(`${asOf}T00:00:00Z`) / 86_400_000

/** Round steps for an axis between two values. */
function ticks(low: number, high: number): number[] {
  const rough = (high - low || 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? power * 10
  const list: number[] = []
  for (let at = Math.floor(low / step) * step; at <= high + step * 0.999; at += step) list.push(Number(at.toFixed(8)))
  return list
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(720)
  useLayoutEffect(() => {
    const node = box.current
    if (node === null) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, entry?.contentRect.width ?? 720)))
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return { box, width }
}

/** The series as a line: restated points keep their former value as a hollow mark, bounds are bars, unknown stretches are left open. */
export function SeriesChart({ indicator, items }: { indicator: IndicatorView; items: Item[] }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const { box, width } = useWidth()
  const values = items.flatMap((item) => [item.value, item.low, item.high, ...item.earlier.map((each) => each.value)])
  const known = values.filter((value): value is number => value !== null)
  if (known.length === 0) return null
  const axis = ticks(Math.min(...known), Math.max(...known))
  const [low, high] = [axis[0]!, axis.at(-1)!]
  const [first, last] = [dayOf(items[0]!.asOf), dayOf(items.at(-1)!.asOf)]
  const x = (asOf: string) => PAD.left + ((dayOf(asOf) - first) / (last - first || 1)) * (width - PAD.left - PAD.right)
  const y = (value: number) => PAD.top + (1 - (value - low) / (high - low || 1)) * (HEIGHT - PAD.top - PAD.bottom)
  const path = items
    .map((item, i) =>
      item.value === null ? '' : `${items[i - 1]?.value == null ? 'M' : 'L'}${x(item.asOf)},${y(item.value)}`,
    )
    .join('')
  const every = Math.ceil(items.length / Math.max(2, Math.floor(width / 110)))
  const newest = items.findLast((item) => item.value !== null)!
  const shown = (value: number) => f.number(value, Number.isInteger(value) ? 0 : Math.min(2, indicator.decimals))
  const label = t('chartLabel', {
    name: pick(indicator.name),
    from: f.date(items[0]!.asOf),
    to: f.date(items.at(-1)!.asOf),
    value: shown(newest.value!),
  })
  return (
    <div className="yk-stat-chart" ref={box}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        {axis.map((value) => (
          <g key={value}>
            <line x1={PAD.left} x2={width - PAD.right} y1={y(value)} y2={y(value)} className="yk-stat-grid" />
            <text x={PAD.left - 8} y={y(value) + 4} textAnchor="end">
              {f.number(value)}
            </text>
          </g>
        ))}
        {items.map((item, i) =>
          (items.length - 1 - i) % every === 0 ? (
            <text key={item.asOf} x={x(item.asOf)} y={HEIGHT - 8} textAnchor="middle">
              {item.asOf.slice(0, 7)}
            </text>
          ) : null,
        )}
        {items.map((item) =>
          item.value === null || (item.low === null && item.high === null) ? null : (
            <line
              key={item.asOf}
              x1={x(item.asOf)}
              x2={x(item.asOf)}
              y1={y(item.low ?? item.value)}
              y2={item.high === null ? Math.max(PAD.top, y(item.value) - OPEN) : y(item.high)}
              className="yk-stat-bounds"
            />
          ),
        )}
        <path d={path} className="yk-stat-line" />
        {items.map((item) =>
          item.value === null ? null : (
            <g key={item.asOf}>
              {item.earlier.map((each) =>
                each.value === null ? null : (
                  <circle key={each.recordedAt} cx={x(item.asOf)} cy={y(each.value)} r={5} className="yk-stat-former" />
                ),
              )}
              <circle cx={x(item.asOf)} cy={y(item.value)} r={item.revision > 1 ? 5 : 3} className="yk-stat-dot">
                <title>{`${item.asOf}: ${shown(item.value)} ${indicator.unit}`}</title>
              </circle>
            </g>
          ),
        )}
        <text x={x(newest.asOf) + 8} y={y(newest.value!) + 5} className="yk-stat-direct">
          {shown(newest.value!)}
        </text>
      </svg>
    </div>
  )
}
