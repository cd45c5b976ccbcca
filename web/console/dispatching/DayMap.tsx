import { useMemo } from 'react'
import type { Board } from '../../../src/contexts/dispatching/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { MapListTwin } from '../../shared/parts/MapListTwin.tsx'
import type { MapItem } from '../../shared/parts/map.ts'
import { clock, type Lane } from './lanes.ts'
import { messages } from './messages.ts'

/** Where the visits of the day lie, in the order of time, with who goes. */
export function DayMap({
  board,
  lanes,
  selected,
  onOpen,
}: {
  board: Board
  lanes: readonly Lane[]
  selected: string | null
  onOpen: (order: string) => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const told = JSON.stringify(itemsNow())
  // The map is drawn anew only when what it shows is another.
  const items = useMemo(() => JSON.parse(told) as MapItem[], [told])
  function itemsNow(): MapItem[] {
    const who = new Map<string, { at: number; names: string[] }>()
    for (const { carer, blocks } of lanes)
      for (const { visit, from } of blocks) {
        const one = who.get(visit.order) ?? { at: from, names: [] }
        one.names.push(carer.name)
        who.set(visit.order, one)
      }
    return [...board.visits]
      .sort((a, b) => (who.get(a.order)?.at ?? a.window.from) - (who.get(b.order)?.at ?? b.window.from))
      .map((visit): MapItem => {
        const one = who.get(visit.order)
        return {
          id: visit.order,
          title: `${clock(one?.at ?? visit.window.from)} ${visit.person?.name ?? '—'}`,
          subtitle: `${pick(visit.title)} · ${one === undefined ? t('unplaced') : one.names.join('、')}`,
          geometry: visit.place === null ? null : { type: 'Point', coordinates: [visit.place.lon, visit.place.lat] },
        }
      })
  }
  return (
    <section className="yk-noprint">
      <h2>{t('mapTitle')}</h2>
      <MapListTwin items={items} selected={selected} onSelect={onOpen} label={t('mapTitle')} note={t('mapNote')} />
    </section>
  )
}
