import { common, setLanguage, useLanguage, useText } from '../i18n/index.ts'
import { GlobeIcon, MoonIcon, SunIcon, TextIcon } from '../icons.tsx'
import { setLook, useShown } from '../theme/look.ts'
import { ELDER_SIZES } from '../theme/tokens.ts'
import './shell.css'

/** One button to the other language. */
export function LanguageButton() {
  const lng = useLanguage()
  const t = useText(common)
  return (
    <button
      type="button"
      className="yk-button yk-button--bare"
      lang={lng === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(lng === 'zh' ? 'en' : 'zh')}
    >
      <GlobeIcon />
      {t('switchLanguage')}
    </button>
  )
}

/** 长辈版 on and off; when on, the size of text. Visible on every face. */
export function ElderButton() {
  const { elder } = useShown()
  const t = useText(common)
  return (
    <button
      type="button"
      className="yk-button yk-button--bare"
      aria-pressed={elder !== null}
      onClick={() => setLook({ elder: elder ? null : 20 })}
    >
      <TextIcon />
      {elder ? t('elderOff') : t('elderOn')}
    </button>
  )
}

/** Three sizes of text, 20 to 30 pixels, while elder mode is on. */
export function ElderSizes() {
  const { elder } = useShown()
  const t = useText(common)
  if (elder === null) return null
  return (
    <fieldset className="yk-sizes">
      <legend>{t('elderSize')}</legend>
      {ELDER_SIZES.map((size) => (
        <button
          key={size}
          type="button"
          className={`yk-button${size === elder ? ' yk-button--primary' : ''}`}
          aria-pressed={size === elder}
          onClick={() => setLook({ elder: size })}
        >
          {t(`elderSize${size}`)}
        </button>
      ))}
    </fieldset>
  )
}

/** Light and dark. */
export function SchemeButton() {
  const { dark } = useShown()
  const t = useText(common)
  return (
    <button
      type="button"
      className="yk-button yk-button--bare"
      onClick={() => setLook({ scheme: dark ? 'light' : 'dark' })}
    >
      {dark ? <SunIcon /> : <MoonIcon />}
      {dark ? t('schemeLight') : t('schemeDark')}
    </button>
  )
}
