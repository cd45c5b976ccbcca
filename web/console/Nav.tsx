import { useId } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { common, usePick, useText } from '../shared/i18n/index.ts'
import { ListIcon, Mark, RightIcon } from '../shared/icons.tsx'
import { CONSOLE_ROOMS, type ConsolePage, type ConsoleRoom } from '../shared/pages.ts'
import { useMay, useSession } from '../shared/session.ts'
import { messages } from './messages.ts'
import { inRoom, roomAt } from './pages.ts'
import { useRooms } from './rooms.ts'

/** The rooms and their pages; what the account may not enter is not shown. Rooms fold, so that the whole house is seen at once. */
export function Nav({ onGone }: { onGone?: () => void }) {
  const t = useText(messages)
  const c = useText(common)
  const may = useMay()
  const { data } = useSession()
  const current = roomAt(useLocation().pathname)
  const { isOpen, toggle } = useRooms(current)
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
            <Room
              key={room}
              room={room}
              shown={shown}
              open={isOpen(room)}
              here={room === current}
              onToggle={() => toggle(room)}
              {...(onGone ? { onGone } : {})}
            />
          )
        })}
      </nav>
    </>
  )
}

type RoomProps = {
  room: ConsoleRoom
  shown: ConsolePage[]
  open: boolean
  here: boolean
  onToggle: () => void
  onGone?: () => void
}

function Room({ room, shown, open, here, onToggle, onGone }: RoomProps) {
  const t = useText(messages)
  const pick = usePick()
  const list = useId()
  const { pathname } = useLocation()
  // A page below another one, in whatever room it stands: only the nearer one is where one is.
  const nearer = (page: ConsolePage) =>
    CONSOLE_ROOMS.flatMap(inRoom).some(
      (other) => other.path.startsWith(`${page.path}/`) && `${pathname}/`.startsWith(`/console/${other.path}/`),
    )
  return (
    <section data-here={here || undefined}>
      <h2>
        <button type="button" className="yk-nav-room" aria-expanded={open} aria-controls={list} onClick={onToggle}>
          <span>{t(room)}</span>
          {open ? null : <span className="yk-nav-count yk-num">{shown.length}</span>}
          <RightIcon />
        </button>
      </h2>
      <ul id={list} hidden={!open}>
        {shown.map((page) => {
          const Icon = page.icon ?? ListIcon
          return (
            <li key={page.path}>
              <NavLink
                to={page.path === '' ? '/console' : `/console/${page.path}`}
                end={page.path === '' || nearer(page)}
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
}
