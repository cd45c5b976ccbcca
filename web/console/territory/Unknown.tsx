import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** A value nobody knows: hatched, never blank or zero. */
export function Unknown() {
  const t = useText(messages)
  return <span className="yk-terr-unknown" role="img" aria-label={t('unknown')} title={t('unknown')} />
}
