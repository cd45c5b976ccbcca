import { type Bilingual, useLanguage } from '../i18n/index.ts'

/** Text from the server: in the language asked, or in both. */
export type Words = string | Bilingual

/** Says server text in the language in use. */
export function useWords(): (text: Words) => string {
  const lng = useLanguage()
  return (text) => (typeof text === 'string' ? text : text[lng])
}
