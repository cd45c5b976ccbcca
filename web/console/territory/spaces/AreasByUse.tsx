import type { SpacePlan } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { Facts } from '../../../shared/parts/Facts.tsx'
import { messages } from './messages.ts'

/** The areas of a facility by use, each room counted once, and what no room accounts for. */
export function AreasByUse({ areas, titleOf }: { areas: SpacePlan['areas']; titleOf: (use: string) => string }) {
  const t = useText(messages)
  const f = useFormat()
  const uses = areas.uses.map(({ use, area, rooms, alsoIn }) => {
    const said = (
      <span key={use} className="yk-row">
        {rooms > 0 ? <span className="yk-num">{f.number(area)} ㎡</span> : null}
        {alsoIn > 0 ? <span className="yk-small yk-quiet">{t('alsoIn', { count: alsoIn })}</span> : null}
      </span>
    )
    return [titleOf(use), said] as const
  })
  const rest = areas.rest === null ? f.unknown : `${f.number(areas.rest)} ㎡`
  return (
    <Facts
      facts={[
        ...uses,
        [
          t('rest'),
          <span key="rest" className="yk-num">
            {rest}
          </span>,
        ],
      ]}
    />
  )
}
