import type { EvaluatorView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { forms } from './messages-forms.ts'
import { QuickForm } from './QuickForm.tsx'

/** What departments, a third party and the public said of each period. */
export function Heard() {
  const t = useText(messages)
  const w = useText(forms)
  const f = useFormat()
  const may = useMay()
  const view = useView<{ items: EvaluatorView[] }>('/evaluation/evaluators')
  const items = view.data?.items ?? []
  const write = may('evaluation.freeze')
  if (items.length === 0 && !write) return null
  return (
    <section className="yk-eva-part">
      <h2>{t('heard')}</h2>
      <p className="yk-quiet">{t('heardLead')}</p>
      <ul className="yk-eva-releases">
        {items.map((each) => (
          <li key={each.id}>
            <strong>{each.period}</strong> {each.name}
            {each.satisfied !== null && each.respondents > 1 ? ` ${each.satisfied}/${each.respondents}` : ''}
            <span className="yk-quiet">{each.opinion}</span>
            <span className="yk-quiet yk-small">{f.date(each.on)}</span>
          </li>
        ))}
      </ul>
      {write ? (
        <div className="yk-row">
          <QuickForm
            title={w('addEvaluator')}
            save={w('save')}
            path="/evaluation/evaluators"
            refresh={['/evaluation/evaluators']}
            fields={[
              {
                key: 'period',
                label: w('period'),
                kind: 'text',
                hint: t('periodHint'),
                initial: items[0]?.period ?? '',
              },
              {
                key: 'kind',
                label: w('evaluatorKind'),
                kind: 'choice',
                options: (['department', 'third-party', 'public'] as const).map((value) => ({
                  value,
                  label: w(`evaluator_${value}`),
                })),
              },
              { key: 'name', label: w('evaluatorName'), kind: 'text' },
              { key: 'respondents', label: w('respondents'), kind: 'number', initial: '1' },
              { key: 'satisfied', label: w('satisfied'), kind: 'number', hint: w('satisfiedHint'), optional: true },
              { key: 'opinion', label: w('opinion'), kind: 'long' },
              { key: 'on', label: w('on'), kind: 'date', initial: todayInChina() },
            ]}
          />
        </div>
      ) : null}
    </section>
  )
}
