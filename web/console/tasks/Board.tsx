import { useState } from 'react'
import { Link } from 'react-router'
import type { TaskLine, UnitBoard } from '../../../src/contexts/plan/index.ts'
import { asProblem, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DownloadIcon } from '../../shared/icons.tsx'
import { useShortcuts } from '../../shared/keys.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useView } from '../../shared/queries.ts'
import { download } from '../registers/download.ts'
import { DueCell, TaskStateTag } from './marks.tsx'
import { messages } from './messages.ts'
import { useRowKeys } from './TaskTable.tsx'
import './tasks.css'

const VIEWS = ['asList', 'asGrid', 'asBoard'] as const
const STATES = ['open', 'under-way', 'blocked', 'claimed', 'done'] as const
const ROLES = ['lead', 'support', 'supervise', 'implement'] as const
const SIGNS: Record<string, string> = { lead: '●', support: '○', supervise: '◇', implement: '△' }

/** Tasks × units × roles, as the paper's table, as a grid, and summed up by unit. */
export default function Board() {
  const t = useText(messages)
  const [view, setView] = useState<(typeof VIEWS)[number]>('asList')
  const [filter, setFilter] = useState({ unit: '', state: '', overdue: false })
  const query = { unit: filter.unit, state: filter.state, overdue: filter.overdue || null }
  const tasks = useView<{ items: TaskLine[] }>('/plan/tasks', query)
  const board = useView<{ items: UnitBoard[] }>('/plan/task-board')
  const [problem, setProblem] = useState<Problem | null>(null)
  useShortcuts(useRowKeys())
  const save = (format: 'xlsx' | 'csv') => {
    setProblem(null)
    download('/plan/task-matrix', { ...query, format }).catch((thrown) => setProblem(asProblem(thrown)))
  }
  const lines = tasks.data?.items ?? []
  return (
    <>
      <PageHead
        title={t('boardTitle')}
        lead={t('boardLead')}
        actions={
          <>
            {(['xlsx', 'csv'] as const).map((format) => (
              <button key={format} type="button" className="yk-button" onClick={() => save(format)}>
                <DownloadIcon />
                {t(format === 'xlsx' ? 'exportXlsx' : 'exportCsv')}
              </button>
            ))}
            <button type="button" className="yk-button" onClick={() => window.print()}>
              {t('print')}
            </button>
          </>
        }
      />
      <RefusalNote problem={problem} />
      <search className="yk-task-bar yk-noprint">
        <fieldset className="yk-task-switch" aria-label={t('boardTitle')}>
          {VIEWS.map((each) => (
            <button
              key={each}
              type="button"
              className="yk-button"
              aria-pressed={view === each}
              onClick={() => setView(each)}
            >
              {t(each)}
            </button>
          ))}
        </fieldset>
        <select
          className="yk-input"
          aria-label={t('unit')}
          value={filter.unit}
          onChange={(event) => setFilter({ ...filter, unit: event.target.value })}
        >
          <option value="">{t('allUnits')}</option>
          {(board.data?.items ?? []).map((row) => (
            <option key={row.unit}>{row.unit}</option>
          ))}
        </select>
        <select
          className="yk-input"
          aria-label={t('state')}
          value={filter.state}
          onChange={(event) => setFilter({ ...filter, state: event.target.value })}
        >
          <option value="">{t('allStates')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`state_${state}`)}
            </option>
          ))}
        </select>
        <label className="yk-task-check">
          <input
            type="checkbox"
            checked={filter.overdue}
            onChange={(event) => setFilter({ ...filter, overdue: event.target.checked })}
          />
          {t('onlyLate')}
        </label>
        <span className="yk-quiet" role="status">
          {tasks.data ? t('counted', { count: lines.length }) : ''}
        </span>
      </search>
      {tasks.isPending || board.isPending ? <LoadingState /> : null}
      {tasks.error ? <ErrorState problem={tasks.error} onRetry={() => void tasks.refetch()} /> : null}
      {tasks.data && lines.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {lines.length > 0 && view === 'asList' ? <Matrix lines={lines} /> : null}
      {lines.length > 0 && view === 'asGrid' ? (
        <Grid lines={lines} units={(board.data?.items ?? []).map((row) => row.unit)} />
      ) : null}
      {board.data && view === 'asBoard' ? (
        <Units
          rows={board.data.items}
          onPick={(unit) => {
            setFilter({ ...filter, unit })
            setView('asList')
          }}
        />
      ) : null}
    </>
  )
}

/** The tasks plan by plan: numbers are those of their paper. */
function plansOf(lines: TaskLine[]): { plan: string; title: string; tasks: TaskLine[] }[] {
  const plans = new Map<string, { plan: string; title: string; tasks: TaskLine[] }>()
  for (const line of lines) {
    const group = plans.get(line.plan) ?? { plan: line.plan, title: line.planTitle, tasks: [] }
    group.tasks.push(line)
    plans.set(line.plan, group)
  }
  return [...plans.values()]
}

