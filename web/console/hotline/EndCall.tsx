import { useState } from 'react'
import type { CallOutcome } from '../../../src/contexts/hotline/index.ts'
import type { NewUnmet } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { FAMILY, optionsOf } from '../services/words.ts'
import { messages } from './messages.ts'
import { OUTCOME_WORDS } from './words.ts'

const REASONS = ['not-found', 'too-dear', 'too-far', 'other'] as const
type Reason = (typeof REASONS)[number]

/** A call that came to no order: what it was, and what was wished for where nobody could serve it. */
export function EndCall({ call, person, onOver }: { call: string; person: string | null; onOver: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [outcome, setOutcome] = useState<CallOutcome | ''>('')
  const [family, setFamily] = useState<NewUnmet['family'] | ''>('')
  const [reason, setReason] = useState<Reason>('not-found')
  const [wish, setWish] = useState('')
  const end = useCommand<{ outcome: string; person: string | null; order: null }, unknown>({
    path: `/hotline/calls/${call}/end`,
    refresh: ['/hotline/day'],
  })
  const unmet = useCommand<NewUnmet, unknown>({ path: '/services/unmet', refresh: ['/services/demand'] })
  const over = () => end.mutate({ outcome, person, order: null }, { onSuccess: onOver })
  const submit = () => {
    if (outcome !== 'unmet' || family === '') return over()
    unmet.mutate(
      { family, item: null, wish: wordsOf(wish), region: null, reason, person, channel: 'phone' },
      { onSuccess: over },
    )
  }
  return (
    <details className="yk-hotline-end">
      <summary>{t('without')}</summary>
      <ActForm
        problem={unmet.error ?? end.error}
        pending={unmet.isPending || end.isPending}
        submit={t('end')}
        onSubmit={submit}
      >
        <Choice
          label={t('outcome')}
          value={outcome}
          onChange={(value) => setOutcome(value as CallOutcome)}
          required
          empty="—"
          options={optionsOf(OUTCOME_WORDS, pick)}
        />
        {outcome === 'unmet' ? (
          <>
            <Choice
              label={t('family')}
              value={family}
              onChange={(value) => setFamily(value as NewUnmet['family'])}
              required
              empty="—"
              options={optionsOf(FAMILY, pick)}
            />
            <Text
              label={t('wish')}
              value={wish}
              onChange={setWish}
              hint={t('wishHint')}
              minLength={2}
              maxLength={120}
              required
            />
            <Choice
              label={t('reason')}
              value={reason}
              onChange={(value) => setReason(value as Reason)}
              required
              options={REASONS.map((value) => ({ value, label: t(`reason_${value}`) }))}
            />
          </>
        ) : null}
      </ActForm>
    </details>
  )
}
