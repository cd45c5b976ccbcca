import { useState } from 'react'
import { CONSOLE_ROOMS, type ConsoleRoom } from '../shared/pages.ts'

/** What the reader has folded or unfolded by hand. Kept in the browser, never sent. */
type Folds = Partial<Record<ConsoleRoom, boolean>>

const STORED = 'yike.console.rooms'
/** Open unless folded by hand: what a day begins with. */
const ALWAYS: ConsoleRoom = 'today'

function load(): Folds {
  const folds: Folds = {}
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, unknown>
    for (const room of CONSOLE_ROOMS) if (typeof kept[room] === 'boolean') folds[room] = kept[room]
  } catch {
    // Storage closed or spoiled: today and the room one stands in.
  }
  return folds
}

/**
 * Which rooms of the navigation are unfolded: today, the room one stands in, and what was unfolded by hand, which is remembered. A room
 * folded by hand unfolds again when one enters it from elsewhere.
 */
export function useRooms(current: ConsoleRoom | undefined): {
  isOpen: (room: ConsoleRoom) => boolean
  toggle: (room: ConsoleRoom) => void
} {
  const [folds, setFolds] = useState(load)
  const [entered, setEntered] = useState(current)
  if (entered !== current) {
    setEntered(current)
    if (current !== undefined && folds[current] === false) {
      const { [current]: _folded, ...rest } = folds
      setFolds(rest)
    }
  }
  const byItself = (room: ConsoleRoom) => room === current || room === ALWAYS
  const isOpen = (room: ConsoleRoom) => folds[room] ?? byItself(room)
  const toggle = (room: ConsoleRoom) => {
    const { [room]: _before, ...rest } = folds
    const wanted = !isOpen(room)
    const next = wanted === byItself(room) ? rest : { ...rest, [room]: wanted }
    setFolds(next)
    try {
      localStorage.setItem(STORED, JSON.stringify(next))
    } catch {
      // Storage closed: it holds until the page is left.
    }
  }
  return { isOpen, toggle }
}
