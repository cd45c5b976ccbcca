import { useState } from 'react'
import type { EscalationLine, TaskLine } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useShortcuts } from '../../shared/keys.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useAccount, useMay } from '../../shared/session.ts'
import { EscalationItem } from './EscalationItem.tsx'
import { messages } from './messages.ts'
import { TaskTable, useRowKeys } from './TaskTable.tsx'
import './tasks.css'

type Group = 'late' | 'waiting' | 'returned' | 'soon' | 'rest' | 'watched' | 'finished'

const ORDER: Group[] = ['waiting', 'late', 'returned', 'soon', 'rest', 'watched', 'finished']
const SOON_DAYS = 20

/** Today's work: what is late, due, returned or waiting for me; then the rest. */
export default function Mine() {
  const t = useText(messages)
  const account = useAccount()
  const may = useMay()
  const reviewer = may('task.review')
  const overview = reviewer || account?.unit === null || !may('task.report')
  const tasks = useView<{ items: TaskLine[] }>('/plan/tasks', overview ? {} : { mine: true })
  const asked = useView<{ items: EscalationLine[] }>('/plan/escalations', { open: true, mine: true })
  const [q, setQ] = useState('')
  const [showDone, setShowDone] = useState(false)
  useShortcuts(useRowKeys())
  const found = (tasks.data?.items ?? []).filter((line) =>
    [line.title, line.number, ...line.units.map((unit) => unit.name)].some((text) => text.includes(q.trim())),
  )
  const groups = grouped(found, reviewer, overview)
  const waiting = asked.data?.items ?? []
  return (
    <>
      <PageHead title={t('mineTitle')} lead={t(overview ? 'allLead' : 'mineLead')} />
      {tasks.isPending ? <LoadingState /> : null}
      {tasks.error ? <ErrorState problem={tasks.error} onRetry={() => void tasks.refetch()} /> : null}
      {tasks.data ? (
        <>
          {account?.unit === null && !reviewer ? <p className="yk-task-hint">{t('noUnit')}</p> : null}
          {tasks.data.items.length === 0 ? (
            <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
          ) : (
            <Jumps groups={groups} asked={waiting.length} />
          )}
          {waiting.length > 0 ? (
            <section className="yk-task-group" id="asked">
              <h2>
                {t('asked')} <span className="yk-task-count">{waiting.length}</span>
              </h2>
              <ul className="yk-task-escs">
                {waiting.map((line) => (
                  <EscalationItem key={`${line.task}${line.due}${line.level}`} line={line} />
                ))}
              </ul>
            </section>
          ) : null}
          <search className="yk-task-bar">
            <input
              type="search"
              className="yk-input"
              aria-label={t('filter')}
              placeholder={t('filter')}
              value={q}
              onChange={(event) => setQ(event.target.value)}
            />
            <label className="yk-task-check">
              <input type="checkbox" checked={showDone} onChange={(event) => setShowDone(event.target.checked)} />
              {t('showDone')}
            </label>
          </search>
          {ORDER.filter((group) => groups[group].length > 0 && (group !== 'finished' || showDone)).map((group) => (
            <section key={group} id={group} className={`yk-task-group yk-task-group--${group}`}>
              <h2>
                {t(group)} <span className="yk-task-count">{groups[group].length}</span>
              </h2>
              <TaskTable lines={groups[group]} caption={t(group)} units={overview} />
            </section>
          ))}
        </>
      ) : null}
    </>
  )
}

/** How many there are of each, as a way down the page. */
function Jumps({ groups, asked }: { groups: Record<Group, TaskLine[]>; asked: number }) {
  const t = useText(messages)
  const f = useFormat()
  const shown = ORDER.filter((group) => group !== 'finished' && groups[group].length > 0)
  return (
    <nav className="yk-task-jumps" aria-label={t('mineTitle')}>
      {asked > 0 ? (
        <a href="#asked" className="yk-task-jump yk-task-jump--late">
          <strong>{f.number(asked)}</strong>
          {t('asked')}
        </a>
      ) : null}
      {shown.map((group) => (
        <a key={group} href={`#${group}`} className={`yk-task-jump yk-task-jump--${group}`}>
          <strong>{f.number(groups[group].length)}</strong>
          {t(group)}
        </a>
      ))}
    </nav>
  )
}

function grouped(lines: TaskLine[], reviewer: boolean, overview: boolean): Record<Group, TaskLine[]> {
  const groups: Record<Group, TaskLine[]> = {
    late: [],
    waiting: [],
    returned: [],
    soon: [],
    rest: [],
    watched: [],
    finished: [],
  }
  const edge = new Date(Date.now() + SOON_DAYS * 86_400_000).toISOString().slice(0, 10)
  for (const line of lines) groups[groupOf(line, reviewer, overview, edge)].push(line)
  const date = (line: TaskLine) => line.due ?? '9999'
  for (const group of ORDER) {
    groups[group].sort((a, b) => b.overdueWorkdays - a.overdueWorkdays || date(a).localeCompare(date(b)))
  }
  return groups
}

function groupOf(line: TaskLine, reviewer: boolean, overview: boolean, edge: string): Group {
  if (line.state === 'done') return 'finished'
  if (!overview && line.myRoles.every((role) => role === 'supervise')) return 'watched'
  if (line.state === 'claimed') return reviewer ? 'waiting' : 'rest'
  if (line.overdueWorkdays > 0) return 'late'
  if (!overview && line.lastReport?.returned === true) return 'returned'
  return line.due !== null && line.due <= edge ? 'soon' : 'rest'
}
