import type { Checklist, Review } from '../../../src/platform/reviews/index.ts'
import { Choice, Text, wordsOf } from '../form/fields.tsx'
import { usePick, useText } from '../i18n/index.ts'
import { ErrorState } from '../parts/ErrorState.tsx'
import { LoadingState } from '../parts/LoadingState.tsx'
import { useView } from '../queries.ts'
import { messages } from './messages.ts'
import './reviews.css'

/** A review as it is typed. */
export type ReviewDraft = {
  answers: { [item: string]: boolean }
  ground: string
  reason: string
  ends: string
  unit: string
  opinion: string
  paperNumber: string
  reviewedOn: string
}

export const EMPTY_REVIEW: ReviewDraft = {
  answers: {},
  ground: '',
  reason: '',
  ends: '',
  unit: '',
  opinion: '',
  paperNumber: '',
  reviewedOn: '',
}

/** What is sent of a typed review; the exception only where an item is touched. */
export const reviewOf = ({ answers, ground, reason, ends, paperNumber, ...rest }: ReviewDraft): Review => ({
  ...rest,
  answers,
  paperNumber: wordsOf(paperNumber),
  exception: Object.values(answers).includes(true) && ground !== '' ? { ground, reason, ends } : null,
})

/** The checklist of the fair-competition review with its opinion, as part of a form. */
export function ReviewFields({ draft, onChange }: { draft: ReviewDraft; onChange: (draft: ReviewDraft) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const view = useView<{ checklist: Checklist | null }>('/reviews/checklist')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { checklist } = view.data
  if (checklist === null) return null
  const set =
    <K extends keyof ReviewDraft>(key: K) =>
    (value: ReviewDraft[K]) =>
      onChange({ ...draft, [key]: value })
  const answer = (ids: readonly string[], value: boolean) =>
    set('answers')({ ...draft.answers, ...Object.fromEntries(ids.map((id) => [id, value])) })
  const touched = Object.values(draft.answers).includes(true)
  return (
    <fieldset>
      <legend>{t('legend', { law: checklist.law })}</legend>
      <p className="yk-small yk-quiet">{t('hint')}</p>
      {checklist.groups.map((group) => (
        <fieldset key={group.id} className="yk-review-group">
          <legend>
            {pick(group.title)}（{group.article}）
          </legend>
          <button
            type="button"
            className="yk-button yk-button--plain"
            onClick={() =>
              answer(
                group.items.map((item) => item.id),
                false,
              )
            }
          >
            {t('groupNo')}
          </button>
          {group.items.map((item) => (
            <fieldset key={item.id} className="yk-review-item">
              <legend className="yk-sr">{pick(item.text)}</legend>
              <span aria-hidden="true">{pick(item.text)}</span>
              {([false, true] as const).map((value) => (
                <label key={String(value)}>
                  <input
                    type="radio"
                    name={item.id}
                    required
                    checked={draft.answers[item.id] === value}
                    onChange={() => answer([item.id], value)}
                  />
                  {t(value ? 'yes' : 'no')}
                </label>
              ))}
            </fieldset>
          ))}
        </fieldset>
      ))}
      {touched ? (
        <fieldset>
          <legend>{t('exception', { article: checklist.exceptions.article })}</legend>
          <Choice
            label={t('ground')}
            value={draft.ground}
            onChange={set('ground')}
            empty={t('choose')}
            options={checklist.exceptions.grounds.map((each) => ({ value: each.id, label: pick(each.text) }))}
          />
          <Text label={t('reason')} value={draft.reason} onChange={set('reason')} rows={2} maxLength={1000} />
          <Text label={t('ends')} value={draft.ends} onChange={set('ends')} maxLength={200} />
        </fieldset>
      ) : null}
      <Text label={t('unit')} value={draft.unit} onChange={set('unit')} required minLength={2} maxLength={100} />
      <Text label={t('reviewedOn')} type="date" value={draft.reviewedOn} onChange={set('reviewedOn')} required />
      <Text label={t('paperNumber')} value={draft.paperNumber} onChange={set('paperNumber')} maxLength={60} />
      <Text label={t('opinion')} value={draft.opinion} onChange={set('opinion')} rows={3} required minLength={2} />
    </fieldset>
  )
}
