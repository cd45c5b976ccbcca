import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { Board as BoardView, PlanEvent, PlanningSite, PlanView } from '../../../src/contexts/dispatching/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { CarerSheet } from './CarerSheet.tsx'
import { Changes } from './Changes.tsx'
import { DayList } from './DayList.tsx'
import { DayMap } from './DayMap.tsx'
import { lanesOf, openVisits, type Shown } from './lanes.ts'
import { messages } from './messages.ts'
import { PlanBar } from './PlanBar.tsx'
import { Timeline } from './Timeline.tsx'
import { Open, Unserved } from './Unserved.tsx'
import { VisitSheet, type Wanted } from './VisitSheet.tsx'
import './dispatching.css'

/** Site and day in the address; the first site until another is chosen. */
export function useSiteDay() {
  const [params, set] = useChoices()
  const sites = useView<{ items: PlanningSite[] }>('/dispatching/sites')
  const site = params.get('site') ?? sites.data?.items[0]?.id ?? ''
  const day = params.get('day') ?? todayInChina()
  return { sites, site, day, setSite: set('site'), setDay: set('day') }
}

/** The choice of site and day, above whatever is shown of them. */
export function SiteDayChoice({ of }: { of: ReturnType<typeof useSiteDay> }) {
  const t = useText(messages)
  return (
    <div className="yk-dispatch-choose yk-noprint">
      <Choice
        label={t('site')}
        value={of.site}
        onChange={of.setSite}
        options={(of.sites.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
      />
      <Text label={t('day')} type="date" value={of.day} onChange={of.setDay} required />
    </div>
  )
}

/** The day of a provider's site: plan it, see why, move by hand, take it over. */
export default function Board() {
  const t = useText(messages)
  const at = useSiteDay()
  const board = useView<BoardView>(
    '/dispatching/day',
    { site: at.site, day: at.day },
    { enabled: at.site !== '' && /^\d{4}-\d{2}-\d{2}$/.test(at.day), keepLast: true },
  )
  if (at.sites.isPending) return <LoadingState />
  if (at.sites.error) return <ErrorState problem={at.sites.error} onRetry={() => void at.sites.refetch()} />
  if (at.sites.data.items.length === 0) return <EmptyState title={t('noSites')} text={t('noSitesText')} heading="h1" />
  return (
    <div className="yk-stack">
      <PageHead title={t('title')} lead={t('lead')} />
      <SiteDayChoice of={at} />
      {board.error && board.data === undefined ? (
        <ErrorState problem={board.error} onRetry={() => void board.refetch()} />
      ) : board.data === undefined ? (
        <LoadingState />
      ) : (
        <Day key={`${board.data.site.id} ${board.data.day}`} board={board.data} />
      )}
    </div>
  )
}

const BOARD = '/dispatching/day'

function Day({ board }: { board: BoardView }) {
  const t = useText(messages)
  const proposal = board.plan?.state === 'proposed'
  const [shown, setShown] = useState<Shown | null>(null)
  const seen: Shown = shown ?? (proposal ? 'proposal' : 'standing')
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const [carer, setCarer] = useState<string | null>(null)
  const lanes = lanesOf(board, proposal ? seen : 'standing')
  const working = lanes.filter((lane) => lane.carer.notPlanned === null || lane.blocks.length > 0)
  const off = board.carers.filter((each) => !working.some((lane) => lane.carer.staff === each.staff))
  const past = board.day < todayInChina()
  const open = openVisits(board, lanes)
  const ask = useCommand<{ event?: PlanEvent; seconds?: number }, { id: string }>({
    path: '/dispatching/plans',
    body: (input) => ({ site: board.site.id, day: board.day, ...input }),
    refresh: [BOARD],
  })
  const plan = (input: { event?: PlanEvent; seconds?: number }) =>
    ask.mutate(input, {
      onSuccess: () => {
        setWanted(null)
        setCarer(null)
        setShown(null)
      },
    })
  const found = board.visits.find((visit) => visit.order === wanted?.order)
  const chosen = board.carers.find((each) => each.staff === carer)
  if (board.visits.length === 0) return <EmptyState title={t('noVisits')} text={t('noVisitsText')} heading="h2" />
  return (
    <>
      {board.carers.every((each) => each.shifts.length === 0) ? (
        <EmptyState
          title={t('noCarers')}
          text={t('noCarersText')}
          heading="h2"
          action={
            <Link className="yk-button" to={`/console/dispatching/rota?site=${board.site.id}`}>
              {t('toRota')}
            </Link>
          }
        />
      ) : null}
      <RefusalNote problem={ask.error} />
      {board.plan?.state === 'computing' ? <Running plan={board.plan} /> : null}
      <PlanBar board={board} shown={seen} onShow={setShown} onAsk={past ? null : plan} pending={ask.isPending} />
      {past ? <p className="yk-quiet">{t('past')}</p> : null}
      {proposal ? <Changes board={board} /> : null}
      <Timeline
        board={board}
        lanes={working}
        selected={wanted?.order ?? null}
        onOpen={(block, by) => setWanted({ order: block.visit.order, carer: by, start: null })}
        onDrop={({ block, to, start }) => setWanted({ order: block.visit.order, carer: to, start, from: block.part })}
        onCarer={setCarer}
      />
      <DayList lanes={working} onOpen={(order, by) => setWanted({ order, carer: by, start: null })} />
      {board.plan?.result === null || !proposal ? (
        <Open visits={open} onOpen={(order) => setWanted({ order, carer: null, start: null })} />
      ) : (
        <Unserved board={board} onOpen={(order) => setWanted({ order, carer: null, start: null })} />
      )}
      {off.length === 0 ? null : <OffDay board={off} />}
      <DayMap
        board={board}
        lanes={working}
        selected={wanted?.order ?? null}
        onOpen={(order) => setWanted({ order, carer: null, start: null })}
      />
      <Sheet open={found !== undefined} onClose={() => setWanted(null)} title={found?.person?.name ?? t('order')}>
        {found === undefined || wanted === null ? null : (
          <VisitSheet
            key={`${wanted.order} ${wanted.carer} ${wanted.start}`}
            board={board}
            visit={found}
            wanted={wanted}
            past={past}
            onReplan={(event) => plan({ event })}
            onMoved={() => {
              setWanted(null)
              setShown('proposal')
            }}
          />
        )}
      </Sheet>
      <Sheet open={chosen !== undefined} onClose={() => setCarer(null)} title={chosen?.name ?? ''}>
        {chosen === undefined ? null : (
          <CarerSheet
            carer={chosen}
            pending={ask.isPending}
            onSick={past ? null : () => plan({ event: { kind: 'sick', staff: chosen.staff } })}
          />
        )}
      </Sheet>
    </>
  )
}

function OffDay({ board }: { board: BoardView['carers'] }) {
  const t = useText(messages)
  return (
    <section>
      <h2>{t('offDay')}</h2>
      <ul className="yk-dispatch-off">
        {board.map((each) => (
          <OffLine key={each.staff} carer={each} />
        ))}
      </ul>
    </section>
  )
}

function OffLine({ carer }: { carer: BoardView['carers'][number] }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <li>
      <strong>{carer.name}</strong> {carer.notPlanned === null ? t('notPlanned') : pick(carer.notPlanned)}
    </li>
  )
}

/** A plan on its way: how far, and what the best so far costs. */
function Running({ plan }: { plan: PlanView }) {
  const t = useText(messages)
  const pick = usePick()
  const client = useQueryClient()
  const now = useView<PlanView>(`/dispatching/plans/${plan.id}`, {}, { refetchInterval: 500 })
  const run = now.data?.run ?? plan.run
  const state = now.data?.state ?? plan.state
  const ended = run?.state === 'failed' || run?.state === 'cancelled'
  const known = plan.run?.state === run?.state
  const stop = useCommand<void>({ path: `/runs/${run?.id ?? ''}/cancel`, body: () => ({}) })
  useEffect(() => {
    if (state !== 'computing' || (ended && !known)) void client.invalidateQueries({ queryKey: [BOARD] })
  }, [state, ended, known, client])
  const note = run?.note as { cost: number; unassigned: number } | null | undefined
  if (run != null && ended)
    return (
      <p className="yk-card" role="alert">
        {t('failed')}
        {run.refusal === null ? '' : `：${pick(run.refusal.text)}`}
      </p>
    )
  return (
    <section className="yk-card yk-dispatch-run" aria-live="polite">
      <strong>{t('optimising')}</strong>
      <progress aria-label={t('optimising')} max={1} {...(run?.progress == null ? {} : { value: run.progress })} />
      <span className="yk-num">{note ? t('soFar', { cost: note.cost, unassigned: note.unassigned }) : ''}</span>
      <button type="button" className="yk-button" disabled={stop.isPending} onClick={() => stop.mutate()}>
        {t('stop')}
      </button>
    </section>
  )
}
