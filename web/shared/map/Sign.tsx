import type { FacilityFamily } from '../../../src/contexts/territory/index.ts'
import { useShown } from '../theme/look.ts'
import { FAMILY_MARKS } from './families.ts'

/** The sign of a family as on the map. Decorative: the words beside it say the same. */
export function Sign({ family }: { family: FacilityFamily }) {
  const { dark } = useShown()
  const { sign, light, dark: lit } = FAMILY_MARKS[family]
  return (
    <span
      className="yk-sign"
      aria-hidden="true"
      lang="zh-CN"
      style={{ background: dark ? lit : light, color: dark ? '#0e1417' : '#ffffff' }}
    >
      {sign}
    </span>
  )
}
