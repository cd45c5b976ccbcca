import type { Board, BoardVisit } from '../../../src/contexts/dispatching/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** Why a visit is with whom it is, what others would cost, and what each wish that was not granted would. */
export function Why({ board, visit }: { board: Board; visit: BoardVisit }) {
  const t = useText(messages)
  const f = useFormat()
  const told = board.plan?.result?.explanation
  const nameOf = (id: string) => board.carers.find((each) => each.staff === id)?.name ?? '—'
  const parts = told?.visits.filter((each) => each.visit === visit.order) ?? []
  const broken = told?.wishes.filter((each) => each.visit === visit.order) ?? []
  if (told === undefined || parts.length === 0)
    return (
      <section>
        <h3>{t('whyHere')}</h3>
        <p className="yk-quiet">{t('notYet')}</p>
      </section>
    )
  const whyOf = (part: (typeof parts)[number]) => {
    const [next] = part.others
    if (visit.hold?.staff?.some((each) => each !== null)) return t('why_locked')
    if (next === undefined) return part.noRoom === 0 ? t('why_only') : t('why_noroom')
    const values = { name: nameOf(next.carer), more: f.number(Math.abs(next.more), 0) }
    return next.more >= 0 ? t('why_next', values) : t('why_cheaper', values)
  }
  return (
    <section>
      <h3>{t('whyHere')}</h3>
      <ul className="yk-dispatch-lines">
        {parts.map((part) => (
          <li key={part.part}>
            <strong>{nameOf(part.carer)}</strong>
            <span>{whyOf(part)}</span>
            {part.others.length > 1 ? (
              <span className="yk-quiet">
                {t('others')}：
                {part.others
                  .map((each) => t('other', { name: nameOf(each.carer), more: f.number(each.more, 0) }))
                  .join('、')}
              </span>
            ) : null}
            <span className="yk-quiet">{t('counts', { notAble: part.notAble, noRoom: Math.max(0, part.noRoom) })}</span>
          </li>
        ))}
      </ul>
      <h3>{broken.length === 0 ? t('noBroken') : t('brokenWishes')}</h3>
      <ul className="yk-dispatch-lines">
        {broken.map((each, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: wishes of one visit have no name of their own
          <li key={i}>
            <span>
              {each.wish.kind === 'language'
                ? t('wish_language', { value: each.wish.language })
                : t(`wish_${each.wish.kind}`)}
            </span>
            <span className="yk-quiet">
              {each.price === null ? t('wishNever') : t('wishPrice', { price: f.number(each.price, 0) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
