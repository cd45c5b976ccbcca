import { useMemo } from 'react'
import type { ScenarioView } from '../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useMapMeta } from '../../shared/map/places.ts'
import { TileMap } from '../../shared/map/TileMap.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { messages } from './messages.ts'

type Answer = NonNullable<ScenarioView['answer']>

/** Where the chosen sites lie, with the open facilities of the kinds. */
export function ResultMap({ scenario, answer, note }: { scenario: ScenarioView; answer: Answer; note?: string }) {
  const t = useText(messages)
  const { question } = scenario
  const meta = useMapMeta('/api/territory/map', null)
  const marked = useMemo(() => answer.sites.map(({ lon, lat }) => ({ role: 'selected' as const, lon, lat })), [answer])
  const at = useMemo(() => {
    const [lons, lats] = [answer.sites.map(({ lon }) => lon), answer.sites.map(({ lat }) => lat)]
    return [
      Math.min(...lons) - 0.02,
      Math.min(...lats) - 0.02,
      Math.max(...lons) + 0.02,
      Math.max(...lats) + 0.02,
    ] as const
  }, [answer])
  if (meta.data === undefined) return meta.error ? <ErrorState problem={meta.error} /> : <LoadingState />
  const kinds = [question.kind, ...question.alike]
  return (
    <TileMap
      meta={meta.data}
      tiles={{
        facilities: apiUrl('/api/territory/map/tiles/facilities/{z}/{x}/{y}.mvt', {
          kind: kinds,
          v: meta.data.version,
        }),
        regions: apiUrl('/api/territory/map/tiles/regions/{z}/{x}/{y}.mvt', { v: meta.data.version }),
      }}
      at={[...at]}
      marked={marked}
      onPick={() => undefined}
      label={`${scenario.name}：${t('mapLabel')}`}
      cooperative
      note={note ?? t('mapNote')}
    />
  )
}
