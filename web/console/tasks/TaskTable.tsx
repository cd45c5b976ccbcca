import { useRef } from 'react'
import { Link, useNavigate } from 'react-router'
import type { TaskLine } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DueCell, TaskStateTag } from './marks.tsx'
import { messages } from './messages.ts'

/** Tasks as rows, as cards on a narrow screen. Every row is reached by J and K and opened by Enter, across all tables of the page. */
export function TaskTable({ lines, caption, units }: { lines: TaskLine[]; caption?: string; units?: boolean }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <table className="yk-task-table yk-task-table--lines">
      {caption ? <caption className="yk-sr">{caption}</caption> : null}
      <thead>
        <tr>
          <th scope="col">{t('no')}</th>
          <th scope="col">{t('task')}</th>
          <th scope="col">{units ? t('units') : t('role')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('due')}</th>
          <th scope="col">{t('lastReport')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="yk-num yk-task-no">{line.number}</td>
            <td className="yk-task-title">
              <Link to={`/console/tasks/${line.id}`} data-task-row="">
                {line.title}
              </Link>
            </td>
            <td data-label={units ? t('units') : t('role')}>
              {units ? leadsOf(line) : line.myRoles.map((role) => t(`role_${role}`)).join(' · ')}
            </td>
            <td data-label={t('state')}>
              <TaskStateTag state={line.state} />
              {line.share !== null && line.state !== 'done' ? (
                <span className="yk-quiet yk-num"> {line.share}%</span>
              ) : null}
            </td>
            <td data-label={t('due')}>
              <DueCell line={line} />
            </td>
            <td data-label={t('lastReport')} className="yk-small">
              {line.lastReport === null ? (
                <span className="yk-quiet">{t('neverReported')}</span>
              ) : (
                <>
                  <span className="yk-num">{f.day(line.lastReport.at)}</span>{' '}
                  <span className="yk-quiet">{line.lastReport.unitName}</span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const leadsOf = (line: TaskLine) =>
  line.units
    .filter((unit) => unit.role === 'lead')
    .map((unit) => unit.name)
    .join('、')

/** Moves the focus from task to task, and opens one. */
export function useRowKeys() {
  const t = useText(messages)
  const navigate = useNavigate()
  const at = useRef(-1)
  const rows = () => [...document.querySelectorAll<HTMLAnchorElement>('[data-task-row]')]
  const move = (by: number) => {
    const all = rows()
    const focused = all.indexOf(document.activeElement as HTMLAnchorElement)
    at.current = Math.max(0, Math.min(all.length - 1, (focused === -1 ? at.current : focused) + by))
    all[at.current]?.focus()
  }
  return [
    { keys: 'j', label: t('keyDown'), run: () => move(1) },
    { keys: 'k', label: t('keyUp'), run: () => move(-1) },
    {
      keys: 'Enter',
      label: t('keyOpen'),
      run: () => {
        const focused = document.activeElement
        const link = focused instanceof HTMLAnchorElement ? focused : rows()[at.current]
        if (link) void navigate(link.getAttribute('href') ?? '')
        else if (focused instanceof HTMLElement) focused.click()
      },
    },
  ]
}
