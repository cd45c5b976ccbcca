import { LightShell } from '../shared/shell/LightShell.tsx'
import { useFace } from '../shared/theme/look.ts'

/** Every part in every state, with demo data. Reached at /parts, linked from nowhere. */
export default function Gallery() {
  useFace('gallery')
  return <LightShell home="/parts">…</LightShell>
}
