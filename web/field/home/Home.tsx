import { useText } from '../../shared/i18n/index.ts'
import { ListIcon, PaperIcon, PinIcon, SyncIcon } from '../../shared/icons.tsx'
import { BigEntries } from '../../shared/shell/BigEntries.tsx'
import { pages } from '../pages.ts'
import { messages } from './messages.ts'

const ENTRIES = [
  { room: 'next', icon: PinIcon, text: 'nextText' },
  { room: 'visits', icon: ListIcon, text: 'visitsText' },
  { room: 'record', icon: PaperIcon, text: 'recordText' },
  { room: 'unsent', icon: SyncIcon, text: 'unsentText' },
] as const

/** The next stop first; each entry leads to the first page of its room. */
export default function Home() {
  const t = useText(messages)
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      <BigEntries
        closed={t('soon')}
        entries={ENTRIES.map((entry) => {
          const page = pages.find((p) => p.room === entry.room && !p.hidden)
          return {
            title: t(entry.room),
            text: t(entry.text),
            icon: entry.icon,
            to: page ? `/field/${page.path}` : null,
            ...(entry.room === 'unsent' ? { closed: t('unsentNone') } : {}),
          }
        })}
      />
    </div>
  )
}
