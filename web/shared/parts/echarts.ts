import { LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, ScatterChart, GridComponent, MarkAreaComponent, TooltipComponent, LabelLayout, CanvasRenderer])

export type Chart = EChartsType

/** Starts a chart in an element. The only place where ECharts is loaded, and only the pieces we draw with. */
export function startChart(node: HTMLElement): Chart {
  return init(node)
}
