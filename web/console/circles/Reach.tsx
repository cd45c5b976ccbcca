import { useMemo } from 'react'
import type { Group, ReachView } from '../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import type { Overlay } from '../../shared/map/overlay.ts'
import { useMapMeta } from '../../shared/map/places.ts'
import { TileMap } from '../../shared/map/TileMap.tsx'
import { useChoices } from '../../shared/params.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { Manifest } from './Manifest.tsx'
import { messages } from './messages.ts'
import { NotWalked } from './NotWalked.tsx'
import { type Need, useNeeds, useSpeeds } from './needs.ts'
import './circles.css'

const GROUPS: Group[] = ['persons', 'under_3', 'aged_3_5', 'aged_60', 'aged_65', 'aged_80']
const MINUTES = ['5', '8', '10', '15', '20', '30']

type Points = {
  key: string
  points: { name: string; lon: number; lat: number; count: number | null; metres: number | null }[]
}

/** Who can walk to what in how many minutes: one figure, its parts, and where the others live. */
export default function Reach() {
  const t = useText(messages)
  const needs = useNeeds()
  if (needs === undefined) return <LoadingState />
  return (
    <>
      <PageHead title={t('reachTitle')} lead={t('reachLead')} />
      <Body needs={needs} />
    </>
  )
}

function Body({ needs }: { needs: Need[] }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const speeds = useSpeeds()
  const [params, set] = useChoices()
  const fallback = needs.find(({ code }) => code === 'circle-elder.meals') ?? needs[0]
  const need = needs.find(({ code }) => code === params.get('need')) ?? fallback
  const [minutes, speed] = [Number(params.get('minutes') ?? 15), Number(params.get('speed') ?? 60)]
  const group = (params.get('group') ?? 'aged_65') as Group
  const by = params.get('by') ?? 'township'
  const layer = params.get('layer') ?? 'minutes'
  const asOf = params.get('asOf') ?? ''
  const kinds = need?.kinds ?? []
  const query = { kind: kinds, minutes, speed, group, by, asOf }
  const reach = useView<ReachView>('/territory/reach', query, { enabled: kinds.length > 0, keepLast: true })
  return (
    <>
      <div className="yk-circle-bar">
        <Choice
          label={t('need')}
          value={need?.code ?? ''}
          onChange={set('need')}
          options={needs.map(({ code, title }) => ({ value: code, label: pick(title) }))}
        />
        <Choice
          label={t('group')}
          value={group}
          onChange={set('group')}
          options={GROUPS.map((each) => ({ value: each, label: t(each) }))}
        />
        <Choice
          label={t('minutes')}
          value={String(minutes)}
          onChange={set('minutes')}
          options={MINUTES.map((each) => ({ value: each, label: t('nMinutes', { n: each }) }))}
        />
        <Choice
          label={t('speed')}
          value={String(speed)}
          onChange={set('speed')}
          options={speeds.map(({ title, metresPerMinute }) => ({
            value: String(metresPerMinute),
            label: t('perMinute', { title: pick(title), n: metresPerMinute }),
          }))}
        />
        <Choice
          label={t('by')}
          value={by}
          onChange={set('by')}
          options={(['township', 'village'] as const).map((each) => ({ value: each, label: t(each) }))}
        />
        <Choice
          label={t('layer')}
          value={layer}
          onChange={set('layer')}
          options={[
            { value: 'minutes', label: t('layerMinutes') },
            { value: 'streets', label: t('layerStreets') },
            { value: 'gap', label: t('layerGap') },
          ]}
        />
        <Text label={t('asOf')} type="date" value={asOf} onChange={set('asOf')} />
      </div>
      {reach.error && reach.data === undefined ? (
        <NotWalked problem={reach.error} onRetry={() => void reach.refetch()} />
      ) : null}
      {reach.data === undefined ? (
        reach.error ? null : (
          <LoadingState />
        )
      ) : reach.data.whole.total === 0 ? (
        <EmptyState title={t('noPeople')} text={t('noPeopleText')} />
      ) : (
        <div className="yk-circle-split" aria-busy={reach.isPlaceholderData}>
          <ReachMap
            kinds={kinds}
            speed={speed}
            minutes={minutes}
            group={group}
            asOf={asOf}
            layer={layer}
            view={reach.data}
          />
          <section className="yk-stack">
            <div className="yk-card">
              <p className="yk-circle-figure">
                <strong className="yk-num">{f.share(reach.data.whole.share)}</strong> {t('within')}
              </p>
              <p>
                {t('ofTotal', {
                  group: t(group),
                  total: f.number(reach.data.whole.total - reach.data.whole.unknown),
                  within: f.number(reach.data.whole.within),
                })}
              </p>
              {reach.data.whole.unknown > 0 ? (
                <p className="yk-quiet yk-small">{t('unknownPeople', { n: f.number(reach.data.whole.unknown) })}</p>
              ) : null}
              {reach.data.whole.uncounted > 0 ? (
                <p className="yk-quiet yk-small">{t('uncounted', { n: f.number(reach.data.whole.uncounted) })}</p>
              ) : null}
              <Manifest manifest={reach.data.manifest} />
            </div>
            <DataTable
              caption={t('reachTitle')}
              exportName="reach"
              empty={null}
              list={{ rows: reach.data.items }}
              rowKey={(row) => row.region}
              columns={[
                { key: 'name', title: t('region'), heads: true, cell: (row) => row.name, csv: (row) => row.name },
                {
                  key: 'share',
                  title: t('share'),
                  cell: (row) => <Bar share={row.share} text={f.share(row.share)} />,
                  csv: (row) => row.share,
                },
                {
                  key: 'without',
                  title: t('without'),
                  numeric: true,
                  cell: (row) => f.number(row.total - row.unknown - row.within),
                  csv: (row) => row.total - row.unknown - row.within,
                },
                {
                  key: 'total',
                  title: t('total'),
                  numeric: true,
                  cell: (row) => f.number(row.total),
                  csv: (row) => row.total,
                },
              ]}
            />
          </section>
        </div>
      )}
    </>
  )
}

