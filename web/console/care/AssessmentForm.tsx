import { useState } from 'react'
import type { Answers, Circumstances, Scale } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import type { Bilingual } from '../../shared/i18n/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-assessments.ts'

type Computed = Extract<Scale, { by: 'computed' }>
type Scales = { items: Scale[]; levels: Record<number, Bilingual[]> }
const EVENTS = ['fall', 'lost', 'choking', 'suicide', 'other'] as const
const CALM: Circumstances = {
  coma: false,
  dementia: false,
  psychiatric: false,
  events: { fall: 0, lost: 0, choking: 0, suicide: 0, other: 0 },
}

/** The 26 items of the national standard, with the sum as it grows. The server computes the grade. */
export function AssessmentForm({
  person,
  first,
  onDone,
}: {
  person: string
  first: boolean
  onDone: (nextDue: string) => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const scales = useView<Scales>('/care/scales')
  const [answers, setAnswers] = useState<Answers>({})
  const [circumstances, setCircumstances] = useState(CALM)
  const [kind, setKind] = useState(first ? 'first' : 'regular')
  const [on, setOn] = useState(todayInChina)
  const [assessors, setAssessors] = useState([
    { name: '', certificate: '' },
    { name: '', certificate: '' },
  ])
  const enter = useCommand<Computed, { nextDue: string }>({
    path: '/care/assessments',
    body: ({ id, version }) => ({
      person,
      scale: id,
      version,
      kind,
      on,
      answers,
      circumstances,
      assessors: assessors
        .filter((each) => each.name.trim() !== '')
        .map((each) => ({ name: each.name, certificate: each.certificate || null })),
    }),
    refresh: ['/care', '/people', '/today'],
  })
  const scale = scales.data?.items.find((each) => each.by === 'computed')
  if (scale === undefined || scales.data === undefined) return <LoadingState />
  const items = scale.dimensions.flatMap((dimension) => dimension.items)
  const total = Object.values(answers).reduce((sum, each) => sum + each, 0)
  const done = Object.keys(answers).length
  const band = scale.bands.find((each) => total >= each.from)
  const grade = scale.grades.find((each) => each.grade === band?.grade)
  const assessor = (at: number, key: 'name' | 'certificate') => ({
    value: assessors[at]![key],
    onChange: (typed: string) =>
      setAssessors(assessors.map((each, n) => (n === at ? { ...each, [key]: typed } : each))),
  })
  return (
    <section className="yk-card yk-care-card" aria-label={t('newAssessment')}>
      <ActForm
        problem={enter.error}
        pending={enter.isPending}
        submit={t('submitAssessment')}
        onSubmit={() => enter.mutate(scale, { onSuccess: ({ nextDue }) => onDone(nextDue) })}
      >
        <p className="yk-small yk-quiet">
          {pick(scale.title)}。{t('wording')}
        </p>
        <div className="yk-care-item-line">
          <Choice
            label={t('kind')}
            value={kind}
            onChange={setKind}
            options={(['first', 'regular', 'immediate', 'review', 'other'] as const).map((value) => ({
              value,
              label: t(`kind_${value}`),
            }))}
          />
          <Text label={t('on')} type="date" value={on} onChange={setOn} required max={todayInChina()} />
        </div>
        {[0, 1].map((at) => (
          <div key={at} className="yk-care-item-line">
            <Text label={t('assessorName', { n: at + 1 })} {...assessor(at, 'name')} required maxLength={40} />
            <Text label={t('assessorPaper', { n: at + 1 })} {...assessor(at, 'certificate')} maxLength={60} />
          </div>
        ))}
        {scale.dimensions.map((dimension) => (
          <fieldset key={dimension.id}>
            <legend>{pick(dimension.title)}</legend>
            {dimension.items.map((item) => (
              <fieldset key={item.id} className="yk-care-item">
                <legend>{pick(item.title)}</legend>
                <div className="yk-care-levels">
                  {(scales.data.levels[item.max] ?? []).map((level, lost) => {
                    const points = item.max - lost
                    return (
                      <label key={points}>
                        <input
                          type="radio"
                          name={item.id}
                          required
                          checked={answers[item.id] === points}
                          onChange={() => setAnswers({ ...answers, [item.id]: points })}
                        />
                        <span className="yk-num">{points}</span> {pick(level)}
                      </label>
                    )
                  })}
                </div>
              </fieldset>
            ))}
          </fieldset>
        ))}
        <fieldset>
          <legend>{t('circumstances')}</legend>
          <div className="yk-care-checks">
            {(['coma', 'dementia', 'psychiatric'] as const).map((key) => (
              <label key={key}>
                <input
                  type="checkbox"
                  checked={circumstances[key]}
                  onChange={(event) => setCircumstances({ ...circumstances, [key]: event.target.checked })}
                />
                {t(key)}
              </label>
            ))}
          </div>
          <p className="yk-small yk-quiet">{t('riskEvents')}</p>
          <div className="yk-care-events">
            {EVENTS.map((key) => (
              <Text
                key={key}
                label={t(key)}
                type="number"
                min={0}
                max={99}
                step={1}
                value={String(circumstances.events[key])}
                onChange={(typed) =>
                  setCircumstances({
                    ...circumstances,
                    events: { ...circumstances.events, [key]: Math.max(0, Math.trunc(Number(typed))) },
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <p className="yk-care-sum" role="status">
          {t('answered', { done, all: items.length, total })}
          {done === items.length && grade !== undefined ? ` · ${t('willBe', { grade: pick(grade.title) })}` : ''}
        </p>
      </ActForm>
    </section>
  )
}
