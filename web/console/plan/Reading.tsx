import { useEffect, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { PaperPage, PlanPage } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useShortcuts } from '../../shared/keys.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { PaperView } from '../../shared/parts/PaperView.tsx'
import { SplitView } from '../../shared/parts/SplitView.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Conflict } from './Conflict.tsx'
import { Enact } from './Enact.tsx'
import { blocksOfClauses, markOf, ownerOf } from './marks.ts'
import { messages } from './messages-reading.ts'
import { PlanState } from './PlanState.tsx'
import { type Mode, ReadingCard } from './ReadingCard.tsx'
import { cardsOf, countOf, marksOf, TABS, type Tab } from './reading.ts'
import { useAsked } from './say.ts'
import './plan.css'

type Span = { start: number; end: number }

/** The paper at the left, what was read at the right, doubts first. */
export default function Reading() {
  const { id = '' } = useParams()
  const view = useView<PlanPage>(`/plan/plans/${id}`)
  const paper = useView<PaperPage>(`/plan/papers/${view.data?.paper ?? ''}`, undefined, { enabled: view.isSuccess })
  const problem = view.error ?? paper.error
  if (problem) return <ErrorState problem={problem} onRetry={() => void view.refetch()} />
  if (!view.isSuccess || !paper.isSuccess) return <LoadingState />
  return <Split key={id} plan={view.data} paper={paper.data} />
}

