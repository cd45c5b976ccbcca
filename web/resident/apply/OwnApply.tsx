import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { Prefilled } from '../../../src/contexts/residents/index.ts'
import type { Guide } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { FormFields } from '../../shared/procedures/FormFields.tsx'
import {
  type Draft,
  type Handed,
  needOf,
  placeOf,
  problemsOf,
  toDraft,
  toMaterials,
  toValues,
} from '../../shared/procedures/form.ts'
import { Materials } from '../../shared/procedures/Materials.tsx'
import { useView } from '../../shared/queries.ts'
import { useUpload } from '../../shared/uploads.ts'
import { ForWhom, Own, OwnHead, useWhom } from '../own/Own.tsx'
import { messages } from './messages.ts'
import './apply.css'

type Opened = { id: string; number: string; due: string | null }

/** An application of somebody who is signed in, for oneself or for family: one screen to check and fill in, one that says it is done. */
export function OwnApply({ guide }: { guide: Guide }) {
  return (
    <Own>
      <Loaded guide={guide} />
    </Own>
  )
}

function Loaded({ guide }: { guide: Guide }) {
  const { query } = useWhom()
  const { code } = guide.definition
  const view = useView<Prefilled>(`/my/guides/${code}`, query)
  const send = useUpload<object, Opened>('/my/applications', ['/my'])
  const pick = usePick()
  if (send.isSuccess) return <Done opened={send.data} guide={guide} />
  return (
    <>
      <OwnHead title={pick(guide.definition.title)} lead={pick(guide.definition.summary)} />
      <ForWhom />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess ? <Form key={query.person} guide={guide} known={view.data} send={send} /> : null}
    </>
  )
}

type Send = ReturnType<typeof useUpload<object, Opened>>

function Form({ guide, known, send }: { guide: Guide; known: Prefilled; send: Send }) {
  const t = useText(messages)
  const pick = usePick()
  const between = useLanguage() === 'zh' ? '、' : ', '
  const { definition } = guide
  const [draft, setDraft] = useState<Draft>(() => toDraft(definition, known.values))
  const [handed, setHanded] = useState<Record<string, Handed>>({})
  const [later, setLater] = useState(false)
  const fields = definition.fields.filter((field) => !known.fixed.includes(field.id))
  const asked = { ...definition, materials: definition.materials.filter((each) => !known.given.includes(each.id)) }
  const given = definition.materials.filter((each) => known.given.includes(each.id))
  const missing = asked.materials.some((each) => needOf(each, draft) === 'required' && !handed[each.id]?.file)
  const problems = problemsOf(send.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { materials, files } = toMaterials(handed)
    const form = toValues(fields, draft)
    const input = {
      code: definition.code,
      person: known.person.id,
      form,
      materials,
      ...(missing && later ? { later } : {}),
    }
    send.mutate({ input, files })
  }
  return (
    <form className="yk-stack yk-apply" onSubmit={submit}>
      <dl className="yk-apply-mine">
        <div>
          <dt>{t('knownWho')}</dt>
          <dd>
            <strong>{known.person.name}</strong> <span className="yk-num">{known.person.number}</span>
          </dd>
        </div>
      </dl>
      <p>{t('knownText')}</p>
      <FormFields definition={definition} fields={fields} draft={draft} onChange={setDraft} problems={problems} />
      {given.length > 0 ? (
        <p role="note">{t('givenText', { list: given.map((each) => pick(each.title)).join(between) })}</p>
      ) : null}
      {asked.materials.length > 0 ? (
        <section className="yk-stack">
          <h2>{t('step2')}</h2>
          <Materials definition={asked} draft={draft} handed={handed} onChange={setHanded} problems={problems} />
          {missing ? (
            <div className="yk-own-checks">
              <label>
                <input type="checkbox" checked={later} onChange={(event) => setLater(event.target.checked)} />
                {t('paperLater')}
              </label>
            </div>
          ) : null}
        </section>
      ) : null}
      <RefusalNote problem={send.error} place={placeOf(problems, pick)} />
      <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
        {t('send')}
      </button>
    </form>
  )
}

function Done({ opened, guide }: { opened: Opened; guide: Guide }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <div className="yk-stack yk-apply">
      <h1>{t('done')}</h1>
      <p>{pick(guide.definition.title)}</p>
      <dl className="yk-apply-codes">
        <div>
          <dt>{t('number')}</dt>
          <dd className="yk-num">{opened.number}</dd>
        </div>
      </dl>
      {opened.due ? <p>{t('due', { date: f.date(opened.due) })}</p> : null}
      <p>{t('recordedOnly')}</p>
      <div className="yk-row yk-noprint">
        <Link className="yk-button yk-button--primary" to={`/resident/cases/${opened.id}`}>
          {t('toFollow')}
        </Link>
        <Link className="yk-button" to="/resident/cases">
          {t('toMine')}
        </Link>
      </div>
    </div>
  )
}
