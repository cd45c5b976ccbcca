import { useEffect, useId, useRef, useState } from 'react'
import { useFormat, withUnit } from '../format.ts'
import { common, useText } from '../i18n/index.ts'
import { DownloadIcon, TableIcon } from '../icons.tsx'
import { useShown } from '../theme/look.ts'
import { saveFile, toCsv } from './csv.ts'
import type { Chart } from './echarts.ts'
import { hatchTile } from './hatch.ts'
import { messages } from './messages.ts'
import { type Trend, trendOption } from './trend.ts'
import './TrendChart.css'

export type TrendChartProps = {
  trend: Trend
  /** CSS height. */
  height?: string
  /** Name of exported files. */
  exportName?: string
  /** Without buttons: on the wall. */
  bare?: boolean
}

/** A series with its milestones, target and forecast on one axis; the table behind it; PNG and CSV. */
export function TrendChart({ trend, height = '18rem', exportName = 'trend', bare }: TrendChartProps) {
  const t = useText(messages)
  const c = useText(common)
  const f = useFormat()
  const shown = useShown()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const [table, setTable] = useState(false)
  const tableId = useId()
  const say = (value: number) => withUnit(f.number(value, trend.decimals), trend.unit)

  const draw = () => {
    chart.current?.setOption(
      trendOption(
        trend,
        {
          milestone: t('barMilestone'),
          target: t('barTarget'),
          forecast: t('barForecast'),
          unknown: f.unknown,
          restated: t('whyRestated'),
        },
        {
          palette: shown.palette,
          font: getComputedStyle(document.body).fontFamily,
          fontSize: Math.max(12, fontSize() - 1),
          hatch: hatchTile(shown.palette.hatch),
          say,
          motion: shown.elder === null,
        },
      ),
      true,
    )
  }
  const latest = useRef(draw)
  latest.current = draw

  useEffect(() => {
    const node = place.current
    if (!node) return
    let gone = false
    const watch = new ResizeObserver(() => chart.current?.resize())
    void import('./echarts.ts').then(({ startChart }) => {
      if (gone) return
      chart.current = startChart(node)
      latest.current()
      watch.observe(node)
    })
    return () => {
      gone = true
      watch.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when the data, the look or the language changes
  useEffect(() => latest.current(), [trend, shown, t])

  const rows = rowsOf(trend, {
    target: t('barTarget'),
    milestone: t('barMilestone'),
    forecast: t('barForecast'),
    actual: t('barActual'),
  })
  const head = [
    t('chartDate'),
    t('chartKind'),
    trend.unit ? t('barDated', { value: trend.name, date: trend.unit }) : trend.name,
    t('chartLow'),
    t('chartHigh'),
  ]
  return (
    <figure className="yk-chart">
      <figcaption className="yk-sr">{trend.name}</figcaption>
      <div
        className="yk-chart-place"
        ref={place}
        style={{ height }}
        role="img"
        aria-label={`${trend.name}: ${spoken(trend, say, f.date, f.unknown)}`}
      />
      {bare ? null : (
        <div className="yk-row yk-noprint">
          <button
            type="button"
            className="yk-button yk-button--bare"
            aria-expanded={table}
            aria-controls={tableId}
            onClick={() => setTable(!table)}
          >
            <TableIcon />
            {c(table ? 'hideTable' : 'showTable')}
          </button>
          <button
            type="button"
            className="yk-button yk-button--bare"
            onClick={() => void savePicture(chart.current, shown.palette.surface, exportName)}
          >
            <DownloadIcon />
            {c('exportPng')}
          </button>
          <button
            type="button"
            className="yk-button yk-button--bare"
            onClick={() => saveFile(`${exportName}.csv`, toCsv(head, rows))}
          >
            <DownloadIcon />
            {c('exportCsv')}
          </button>
        </div>
      )}
      <div id={tableId} hidden={!table} className="yk-chart-table">
        <table>
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row[0]} ${row[1]}`}>
                <td>{f.date(row[0])}</td>
                <td>{row[1]}</td>
                <td>{f.number(row[2], trend.decimals)}</td>
                <td>{row[3] === null ? '' : f.number(row[3], trend.decimals)}</td>
                <td>{row[4] === null ? '' : f.number(row[4], trend.decimals)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}

/** The size of text in pixels where the chart stands; on the wall the root grows with the screen. */
function fontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

type Row = [string, string, number | null, number | null, number | null]

function rowsOf(trend: Trend, kinds: { target: string; milestone: string; forecast: string; actual: string }): Row[] {
  const rows: Row[] = [
    ...trend.points.map((p): Row => [p.asOf, kinds.actual, p.value, p.low ?? null, p.high ?? null]),
    ...(trend.steps ?? []).map((s): Row => [s.due, s.final ? kinds.target : kinds.milestone, s.value, null, null]),
  ]
  if (trend.forecast)
    rows.push([trend.forecast.date, kinds.forecast, trend.forecast.value, trend.forecast.low, trend.forecast.high])
  return rows.sort((a, b) => a[0].localeCompare(b[0]))
}

function spoken(trend: Trend, say: (value: number) => string, date: (iso: string) => string, unknown: string): string {
  return trend.points.map((p) => `${date(p.asOf)} ${p.value === null ? unknown : say(p.value)}`).join('；')
}

async function savePicture(chart: Chart | null, background: string, name: string): Promise<void> {
  if (!chart) return
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background })
  const [meta = '', data = ''] = url.split(',')
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
  saveFile(`${name}.png`, new Blob([bytes], { type: /:(.*?);/.exec(meta)?.[1] ?? 'image/png' }))
}
