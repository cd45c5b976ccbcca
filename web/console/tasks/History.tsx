import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { type Happening, type Next, Timeline } from '../../shared/parts/Timeline.tsx'
import { messages } from './messages.ts'

const ACTS: Record<string, 'assigned' | 'retired' | 'decided_accept' | 'decided_edit'> = {
  assign: 'assigned',
  retire: 'retired',
  accept: 'decided_accept',
  edit: 'decided_edit',
}

/** Everything that happened to a task, newest first, and what comes next. */
export function History({ task }: { task: TaskView }) {
  const t = useText(messages)
  const happenings: Happening[] = [
    ...task.reports.flatMap((report): Happening[] => [
      {
        id: report.id,
        at: report.at,
        what: t(`claim_${report.claim}`),
        who: report.unitName,
        tone: report.claim === 'blocked' ? 'attention' : 'plain',
      },
      ...(report.review === null
        ? []
        : [
            {
              id: `${report.id}-review`,
              at: report.review.at,
              what: `${t('review')}：${t(`verdict_${report.review.verdict}`)}`,
              who: report.review.by,
              detail: report.review.note,
              tone: report.review.verdict === 'accepted' ? ('good' as const) : ('attention' as const),
            },
          ]),
    ]),
    ...task.steps
      .filter((step) => step.doneOn !== null)
      .map((step): Happening => ({ id: step.id, at: step.doneOn, what: `${t('steps')}：${step.title}`, tone: 'good' })),
    ...task.escalations.flatMap((each): Happening[] => [
      {
        id: `${each.due}${each.level}`,
        at: each.raisedAt,
        what: `${t('escalated', { level: each.level })} → ${t(`audience_${each.audience}`)}`,
        detail: t('lateBy', { count: each.overdueWorkdays }),
        tone: 'bad',
      },
      ...(each.answeredAt === null
        ? []
        : [
            {
              id: `${each.due}${each.level}a`,
              at: each.answeredAt,
              what: t('answer'),
              who: each.answeredBy,
              detail: each.answer,
            },
          ]),
    ]),
    ...task.decisions.map(
      (each): Happening => ({
        id: `d${each.revision}`,
        at: each.at,
        what: t(ACTS[each.act] ?? 'decided_other'),
        who: each.by,
        detail: each.reason,
      }),
    ),
  ].sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
  const next: Next[] = []
  const step = task.steps.find((each) => each.doneOn === null)
  if (task.state === 'claimed')
    next.push({ what: t('nextReport'), who: t('audience_planner'), due: null, workdaysLeft: null })
  else if (task.state !== 'done' && task.due !== null) {
    const left = task.overdueWorkdays > 0 ? -task.overdueWorkdays : null
    const what = step?.due === task.due ? t('nextStep', { title: step.title }) : t('nextDeadline')
    next.push({ what, due: task.due, workdaysLeft: left })
  }
  return <Timeline happenings={happenings} next={next} label={t('history')} />
}
