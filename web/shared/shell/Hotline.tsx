import { common, useText } from '../i18n/index.ts'
import { PhoneIcon } from '../icons.tsx'
import { useSession } from '../session.ts'

/** The service telephone, on every screen of residents: big enough to press, readable enough to dial from another phone. */
export function Hotline() {
  const t = useText(common)
  const { data } = useSession()
  const number = data?.home.hotline
  if (!data) return null
  if (!number) return <p className="yk-hotline-none">{t('hotlineNone')}</p>
  return (
    <a className="yk-hotline" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      <PhoneIcon />
      <span>{t('hotlineLabel')}</span>
      <strong className="yk-num">{number}</strong>
    </a>
  )
}
