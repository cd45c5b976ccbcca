import { useText } from '../../shared/i18n/index.ts'
import { BasketIcon, BellIcon, ListIcon, SealIcon } from '../../shared/icons.tsx'
import { BigEntries } from '../../shared/shell/BigEntries.tsx'
import { pages } from '../pages.ts'
import { messages } from './messages.ts'

const ENTRIES = [
  { room: 'find', icon: BasketIcon, text: 'findText' },
  { room: 'orders', icon: ListIcon, text: 'ordersText' },
  { room: 'benefits', icon: SealIcon, text: 'benefitsText' },
  { room: 'say', icon: BellIcon, text: 'sayText' },
] as const

/** Four big entries; each leads to the first page of its room. */
export default function Home() {
  const t = useText(messages)
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      <p className="yk-quiet">{t('lead')}</p>
      <BigEntries
        closed={t('soon')}
        entries={ENTRIES.map((entry) => {
          const page = pages.find((p) => p.room === entry.room && !p.hidden)
          return {
            title: t(entry.room),
            text: t(entry.text),
            icon: entry.icon,
            to: page ? `/resident/${page.path}` : null,
          }
        })}
      />
    </div>
  )
}
