import { useState } from 'react'
import type { Hours } from '../../../src/contexts/meals/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { MEAL_WORDS } from './words.ts'

/** When a site serves a meal, and until when it takes orders. */
export function HoursForm({ site, hours, onDone }: { site: string; hours: readonly Hours[]; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [all, setAll] = useState<readonly Hours[]>(hours)
  const [meal, setMeal] = useState<string>('noon')
  const own = all.find((each) => each.meal === meal)!
  const save = useCommand<object>({ path: `/meals/sites/${site}/hours`, refresh: ['/meals/menus'] })
  const change = (more: Partial<Hours>) => setAll(all.map((each) => (each.meal === meal ? { ...each, ...more } : each)))
  const { from, until, cutoffAt, cutoffDays } = own
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate({ meal, from, until, cutoffAt, cutoffDays }, { onSuccess: onDone })}
    >
      <Choice
        label={t('meal')}
        value={meal}
        onChange={setMeal}
        options={all.map((each) => ({ value: each.meal, label: pick(MEAL_WORDS[each.meal]) }))}
      />
      <Text label={t('from')} type="time" value={from} onChange={(value) => change({ from: value })} required />
      <Text label={t('until')} type="time" value={until} onChange={(value) => change({ until: value })} required />
      <Text
        label={t('cutoffAt')}
        type="time"
        value={cutoffAt ?? ''}
        onChange={(value) => change({ cutoffAt: wordsOf(value) })}
      />
      <Text
        label={t('cutoffDays')}
        type="number"
        value={String(cutoffDays)}
        onChange={(value) => change({ cutoffDays: numberOf(value) ?? 0 })}
        min={0}
        max={7}
        step={1}
        required
      />
    </ActForm>
  )
}
