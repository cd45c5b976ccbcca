import { useFormat, withUnit } from '../format.ts'
import { WhyNumber } from './WhyNumber.tsx'
import type { WhySource } from './why.ts'
import { useWords, type Words } from './words.ts'
import './Figure.css'

export type FigureProps = {
  /** What it is. Shown above the number unless `bare`. */
  label: Words
  /** Null is unknown, and drawn so. */
  value: number | null
  unit?: Words
  decimals?: number
  /** Below the number: as of when, compared with what. */
  note?: string
  /** Opens the sheet "why this number". */
  source?: WhySource
  size?: 'text' | 'big' | 'wall'
  /** Only number and unit, for sentences and tables. */
  bare?: boolean
}

/** A number with its unit; with a source it opens down to where it comes from. */
export function Figure({ label, value, unit = '', decimals, note, source, size = 'big', bare }: FigureProps) {
  const f = useFormat()
  const words = useWords()
  const number = (
    <span className={`yk-figure-value${value === null ? ' yk-unknown' : ''}`}>
      {value === null ? f.unknown : <Split text={withUnit(f.number(value, decimals), words(unit))} />}
    </span>
  )
  const shown = source ? (
    <WhyNumber source={source} label={words(label)}>
      {number}
    </WhyNumber>
  ) : (
    number
  )
  if (bare) return <span className="yk-figure yk-figure--text">{shown}</span>
  return (
    <div className={`yk-figure yk-figure--${size}`}>
      <span className="yk-figure-label">{words(label)}</span>
      {shown}
      {note ? <span className="yk-figure-note">{note}</span> : null}
    </div>
  )
}

/** The number large, its unit small. */
function Split({ text }: { text: string }) {
  const parts = /^([−\d.,]+)(.*)$/.exec(text)
  if (!parts) return text
  return (
    <>
      {parts[1]}
      <span className="yk-figure-unit">{parts[2]}</span>
    </>
  )
}