function Matrix({ lines }: { lines: TaskLine[] }) {
  const t = useText(messages)
  const shown = ROLES.filter((role) => lines.some((line) => line.units.some((unit) => unit.role === role)))
  return (
    <table className="yk-task-table yk-task-table--matrix">
      <thead>
        <tr>
          <th scope="col">{t('no')}</th>
          <th scope="col">{t('task')}</th>
          {shown.map((role) => (
            <th key={role} scope="col">
              {t(`role_${role}`)}
            </th>
          ))}
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('due')}</th>
        </tr>
      </thead>
      {plansOf(lines).map(({ plan, title, tasks }) => (
        <tbody key={plan}>
          <tr className="yk-task-plan">
            <th colSpan={shown.length + 4} scope="rowgroup">
              {title}
            </th>
          </tr>
          {tasks.map((line) => (
            <tr key={line.id}>
              <td className="yk-num yk-task-no">{line.number}</td>
              <td className="yk-task-title">
                <Link to={`/console/tasks/${line.id}`} data-task-row="">
                  {line.title}
                </Link>
              </td>
              {shown.map((role) => (
                <td key={role} data-label={t(`role_${role}`)} className={role === 'lead' ? 'yk-task-lead' : 'yk-small'}>
                  {line.units
                    .filter((unit) => unit.role === role)
                    .map((unit) => unit.name)
                    .join('、')}
                </td>
              ))}
              <td data-label={t('state')}>
                <TaskStateTag state={line.state} />
              </td>
              <td data-label={t('due')}>
                <DueCell line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Grid({ lines, units }: { lines: TaskLine[]; units: string[] }) {
  const t = useText(messages)
  const shown = units.filter((name) => lines.some((line) => line.units.some((unit) => unit.name === name)))
  return (
    <>
      <p className="yk-small">{t('gridKey')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className="yk-task-scroll" aria-label={t('asGrid')} tabIndex={0}>
        <table className="yk-task-grid">
          <thead>
            <tr>
              <th scope="col">{t('task')}</th>
              {shown.map((name) => (
                <th key={name} scope="col">
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  <Link to={`/console/tasks/${line.id}`} data-task-row="">
                    {line.number} {line.title}
                  </Link>
                </th>
                {shown.map((name) => {
                  const roles = line.units.filter((unit) => unit.name === name).map((unit) => unit.role)
                  return (
                    <td key={name} className={roles.includes('lead') ? 'yk-task-lead' : undefined}>
                      <span aria-hidden="true">{roles.map((role) => SIGNS[role]).join('')}</span>
                      <span className="yk-sr">{roles.map((role) => t(`role_${role}`)).join(' ')}</span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Units({ rows, onPick }: { rows: UnitBoard[]; onPick: (unit: string) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const most = Math.max(1, ...rows.map((row) => row.lead))
  return (
    <table className="yk-task-table">
      <thead>
        <tr>
          {(['unit', 'leads', 'done', 'claimed', 'late', 'escalations', 'worst', 'supports'] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.unit}>
            <td>
              <button type="button" className="yk-linkish" onClick={() => onPick(row.unit)}>
                {row.unit}
              </button>
            </td>
            <td data-label={t('leads')}>
              <span className="yk-task-unitbar">
                <span className="yk-num">{f.number(row.lead)}</span>
                <span className="yk-task-unitbar-track" aria-hidden="true">
                  <span className="yk-task-unitbar-done" style={{ width: `${(row.done / most) * 100}%` }} />
                  <span className="yk-task-unitbar-late" style={{ width: `${(row.overdue / most) * 100}%` }} />
                  <span
                    className="yk-task-unitbar-rest"
                    style={{ width: `${((row.lead - row.done - row.overdue) / most) * 100}%` }}
                  />
                </span>
              </span>
            </td>
            <td data-label={t('done')} className="yk-num">
              {f.number(row.done)}
            </td>
            <td data-label={t('claimed')} className="yk-num">
              {f.number(row.claimed)}
            </td>
            <td data-label={t('late')} className={row.overdue > 0 ? 'yk-num yk-task-late' : 'yk-num'}>
              {f.number(row.overdue)}
            </td>
            <td data-label={t('escalations')} className="yk-num">
              {f.number(row.escalated)}
            </td>
            <td data-label={t('worst')} className="yk-num">
              {row.worstOverdue > 0 ? t('days', { count: row.worstOverdue }) : '—'}
            </td>
            <td data-label={t('supports')} className="yk-num">
              {f.number(row.support)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
