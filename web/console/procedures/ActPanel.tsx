import { type FormEvent, useState } from 'react'
import type { Act, CasePage } from '../../../src/platform/procedures/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { FormFields } from '../../shared/procedures/FormFields.tsx'
import { type Draft, type Handed, problemsOf, toMaterials, toValues } from '../../shared/procedures/form.ts'
import { Materials } from '../../shared/procedures/Materials.tsx'
import { useUpload } from '../../shared/uploads.ts'
import { messages } from './messages.ts'

/** What can be done now. An act that needs nothing is done with two clicks; others unfold what they ask for. */
export function ActPanel({ page }: { page: CasePage }) {
  const t = useText(messages)
  const pick = usePick()
  const [chosen, setChosen] = useState<Act | null>(null)
  const step = page.definition.steps.find((each) => each.id === page.step)
  const applicant = step?.kind === 'applicant'
  const own = page.acts.filter((act) => act.id !== 'withdraw')
  return (
    <section className="yk-card yk-case-card">
      <h2>
        {t('acts')}
        {page.stepTitle ? `：${pick(page.stepTitle)}` : ''}
      </h2>
      {step?.help ? <p className="yk-quiet yk-small">{pick(step.help)}</p> : null}
      {applicant ? <p>{t('waitApplicant')}</p> : own.length === 0 ? <p>{t('notMine')}</p> : null}
      {chosen === null ? (
        <div className="yk-case-acts">
          {page.acts.map((act, i) => (
            <button
              key={act.id}
              type="button"
              className={`yk-button${i === 0 && act.id !== 'withdraw' ? ' yk-button--primary' : ''}`}
              onClick={() => setChosen(act)}
            >
              {pick(act.title)}
            </button>
          ))}
        </div>
      ) : (
        <ActForm page={page} act={chosen} applicant={applicant} onCancel={() => setChosen(null)} />
      )}
    </section>
  )
}

function ActForm({
  page,
  act,
  applicant,
  onCancel,
}: {
  page: CasePage
  act: Act
  applicant: boolean
  onCancel: () => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const [reason, setReason] = useState('')
  const [visit, setVisit] = useState(false)
  const [values, setValues] = useState<Draft>({})
  const [draft, setDraft] = useState<Draft>({})
  const [handed, setHanded] = useState<Record<string, Handed>>({})
  const completes = applicant && act.id !== 'withdraw'
  const send = useUpload<object>(`/procedures/cases/${page.id}/acts`, ['/procedures'])
  const problems = problemsOf(send.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { materials, files } = toMaterials(handed)
    const corrected = Object.fromEntries(
      Object.entries(toValues(page.definition.fields, draft)).filter(([id]) => draft[id] !== undefined),
    )
    const input = {
      act: act.id,
      revision: page.revision,
      reason,
      values: toValues(act.fields ?? [], values),
      visit,
      ...(completes ? { form: corrected, materials } : {}),
    }
    send.mutate({ input, files })
  }
  return (
    <form className="yk-stack" noValidate onSubmit={submit}>
      {completes ? (
        <>
          <FormFields
            definition={page.definition}
            fields={page.definition.fields}
            draft={{
              ...Object.fromEntries(
                page.fields.filter((f) => !f.personal).map((f) => [f.id, typed(f.value, page, f.id)]),
              ),
              ...draft,
            }}
            onChange={(next) => setDraft(changed(next, page))}
            problems={problems}
          />
          <Materials
            desk
            definition={page.definition}
            draft={Object.fromEntries(page.fields.map((field) => [field.id, field.value]))}
            handed={handed}
            onChange={setHanded}
            problems={problems}
            given={new Set(page.materials.map((each) => each.material))}
          />
        </>
      ) : null}
      {act.fields && act.fields.length > 0 ? (
        <FormFields
          definition={page.definition}
          fields={act.fields}
          draft={values}
          onChange={setValues}
          problems={problems}
        />
      ) : null}
      <label className="yk-field">
        <span>{t(act.reason ? 'reason' : 'reasonOptional')}</span>
        <textarea
          className="yk-input"
          rows={act.reason ? 3 : 1}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <label className="yk-proc-check">
        <input type="checkbox" checked={visit} onChange={(event) => setVisit(event.target.checked)} />
        {t('visitToo')}
      </label>
      <RefusalNote problem={send.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
          {t('confirm', { act: pick(act.title) })}
        </button>
        <button type="button" className="yk-button" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}

/** A stored value as it is typed. */
function typed(value: Draft[string], page: CasePage, id: string): Draft[string] {
  const field = page.definition.fields.find((each) => each.id === id)
  if (field?.type === 'money' && typeof value === 'number') return (value / 100).toFixed(2)
  return typeof value === 'number' ? String(value) : (value ?? null)
}

/** Only what was changed is sent, so that masked personal values stay as they are. */
function changed(next: Draft, page: CasePage): Draft {
  const stored = new Map(page.fields.filter((field) => !field.personal).map((f) => [f.id, typed(f.value, page, f.id)]))
  return Object.fromEntries(
    Object.entries(next).filter(
      ([id, value]) => !stored.has(id) || JSON.stringify(stored.get(id)) !== JSON.stringify(value),
    ),
  )
}
