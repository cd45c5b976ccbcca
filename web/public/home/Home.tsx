import { Link } from 'react-router'
import { common, usePick, useText } from '../../shared/i18n/index.ts'
import { BasketIcon, ListIcon, PinIcon, RightIcon, SealIcon, TableIcon, TargetIcon } from '../../shared/icons.tsx'
import { useSession } from '../../shared/session.ts'
import { type PublicRoom, pages } from '../pages.ts'
import { messages } from './messages.ts'
import { QuarterHour } from './QuarterHour.tsx'
import './Home.css'

const DOORS = [
  { room: 'near', icon: PinIcon, text: 'nearText', empty: 'nearEmpty' },
  { room: 'apply', icon: ListIcon, text: 'applyText', empty: 'applyEmpty' },
  { room: 'plan', icon: TargetIcon, text: 'planText', empty: 'planEmpty' },
  { room: 'verify', icon: SealIcon, text: 'verifyText', empty: 'verifyEmpty' },
  { room: 'data', icon: TableIcon, text: 'dataText', empty: 'dataEmpty' },
] as const

/** The first page: what is near, how the plan stands, verify, open data. Doors open as soon as a room has a page. */
export default function Home() {
  const t = useText(messages)
  const c = useText(common)
  const { data } = useSession()
  return (
    <div className="yk-home">
      <section className="yk-home-hero">
        <div>
          {data ? <p className="yk-home-place">{data.home.name}</p> : <p className="yk-home-place">{c('tagline')}</p>}
          <h1>{t('title')}</h1>
          <p className="yk-home-lead">{t('lead')}</p>
        </div>
        <QuarterHour />
      </section>
      <ul className="yk-doors" aria-label={t('start')}>
        {DOORS.map((door) => (
          <Door key={door.room} {...door} title={t(door.room)} text={t(door.text)} empty={t(door.empty)} />
        ))}
      </ul>
      <Link className="yk-order" to="/resident">
        <BasketIcon />
        <span>
          <strong>{t('order')}</strong>
          <span className="yk-quiet">{t('orderText')}</span>
        </span>
        <RightIcon />
      </Link>
    </div>
  )
}

type DoorProps = { room: PublicRoom; icon: typeof PinIcon; title: string; text: string; empty: string }

function Door({ room, icon: Icon, title, text, empty }: DoorProps) {
  const t = useText(messages)
  const pick = usePick()
  const inside = pages.filter((page) => page.room === room && !page.hidden)
  const first = inside[0]
  return (
    <li className="yk-door" data-open={first !== undefined || undefined}>
      <Icon className="yk-door-icon" />
      <div>
        <h2>{first ? <Link to={`/${first.path}`}>{title}</Link> : title}</h2>
        <p>{text}</p>
        {first ? (
          <p className="yk-row">
            {inside.slice(1).map((page) => (
              <Link key={page.path} to={`/${page.path}`}>
                {pick(page.title)}
              </Link>
            ))}
          </p>
        ) : (
          <p className="yk-door-empty">
            <span>{t('notYet')}</span>
            {empty}
          </p>
        )}
      </div>
    </li>
  )
}