function Bar({ share, text }: { share: number | null; text: string }) {
  return (
    <span className="yk-circle-bar-cell">
      <span className="yk-circle-track" aria-hidden="true">
        <span style={{ width: `${Math.round((share ?? 0) * 100)}%` }} data-unknown={share === null || undefined} />
      </span>
      <span className="yk-num">{text}</span>
    </span>
  )
}

function ReachMap(props: {
  kinds: string[]
  speed: number
  minutes: number
  group: Group
  asOf: string
  layer: string
  view: ReachView
}) {
  const { kinds, speed, minutes, group, asOf, layer, view } = props
  const t = useText(messages)
  const meta = useMapMeta('/api/territory/map', asOf === '' ? null : asOf)
  const points = useView<Points>('/territory/reach/points', { kind: kinds, group, asOf }, { keepLast: true })
  const set = view.manifest.facilities.set
  const streets = apiUrl('/territory/streets/tiles/{z}/{x}/{y}.mvt', { kind: kinds, asOf, v: set })
  const [minutesWord, gap, unitMinutes, unitPersons] = [
    t('legendMinutes'),
    t('legendGap'),
    t('unitMinutes'),
    t('unitPersons'),
  ]
  const overlay = useMemo(
    () =>
      overlayOf(
        layer,
        points.data,
        { minutes, speed, streets },
        { minutes: minutesWord, gap, unitMinutes, unitPersons },
      ),
    [layer, points.data, minutes, speed, streets, minutesWord, gap, unitMinutes, unitPersons],
  )
  if (meta.data === undefined) return meta.error ? <ErrorState problem={meta.error} /> : <LoadingState />
  const tiles = {
    facilities: apiUrl('/api/territory/map/tiles/facilities/{z}/{x}/{y}.mvt', {
      kind: kinds,
      asOf,
      v: meta.data.version,
    }),
    regions: apiUrl('/api/territory/map/tiles/regions/{z}/{x}/{y}.mvt', { asOf, v: meta.data.version }),
  }
  return (
    <TileMap
      meta={meta.data}
      tiles={tiles}
      overlay={overlay}
      onPick={() => undefined}
      label={t('mapLabel')}
      cooperative
      note={
        <>
          {layer === 'streets' ? t('zoomIn') : null} {view.manifest.streets.invented ? t('invented') : null}
        </>
      }
    />
  )
}

type Words = { minutes: string; gap: string; unitMinutes: string; unitPersons: string }

/** Minutes by dwelling point or street by street, or the people who have none in time. */
function overlayOf(
  layer: string,
  found: Points | undefined,
  { minutes, speed, streets }: { minutes: number; speed: number; streets: string },
  words: Words,
): Overlay | null {
  const onFoot = { label: words.minutes, unit: words.unitMinutes, breaks: [5, 10, 15, 30], lowIsStrong: true }
  if (layer === 'streets') {
    return {
      kind: 'minutes',
      shading: onFoot,
      data: { tiles: streets, layer: 'streets', minzoom: 11, maxzoom: 16 },
      from: { property: 'm', per: speed },
    }
  }
  if (found === undefined) return null
  const gap = layer === 'gap'
  const features = found.points.flatMap(({ lon, lat, count, metres, name }) => {
    const far = metres === -1 ? Number.POSITIVE_INFINITY : metres
    if (gap && (far === null || far <= minutes * speed || (count ?? 0) === 0)) return []
    const value = gap ? count : far === null ? null : Math.min(999, far / speed)
    const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
    return [{ type: 'Feature' as const, properties: { value, name }, geometry }]
  })
  return {
    kind: gap ? 'gap' : 'minutes',
    shading: gap ? { label: words.gap, unit: words.unitPersons, breaks: [5, 10, 20, 40] } : onFoot,
    data: { type: 'FeatureCollection', features },
  }
}
