import { useState } from 'react'
import type { ExternalFigure } from '../../../src/contexts/statistics/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useUpload } from '../../shared/uploads.ts'
import { Field } from './Field.tsx'
import { messages } from './messages.ts'

type Input = { value: number; source: string; period: string; reason: string }

/** Replaces a signed figure, with the reason; the former one stays on record. */
export function ReplaceForm({
  figure,
  onClose,
  unit,
}: {
  figure: ExternalFigure | null
  onClose: () => void
  unit: string
}) {
  const t = useText(messages)
  return (
    <Sheet open={figure !== null} onClose={onClose} title={t('replaceTitle')}>
      {figure === null ? null : <Form key={figure.id} figure={figure} onClose={onClose} unit={unit} />}
    </Sheet>
  )
}

function Form({ figure, onClose, unit }: { figure: ExternalFigure; onClose: () => void; unit: string }) {
  const t = useText(messages)
  const send = useUpload<Input, ExternalFigure>(`/statistics/external/${figure.id}/replace`, ['/statistics'])
  const [file, setFile] = useState<File | null>(null)
  const places: Record<string, string> = {
    '/reason': t('reason'),
    '/value': t('value'),
    '/source': t('from'),
    '/period': t('period'),
  }
  const submit = (form: HTMLFormElement) => {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '')
    const input = {
      value: Number(text('value')),
      source: text('source'),
      period: text('period'),
      reason: text('reason'),
    }
    send.mutate({ input, files: file === null ? [] : [file] }, { onSuccess: onClose })
  }
  return (
    <form
      className="yk-stat-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <RefusalNote problem={send.error} place={(at) => places[at]} />
      <Field label={`${t('value')}（${unit}）`}>
        <input className="yk-input" type="number" step="any" name="value" required defaultValue={figure.value ?? ''} />
      </Field>
      <Field label={t('period')} help={t('periodHelp')}>
        <input className="yk-input" name="period" required maxLength={40} defaultValue={figure.period} />
      </Field>
      <Field label={t('from')} help={t('sourceHelp')}>
        <input className="yk-input" name="source" required maxLength={200} defaultValue={figure.source} />
      </Field>
      <Field label={t('reason')} help={t('reasonHelp')}>
        <textarea className="yk-input" name="reason" required maxLength={500} rows={3} />
      </Field>
      <Field label={t('chooseFile')}>
        <input className="yk-input" type="file" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      </Field>
      <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
        {t('saveReplace')}
      </button>
    </form>
  )
}
