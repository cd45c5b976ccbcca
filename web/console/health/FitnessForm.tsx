import { useState } from 'react'
import type { Grade } from '../../../src/contexts/health/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './fitness-messages.ts'

const GRADES: readonly Grade[] = ['excellent', 'good', 'pass', 'fail']
const ITEMS = ['bmi', 'vital', 'grip', 'reach', 'balance', 'reaction'] as const

/** Enters the result of a test; without the person's consent it is refused. */
export function FitnessForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const [heldOn, setHeldOn] = useState(todayInChina)
  const [place, setPlace] = useState('')
  const [grade, setGrade] = useState('')
  const [values, setValues] = useState<Partial<Record<(typeof ITEMS)[number], string>>>({})
  const [advice, setAdvice] = useState('')
  const hold = useCommand<object>({ path: '/health/fitness', refresh: ['/health/fitness'] })
  const submit = () => {
    const measured = ITEMS.flatMap((item) => {
      const value = numberOf(values[item] ?? '')
      return value === null ? [] : [{ item, value }]
    })
    hold.mutate(
      { person, heldOn, place, result: { grade, values: measured, advice: wordsOf(advice) } },
      { onSuccess: onDone },
    )
  }
  return (
    <ActForm problem={hold.error} pending={hold.isPending} submit={t('save')} onSubmit={submit}>
      <PersonPick value={person} onChange={setPerson} />
      <p className="yk-small yk-quiet">{t('consent')}</p>
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={setHeldOn} max={todayInChina()} required />
      <Text label={t('place')} value={place} onChange={setPlace} required maxLength={100} />
      <Choice
        label={t('grade')}
        value={grade}
        onChange={setGrade}
        required
        empty={t('choose')}
        options={GRADES.map((value) => ({ value, label: t(value) }))}
      />
      <fieldset>
        <legend>{t('values')}</legend>
        {ITEMS.map((item) => (
          <Text
            key={item}
            label={t(item)}
            type="number"
            value={values[item] ?? ''}
            onChange={(value) => setValues({ ...values, [item]: value })}
          />
        ))}
      </fieldset>
      <Text label={t('advice')} value={advice} onChange={setAdvice} rows={2} maxLength={500} />
    </ActForm>
  )
}
