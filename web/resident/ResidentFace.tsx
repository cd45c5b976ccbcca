import { Link } from 'react-router'
import { common, useText } from '../shared/i18n/index.ts'
import { useAccount } from '../shared/session.ts'
import { LightShell } from '../shared/shell/LightShell.tsx'
import { PageOutlet } from '../shared/shell/PageOutlet.tsx'
import { SignOutButton } from '../shared/shell/SignOutButton.tsx'
import { useFace } from '../shared/theme/look.ts'
import { pages } from './pages.ts'

/** The residents' face: find, order, follow; the telephone on every screen. */
export default function ResidentFace() {
  useFace('resident')
  const t = useText(common)
  const account = useAccount()
  return (
    <LightShell
      home="/resident"
      name={t('faceResident')}
      foot={
        <div className="yk-row">
          <Link to="/">{t('facePublic')}</Link>
          {account ? <SignOutButton /> : <Link to="/resident/login">{t('signIn')}</Link>}
        </div>
      }
    >
      <PageOutlet pages={pages} />
    </LightShell>
  )
}
