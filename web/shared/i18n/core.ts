import i18next from 'i18next'
import { useSyncExternalStore } from 'react'

/** The two languages of the house. Chinese is the first; English is complete. */
export type Language = 'zh' | 'en'

/** A short text in both languages, for titles that must be known before their room is loaded. */
export type Bilingual = { zh: string; en: string }

const STORED = 'yike.language'

function firstLanguage(): Language {
  if (typeof window === 'undefined') return 'zh'
  const asked = new URLSearchParams(window.location.search).get('lang')
  if (asked === 'zh' || asked === 'en') return asked
  try {
    if (localStorage.getItem(STORED) === 'en') return 'en'
  } catch {
    // Storage may be closed by policy; the default language then holds for the visit.
  }
  return 'zh'
}

/** The one i18next instance. Rooms add their own namespace through `defineMessages`. */
export const i18n = i18next.createInstance()
void i18n.init({
  lng: firstLanguage(),
  fallbackLng: 'zh',
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
})

/** The language in use now. */
export function language(): Language {
  return i18n.language === 'en' ? 'en' : 'zh'
}

/** Changes the language, remembers it and tells the browser (screen readers choose their voice by it). */
export function setLanguage(next: Language): void {
  try {
    localStorage.setItem(STORED, next)
  } catch {
    // See firstLanguage.
  }
  void i18n.changeLanguage(next)
  markDocument()
}

/** Writes the language into `<html lang>`. */
export function markDocument(): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en'
}

function subscribe(changed: () => void): () => void {
  i18n.on('languageChanged', changed)
  return () => i18n.off('languageChanged', changed)
}

/** The language in use, as React state. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language)
}

/** Picks the text of a bilingual value in the language in use. */
export function usePick(): (text: Bilingual) => string {
  const now = useLanguage()
  return (text) => text[now]
}
