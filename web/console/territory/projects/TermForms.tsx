import { useState } from 'react'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, numberOf, type Option, Text } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand, useView } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { messages } from './messages.ts'

const REFRESH = ['/territory']
const UNITS = ['months', 'days', 'workdays'] as const

/** Appoints the unit that decides a step from a day on. */
export function AppointForm({ steps }: { steps: readonly Option[] }) {
  const t = useText(messages)
  const units = useView<{ items: { id: string; name: string; active: boolean }[] }>('/units')
  const [step, setStep] = useState(steps[0]?.value ?? '')
  const [unit, setUnit] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const send = useCommand<object>({ path: '/territory/gate-authorities', refresh: REFRESH })
  const named = (units.data?.items ?? [])
    .filter(({ active }) => active)
    .map(({ name }) => ({ value: name, label: name }))
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('appoint')}
      onSubmit={() => send.mutate({ step, unit, from }, { onSuccess: () => setUnit('') })}
    >
      <Choice label={t('stepField')} value={step} onChange={setStep} options={steps} />
      <Choice label={t('unitField')} value={unit} onChange={setUnit} required empty={t('choose')} options={named} />
      <Text type="date" label={t('from')} value={from} onChange={setFrom} required />
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
        <Text type="number" label={t('amount')} value={amount} onChange={setAmount} required step="1" min={1} />
        <Choice
          label={t('termUnit')}
          value={unit}
          onChange={setUnit}
          options={UNITS.map((each) => ({ value: each, label: t(`unit_${each}`) }))}
        />
      </div>
      <Text type="number" min={0} label={t('warnDays')} value={warn} onChange={setWarn} required step="1" />
      <Text type="date" label={t('from')} value={from} onChange={setFrom} required />
      <Text label={t('termSource')} value={source} onChange={setSource} required maxLength={500} />
    </ActForm>
  )
}
