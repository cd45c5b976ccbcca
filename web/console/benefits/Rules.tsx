import { useState } from 'react'
import type { Rule } from '../../../src/contexts/benefits/index.ts'
import type { ReviewView } from '../../../src/platform/reviews/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useAll, useCommand, useView } from '../../shared/queries.ts'
import { messages as reviewMessages } from '../../shared/reviews/messages.ts'
import { EMPTY_REVIEW, ReviewFields, reviewOf } from '../../shared/reviews/ReviewFields.tsx'
import { useConclusion } from '../../shared/reviews/words.ts'
import { useMay } from '../../shared/session.ts'
import { CATEGORY_WORDS } from '../people/words.tsx'
import { messages } from './messages.ts'
import './benefits.css'

type Test = Rule['content']['who']

/** A condition in words. */
function useTestWords(): (test: Test) => string {
  const t = useText(messages)
  const pick = usePick()
  return ({ ageFrom, ageTo, groups }) => {
    const age =
      ageFrom !== undefined && ageTo !== undefined
        ? t('ageFromTo', { from: ageFrom, to: ageTo })
        : ageFrom !== undefined
          ? t('ageFrom', { from: ageFrom })
          : ageTo !== undefined
            ? t('ageTo', { to: ageTo })
            : null
    const names = (codes: readonly string[]) =>
      codes.map((code) => pick(CATEGORY_WORDS[code] ?? { zh: code, en: code }))
    const kinds = (groups ?? []).map((codes) =>
      codes.length === 1 ? names(codes)[0]! : t('oneOf', { list: names(codes).join('、') }),
    )
    return [age, ...kinds].filter((part) => part !== null).join('，') || t('everyone')
  }
}

/** Every rule in every version, the one in force first. */
export default function Rules() {
  const t = useText(messages)
  const may = useMay()
  const view = useView<{ items: Rule[] }>('/benefits/rules')
  const reviews = useAll<ReviewView>('/reviews', { kind: 'benefit' })
  const [open, setOpen] = useState(false)
  const seen = new Set<string>()
  return (
    <>
      <PageHead
        title={t('rules')}
        lead={t('rulesLead')}
        actions={
          may('benefits.manage') && (view.data?.items.length ?? 0) > 0 ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('newRule')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('newRule')}>
        <NewVersion rules={view.data?.items ?? []} onDone={() => setOpen(false)} />
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? <EmptyState title={t('noRules')} text={t('noRulesText')} heading="h2" /> : null}
      <div className="yk-ben-rules">
        {(view.data?.items ?? []).map((rule) => {
          const past = seen.has(rule.benefit)
          seen.add(rule.benefit)
          return (
            <RuleCard
              key={rule.id}
              rule={rule}
              past={past}
              review={reviews.data?.find((each) => each.code === rule.benefit && each.version === rule.version)}
            />
          )
        })}
      </div>
    </>
  )
}

function RuleCard({ rule, past, review }: { rule: Rule; past: boolean; review: ReviewView | undefined }) {
  const t = useText(messages)
  const r = useText(reviewMessages)
  const conclusion = useConclusion()
  const f = useFormat()
  const pick = usePick()
  const words = useTestWords()
  return (
    <section className="yk-card yk-ben-rule" data-past={past || undefined}>
      <h2>
        {pick(rule.title)} <span className="yk-small yk-quiet">{t('version', { version: rule.version })}</span>
      </h2>
      <dl>
        <dt>{t('who')}</dt>
        <dd>{words(rule.content.who)}</dd>
        <dt>{t('bands')}</dt>
        <dd>
          <ul>
            {rule.content.bands.map((band) => (
              <li key={band.title.zh}>
                {pick(band.title)}：<strong className="yk-num">{f.money(band.fen)}</strong>{' '}
                <span className="yk-small yk-quiet">{words(band.when)}</span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t('facts')}</dt>
        <dd>{t(`facts_${rule.content.facts}`)}</dd>
        <dt>{t('term')}</dt>
        <dd>
          {rule.until === null
            ? t('termOpen', { from: f.date(rule.from) })
            : t('termClosed', { from: f.date(rule.from), until: f.date(rule.until) })}
        </dd>
        <dt>{t('basis')}</dt>
        <dd>{rule.basis}</dd>
        <dt>{r('title')}</dt>
        <dd>
          {review === undefined
            ? r('notReviewed')
            : r('reviewed', { unit: review.unit, date: f.date(review.reviewedOn), conclusion: conclusion(review) })}
        </dd>
      </dl>
    </section>
  )
}

const yuan = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))

/** A version like the one before with other amounts, from a day on. */
function NewVersion({ rules, onDone }: { rules: readonly Rule[]; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const newest = rules.filter((rule, at) => rules.findIndex((each) => each.benefit === rule.benefit) === at)
  const [benefit, setBenefit] = useState(newest[0]?.benefit ?? '')
  const rule = newest.find((each) => each.benefit === benefit)
  const [amounts, setAmounts] = useState<Record<string, string>>({})
  const [from, setFrom] = useState('')
  const [basis, setBasis] = useState('')
  const [review, setReview] = useState(EMPTY_REVIEW)
  const save = useCommand<Rule>({
    path: '/benefits/rules',
    body: (before) => ({
      benefit: before.benefit,
      kind: before.kind,
      title: before.title,
      region: before.region,
      basis,
      from,
      review: reviewOf(review),
      content: {
        ...before.content,
        bands: before.content.bands.map((band, at) => ({
          ...band,
          fen: Math.round(Number(amounts[`${before.benefit} ${at}`] ?? yuan(band.fen)) * 100),
        })),
      },
    }),
    refresh: ['/benefits', '/reviews'],
  })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => {
        if (rule !== undefined) save.mutate(rule, { onSuccess: onDone })
      }}
    >
      <Choice
        label={t('which')}
        value={benefit}
        onChange={setBenefit}
        options={newest.map((each) => ({ value: each.benefit, label: pick(each.title) }))}
      />
      <fieldset>
        <legend>{t('newAmounts')}</legend>
        {rule?.content.bands.map((band, at) => (
          <Text
            key={band.title.zh}
            label={pick(band.title)}
            value={amounts[`${rule.benefit} ${at}`] ?? yuan(band.fen)}
            onChange={(typed) => setAmounts({ ...amounts, [`${rule.benefit} ${at}`]: typed })}
            pattern="\d{1,6}(\.\d{1,2})?"
            required
          />
        ))}
      </fieldset>
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
      <Text label={t('basis')} value={basis} onChange={setBasis} required minLength={2} maxLength={300} />
      <ReviewFields draft={review} onChange={setReview} />
    </ActForm>
  )
}
