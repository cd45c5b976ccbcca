import type { Definition, Guide, Step } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../format.ts'
import { usePick, useText } from '../i18n/index.ts'
import { messages } from './messages.ts'
import './procedures.css'

const OUTCOMES = ['granted', 'refused', 'withdrawn', 'closed'] as const
type OutcomeWord = (typeof OUTCOMES)[number]

/** A public guide, read off the definition that also runs the workflow: the two cannot disagree. */
export function GuideBody({ guide }: { guide: Guide }) {
  const t = useText(messages)
  const pick = usePick()
  const { definition: d } = guide
  return (
    <div className="yk-stack yk-proc-guide">
      <section>
        <h2>{t('who')}</h2>
        <p>{pick(d.applicant.who)}</p>
      </section>
      <Term guide={guide} />
      <section>
        <h2>{t('materials')}</h2>
        <ul className="yk-proc-list">
          {d.materials.map((material) => (
            <li key={material.id}>
              <strong>{pick(material.title)}</strong>{' '}
              <span className="yk-quiet yk-small">
                {t(material.required ? (material.when ? 'conditional' : 'required') : 'optional')}
                {material.original ? ` · ${t('original')}` : ''}
                {material.copies ? ` · ${t('copies', { count: material.copies })}` : ''}
              </span>
              {material.help ? <p className="yk-quiet yk-small">{pick(material.help)}</p> : null}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('fee')}</h2>
        <p>{pick(d.fee.text)}</p>
      </section>
      <section>
        <h2>{t('steps')}</h2>
        <Flow definition={d} />
      </section>
      {d.rules.length > 0 ? (
        <section>
          <h2>{t('conditions')}</h2>
          <ul className="yk-proc-list">
            {d.rules.map((rule) => (
              <li key={rule.id}>
                {pick(rule.title)}
                {rule.advisory ? <span className="yk-quiet yk-small"> · {t('advisory')}</span> : null}
                <span className="yk-quiet yk-small"> · {basisWords(d, rule.basis)}</span>
              </li>
            ))}
          </ul>
          {guide.unconnected.length > 0 ? (
            <p className="yk-proc-note">{t('unconnected', { names: guide.unconnected.join('、') })}</p>
          ) : null}
        </section>
      ) : null}
      {d.certificate ? (
        <section>
          <h2>{t('certificate')}</h2>
          <p>
            {pick(d.certificate.title)} ·{' '}
            <span className="yk-quiet">
              {d.certificate.months === null ? t('noEnd') : t('months', { count: d.certificate.months })}
            </span>
          </p>
        </section>
      ) : null}
      <section>
        <h2>{t('basis')}</h2>
        <ul className="yk-proc-list">
          {d.basis.map((basis) => (
            <li key={basis.id}>
              {basis.title} {basis.clause}{' '}
              <span className={`yk-proc-sure yk-proc-sure--${basis.certainty}`}>{t(`sure_${basis.certainty}`)}</span>
              {basis.says ? <p className="yk-quiet yk-small">{basis.says}</p> : null}
            </li>
          ))}
        </ul>
      </section>
      {d.remedy ? (
        <section>
          <h2>{t('remedyTitle')}</h2>
          <p>{pick(d.remedy)}</p>
        </section>
      ) : null}
    </div>
  )
}

function basisWords(definition: Definition, id: string): string {
  const basis = definition.basis.find((each) => each.id === id)
  return basis === undefined ? id : `${basis.title}${basis.clause ? ` ${basis.clause}` : ''}`
}

function Term({ guide }: { guide: Guide }) {
  const t = useText(messages)
  const f = useFormat()
  const { term } = guide.definition
  if (term === undefined) return null
  const words = (key: 'termLegal' | 'termPromised', days: { count: number; unit: 'working' | 'calendar' }) =>
    t(key, { count: days.count, unit: t(days.unit) })
  return (
    <section>
      <h2>{t('term')}</h2>
      <p>
        {term.promised ? <strong>{words('termPromised', term.promised)}</strong> : null}
        {term.promised ? ' · ' : ''}
        {words('termLegal', term.legal)} · {t(term.starts === 'submission' ? 'fromSubmission' : 'fromAcceptance')}
      </p>
      <p className="yk-quiet yk-small">{t('clockStops')}</p>
      {guide.dueToday ? (
        <p>
          {t('ifToday', { date: f.date(guide.dueToday.date) })}
          {guide.dueToday.provisional ? (
            <span className="yk-proc-provisional" title={t('provisionalText')}>
              {t('provisional')}
            </span>
          ) : null}
        </p>
      ) : null}
    </section>
  )
}

/** The way of a case, drawn from the steps: who, how long, and where each act leads. */
export function Flow({ definition, current }: { definition: Definition; current?: string | null }) {
  const t = useText(messages)
  const pick = usePick()
  const titleOf = (to: string) => {
    const step = definition.steps.find((each) => each.id === to)
    return step ? pick(step.title) : OUTCOMES.includes(to as OutcomeWord) ? t(`outcome_${to as OutcomeWord}`) : to
  }
  return (
    <ol className="yk-proc-flow">
      {definition.steps.map((step) => (
        <li key={step.id} data-kind={step.kind} aria-current={current === step.id ? 'step' : undefined}>
          <p>
            <strong>{pick(step.title)}</strong> <span className="yk-quiet yk-small">{t(`kind_${step.kind}`)}</span>
            {step.days ? (
              <span className="yk-proc-days">{t('stepDays', { count: step.days.count, unit: t(step.days.unit) })}</span>
            ) : null}
            {step.stopsClock ? <span className="yk-quiet yk-small"> {t('stops')}</span> : null}
          </p>
          <p className="yk-quiet yk-small">{deciderWords(step, t)}</p>
          <ul className="yk-proc-acts">
            {step.acts.map((act) => (
              <li key={act.id} data-to={act.to}>
                {t('leads', { act: pick(act.title) })} <span>{titleOf(act.to)}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function deciderWords(step: Step, t: ReturnType<typeof useText<keyof typeof messages.zh>>): string {
  if (step.by === undefined) return t('by_applicant')
  const role = t(`role_${step.by.role}`)
  return step.by.unit ? t('by_unit', { role, unit: step.by.unit }) : t('by', { role })
}
