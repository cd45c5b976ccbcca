import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { common, useText } from '../shared/i18n/index.ts'
import { SyncLine } from '../shared/parts/SyncLine.tsx'
import { LightShell } from '../shared/shell/LightShell.tsx'
import { PageOutlet } from '../shared/shell/PageOutlet.tsx'
import { useFace } from '../shared/theme/look.ts'
import { FieldGate } from './FieldGate.tsx'
import { install } from './offline/install.ts'
import { pages } from './pages.ts'
import { FieldSignOut } from './SignOut.tsx'
import { useSync } from './sync.ts'
import './field.css'

/** The face for work on the way: what is unsent is always in sight. */
export default function FieldFace() {
  useFace('field')
  const t = useText(common)
  const navigate = useNavigate()
  const sync = useSync()
  useEffect(install, [])
  return (
    <LightShell
      home="/field"
      name={t('faceField')}
      line={<SyncLine state={sync} onOpen={() => void navigate('/field/unsent')} />}
      foot={<FieldSignOut />}
    >
      <FieldGate>
        <PageOutlet pages={pages} />
      </FieldGate>
    </LightShell>
  )
}
