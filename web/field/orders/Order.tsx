import { type FormEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { FieldOrder } from '../../../src/contexts/services/index.ts'
import { Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { PhoneIcon } from '../../shared/icons.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { keep } from '../store/store.ts'
import { useField } from '../store/use.ts'
import { messages } from './messages.ts'
import { type Stage, useOrders } from './stage.ts'

/** One order at the door: the next step is the big button. */
export default function Order() {
  const t = useText(messages)
  const { id } = useParams()
  const found = useOrders().find(({ order }) => order.id === id)
  if (found === undefined)
    return (
      <EmptyState
        title={t('missing')}
        action={
          <Link className="yk-button" to="/field/orders">
            {t('back')}
          </Link>
        }
      />
    )
  return <Steps key={found.stage} order={found.order} stage={found.stage} />
}

function Steps({ order, stage }: { order: FieldOrder; stage: Stage }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const form = useField().taken?.parts.orders?.form ?? 1
  const [words, setWords] = useState('')
  const [checks, setChecks] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const tell = (act: string, word: string, payload: object) =>
    keep({
      kind: `order.${act}`,
      form,
      payload: { order: order.id, ...payload },
      title: `${order.person?.name ?? order.no} · ${word}`,
      subject: order.id,
    }).catch((error: Error) => setProblem(t('saveFailed', { why: error.message })))
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (stage === 'assigned') void tell('arrive', t('arrive'), { place: null })
    if (stage === 'arrived') void tell('start', t('start'), { checks })
    if (stage === 'started') void tell('finish', t('finish'), { done: wordsOf(words) })
    if (stage === 'served') void tell('confirm', t('confirm'), { code: words.trim() })
  }
  const next = { assigned: t('arrive'), arrived: t('start'), started: t('finish'), served: t('confirm') }
  return (
    <form className="yk-stack yk-fd-form" onSubmit={send}>
      <h1>
        {order.person?.name ?? t('outside')}
        {order.person?.age == null ? null : (
          <span className="yk-quiet yk-num"> {t('years', { count: order.person.age })}</span>
        )}
      </h1>
      <p>
        {pick(order.title)} · <span className="yk-num">{f.instant(order.from)}</span> · {t(`s_${stage}`)}
      </p>
      <p>{order.person?.address ?? t('noAddress')}</p>
      <p className="yk-row">
        {order.person?.phones.map(({ number, label }) => (
          <a key={number} className="yk-button" href={`tel:${number}`}>
            <PhoneIcon /> {t('call')} <span className="yk-num">{number}</span> {label}
          </a>
        ))}
      </p>
      {stage === 'arrived'
        ? order.checks.map(({ code, title }) => (
            <Text
              key={code}
              label={t('check', { what: pick(title) })}
              value={checks[code] ?? ''}
              onChange={(value) => setChecks({ ...checks, [code]: value })}
              required
              maxLength={200}
            />
          ))
        : null}
      {stage === 'started' ? (
        <Text label={t('done')} rows={3} value={words} onChange={setWords} maxLength={500} />
      ) : null}
      {stage === 'served' ? (
        <Text
          label={t('code')}
          hint={t('codeHint')}
          value={words}
          onChange={(typed) => setWords(typed.replace(/[^0-9 ]/g, ''))}
          required
          minLength={4}
          maxLength={8}
          autoComplete="one-time-code"
        />
      ) : null}
      {problem === null ? null : (
        <p className="yk-fd-problem" role="alert">
          {problem}
        </p>
      )}
      {stage === 'confirmed' || stage === 'gone' ? (
        <p>{t('closed')}</p>
      ) : (
        <button type="submit" className="yk-button yk-button--primary yk-fd-big">
          {next[stage]}
        </button>
      )}
      {stage === 'assigned' ? <NobodyThere onTell={(reason) => void tell('no-show', t('noShow'), { reason })} /> : null}
    </form>
  )
}

function NobodyThere({ onTell }: { onTell: (reason: string) => void }) {
  const t = useText(messages)
  const [reason, setReason] = useState<string | null>(null)
  if (reason === null)
    return (
      <button type="button" className="yk-button" onClick={() => setReason('')}>
        {t('noShow')}
      </button>
    )
  return (
    <>
      <Text label={t('reason')} value={reason} onChange={setReason} maxLength={300} />
      <button type="button" className="yk-button" disabled={reason.trim() === ''} onClick={() => onTell(reason.trim())}>
        {t('noShow')}
      </button>
    </>
  )
}
