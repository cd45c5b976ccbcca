import { Link } from 'react-router'
import { useText } from '../../shared/i18n/index.ts'
import { BasketIcon, BellIcon, ListIcon, SealIcon } from '../../shared/icons.tsx'
import { BigEntries } from '../../shared/shell/BigEntries.tsx'
import { useIsResident } from '../own/Own.tsx'
import { pages } from '../pages.ts'
import { messages } from './messages.ts'
import { OwnHome } from './OwnHome.tsx'

const ENTRIES = [
  { room: 'find', icon: BasketIcon, text: 'findText' },
  { room: 'orders', icon: ListIcon, text: 'ordersText' },
  { room: 'benefits', icon: SealIcon, text: 'benefitsText' },
  // Rated is what was ordered: in the order itself.
  { room: 'orders', title: 'say', icon: BellIcon, text: 'sayText' },
] as const

/** Where one begins: the own matters of whoever is signed in, else four big entries and the way in. */
export default function Home() {
  return useIsResident() ? <OwnHome /> : <OpenHome />
}

function OpenHome() {
  const t = useText(messages)
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      <p className="yk-quiet">{t('lead')}</p>
      <div className="yk-row">
        <Link className="yk-button yk-button--primary" to="/resident/login">
          {t('signIn')}
        </Link>
        <Link className="yk-button" to="/guides">
          {t('guides')}
        </Link>
      </div>
      <BigEntries
        closed={t('soon')}
        entries={ENTRIES.map((entry) => {
          const page = pages.find((p) => p.room === entry.room && !p.hidden)
          return {
            title: t('title' in entry ? entry.title : entry.room),
            text: t(entry.text),
            icon: entry.icon,
            to: page ? `/resident/${page.path}` : null,
          }
        })}
      />
    </div>
  )
}
