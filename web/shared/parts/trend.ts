import type { Palette } from '../theme/tokens.ts'

/** One value of a series. */
export type TrendPoint = {
  /** ISO date, or month `2026-03`, or year. */
  asOf: string
  /** Null is unknown: drawn as a hatched stretch, never as zero. */
  value: number | null
  /** Worst and best case when some records are unknown. */
  low?: number | null
  high?: number | null
  /** 2 and more: the value was corrected after it was published. */
  revision?: number
}

/** A value asked for by a day; `final` is the target itself, others are milestones. */
export type TrendStep = { due: string; value: number; final?: boolean }

/** Where the series is expected to arrive. */
export type TrendForecast = { date: string; value: number; low: number; high: number }

export type Trend = {
  /** What is measured; written at the end of its line. */
  name: string
  unit: string
  decimals?: number
  points: readonly TrendPoint[]
  steps?: readonly TrendStep[]
  forecast?: TrendForecast | null
}

export type TrendWords = { milestone: string; target: string; forecast: string; unknown: string; restated: string }

/** `2026-03` → `2026-03-01`; a chart needs days. */
function day(asOf: string): string {
  return asOf.length === 4 ? `${asOf}-12-31` : asOf.length === 7 ? `${asOf}-01` : asOf.slice(0, 10)
}

/** The stretches between known neighbours where nothing is known. */
export function unknownStretches(points: readonly TrendPoint[]): [string, string][] {
  const stretches: [string, string][] = []
  points.forEach((point, index) => {
    if (point.value !== null) return
    const from = day((points[index - 1] ?? point).asOf)
    const to = day((points[index + 1] ?? point).asOf)
    const last = stretches.at(-1)
    if (last && points[index - 1]?.value === null) last[1] = to
    else stretches.push([from, to])
  })
  return stretches
}

type Style = {
  palette: Palette
  font: string
  fontSize: number
  hatch: HTMLCanvasElement | null
  say: (value: number) => string
  motion: boolean
}

/** The chart as an ECharts option. Pure, so that the drawing can be tested without a canvas. */
export function trendOption(trend: Trend, words: TrendWords, style: Style): Record<string, unknown> {
  const { palette: p, say } = style
  const { points, steps = [], forecast } = trend
  const known = points.filter((point) => point.value !== null)
  const last = known.at(-1)
  const text = { fontFamily: style.font, fontSize: style.fontSize, color: p.ink2 }
  const band = points.some((point) => point.low != null && point.high != null && point.low !== point.high)
  const line = {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { width: 0 },
    stack: 'band',
    stackStrategy: 'all',
  }
  return {
    animation: style.motion,
    animationDuration: 300,
    textStyle: text,
    grid: { left: 8, right: 104, top: 28, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? say(value) : words.unknown),
      backgroundColor: p.surface,
      borderColor: p.line,
      textStyle: { ...text, color: p.ink },
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: p.edge } },
      axisLabel: { ...text, hideOverlap: true, formatter: '{yyyy}-{MM}' },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      name: trend.unit,
      nameTextStyle: { ...text, align: 'right' },
      axisLabel: text,
      splitNumber: 4,
      splitLine: { lineStyle: { color: p.line } },
    },
    series: [
      ...(band
        ? [
            { ...line, data: points.map((point) => [day(point.asOf), point.low ?? point.value]) },
            {
              ...line,
              areaStyle: { color: style.hatch ? { image: style.hatch, repeat: 'repeat' } : p.hatch, opacity: 0.7 },
              data: points.map((point) => [
                day(point.asOf),
                (point.high ?? point.value ?? 0) - (point.low ?? point.value ?? 0),
              ]),
            },
          ]
        : []),
      {
        type: 'line',
        name: trend.name,
        data: points.map((point) => ({
          value: [day(point.asOf), point.value],
          ...((point.revision ?? 1) > 1 ? { symbol: 'emptyDiamond', symbolSize: 11 } : {}),
        })),
        symbol: 'circle',
        symbolSize: 7,
        connectNulls: false,
        lineStyle: { width: 2.5, color: p.brand },
        itemStyle: { color: p.brand },
        endLabel: {
          show: !forecast && last !== undefined,
          formatter: () => (last?.value == null ? '' : say(last.value)),
          ...text,
          color: p.brandInk,
          fontWeight: 600,
        },
        markArea: {
          silent: true,
          itemStyle: { color: style.hatch ? { image: style.hatch, repeat: 'repeat' } : p.hatch, opacity: 0.8 },
          label: {
            ...text,
            formatter: words.unknown,
            position: 'insideTop',
            backgroundColor: p.surface,
            padding: [2, 4],
          },
          data: unknownStretches(points).map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
        },
      },
      ...(forecast && last ? forecastSeries(day(last.asOf), last.value ?? 0, forecast, words, style) : []),
      ...stepSeries(steps, trend, words, style),
    ],
  }
}

function forecastSeries(
  from: string,
  value: number,
  forecast: TrendForecast,
  words: TrendWords,
  { palette: p, font, fontSize, say }: Style,
) {
  const line = {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { width: 0 },
    stack: 'forecast',
    stackStrategy: 'all',
    tooltip: { show: false },
  }
  return [
    {
      ...line,
      data: [
        [from, value],
        [forecast.date, forecast.low],
      ],
    },
    {
      ...line,
      areaStyle: { color: p.brand, opacity: 0.14 },
      data: [
        [from, 0],
        [forecast.date, forecast.high - forecast.low],
      ],
    },
    {
      type: 'line',
      name: words.forecast,
      data: [
        [from, value],
        [forecast.date, forecast.value],
      ],
      symbol: 'none',
      lineStyle: { type: 'dashed', width: 2, color: p.brand },
      itemStyle: { color: p.brand },
      endLabel: {
        show: true,
        formatter: () => `${words.forecast} ${say(forecast.value)}`,
        fontFamily: font,
        fontSize,
        color: p.brandInk,
      },
    },
  ]
}

/** Labels of steps stand on the side away from the line. */
function isAbove(step: TrendStep, { points, forecast }: Trend): boolean {
  const near = [...points, ...(forecast ? [{ asOf: forecast.date, value: forecast.value }] : [])]
    .filter((point) => point.value !== null)
    .sort((a, b) => apart(a.asOf, step.due) - apart(b.asOf, step.due))[0]
  return near === undefined || step.value > (near.value ?? 0)
}

const apart = (a: string, b: string) => Math.abs(Date.parse(day(a)) - Date.parse(day(b)))

function stepSeries(
  steps: readonly TrendStep[],
  trend: Trend,
  words: TrendWords,
  { palette: p, font, fontSize, say }: Style,
) {
  if (steps.length === 0) return []
  return [
    {
      type: 'scatter',
      name: words.milestone,
      data: steps.map((step) => ({
        value: [day(step.due), step.value],
        symbol: step.final ? 'diamond' : 'emptyDiamond',
        symbolSize: step.final ? 15 : 11,
        label: {
          show: true,
          position: isAbove(step, trend) ? 'top' : 'bottom',
          formatter: `${step.final ? words.target : words.milestone} ${say(step.value)}`,
          fontFamily: font,
          fontSize,
          color: p.ink,
          fontWeight: step.final ? 600 : 400,
        },
      })),
      itemStyle: { color: p.ink },
      labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
    },
  ]
}
