import { useState } from 'react'
import type { BuildingView, GateView } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { useCommand, useView } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { messages } from './messages.ts'
import { PaperForm } from './PaperForm.tsx'

const MEASURED = new Set(['condition', 'design', 'verification'])
const REFRESH = ['/territory', '/today', '/registers']
type Kinds = { items: { code: string; title: { zh: string; en: string }; family: string }[] }

/** Decides the gate whose turn it is: papers, figures against the standard, outcome. */
export function DecideForm({ project, gate, onDone }: { project: BuildingView; gate: GateView; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [outcome, setOutcome] = useState<'pass' | 'return'>('pass')
  const [on, setOn] = useState(todayInChina)
  const [reference, setReference] = useState('')
  const [opinion, setOpinion] = useState('')
  const [figures, setFigures] = useState<Record<string, string>>(() => lastFigures(project, gate.gate))
  const [facility, setFacility] = useState({ code: '', kind: '', name: '' })
  const measured = MEASURED.has(gate.gate)
  const decide = useCommand<object>({ path: `/territory/buildings/${project.id}/decisions`, refresh: REFRESH })
  const missing = gate.papers.filter((paper) => paper.attached === 0)
  return (
    <div className="yk-stack">
      {missing.length > 0 ? (
        <section className="yk-bld-need" aria-label={t('papersNeeded')}>
          <h3>{t('papersNeeded')}</h3>
          {missing.map((paper) => (
            <PaperForm key={paper.kind} project={project.id} kind={paper.kind} title={pick(paper.title)} />
          ))}
        </section>
      ) : null}
      <ActForm
        problem={decide.error}
        pending={decide.isPending}
        submit={t(outcome === 'pass' ? 'passGate' : 'returnGate')}
        onSubmit={() =>
          decide.mutate(
            {
              revision: project.revision,
              gate: gate.gate,
              outcome,
              on,
              reference: wordsOf(reference),
              opinion: opinion.trim(),
              figures: measured
                ? Object.fromEntries(project.measures.map(({ key }) => [key, numberOf(figures[key] ?? '')]))
                : {},
              ...(gate.gate === 'use' && outcome === 'pass' ? { facility: given(facility) } : {}),
            },
            { onSuccess: onDone },
          )
        }
      >
        <fieldset className="yk-bld-choice">
          <legend>{t('outcome')}</legend>
          {(['pass', 'return'] as const).map((each) => (
            <label key={each} className="yk-bld-check">
              <input type="radio" name="outcome" checked={outcome === each} onChange={() => setOutcome(each)} />
              {t(`outcome_${each}`)}
            </label>
          ))}
        </fieldset>
        {measured ? (
          <fieldset className="yk-bld-figures">
            <legend>{t('figures')}</legend>
            <p className="yk-small yk-quiet">{t('figuresHint')}</p>
            <div className="yk-bld-two">
              {project.measures.map((measure) => (
                <Text
                  type="number"
                  min={0}
                  key={measure.key}
                  label={`${pick(measure.title)}（${pick(measure.unit)}）`}
                  value={figures[measure.key] ?? ''}
                  onChange={(value) => setFigures({ ...figures, [measure.key]: value })}
                />
              ))}
            </div>
          </fieldset>
        ) : null}
        {gate.gate === 'use' && outcome === 'pass' ? <FacilityFields value={facility} onChange={setFacility} /> : null}
        <Text type="date" label={t('decidedOn')} value={on} onChange={setOn} required max={todayInChina()} />
        <Text label={t('reference')} value={reference} onChange={setReference} maxLength={100} />
        <Text label={t('opinion')} value={opinion} onChange={setOpinion} rows={3} required maxLength={2000} />
      </ActForm>
    </div>
  )
}

/** Figures to be put right rather than typed again. A verification is measured: only an earlier measurement is offered, no plan. */
function lastFigures(project: BuildingView, gate: GateView['gate']): Record<string, string> {
  const told = project.decisions.filter((each) => Object.keys(each.figures).length > 0)
  const last = (gate === 'verification' ? told.find((each) => each.gate === gate) : told[0])?.figures ?? {}
  return Object.fromEntries(Object.entries(last).map(([key, value]) => [key, value === null ? '' : String(value)]))
}

type Given = { code: string; kind: string; name: string }

const given = ({ code, kind, name }: Given) => ({
  code,
  ...(kind === '' ? {} : { kind }),
  ...(name.trim() === '' ? {} : { name: name.trim() }),
})

function FacilityFields({ value, onChange }: { value: Given; onChange: (value: Given) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const kinds = useView<Kinds>('/territory/kinds')
  return (
    <fieldset className="yk-bld-figures">
      <legend>{t('facility')}</legend>
      <p className="yk-small yk-quiet">{t('facilityHint')}</p>
      <div className="yk-bld-two">
        <Text
          label={t('facilityCode')}
          value={value.code}
          onChange={(code) => onChange({ ...value, code })}
          required
          maxLength={60}
        />
        <Choice
          label={t('facilityKind')}
          value={value.kind}
          onChange={(kind) => onChange({ ...value, kind })}
          empty={t('facilityKnown')}
          options={(kinds.data?.items ?? []).map((kind) => ({ value: kind.code, label: pick(kind.title) }))}
        />
      </div>
      {value.kind === '' ? null : (
        <Text
          label={t('facilityName')}
          value={value.name}
          onChange={(name) => onChange({ ...value, name })}
          maxLength={80}
        />
      )}
    </fieldset>
  )
}
