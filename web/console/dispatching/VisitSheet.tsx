import { useState } from 'react'
import { Link } from 'react-router'
import type { Board, BoardVisit, MoveCheck, PlanEvent } from '../../../src/contexts/dispatching/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Facts } from '../../shared/parts/Facts.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useAsked, useCommand, useSettled } from '../../shared/queries.ts'
import { clock, minuteOf } from './lanes.ts'
import { messages } from './messages.ts'
import { Why } from './Why.tsx'
import { WishForm } from './WishForm.tsx'

/** A visit that was opened, or dropped somewhere: with whom, and from when. `from` is the part that was dragged. */
export type Wanted = { order: string; carer: string | null; start: number | null; from?: number }

const BOARD = '/dispatching/day'
type Body = { site: string; day: string; order: string; staff: string[]; start: number | null }

/** One visit: what it needs, why it is where it is, moving it, locking it, telling that it takes longer. */
export function VisitSheet({
  board,
  visit,
  wanted,
  past,
  onReplan,
  onMoved,
}: {
  board: Board
  visit: BoardVisit
  wanted: Wanted
  past: boolean
  onReplan: (event: PlanEvent) => void
  onMoved: () => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const open = !past && (visit.state === 'placed' || visit.state === 'assigned')
  return (
    <div className="yk-stack">
      <Facts
        facts={[
          [
            t('order'),
            <Link key="no" to={`/console/services/orders/${visit.order}`}>
              {pick(visit.title)} {visit.no}
            </Link>,
          ],
          [
            t('window'),
            `${clock(visit.window.from)}–${clock(visit.window.until)}（${t('latest', { time: clock(visit.window.latest) })}）`,
          ],
          [t('length'), String(visit.minutes)],
          [t('people'), String(visit.staff)],
          [t('needs'), visit.needs.length === 0 ? t('noNeeds') : visit.needs.map(pick).join('、')],
          [t('place'), visit.place?.name ?? t('noPlace')],
          [
            t('wishes'),
            visit.wishes.length === 0
              ? null
              : visit.wishes.map((wish) => `${pick(wish.text)}${wish.hard ? `（${t('hard')}）` : ''}`).join('；'),
          ],
          [t('knownBefore'), visit.known.length === 0 ? null : visit.known.join('、')],
        ]}
      />
      <Why board={board} visit={visit} />
      {open ? <Move board={board} visit={visit} wanted={wanted} onMoved={onMoved} /> : null}
      {past ? null : <Late visit={visit} onReplan={onReplan} />}
      {visit.person === null ? null : <WishForm board={board} person={visit.person.id} />}
    </div>
  )
}

/** Who has the visit now: in the proposal where there is one, else as it stands. */
function holders(board: Board, visit: BoardVisit): string[] {
  const routes = board.plan?.state === 'proposed' ? (board.plan.result?.routes ?? []) : []
  const parts: string[] = []
  for (const { carer, stops } of routes)
    for (const stop of stops) if (stop.visit === visit.order) parts[stop.part] = carer
  return parts.length > 0 ? parts : visit.standing.map((each) => each.staff)
}

function Move({
  board,
  visit,
  wanted,
  onMoved,
}: {
  board: Board
  visit: BoardVisit
  wanted: Wanted
  onMoved: () => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const now = holders(board, visit)
  const [staff, setStaff] = useState<string[]>(() =>
    Array.from({ length: visit.staff }, (_, part) =>
      wanted.start !== null && part === (wanted.from ?? 0) ? (wanted.carer ?? '') : (now[part] ?? ''),
    ),
  )
  const [start, setStart] = useState(wanted.start === null ? '' : clock(Math.max(0, wanted.start)))
  const body: Body = {
    site: board.site.id,
    day: board.day,
    order: visit.order,
    staff: staff.filter((each) => each !== ''),
    start: minuteOf(start),
  }
  const settled = useSettled(JSON.stringify(body), 250)
  const asked = JSON.parse(settled) as Body
  const changed =
    asked.staff.length > 0 && (asked.start !== null || asked.staff.join() !== now.join() || now.length === 0)
  const check = useAsked<MoveCheck>('/dispatching/moves/check', asked, changed)
  const move = useCommand<Body>({ path: '/dispatching/moves', refresh: [BOARD] })
  const lock = useCommand<{ order: string; hold: { staff: string[]; start: number | null } | null }>({
    path: '/dispatching/locks',
    refresh: [BOARD],
  })
  const options = board.carers.map((each) => ({
    value: each.staff,
    label: each.notPlanned === null ? each.name : `${each.name}（${pick(each.notPlanned)}）`,
  }))
  const locked = visit.hold?.staff != null
  return (
    <section>
      <h3>{t('move')}</h3>
      <ActForm
        problem={move.error}
        pending={move.isPending || check.data?.ok === false}
        submit={t('apply')}
        onSubmit={() => move.mutate(body, { onSuccess: onMoved })}
      >
        {staff.map((each, part) => (
          <Choice
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a visit are told apart by nothing else
            key={part}
            label={t((['moveTo', 'second', 'third'] as const)[Math.min(part, 2)]!)}
            value={each}
            onChange={(value) => setStaff((list) => list.map((old, i) => (i === part ? value : old)))}
            options={options}
            empty="—"
            required
          />
        ))}
        <Text label={t('at')} type="time" value={start} onChange={setStart} hint={t('atHint')} />
        <div aria-live="polite">
          {!changed ? null : check.data === undefined ? (
            <RefusalNote problem={check.error} />
          ) : (
            <p className={check.data.ok ? 'yk-dispatch-can' : 'yk-dispatch-cannot'}>
              {check.data.ok ? t('can') : `${t('cannot')}：${check.data.reasons.map(pick).join('；')}`}
              {check.data.changes.length > 0 ? ` ${t('alsoMoves', { n: check.data.changes.length })}` : ''}
            </p>
          )}
        </div>
      </ActForm>
      <div className="yk-row">
        <button
          type="button"
          className="yk-button"
          disabled={lock.isPending || (!locked && now.length < visit.staff)}
          onClick={() => lock.mutate({ order: visit.order, hold: locked ? null : { staff: now, start: null } })}
        >
          {locked ? t('unlock') : t('lock')}
        </button>
      </div>
      <RefusalNote problem={lock.error} />
    </section>
  )
}

function Late({ visit, onReplan }: { visit: BoardVisit; onReplan: (event: PlanEvent) => void }) {
  const t = useText(messages)
  const [minutes, setMinutes] = useState('30')
  if (visit.standing.length === 0) return null
  return (
    <details>
      <summary>{t('late')}</summary>
      <ActForm
        problem={null}
        pending={false}
        submit={t('lateSubmit')}
        onSubmit={() => onReplan({ kind: 'late', order: visit.order, minutes: numberOf(minutes) ?? 30 })}
      >
        <Text
          label={t('lateBy')}
          type="number"
          value={minutes}
          onChange={setMinutes}
          min={5}
          max={480}
          step={1}
          required
        />
      </ActForm>
    </details>
  )
}
