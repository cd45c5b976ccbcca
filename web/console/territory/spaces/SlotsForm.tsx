import { useState } from 'react'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../../shared/queries.ts'
import { messages } from './messages.ts'

type Slot = { weekday: number; from: number; to: number }

const minutes = (hours: string, rest: string) => Number(hours) * 60 + Number(rest)

/** Reads one slot a line; a line that cannot be read is told by its number, from 1. */
function read(text: string): Slot[] | number {
  const slots: Slot[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const found = /^\s*([1-7])\s+(\d{1,2}):(\d{2})\s*[-—–]\s*(\d{1,2}):(\d{2})\s*$/.exec(line.replaceAll('：', ':'))
    if (found === null) return i + 1
    const [, day = '', h1 = '', m1 = '', h2 = '', m2 = ''] = found
    slots.push({ weekday: Number(day), from: minutes(h1, m1), to: minutes(h2, m2) })
  }
  return slots
}

/** The hours of a week in which a room can be had. */
export function SlotsForm({ space, from, code }: { space: string; from: string; code: string }) {
  const t = useText(messages)
  const f = useFormat()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<number | null>(null)
  const save = useCommand<{ space: string; from: string; slots: Slot[] }>({
    method: 'PUT',
    path: `/territory/facilities/${encodeURIComponent(code)}/slots`,
    refresh: ['/territory/facilities'],
  })
  return (
    <details className="yk-noprint">
      <summary>{t('slots')}</summary>
      <form
        className="yk-stack"
        onSubmit={(event) => {
          event.preventDefault()
          const slots = read(text)
          setWrong(typeof slots === 'number' ? slots : null)
          if (typeof slots !== 'number') save.mutate({ space, from, slots })
        }}
      >
        <label className="yk-field">
          <span>{t('slotsHint')}</span>
          <textarea className="yk-input" rows={5} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        {wrong === null ? null : <p role="alert">{t('slotsBad', { line: wrong })}</p>}
        <RefusalNote problem={save.error} />
        <div>
          <button type="submit" className="yk-button" disabled={save.isPending}>
            {t('slotsSave', { date: f.day(from) })}
          </button>
        </div>
      </form>
    </details>
  )
}
