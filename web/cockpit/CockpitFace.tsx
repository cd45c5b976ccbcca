import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useFormat } from '../shared/format.ts'
import { common, useText } from '../shared/i18n/index.ts'
import { Mark } from '../shared/icons.tsx'
import { useSession } from '../shared/session.ts'
import { Gate } from '../shared/shell/Gate.tsx'
import { Main } from '../shared/shell/Main.tsx'
import { PageOutlet } from '../shared/shell/PageOutlet.tsx'
import { LanguageButton } from '../shared/shell/Tools.tsx'
import { AntdRoot } from '../shared/theme/AntdRoot.tsx'
import { useFace } from '../shared/theme/look.ts'
import { messages } from './messages.ts'
import { pages } from './pages.ts'
import './cockpit.css'

/** The cockpit: 16:9, dark, readable from six metres; it scales with the wall. */
export default function CockpitFace() {
  useFace('cockpit')
  const t = useText(messages)
  const c = useText(common)
  const { data } = useSession()
  return (
    <div className="yk-cockpit">
      <a className="yk-skip" href="#main">
        {c('skip')}
      </a>
      <header className="yk-cockpit-head">
        <Link className="yk-brand" to="/cockpit">
          <Mark />
          <span className="yk-brand-name">{data?.account?.jurisdictionName ?? data?.home.name ?? c('yike')}</span>
          <span className="yk-brand-place">{t('name')}</span>
        </Link>
        <Clock />
        <div className="yk-tools">
          <LanguageButton />
          <button
            type="button"
            className="yk-button yk-button--bare"
            onClick={() => void document.documentElement.requestFullscreen?.()}
          >
            {t('full')}
          </button>
          <Link className="yk-button yk-button--bare" to="/console">
            {t('leave')}
          </Link>
        </div>
      </header>
      <Main className="yk-cockpit-main">
        <h1 className="yk-sr">{t('name')}</h1>
        <Gate>
          <AntdRoot>
            <PageOutlet pages={pages} />
          </AntdRoot>
        </Gate>
      </Main>
    </div>
  )
}

function Clock() {
  const f = useFormat()
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time className="yk-cockpit-clock" dateTime={now}>
      {f.instant(now)}
    </time>
  )
}
