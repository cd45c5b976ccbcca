import type { Distance, PlaceView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../format.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'

/** Says how far: walking minutes where streets are known, else the straight line, and which of the two it is. */
export function useSayDistance(): (distance: Distance) => string {
  const t = useText(messages)
  const f = useFormat()
  return ({ metres, minutes }) => {
    if (minutes !== null) return t('walk', { minutes: f.number(Math.ceil(minutes)) })
    const near = metres < 1000
    const said = near
      ? t('metres', { n: f.number(Math.max(10, Math.round(metres / 10) * 10)) })
      : t('kilometres', { n: f.number(metres / 1000, metres < 10_000 ? 1 : 0) })
    return t('straight', { metres: said })
  }
}

/** Says whether it is open now and until when. */
export function useSayOpen(): (now: PlaceView['now']) => string {
  const t = useText(messages)
  return ({ open, changesAt }) => {
    if (open === null) return t('hoursNone')
    if (open) return changesAt === null ? t('openNow') : t('openUntil', { time: changesAt })
    return changesAt === null ? t('shutNow') : t('shutUntil', { time: changesAt })
  }
}
