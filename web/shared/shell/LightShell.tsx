import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { common, useText } from '../i18n/index.ts'
import { Mark } from '../icons.tsx'
import { useSession } from '../session.ts'
import { Hotline } from './Hotline.tsx'
import { Main } from './Main.tsx'
import { ElderButton, ElderSizes, LanguageButton } from './Tools.tsx'
import './shell.css'

export type LightShellProps = {
  /** Where the mark leads: the first page of the face. */
  home: string
  /** What the face is called beside the mark. */
  name?: string
  /** Links of the face, in the head. */
  nav?: ReactNode
  /** A line that stays: the sync line of the field. */
  line?: ReactNode
  foot?: ReactNode
  children: ReactNode
}

/** The shell of the light faces (public, resident, field): mark, language, elder mode, telephone. No Ant Design. */
export function LightShell({ home, name, nav, line, foot, children }: LightShellProps) {
  const t = useText(common)
  const { data } = useSession()
  return (
    <div className="yk-light">
      <a className="yk-skip" href="#main">
        {t('skip')}
      </a>
      <header className="yk-light-head">
        <div className="yk-light-bar">
          <Link className="yk-brand" to={home}>
            <Mark />
            <span className="yk-brand-name">{t('yike')}</span>
            <span className="yk-brand-place">{name ?? data?.home.name}</span>
          </Link>
          {nav ? <nav className="yk-light-nav">{nav}</nav> : null}
          <div className="yk-tools yk-noprint">
            <ElderButton />
            <LanguageButton />
          </div>
        </div>
        <ElderSizes />
        {line}
      </header>
      <Main className="yk-light-main">{children}</Main>
      <footer className="yk-light-foot">
        <Hotline />
        {foot}
      </footer>
    </div>
  )
}
