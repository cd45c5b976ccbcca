import { useFormat } from '../format.ts'
import { useText } from '../i18n/index.ts'
import { CheckIcon, SyncIcon, WarnIcon } from '../icons.tsx'
import { messages } from './messages.ts'
import './SyncLine.css'

/** What the store of unsent work says about itself. */
export type SyncState = {
  online: boolean
  /** Records on this device that have not been sent. */
  waiting: number
  /** Records that the server refused; the person must decide. */
  needsYou: number
  /** Instant of the last successful sending; null when nothing was ever sent from here. */
  lastSent: string | null
}

export type SyncLineProps = { state: SyncState; onOpen?: () => void }

/** Sent, waiting, needs you: always visible, in words. */
export function SyncLine({ state, onOpen }: SyncLineProps) {
  const t = useText(messages)
  const f = useFormat()
  const { online, waiting, needsYou, lastSent } = state
  const tone = needsYou > 0 ? 'bad' : waiting > 0 || !online ? 'warn' : 'ok'
  const Icon = tone === 'bad' ? WarnIcon : tone === 'warn' ? SyncIcon : CheckIcon
  const words = [
    online ? null : t('syncOffline'),
    needsYou > 0 ? t('syncNeedsYou', { count: needsYou }) : null,
    waiting > 0 ? t(online ? 'syncSending' : 'syncWaiting', { count: waiting }) : null,
    waiting === 0 && needsYou === 0 ? t(online ? 'syncAll' : 'syncNothing') : null,
    lastSent ? t('syncLast', { time: f.time(lastSent) }) : null,
  ].filter((word) => word !== null)
  return (
    <div className={`yk-sync yk-sync--${tone}`} role="status">
      <Icon />
      <span>{words.join(t('syncJoin'))}</span>
      {onOpen && needsYou + waiting > 0 ? (
        <button type="button" className="yk-linkish" onClick={onOpen}>
          {t('syncOpen')}
        </button>
      ) : null}
    </div>
  )
}
