import { type PointerEvent, useRef } from 'react'

const WIDTH = 300
const HEIGHT = 120
/** Longest drawing that is kept, in characters of its path. */
const LONGEST = 18_000

/** A field to sign in with a finger. The value is an SVG path on 300 by 120; null when nothing is drawn. */
export function Signature({
  label,
  value,
  onChange,
  clear,
}: {
  label: string
  value: string | null
  onChange: (path: string | null) => void
  clear: string
}) {
  const drawing = useRef(false)
  const at = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = Math.round(((event.clientX - box.left) / box.width) * WIDTH)
    const y = Math.round(((event.clientY - box.top) / box.height) * HEIGHT)
    return `${Math.min(WIDTH, Math.max(0, x))} ${Math.min(HEIGHT, Math.max(0, y))}`
  }
  const add = (letter: 'M' | 'L', event: PointerEvent<SVGSVGElement>) => {
    const next = `${value ?? ''}${letter}${at(event)}`
    if (next.length <= LONGEST) onChange(next)
  }
  return (
    <div className="yk-fd-sign">
      <span>{label}</span>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          drawing.current = true
          event.currentTarget.setPointerCapture(event.pointerId)
          add('M', event)
        }}
        onPointerMove={(event) => {
          if (drawing.current) add('L', event)
        }}
        onPointerUp={() => {
          drawing.current = false
        }}
      >
        <path d={value ?? ''} />
      </svg>
      {value === null ? null : (
        <button type="button" className="yk-linkish" onClick={() => onChange(null)}>
          {clear}
        </button>
      )}
    </div>
  )
}
