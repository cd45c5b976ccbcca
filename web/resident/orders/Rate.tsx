import { useState } from 'react'
import type { OrderView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { LEVEL_WORDS, LEVELS } from '../../shared/ratings/levels.ts'
import { messages } from './messages.ts'

const ABOUT = ['quality', 'attitude', 'price', 'absence', 'safety', 'rights', 'other'] as const

/** Five levels, one rating an order; what was bad opens a case, and its number and deadline are told at once. */
export function Rate({ order }: { order: OrderView }) {
  const t = useText(messages)
  const pick = usePick()
  const [level, setLevel] = useState<number | null>(null)
  const [about, setAbout] = useState('')
  const [words, setWords] = useState('')
  const rate = useCommand<object, { casefile: { no: string; due: string } | null }>({
    path: `/my/orders/${order.id}/rating`,
    refresh: ['/my/orders'],
  })
  if (rate.isSuccess)
    return (
      <p role="status">
        {rate.data.casefile === null
          ? t('rated')
          : t('ratedCase', { no: rate.data.casefile.no, due: rate.data.casefile.due })}
      </p>
    )
  const bad = level !== null && level <= 2
  return (
    <section className="yk-stack">
      <h2>{t('rate')}</h2>
      <ActForm
        problem={rate.error}
        pending={rate.isPending || level === null}
        submit={t('rateSend')}
        onSubmit={() => rate.mutate({ level, about: bad ? wordsOf(about) : null, words: wordsOf(words) })}
      >
        <fieldset className="yk-own-whom">
          <legend>{t('rateHow')}</legend>
          {LEVELS.map((each) => (
            <button
              key={each}
              type="button"
              className="yk-button"
              aria-pressed={level === each}
              onClick={() => setLevel(each)}
            >
              {pick(LEVEL_WORDS[each])}
            </button>
          ))}
        </fieldset>
        {bad ? (
          <Choice
            label={t('rateAbout')}
            value={about}
            onChange={setAbout}
            required
            empty="—"
            options={ABOUT.map((value) => ({ value, label: t(`about_${value}`) }))}
          />
        ) : null}
        <Text label={t('rateWords')} rows={2} value={words} onChange={setWords} maxLength={1000} />
      </ActForm>
    </section>
  )
}
