import type { Board, BoardVisit } from '../../../src/contexts/dispatching/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { clock } from './lanes.ts'
import { messages } from './messages.ts'

type Result = NonNullable<NonNullable<Board['plan']>['result']>

/** Who has no room in the plan: why, and the cheapest that would help. */
export function Unserved({ board, onOpen }: { board: Board; onOpen: (order: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const list = board.plan?.result?.unserved ?? []
  const nameOf = (id: string) => board.carers.find((each) => each.staff === id)?.name ?? '—'
  const repairOf = (repair: Result['unserved'][number]['repair']) => {
    if (repair === null) return t('repair_none')
    const name = nameOf(repair.carer)
    if (repair.kind === 'wish') return t('repair_wish', { name })
    const minutes = Math.ceil(repair.minutes)
    if (repair.kind === 'overtime') return t('repair_overtime', { name, minutes })
    return t('repair_window', { name, start: clock(repair.start), minutes })
  }
  return (
    <section className={list.length === 0 ? undefined : 'yk-card yk-dispatch-unserved'}>
      <h2>{list.length === 0 ? t('allServed') : `${t('unserved')}（${list.length}）`}</h2>
      {list.length === 0 ? null : (
        <>
          <p className="yk-quiet">{t('unservedLead')}</p>
          <ul className="yk-dispatch-lines">
            {list.map((each) => {
              const visit = board.visits.find(({ order }) => order === each.order)
              if (visit === undefined) return null
              const sent = visit.standing.map(({ staff }) => nameOf(staff))
              return (
                <li key={each.order}>
                  <button type="button" className="yk-linkish" onClick={() => onOpen(each.order)}>
                    {visit.person?.name ?? f.unknown} · {pick(visit.title)} · {clock(visit.window.from)}
                  </button>
                  <span>{pick(each.reason)}</span>
                  <span className="yk-quiet">
                    {t('repair')}：{repairOf(each.repair)}
                    {sent.length === 0 ? '' : `（${t('stillSent', { names: sent.join('、') })}）`}
                  </span>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}

/** Visits to which nobody is sent yet. */
export function Open({ visits, onOpen }: { visits: readonly BoardVisit[]; onOpen: (order: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  if (visits.length === 0) return null
  return (
    <section>
      <h2>
        {t('unplaced')}（{visits.length}）
      </h2>
      <ul className="yk-dispatch-open">
        {visits.map((visit) => (
          <li key={visit.order}>
            <button type="button" onClick={() => onOpen(visit.order)}>
              <span className="yk-num">{clock(visit.window.from)}</span>
              <strong>{visit.person?.name ?? f.unknown}</strong>
              <span>{pick(visit.title)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
