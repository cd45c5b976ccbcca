import type { Board } from '../../../src/contexts/dispatching/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { Tag } from '../../shared/parts/Tag.tsx'
import { clock } from './lanes.ts'
import { messages } from './messages.ts'

/** What a proposal changes of what was told: who moves, by how much, to whom. Shown before anything is taken over. */
export function Changes({ board }: { board: Board }) {
  const t = useText(messages)
  const result = board.plan?.result
  if (result == null || result.promised === 0) return null
  const { changes, promised } = result
  const visits = new Map(board.visits.map((visit) => [visit.order, visit]))
  const names = (ids: readonly string[]) =>
    ids.map((id) => board.carers.find((each) => each.staff === id)?.name ?? '—').join('、')
  return (
    <section className="yk-card">
      <h2>{t('changes')}</h2>
      <p>
        {changes.length === 0
          ? t('noChanges', { count: promised })
          : t('changesOf', {
              promised,
              changed: changes.length,
              big: changes.filter((each) => each.big).length,
              tolerance: board.tolerance,
            })}
      </p>
      <ul className="yk-dispatch-lines">
        {changes.map((each) => {
          const visit = visits.get(each.order)
          const by = each.to === null ? 0 : each.to - each.from
          const others = names(each.before) !== names(each.after)
          return (
            <li key={each.order}>
              <strong>{visit?.person?.name ?? '—'}</strong>
              <span className="yk-num">
                {each.to === null
                  ? t('changeGone', { from: clock(each.from) })
                  : t('changeTime', {
                      from: clock(each.from),
                      to: clock(each.to),
                      by: by > 0 ? `+${by}` : by < 0 ? `−${-by}` : '0',
                    })}
              </span>
              {others ? (
                <span>
                  {names(each.before)} → {names(each.after) || '—'}
                </span>
              ) : null}
              {each.big ? <Tag tone="warn">{t('bigTag')}</Tag> : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
