import { useEffect, useSyncExternalStore } from 'react'
import { cssName, dark, ELDER_SIZES, type ElderSize, elderInk, light, type Palette } from './tokens.ts'

/** The faces; each has its own base size of text. */
export type Face = 'public' | 'resident' | 'field' | 'console' | 'cockpit' | 'login' | 'gallery'

/** What the reader has chosen about looks. Kept in the browser, never sent. */
export type Look = { scheme: 'light' | 'dark'; elder: ElderSize | null }

/** The look as it stands on the screen now. */
export type Shown = {
  face: Face
  dark: boolean
  elder: ElderSize | null
  fontSize: number
  control: number
  palette: Palette
}

const STORED = 'yike.look'
const BASE: Record<Face, number> = {
  public: 16,
  resident: 16,
  field: 16,
  console: 14,
  cockpit: 14,
  login: 16,
  gallery: 14,
}

let chosen: Look = load()
let face: Face = 'public'
let shown: Shown = compute()
const listeners = new Set<() => void>()

function load(): Look {
  const look: Look = { scheme: 'light', elder: null }
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Look>
    if (kept.scheme === 'dark') look.scheme = 'dark'
    look.elder = ELDER_SIZES.find((size) => size === kept.elder) ?? null
  } catch {
    // Storage closed or spoiled: the plain look.
  }
  return look
}

/** A finger needs more room than a pointer. */
function isTouch(): boolean {
  return typeof window !== 'undefined' && window.matchMedia('(pointer: coarse)').matches
}

function compute(): Shown {
  const isDark = face === 'cockpit' || chosen.scheme === 'dark'
  const base = isDark ? dark : light
  const palette = chosen.elder ? { ...base, ...elderInk[isDark ? 'dark' : 'light'] } : base
  const compact = face === 'console' || face === 'cockpit' || face === 'gallery'
  const control = chosen.elder ? 60 : compact && !isTouch() ? 36 : 44
  return { face, dark: isDark, elder: chosen.elder, fontSize: chosen.elder ?? BASE[face], control, palette }
}

/** Recomputes the look and writes it to the document as attributes and CSS variables. */
export function applyLook(): void {
  shown = compute()
  const root = document.documentElement
  root.dataset.face = shown.face
  root.dataset.scheme = shown.dark ? 'dark' : 'light'
  root.toggleAttribute('data-elder', shown.elder !== null)
  root.style.colorScheme = shown.dark ? 'dark' : 'light'
  root.style.setProperty('--base', `${shown.fontSize}px`)
  root.style.setProperty('--control', `${shown.control}px`)
  for (const [token, value] of Object.entries(shown.palette)) root.style.setProperty(cssName(token), value)
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', shown.palette.paper)
  for (const tell of listeners) tell()
}

/** Changes the look and remembers it. */
export function setLook(change: Partial<Look>): void {
  chosen = { ...chosen, ...change }
  try {
    localStorage.setItem(STORED, JSON.stringify(chosen))
  } catch {
    // The choice then holds for this visit.
  }
  applyLook()
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** The look on the screen now (palette for charts and maps, elder mode, base size). */
export function useShown(): Shown {
  return useSyncExternalStore(subscribe, () => shown)
}

/** True in elder mode: nothing pops up, nothing moves. */
export function useElder(): boolean {
  return useShown().elder !== null
}

/** Declares which face is on the screen; sets its base size of text and, for the cockpit, the dark theme. */
export function useFace(next: Face): void {
  useEffect(() => {
    face = next
    applyLook()
  }, [next])
}
