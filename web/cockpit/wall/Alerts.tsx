import { Link } from 'react-router'
import type { Alert, CockpitView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { WarnIcon } from '../../shared/icons.tsx'
import { useBreachWords } from './breach.ts'
import { messages } from './messages.ts'

/** Alerts that nobody has closed yet: what was breached, who was told. */
export function Alerts({ view }: { view: CockpitView }) {
  const t = useText(messages)
  return (
    <section className="yk-pane yk-pane-alerts">
      <h2>
        {t('alerts')} <span>{view.alerts.length}</span>
      </h2>
      {view.alerts.length === 0 ? <p>{t('noAlerts')}</p> : null}
      <ul>
        {view.alerts.slice(0, 4).map((alert) => (
          <One key={alert.id} alert={alert} />
        ))}
      </ul>
    </section>
  )
}

function One({ alert }: { alert: Alert }) {
  const t = useText(messages)
  const f = useFormat()
  const words = useBreachWords()
  return (
    <li className="yk-alert">
      <WarnIcon />
      <div>
        <p>
          <Link to="/console/evaluation/monitors">{alert.name}</Link>
        </p>
        <p className="yk-alert-fact">{words(alert.rule, alert.fact)}</p>
        <p className="yk-alert-who">
          {t('alertAt', { when: f.date(alert.raisedAt.slice(0, 10)), who: alert.accountName })}
        </p>
      </div>
    </li>
  )
}
