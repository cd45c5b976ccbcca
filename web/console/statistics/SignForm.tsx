import { useState } from 'react'
import type { ExternalFigure, IndicatorView } from '../../../src/contexts/statistics/index.ts'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useAccount } from '../../shared/session.ts'
import { useUpload } from '../../shared/uploads.ts'
import { Field } from './Field.tsx'
import { messages } from './messages.ts'

type Input = { indicator: string; region: string; asOf: string; period: string; value: number; source: string }
type Props = { open: boolean; onClose: () => void; indicators: IndicatorView[]; regions: RegionView[] }

/** Signs for a figure: which, where, of when, how much, from where, with the original. */
export function SignForm({ open, onClose, indicators, regions }: Props) {
  const t = useText(messages)
  const pick = usePick()
  const own = useAccount()?.jurisdiction ?? ''
  const send = useUpload<Input, ExternalFigure>('/statistics/external', ['/statistics'])
  const [file, setFile] = useState<File | null>(null)
  const above = regions.filter((each) => each.level !== 'village' && each.level !== 'township')
  const isAbove = own.endsWith('00')
  const offered = indicators.filter((each) => each.source === 'external' || isAbove)
  const places: Record<string, string> = {
    '/indicator': t('indicator'),
    '/region': t('region'),
    '/asOf': t('date'),
    '/period': t('period'),
    '/value': t('value'),
    '/source': t('from'),
  }
  const submit = (form: HTMLFormElement) => {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '')
    const input = {
      indicator: text('indicator'),
      region: text('region'),
      asOf: text('asOf'),
      period: text('period'),
      value: Number(text('value')),
      source: text('source'),
    }
    send.mutate({ input, files: file === null ? [] : [file] }, { onSuccess: onClose })
  }
  return (
    <Sheet open={open} onClose={onClose} title={t('sign')}>
      <form
        className="yk-stat-form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        <RefusalNote problem={send.error} place={(at) => places[at]} />
        <Field label={t('indicator')}>
          <select className="yk-input" name="indicator" required>
            {offered.map((each) => (
              <option key={each.code} value={each.code}>
                {`${pick(each.name)}（${each.unit}）`}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('region')}>
          <select className="yk-input" name="region" required defaultValue={own.padEnd(12, '0')}>
            {above.map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('date')}>
          <input className="yk-input" type="date" name="asOf" required />
        </Field>
        <Field label={t('period')} help={t('periodHelp')}>
          <input className="yk-input" name="period" required maxLength={40} />
        </Field>
        <Field label={t('value')}>
          <input className="yk-input" type="number" step="any" name="value" required />
        </Field>
        <Field label={t('from')} help={t('sourceHelp')}>
          <input className="yk-input" name="source" required maxLength={200} />
        </Field>
        <Field label={t('chooseFile')}>
          <input className="yk-input" type="file" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </Field>
        <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
          {t('save')}
        </button>
      </form>
    </Sheet>
  )
}
