import type { CockpitView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import type { Why } from '../../shared/parts/why.ts'
import { messages } from './messages.ts'

type Unit = CockpitView['tasks']['units'][number]
const SHOWN = 8

/** Tasks by leading unit: how many each leads, done, to be reviewed, late. */
export function Tasks({ view }: { view: CockpitView }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { tasks } = view
  const units = tasks.units.filter((unit) => unit.lead > 0)
  const most = Math.max(1, ...units.map((unit) => unit.lead))
  const source = { label: t('source'), href: '/console/plan/tasks' }
  const unitWord = { zh: '项', en: '' }
  const inputs = (unit: Pick<Unit, 'lead' | 'done' | 'claimed' | 'overdue'>) => [
    { label: t('lead'), value: unit.lead, source },
    { label: t('tasksDone'), value: unit.done, source },
    { label: t('tasksClaimed'), value: unit.claimed, source },
    { label: t('tasksOverdue'), value: unit.overdue, source },
  ]
  const whyUnit = (unit: Unit): Why => ({
    title: t('tasksOf', { unit: unit.unit }),
    value: unit.lead,
    unit: unitWord,
    decimals: 0,
    asOf: view.asOf,
    inputs: inputs(unit),
    note: unit.worstOverdue > 0 ? `${t('late')} ${t('days', { n: unit.worstOverdue })}` : null,
  })
  const whyTotal = (label: string, value: number): Why => ({
    title: `${t('tasks')} · ${label}`,
    value,
    unit: unitWord,
    decimals: 0,
    asOf: view.asOf,
    inputs: units.map((unit) => ({
      label: unit.unit,
      value: label === t('tasksDone') ? unit.done : label === t('tasksClaimed') ? unit.claimed : unit.overdue,
      source,
    })),
  })
  const totals = [
    [t('tasksDone'), tasks.done, 'done'],
    [t('tasksClaimed'), tasks.claimed, 'claimed'],
    [t('tasksOverdue'), tasks.overdue, 'overdue'],
  ] as const
  return (
    <section className="yk-pane yk-pane-tasks">
      <h2>
        {t('tasks')} <span>{t('total', { n: f.number(tasks.total) })}</span>
      </h2>
      {tasks.total === 0 ? <p>{t('noTasks')}</p> : null}
      <ul className="yk-tasks-totals">
        {totals.map(([label, n, kind]) => (
          <li key={kind} data-kind={kind}>
            <WhyNumber source={whyTotal(label, n)} label={label}>
              <span>{f.number(n)}</span>
            </WhyNumber>
            <span>{label}</span>
          </li>
        ))}
      </ul>
      <ul className="yk-tasks-units">
        {units.slice(0, SHOWN).map((unit) => (
          <li key={unit.unit}>
            <span className="yk-tasks-unit">{unit.unit}</span>
            <span className="yk-tasks-bar" aria-hidden="true" style={{ inlineSize: `${(100 * unit.lead) / most}%` }}>
              <span className="yk-tasks-done" style={{ flexGrow: unit.done }} />
              <span className="yk-tasks-claimed" style={{ flexGrow: unit.claimed }} />
              <span className="yk-tasks-late" style={{ flexGrow: unit.overdue }} />
              <span style={{ flexGrow: Math.max(0, unit.lead - unit.done - unit.claimed - unit.overdue) }} />
            </span>
            <WhyNumber source={whyUnit(unit)} label={pick({ zh: unit.unit, en: unit.unit })}>
              <span className="yk-num">
                {unit.overdue > 0 ? <strong>{unit.overdue}</strong> : 0}/{unit.lead}
              </span>
            </WhyNumber>
          </li>
        ))}
      </ul>
    </section>
  )
}
