import { Link, NavLink } from 'react-router'
import { common, usePick, useText } from '../shared/i18n/index.ts'
import { ListIcon, Mark } from '../shared/icons.tsx'
import { CONSOLE_ROOMS } from '../shared/pages.ts'
import { useMay, useSession } from '../shared/session.ts'
import { messages } from './messages.ts'
import { inRoom } from './pages.ts'

/** The rooms and their pages; what the account may not enter is not shown. */
export function Nav({ onGone }: { onGone?: () => void }) {
  const t = useText(messages)
  const c = useText(common)
  const pick = usePick()
  const may = useMay()
  const { data } = useSession()
  return (
    <>
      <Link className="yk-brand yk-console-brand" to="/console" {...(onGone ? { onClick: onGone } : {})}>
        <Mark />
        <span className="yk-brand-name">{c('yike')}</span>
        <span className="yk-brand-place">{data?.account?.jurisdictionName ?? data?.home.name}</span>
      </Link>
      <nav className="yk-nav" aria-label={t('nav')}>
        {CONSOLE_ROOMS.map((room) => {
          const shown = inRoom(room).filter((page) => may(page.permission))
          if (shown.length === 0) return null
          return (
            <section key={room}>
              <h2>{t(room)}</h2>
              <ul>
                {shown.map((page) => {
                  const Icon = page.icon ?? ListIcon
                  return (
                    <li key={page.path}>
                      <NavLink
                        to={page.path === '' ? '/console' : `/console/${page.path}`}
                        end={page.path === ''}
                        {...(onGone ? { onClick: onGone } : {})}
                      >
                        <Icon className="yk-icon" />
                        <span>{pick(page.title)}</span>
                      </NavLink>
                    </li>
                  )
                })}
              </ul>
            </section>
          )
        })}
      </nav>
    </>
  )
}
