import { useEffect, useState } from 'react'
import type { PlanPage, TargetFacts, TaskFacts } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { focusOnce } from './focus.ts'
import { messages } from './messages-reading.ts'
import type { Card } from './reading.ts'
import { clauseName, useAsked } from './say.ts'
import { TargetForm } from './TargetForm.tsx'
import { TaskForm } from './TaskForm.tsx'

/** What the reader is doing with a card. */
export type Mode = 'look' | 'accept' | 'edit' | 'reject'

type Decision = {
  act: 'accept' | 'edit' | 'reject'
  revision: number
  reason?: string
  facts?: Partial<TargetFacts> | Partial<TaskFacts>
}
type Settle = { outcome: 'accepted' | 'rejected'; reason?: string }

type Props = {
  plan: PlanPage
  card: Card
  active: boolean
  mode: Mode
  editable: boolean
  onMode: (mode: Mode) => void
  onDone: () => void
}

const STATE = {
  draft: 'state_draft',
  confirmed: 'state_confirmed',
  rejected: 'state_rejected',
  retired: 'state_retired',
} as const

function pathOf(card: Card): string {
  if (card.kind === 'paper') return `/plan/doubts/${card.id}/settle`
  return card.kind === 'target' ? `/plan/targets/${card.id}/decision` : `/plan/draft-tasks/${card.id}/decision`
}

/** One thing to decide: what was read, why it is doubted, and the three answers. */
export function ReadingCard({ plan, card, active, mode, editable, onMode, onDone }: Props) {
  const t = useText(messages)
  const lng = useLanguage()
  const [reason, setReason] = useState('')
  const send = useCommand<Decision | Settle>({ path: pathOf(card), refresh: ['/plan/plans', '/plan/papers'] })
  const paper = card.kind === 'paper'
  const revision = card.kind === 'target' ? card.target.revision : card.kind === 'task' ? card.task.revision : 0
  const decide = (act: Decision['act'], facts?: Decision['facts']) => {
    const more = reason.trim() === '' ? {} : { reason: reason.trim() }
    const input = paper
      ? { outcome: act === 'reject' ? ('rejected' as const) : ('accepted' as const), ...more }
      : { act, revision, ...more, ...(facts === undefined ? {} : { facts }) }
    send.mutate(input, {
      onSuccess: () => {
        setReason('')
        onDone()
      },
    })
  }
  // The key "a" decides at once; "e" and "r" open a form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the mode is asked for, not when the card is drawn again
  useEffect(() => {
    if (mode === 'accept' && !send.isPending) decide('accept')
  }, [mode])
  const state = card.kind === 'paper' ? null : card.kind === 'target' ? card.target.state : card.task.state
  return (
    <article
      id={`card-${card.id}`}
      className={`yk-plan-card${active ? ' yk-plan-card--active' : ''}${card.doubts.length > 0 ? ' yk-plan-card--doubt' : ''}`}
      aria-current={active}
    >
      <button type="button" className="yk-plan-card-head" onClick={() => onMode('look')}>
        <CardHead card={card} />
        {state === null ? null : (
          <span className={`yk-plan-tag yk-plan-tag--${state}`}>{t(STATE[state as keyof typeof STATE])}</span>
        )}
      </button>
      <ul className="yk-plan-doubts">
        {card.doubts.map((doubt) => (
          <li key={doubt.id}>
            {lng === 'zh' ? doubt.message : doubt.messageEn}
            {paper || doubt.quote === '' || doubt.quote === (card.kind === 'target' ? card.target.quote : '') ? null : (
              <q className="yk-quiet">{doubt.quote}</q>
            )}
          </li>
        ))}
      </ul>
      {editable && mode === 'edit' && card.kind === 'target' ? (
        <TargetForm
          target={card.target}
          busy={send.isPending}
          onSave={(facts) => decide('edit', facts)}
          onCancel={() => onMode('look')}
        />
      ) : null}
      {editable && mode === 'edit' && card.kind === 'task' ? (
        <TaskForm
          task={card.task}
          busy={send.isPending}
          onSave={(facts) => decide('edit', facts)}
          onCancel={() => onMode('look')}
        />
      ) : null}
      {editable && mode === 'reject' ? (
        <form
          className="yk-stack"
          onSubmit={(event) => {
            event.preventDefault()
            decide('reject')
          }}
        >
          <label className="yk-field">
            <span>{t('reason')}</span>
            <textarea
              className="yk-input"
              rows={2}
              ref={focusOnce}
              value={reason}
              placeholder={t('reasonNeeded')}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <p className="yk-row">
            <button
              type="submit"
              className="yk-button yk-button--primary"
              disabled={reason.trim().length < 2 || send.isPending}
            >
              {t('reject')}
            </button>
            <button type="button" className="yk-button yk-button--bare" onClick={() => onMode('look')}>
              {t('cancel')}
            </button>
          </p>
        </form>
      ) : null}
      {editable && (mode === 'look' || mode === 'accept') ? (
        <p className="yk-row yk-plan-card-acts">
          {state === 'confirmed' && card.doubts.length === 0 ? null : (
            <button type="button" className="yk-button" disabled={send.isPending} onClick={() => decide('accept')}>
              {t(paper ? 'keep' : 'accept')}
            </button>
          )}
          {paper ? null : (
            <button type="button" className="yk-button yk-button--bare" onClick={() => onMode('edit')}>
              {t('edit')}
            </button>
          )}
          {state === 'rejected' ? null : (
            <button type="button" className="yk-button yk-button--bare" onClick={() => onMode('reject')}>
              {t('reject')}
            </button>
          )}
        </p>
      ) : null}
      <RefusalNote problem={send.error} />
      {active && card.kind === 'target' ? <Repeats plan={plan} id={card.id} /> : null}
    </article>
  )
}

