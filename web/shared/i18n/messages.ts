import { i18n, language, useLanguage } from './core.ts'

/** English may say one thing differently: `key_one` is used when `count` is 1. */
type WithSingular<K extends string> = Record<K, string> & Partial<Record<`${K}_one`, string>>

/** The catalogue of one room. */
export type Messages<K extends string = string> = {
  ns: string
  zh: Record<K, string>
  en: WithSingular<K>
}

/** Values put into `{{name}}` places; `count` also chooses the singular. */
export type Values = Record<string, string | number>

/** Says one message of a room. */
export type Say<K extends string> = (key: K, values?: Values) => string

/**
 * Declares the messages of a room: same keys in both languages, checked by the compiler and by a test. `ns` is the room's folder,
 * e.g. `console.elders`. Loading the file registers the catalogue, so a room's words travel with the room's chunk.
 */
export function defineMessages<const Z extends Record<string, string>>(
  ns: string,
  both: { zh: Z; en: WithSingular<Extract<keyof Z, string>> },
): Messages<Extract<keyof Z, string>> {
  i18n.addResourceBundle('zh', ns, both.zh, false, true)
  i18n.addResourceBundle('en', ns, both.en, false, true)
  return { ns, ...both }
}

/** The catalogue decides which keys exist, so i18next is asked with plain strings. */
const translate = (key: string, options: Record<string, unknown>): string => String(i18n.t(key, options))

/** Says a message outside React, in the language in use. */
export function say<K extends string>(messages: Messages<K>, key: K, values?: Values): string {
  return translate(key, { ...values, ns: messages.ns, lng: language() })
}

/** The speaking function of a room: `const t = useText(messages)`, then `t('save')`, `t('left', { count: 3 })`. */
export function useText<K extends string>(messages: Messages<K>): Say<K> {
  const lng = useLanguage()
  return (key, values) => translate(key, { ...values, ns: messages.ns, lng })
}
