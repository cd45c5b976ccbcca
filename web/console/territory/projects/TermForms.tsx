import { useState } from 'react'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand, useView } from '../../../shared/queries.ts'
import { ActForm, ChoiceField, DayField, NumberField, numberOf, TextField, todayInChina } from './fields.tsx'
import { messages } from './messages.ts'

const REFRESH = ['/territory']
const UNITS = ['months', 'days', 'workdays'] as const

/** Appoints the unit that decides a step from a day on. */
export function AppointForm({ steps }: { steps: readonly (readonly [string, string])[] }) {
  const t = useText(messages)
  const units = useView<{ items: { id: string; name: string; active: boolean }[] }>('/units')
  const [step, setStep] = useState(steps[0]?.[0] ?? '')
  const [unit, setUnit] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const send = useCommand<object>({ path: '/territory/gate-authorities', refresh: REFRESH })
  const named = (units.data?.items ?? []).filter(({ active }) => active).map(({ name }) => [name, name] as const)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending || unit === ''}
      submit={t('appoint')}
      onSubmit={() => send.mutate({ step, unit, from }, { onSuccess: () => setUnit('') })}
    >
      <ChoiceField label={t('stepField')} value={step} onChange={setStep} choices={steps} />
      <ChoiceField label={t('unitField')} value={unit} onChange={setUnit} choices={[['', t('choose')], ...named]} />
      <DayField label={t('from')} value={from} onChange={setFrom} required />
    </ActForm>
  )
}

/** Sets the term of handing over of one's own jurisdiction from a day on. */
export function TermForm() {
  const t = useText(messages)
  const [from, setFrom] = useState(todayInChina)
  const [amount, setAmount] = useState('')
  const [unit, setUnit] = useState<string>('months')
  const [warn, setWarn] = useState('30')
  const [source, setSource] = useState('')
  const send = useCommand<object>({ path: '/territory/handover-terms', refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('setTerm')}
      onSubmit={() =>
        send.mutate(
          { from, amount: numberOf(amount), unit, warnDays: numberOf(warn), source: source.trim() },
          {
            onSuccess: () => {
              setAmount('')
              setSource('')
            },
          },
        )
      }
    >
      <div className="yk-bld-two">
        <NumberField label={t('amount')} value={amount} onChange={setAmount} required step="1" min={1} />
        <ChoiceField
          label={t('termUnit')}
          value={unit}
          onChange={setUnit}
          choices={UNITS.map((each) => [each, t(`unit_${each}`)] as const)}
        />
      </div>
      <NumberField label={t('warnDays')} value={warn} onChange={setWarn} required step="1" />
      <DayField label={t('from')} value={from} onChange={setFrom} required />
      <TextField label={t('termSource')} value={source} onChange={setSource} required max={500} />
    </ActForm>
  )
}
