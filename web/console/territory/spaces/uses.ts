import type { SpaceUse } from '../../../../src/contexts/territory/index.ts'
import { usePick } from '../../../shared/i18n/index.ts'
import { useView } from '../../../shared/queries.ts'

/** What rooms are used for, and how a use is called. */
export function useSpaceUses(): { uses: readonly SpaceUse[]; titleOf: (use: string) => string } {
  const pick = usePick()
  const uses = useView<{ items: SpaceUse[] }>('/territory/space-uses').data?.items ?? []
  const titleOf = (use: string) => pick(uses.find((each) => each.value === use)?.title ?? { zh: use, en: use })
  return { uses, titleOf }
}
