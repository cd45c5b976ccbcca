import type { AssetLine } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** The price in words: free, cheap with the market beside it, or the market's. */
export function usePrice(): (asset: Pick<AssetLine, 'priceMode' | 'priceFen' | 'marketFen'>) => string {
  const t = useText(messages)
  const f = useFormat()
  return ({ priceMode, priceFen, marketFen }) => {
    if (priceMode === null) return t('noPrice')
    const market =
      marketFen === null || priceMode === 'market' ? '' : `（${t('marketOf', { money: f.money(marketFen) })}）`
    const price = priceFen === null ? '' : ` ${t('perYear', { money: f.money(priceFen) })}`
    return `${t(`price_${priceMode}`)}${price}${market}`
  }
}

/** How the five-year clock stands. */
export function Transition({ asset }: { asset: Pick<AssetLine, 'transition' | 'transitionUntil'> }) {
  const t = useText(messages)
  const f = useFormat()
  if (asset.transition === null) return <span className="yk-quiet">—</span>
  const tone =
    asset.transition === 'running'
      ? ''
      : asset.transition === 'year-left'
        ? ' yk-bld-tag--soon'
        : ' yk-bld-tag--overdue'
  return (
    <span className={`yk-bld-tag${tone}`}>
      {t(`transition_${asset.transition}`, { date: f.day(asset.transitionUntil) })}
    </span>
  )
}

const STEPS = ['registered', 'listed', 'approved', 'handed-over', 'in-use'] as const

/** The stages in a row, the present one marked. */
export function Stages({ stage }: { stage: AssetLine['stage'] }) {
  const t = useText(messages)
  const at = STEPS.indexOf(stage as (typeof STEPS)[number])
  return (
    <ol className="yk-stages">
      {STEPS.map((each, i) => (
        <li key={each} data-done={i < at || undefined} aria-current={i === at ? 'step' : undefined}>
          {t(`stage_${each}`)}
        </li>
      ))}
    </ol>
  )
}
