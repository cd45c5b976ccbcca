import { common, useText } from '../i18n/index.ts'
import './states.css'

/** Something is being read. Quiet for the first moment, so that quick answers do not flicker. */
export function LoadingState({ text }: { text?: string }) {
  const t = useText(common)
  return (
    <div className="yk-loading" role="status">
      <span className="yk-loading-bar" aria-hidden="true" />
      <span>{text ?? t('loading')}</span>
    </div>
  )
}
