import { Link, NavLink } from 'react-router'
import { common, usePick, useText } from '../shared/i18n/index.ts'
import { LightShell } from '../shared/shell/LightShell.tsx'
import { PageOutlet } from '../shared/shell/PageOutlet.tsx'
import { useFace } from '../shared/theme/look.ts'
import { pages } from './pages.ts'

/** The public face: no login, light. */
export default function PublicFace() {
  useFace('public')
  const t = useText(common)
  const pick = usePick()
  const shown = pages.filter((page) => !page.hidden)
  return (
    <LightShell
      home="/"
      nav={
        shown.length > 0
          ? shown.map((page) => (
              <NavLink key={page.path} to={`/${page.path}`}>
                {pick(page.title)}
              </NavLink>
            ))
          : undefined
      }
      foot={
        <div className="yk-row">
          <Link to="/resident">{t('faceResident')}</Link>
          <Link to="/field">{t('faceField')}</Link>
          <Link to="/console">{t('faceConsole')}</Link>
        </div>
      }
    >
      <PageOutlet pages={pages} />
    </LightShell>
  )
}
