import { type PointerEvent, useRef, useState } from 'react'
import type { Board } from '../../../src/contexts/dispatching/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { type Block, clock, hoursOf, type Lane } from './lanes.ts'
import { messages } from './messages.ts'
import { MODE } from './words.ts'

/** A block is put on whole five minutes. */
const STEP = 5
/** Pixels before a press becomes a drag. */
const SLIP = 5

type Drag = { block: Block; from: string; x: number; y: number; startX: number; startY: number; moving: boolean }

/** Where a block was dropped. */
export type Dropped = { block: Block; from: string; to: string; start: number }

/** The day as a timeline: a row for each carer, blocks with the way before them. Blocks open by press or key, and are dragged elsewhere. */
export function Timeline({
  board,
  lanes,
  selected,
  onOpen,
  onDrop,
  onCarer,
}: {
  board: Board
  lanes: readonly Lane[]
  selected: string | null
  onOpen: (block: Block, carer: string) => void
  onDrop: (dropped: Dropped) => void
  onCarer: (carer: string) => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const field = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const hours = hoursOf(lanes)
  const span = hours.until - hours.from
  const at = (minute: number) => `${((minute - hours.from) / span) * 100}%`
  const long = (minutes: number) => `${(minutes / span) * 100}%`
  const marks = Array.from({ length: span / 60 + 1 }, (_, i) => hours.from + i * 60)
  const big = new Set(
    board.plan?.state === 'proposed' ? board.plan.result?.changes.flatMap((c) => (c.big ? c.order : [])) : [],
  )

  const press = (block: Block, from: string) => (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || block.begun) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({
      block,
      from,
      x: event.clientX,
      y: event.clientY,
      startX: event.clientX,
      startY: event.clientY,
      moving: false,
    })
  }
  const slide = (event: PointerEvent) => {
    if (drag === null) return
    const moving = drag.moving || Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) > SLIP
    setDrag({ ...drag, x: event.clientX, y: event.clientY, moving })
  }
  const drop = (event: PointerEvent) => {
    if (drag === null) return
    setDrag(null)
    if (!drag.moving) return
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((node) => node.closest<HTMLElement>('[data-lane]'))
      .find((node) => node !== null)
    const to = under?.dataset.lane
    const track = field.current?.querySelector<HTMLElement>('.yk-lane-track')
    if (to === undefined || !track) return
    const width = track.getBoundingClientRect().width
    const by = ((event.clientX - drag.startX) / width) * span
    const start = Math.round((drag.block.from + by) / STEP) * STEP
    onDrop({ block: drag.block, from: drag.from, to, start })
  }
  const shift = (block: Block) =>
    drag?.moving && drag.block === block
      ? { transform: `translate(${drag.x - drag.startX}px, ${drag.y - drag.startY}px)`, zIndex: 3 }
      : undefined

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="yk-lanes" aria-label={t('timeline')} tabIndex={0} ref={field}>
      <div className="yk-lane yk-lane--head" aria-hidden="true">
        <span className="yk-lane-name" />
        <span className="yk-lane-track">
          {marks.map((minute) => (
            <span key={minute} className="yk-lane-mark" style={{ left: at(minute) }}>
              {clock(minute)}
            </span>
          ))}
        </span>
      </div>
      {lanes.map(({ carer, blocks, breaks }) => (
        <div key={carer.staff} className="yk-lane" data-lane={carer.staff}>
          <button type="button" className="yk-lane-name" onClick={() => onCarer(carer.staff)}>
            <strong>{carer.name}</strong>
            <small>
              {carer.notPlanned === null
                ? `${pick(MODE[carer.mode])} · ${f.minutes(blocks.reduce((sum, each) => sum + each.until - each.from, 0))}`
                : pick(carer.notPlanned)}
            </small>
          </button>
          <ul
            className="yk-lane-track"
            aria-label={t('laneOf', {
              name: carer.name,
              n: blocks.length,
              minutes: Math.round(blocks.reduce((sum, each) => sum + each.until - each.from, 0)),
            })}
          >
            {carer.shifts.map((each) => (
              <li
                key={each.from}
                aria-hidden="true"
                className="yk-lane-shift"
                style={{ left: at(each.from), width: long(each.until - each.from) }}
              />
            ))}
            {board.now === null || board.now < hours.from || board.now > hours.until ? null : (
              <li aria-hidden="true" className="yk-lane-now" style={{ left: at(board.now) }} />
            )}
            {carer.bound.map((each) => (
              <li
                key={`b${each.from}`}
                className="yk-lane-bound"
                style={{ left: at(each.from), width: long(each.until - each.from) }}
                title={t('bound')}
              >
                {t('bound')}
              </li>
            ))}
            {breaks.map((each) => (
              <li
                key={`l${each.from}`}
                className="yk-lane-break"
                style={{ left: at(each.from), width: long(each.until - each.from) }}
              >
                {t('lunch')}
              </li>
            ))}
            {blocks.map((block) => (
              <li key={`${block.visit.order} ${block.part}`}>
                {block.way === null || block.leaves === null || block.way < 1 ? null : (
                  <span
                    className="yk-lane-way"
                    style={{ left: at(block.leaves), width: long(block.way) }}
                    title={t('way', { n: Math.round(block.way) })}
                  />
                )}
                <button
                  type="button"
                  className="yk-lane-block"
                  data-selected={selected === block.visit.order || undefined}
                  data-begun={block.begun || undefined}
                  data-locked={block.visit.hold?.staff != null || undefined}
                  data-changed={big.has(block.visit.order) || undefined}
                  style={{ left: at(block.from), width: long(block.until - block.from), ...shift(block) }}
                  onPointerDown={press(block, carer.staff)}
                  onPointerMove={slide}
                  onPointerUp={drop}
                  onPointerCancel={() => setDrag(null)}
                  onClick={() => onOpen(block, carer.staff)}
                  aria-label={t('blockOf', {
                    from: clock(block.from),
                    until: clock(block.until),
                    name: block.visit.person?.name ?? f.unknown,
                    title: pick(block.visit.title),
                  })}
                >
                  <span>{clock(block.from)}</span>
                  <strong>{block.visit.person?.name ?? f.unknown}</strong>
                  <span>{pick(block.visit.title)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
