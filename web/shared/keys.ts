import { useEffect, useRef, useSyncExternalStore } from 'react'

/** One shortcut: `mod+k`, `/`, `?`, or two strokes in a row, `g 1`. `mod` is Ctrl, or ⌘ on a Mac. */
export type Shortcut = { keys: string; label: string; run: () => void }

const active = new Map<number, Shortcut>()
const listeners = new Set<() => void>()
let snapshot: Shortcut[] = []
let nextId = 0
let first: { key: string; at: number } | null = null

function changed(): void {
  snapshot = [...active.values()]
  for (const tell of listeners) tell()
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

function strokeOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}

function onKey(event: KeyboardEvent): void {
  if (event.altKey || event.defaultPrevented || event.isComposing) return
  const stroke = strokeOf(event)
  if (typing(event.target) && !stroke.startsWith('mod+')) return
  const pair = first && Date.now() - first.at < 1200 ? `${first.key} ${stroke}` : null
  first = null
  const all = [...active.values()].reverse()
  const found = all.find((s) => s.keys === pair) ?? all.find((s) => s.keys === stroke)
  if (found) {
    event.preventDefault()
    found.run()
  } else if (all.some((s) => s.keys.startsWith(`${stroke} `))) {
    first = { key: stroke, at: Date.now() }
  }
}

if (typeof window !== 'undefined') window.addEventListener('keydown', onKey)

/** Registers shortcuts while the component is on the screen. Keys typed into a field are left alone, except those with `mod`. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map((s) => `${s.keys}\t${s.label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the list; the ref gives its latest functions
  useEffect(() => {
    const ids = latest.current.map((shortcut, index) => {
      const id = nextId++
      active.set(id, { ...shortcut, run: () => latest.current[index]?.run() })
      return id
    })
    changed()
    return () => {
      for (const id of ids) active.delete(id)
      changed()
    }
  }, [signature])
}

/** All shortcuts that work now, for the help sheet. */
export function useActiveShortcuts(): Shortcut[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => snapshot,
  )
}

/** `mod+k` as people know it: `Ctrl K` or `⌘ K`. */
export function keysLabel(keys: string): string {
  const mac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)
  return keys
    .replace('mod+', mac ? '⌘ ' : 'Ctrl ')
    .replace(/(^| )([a-z])$/, (_, gap: string, key: string) => gap + key.toUpperCase())
}
