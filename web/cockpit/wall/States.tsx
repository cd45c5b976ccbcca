import type { CockpitView } from '../../../src/contexts/evaluation/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { StateSign } from '../../shared/parts/StateTag.tsx'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import type { Why } from '../../shared/parts/why.ts'
import { messages } from './messages.ts'
import { STATE_ORDER, STATE_WORDS } from './words.ts'

/** How many targets stand how: one bar, one number a state; each opens to the targets themselves. */
export function States({ view }: { view: CockpitView }) {
  const t = useText(messages)
  const pick = usePick()
  const shown = STATE_ORDER.filter((state) => (view.states[state] ?? 0) > 0 || state !== 'not-due')
  const why = (state: (typeof STATE_ORDER)[number]): Why => ({
    title: t('inState', { state: pick(STATE_WORDS[state]) }),
    value: view.states[state] ?? 0,
    unit: { zh: '项', en: '' },
    decimals: 0,
    asOf: view.asOf,
    inputs: view.targets
      .filter((target) => target.state === state)
      .map((target) => ({
        label: target.name,
        value: target.actual,
        unit: target.unit,
        source: { label: `${target.planTitle} ${target.clause}`, href: `/console/plan/targets/${target.id}` },
      })),
  })
  return (
    <section className="yk-pane yk-pane-states">
      <h2>
        {t('targets')} <span>{t('total', { n: view.total })}</span>
      </h2>
      {view.total === 0 ? <p>{t('none')}</p> : null}
      <div className="yk-states-bar" aria-hidden="true">
        {shown.map((state) =>
          (view.states[state] ?? 0) > 0 ? (
            <span
              key={state}
              className={`yk-states-part yk-states-part--${state}`}
              style={{ flexGrow: view.states[state] ?? 0 }}
            />
          ) : null,
        )}
      </div>
      <ul className="yk-states">
        {shown.map((state) => (
          <li key={state} className={`yk-states-one yk-states-one--${state}`}>
            <StateSign state={state} />
            <WhyNumber source={why(state)} label={pick(STATE_WORDS[state])}>
              <span className="yk-states-n">{view.states[state] ?? 0}</span>
            </WhyNumber>
            <span className="yk-states-word">{pick(STATE_WORDS[state])}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
