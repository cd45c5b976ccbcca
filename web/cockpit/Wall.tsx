import { useText } from '../shared/i18n/index.ts'
import { messages } from './messages.ts'

const PANES = [
  { name: 'plan', empty: 'planEmpty' },
  { name: 'map', empty: 'mapEmpty' },
  { name: 'work', empty: 'workEmpty' },
  { name: 'alarms', empty: 'alarmsEmpty' },
] as const

/** The wall before any room has filled it: what will stand where, and when it starts. */
export function Wall() {
  const t = useText(messages)
  return (
    <div className="yk-wall">
      {PANES.map((pane) => (
        <section key={pane.name} className={`yk-wall-pane yk-wall-${pane.name}`}>
          <h2>{t(pane.name)}</h2>
          <p>{t(pane.empty)}</p>
        </section>
      ))}
    </div>
  )
}
