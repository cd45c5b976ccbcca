import { common, useText } from '../shared/i18n/index.ts'
import { SyncLine } from '../shared/parts/SyncLine.tsx'
import { Gate } from '../shared/shell/Gate.tsx'
import { LightShell } from '../shared/shell/LightShell.tsx'
import { PageOutlet } from '../shared/shell/PageOutlet.tsx'
import { SignOutButton } from '../shared/shell/SignOutButton.tsx'
import { useFace } from '../shared/theme/look.ts'
import { pages } from './pages.ts'
import { useSync } from './sync.ts'

/** The face for work on the way: what is unsent is always in sight. */
export default function FieldFace() {
  useFace('field')
  const t = useText(common)
  const sync = useSync()
  return (
    <LightShell home="/field" name={t('faceField')} line={<SyncLine state={sync} />} foot={<SignOutButton />}>
      <Gate>
        <PageOutlet pages={pages} />
      </Gate>
    </LightShell>
  )
}
