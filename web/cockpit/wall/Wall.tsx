import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CockpitView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { Alerts } from './Alerts.tsx'
import { messages } from './messages.ts'
import { States } from './States.tsx'
import { Tasks } from './Tasks.tsx'
import { TownMap } from './TownMap.tsx'
import { Trends } from './Trends.tsx'
import './wall.css'

const EVERY_MS = 60_000

/** The wall: targets by state, townships, tasks by unit, trends, alerts. Renews itself; every figure opens. */
export default function Wall() {
  const t = useText(messages)
  const f = useFormat()
  const client = useQueryClient()
  const [shade, setShade] = useState('')
  const view = useView<CockpitView>('/cockpit', { shade })
  const [kept, setKept] = useState<CockpitView | null>(null)
  if (view.data !== undefined && view.data !== kept) setKept(view.data)
  useEffect(() => {
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ['/cockpit'] }), EVERY_MS)
    return () => clearInterval(timer)
  }, [client])
  const data = view.data ?? kept
  if (data === null || data === undefined) {
    return view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : <LoadingState />
  }
  return (
    <div className="yk-walls">
      <div className="yk-walls-column">
        <States view={data} />
        <Trends view={data} />
      </div>
      <TownMap view={data} shade={shade || (data.shade?.indicator ?? '')} onShade={setShade} />
      <div className="yk-walls-column">
        <Tasks view={data} />
        <Alerts view={data} />
      </div>
      <p className="yk-walls-foot" role="status">
        {view.error ? t('stale', { time: f.instant(data.at) }) : t('seen', { time: f.time(data.at) })}
      </p>
    </div>
  )
}
