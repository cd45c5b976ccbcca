import type { Catalogue, Standing } from '../../../src/contexts/workforce/index.ts'
import type { Option } from '../../shared/form/fields.tsx'
import { type Bilingual, useLanguage, useText } from '../../shared/i18n/index.ts'
import { Tag, type Tone } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './workforce.css'

/** Views that what is done in this room makes stale. */
export const REFRESH = ['/workforce']

/** Names and choices of this room in the reader's language. */
export function useCatalogue() {
  const lng = useLanguage()
  const t = useText(messages)
  const all = useView<Catalogue>('/workforce/catalogue').data
  const named = (names: Record<string, Bilingual> | undefined, code: string | number | null) =>
    code === null ? t('unknown') : (names?.[code]?.[lng] ?? String(code))
  const options = (names: Record<string, Bilingual> | undefined): Option[] =>
    Object.entries(names ?? {}).map(([value, title]) => ({ value, label: title[lng] }))
  const skill = (code: string) => all?.skills.find((each) => each.code === code)
  return {
    skill,
    skillName: (code: string) => skill(code)?.title[lng] ?? code,
    skills: (all?.skills ?? []).map((each): Option => ({ value: each.code, label: each.title[lng] })),
    post: (code: string) => named(all?.posts, code),
    posts: options(all?.posts),
    mode: (code: string | null) => named(all?.modes, code),
    modes: options(all?.modes),
    education: (code: string | null) => named(all?.educations, code),
    educations: options(all?.educations),
    level: (level: number | null) => (level === null ? '' : named(all?.levels, level)),
    levels: options(all?.levels).reverse(),
    kind: (code: string) => named(all?.kinds, code),
    kinds: options(all?.kinds),
    band: (band: number | null) => (band === null ? t('unknown') : (all?.bands[band]?.[lng] ?? '')),
    bands: (all?.bands ?? []).map((title, i): Option => ({ value: String(i), label: title[lng] })),
  }
}

const TONES: Partial<Record<Standing, Tone>> = {
  valid: 'good',
  soon: 'warn',
  unverified: 'warn',
  expired: 'bad',
  revoked: 'bad',
  refuted: 'bad',
}

/** How a certificate stands today. */
export function StandingTag({ standing }: { standing: Standing }) {
  const t = useText(messages)
  return <Tag tone={TONES[standing]}>{t(`standing_${standing}`)}</Tag>
}