function CardHead({ card }: { card: Card }) {
  const t = useText(messages)
  const lng = useLanguage()
  const f = useFormat()
  const asked = useAsked()
  if (card.kind === 'paper') return <span className="yk-plan-card-title">{card.doubt.quote.slice(0, 60)}</span>
  if (card.kind === 'task') {
    const { task } = card
    const units = [...task.lead, ...(task.lead.length === 0 ? task.implement : [])]
    return (
      <span className="yk-plan-card-lines">
        <span className="yk-plan-card-title">
          {t(task.section === 'annex' ? 'annex' : 'body')} {task.number} · {task.title}
        </span>
        <span className="yk-small">
          {units.length === 0 ? '—' : `${t(task.joint ? 'joint' : 'lead')}：${units.join('、')}`}
          {task.support.length > 0 ? ` · ${t('support')}：${task.support.join('、')}` : ''}
        </span>
      </span>
    )
  }
  const { target } = card
  return (
    <span className="yk-plan-card-lines">
      <span className="yk-plan-card-title">{target.printed}</span>
      <span className="yk-row">
        <strong className="yk-num yk-plan-asked">{asked(target)}</strong>
        <span>
          {target.deadline === null
            ? t(target.period === null ? 'noDeadline' : 'period_year')
            : f.date(target.deadline)}
        </span>
        <span className="yk-quiet yk-small">{t('clause', { clause: clauseName(target.clause, lng) })}</span>
        {target.kind === 'target' ? null : <span className="yk-plan-tag">{t(`kind_${target.kind}`)}</span>}
        {target.conflict === null ? null : <span className="yk-plan-tag yk-plan-tag--warn">{t('inConflict')}</span>}
      </span>
    </span>
  )
}

/** Other passages of the paper that say the same. */
function Repeats({ plan, id }: { plan: PlanPage; id: string }) {
  const t = useText(messages)
  const lng = useLanguage()
  const others = plan.targets.filter((target) => target.dupOf === id)
  if (others.length === 0) return null
  return (
    <p className="yk-quiet yk-small">
      {t('repeats')}：{others.map((other) => clauseName(other.clause, lng)).join('、')}
    </p>
  )
}
