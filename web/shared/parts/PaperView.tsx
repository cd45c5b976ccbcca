import { useEffect, useMemo, useRef } from 'react'
import { useText } from '../i18n/index.ts'
import { LeftIcon, RightIcon } from '../icons.tsx'
import { messages } from './messages.ts'
import { cellsOf, type Highlight, type PaperBlock, type Piece, piecesOf } from './paper.ts'
import './PaperView.css'

export type PaperViewProps = {
  /** The whole text; every offset counts in it. */
  text: string
  blocks: readonly PaperBlock[]
  highlights?: readonly Highlight[]
  /** The highlight to bring into view and set off from the others. */
  active?: string | null
  /** A highlight was chosen, by click or with the keys. */
  onActive?: (id: string) => void
  label?: string
}

/** A paper in its own words with passages marked; `n` and `p` walk through the marks while the paper has the focus. */
export function PaperView({ text, blocks, highlights = [], active = null, onActive, label }: PaperViewProps) {
  const t = useText(messages)
  const box = useRef<HTMLElement>(null)
  const order = useMemo(() => [...highlights].sort((a, b) => a.start - b.start || a.end - b.end), [highlights])
  const drawn = useMemo(
    () =>
      blocks.map((block) => ({ block, cells: cellsOf(text, block).map((cell) => piecesOf(text, cell, highlights)) })),
    [text, blocks, highlights],
  )
  const at = order.findIndex((one) => one.id === active)

  useEffect(() => {
    const node = box.current
    const mark = active === null ? null : node?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(active)}"]`)
    if (node && mark) node.scrollTo({ top: mark.offsetTop - node.clientHeight / 3 })
  }, [active])

  const step = (by: number) => {
    const next = order[at === -1 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length]
    if (next) onActive?.(next.id)
  }

  return (
    <div className="yk-paper">
      {order.length > 0 && onActive ? (
        <div className="yk-paper-bar">
          <span className="yk-num">
            {at === -1 ? t('paperCount', { count: order.length }) : t('paperAt', { at: at + 1, count: order.length })}
          </span>
          <button
            type="button"
            className="yk-button yk-button--bare yk-button--icon"
            onClick={() => step(-1)}
            aria-label={t('paperPrevious')}
          >
            <LeftIcon />
          </button>
          <button
            type="button"
            className="yk-button yk-button--bare yk-button--icon"
            onClick={() => step(1)}
            aria-label={t('paperNext')}
          >
            <RightIcon />
          </button>
        </div>
      ) : null}
      <section
        className="yk-paper-text"
        ref={box}
        aria-label={label ?? t('paper')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return
          if (event.key === 'n') step(1)
          else if (event.key === 'p') step(-1)
        }}
      >
        {drawn.map(({ block, cells }) => (
          <p
            key={block.start}
            className={`yk-paper-${block.role}`}
            style={
              block.role === 'row' ? { gridTemplateColumns: `repeat(${cells.length}, minmax(0, 1fr))` } : undefined
            }
          >
            {block.role === 'row'
              ? cells.map((pieces, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a printed row never move
                  <span key={index}>
                    <Pieces pieces={pieces} active={active} onActive={onActive} />
                  </span>
                ))
              : cells.map((pieces) => <Pieces key={block.start} pieces={pieces} active={active} onActive={onActive} />)}
          </p>
        ))}
      </section>
    </div>
  )
}

type PiecesProps = { pieces: readonly Piece[]; active: string | null; onActive: ((id: string) => void) | undefined }

function Pieces({ pieces, active, onActive }: PiecesProps) {
  return pieces.map(({ at, text, mark }) =>
    mark === null ? (
      text
    ) : (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys n and p and the buttons above do the same
      <mark
        key={at}
        data-mark={mark.id}
        data-active={mark.id === active || undefined}
        className={`yk-paper-mark--${mark.tone}`}
        onClick={onActive ? () => onActive(mark.id) : undefined}
      >
        {text}
      </mark>
    ),
  )
}