function Split({ plan, paper }: { plan: PlanPage; paper: PaperPage }) {
  const t = useText(messages)
  const may = useMay()
  const [tab, setTab] = useState<Tab>(plan.open.doubts > 0 ? 'doubts' : 'targets')
  const [active, setActive] = useState<string | null>(null)
  const [mode, setMode] = useState<Mode>('look')
  const [place, setMark] = useState<{ mark: string; span: Span } | null>(null)
  const setPlace = (id: string, span: Span | null) =>
    setMark(span === null ? null : { mark: markOf(id, span, 'place').id, span })
  const cards = useMemo(() => cardsOf(plan, tab), [plan, tab])
  const blocks = useMemo(() => blocksOfClauses(paper.clauses), [paper])
  const marks = useMemo(() => {
    const all = marksOf(plan, tab)
    return place === null || all.some((mark) => mark.id === place.mark)
      ? all
      : [...all, { ...place.span, id: place.mark, tone: 'place' as const }]
  }, [plan, tab, place])
  const at = Math.max(
    0,
    cards.findIndex((card) => card.id === active),
  )
  const current = cards[at]
  const editable = plan.state === 'draft' && may('plan.decide')

  const go = (index: number) => {
    const card = cards[Math.min(Math.max(index, 0), cards.length - 1)]
    if (card === undefined) return
    setMode('look')
    setActive(card.id)
    setPlace(card.id, card.span)
    document.getElementById(`card-${card.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const show = (card: string) => {
    for (const each of ['doubts', 'targets', 'tasks'] as const) {
      const found = cardsOf(plan, each).find((one) => one.id === card)
      if (found === undefined) continue
      setTab(each)
      setActive(card)
      setPlace(card, found.span)
      return
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: scroll only when another card becomes the active one
  useEffect(() => {
    if (active !== null) document.getElementById(`card-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, tab])
  const press = (next: Mode) => {
    if (!editable || current === undefined) return
    setActive(current.id)
    setMode(next)
  }
  useShortcuts([
    { keys: 'j', label: t('next'), run: () => go(active === null ? 0 : at + 1) },
    { keys: 'k', label: t('previous'), run: () => go(at - 1) },
    { keys: 'a', label: t('accept'), run: () => press('accept') },
    { keys: 'e', label: t('edit'), run: () => press('edit') },
    { keys: 'r', label: t('reject'), run: () => press('reject') },
  ])

  return (
    <div className="yk-plan-reading">
      <PageHead
        title={plan.title}
        lead={[plan.number, plan.issuer, paper.name].filter(Boolean).join(' · ')}
        up={{ to: '/console/plan/papers', label: t('up') }}
        tags={<PlanState state={plan.state} />}
      />
      {plan.state === 'draft' ? (
        <Enact plan={plan} />
      ) : (
        <p className="yk-plan-note">
          {t('readOnly')} <Link to={`/console/plan/plans/${plan.id}`}>{t('openPlan')}</Link>
        </p>
      )}
      {plan.complete ? null : <p className="yk-plan-note yk-plan-note--warn">{t('incomplete')}</p>}
      <SplitView
        fill
        share={0.52}
        labels={[t('words'), t('read')]}
        first={
          <PaperView
            text={paper.text}
            blocks={blocks}
            highlights={marks}
            active={place?.mark ?? null}
            onActive={(mark) => show(ownerOf(mark))}
            label={paper.name}
          />
        }
        second={
          <div className="yk-plan-side-list">
            <div className="yk-plan-tabs" role="tablist" aria-label={plan.title}>
              {TABS.map((each) => (
                <button
                  key={each}
                  type="button"
                  role="tab"
                  aria-selected={tab === each}
                  className="yk-plan-tab"
                  onClick={() => {
                    setTab(each)
                    setActive(null)
                    setMode('look')
                  }}
                >
                  {t(`tab_${each}`)} <span className="yk-num">{countOf(plan, each)}</span>
                </button>
              ))}
            </div>
            {editable ? <p className="yk-quiet yk-small yk-plan-keys">{t('keys')}</p> : null}
            <div role="tabpanel" className="yk-plan-cards">
              {tab === 'doubts' && cards.length === 0 ? (
                <EmptyState title={t('noDoubts')} text={t('noDoubtsText')} />
              ) : null}
              {tab === 'targets' && cards.length === 0 ? <p>{t('noTargets')}</p> : null}
              {tab === 'tasks' && cards.length === 0 ? <p>{t('noTasks')}</p> : null}
              {cards.map((card) => (
                <ReadingCard
                  key={card.id}
                  plan={plan}
                  card={card}
                  active={card.id === active}
                  mode={card.id === active ? mode : 'look'}
                  editable={editable}
                  onMode={(next) => {
                    setActive(card.id)
                    setPlace(card.id, card.span)
                    setMode(next)
                  }}
                  onDone={() => {
                    setMode('look')
                    const next = cards[cards.indexOf(card) + 1] ?? cards[cards.indexOf(card) - 1]
                    setActive(next?.id ?? null)
                    setPlace(next?.id ?? '', next?.span ?? null)
                  }}
                />
              ))}
              <Passages plan={plan} tab={tab} onPlace={(kind, span) => setPlace(kind, span)} />
              {tab === 'conflicts'
                ? plan.conflicts.map((conflict) => <Conflict key={conflict.id} conflict={conflict} onShow={show} />)
                : null}
            </div>
          </div>
        }
      />
    </div>
  )
}

function Passages({ plan, tab, onPlace }: { plan: PlanPage; tab: Tab; onPlace: (kind: string, span: Span) => void }) {
  const t = useText(messages)
  const asked = useAsked()
  if (tab !== 'milestones' && tab !== 'limits') return null
  const list =
    tab === 'milestones'
      ? plan.milestones.map((each) => ({ ...each, line: `${each.deadline ?? t('noDeadline')} · ${each.text}` }))
      : plan.limits.map((each) => ({ ...each, line: `${each.name} ${asked(each)}` }))
  if (list.length === 0) return <p>{t('noneHere')}</p>
  return (
    <ul className="yk-stack">
      {list.map((each) => (
        <li key={`${each.span.start} ${each.line}`}>
          <button
            type="button"
            className="yk-plan-passage"
            onClick={() => onPlace(tab === 'limits' ? 'limit' : 'milestone', each.span)}
          >
            <strong>{each.line}</strong>
            <span className="yk-quiet yk-small">{each.quote}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
