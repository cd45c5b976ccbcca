import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { DrawView } from '../../../src/contexts/learning/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { ReasonForm } from './forms.tsx'
import { messages } from './messages-draws.ts'
import './learning.css'

const hash = (text: string) => <span className="yk-ln-hash">{text}</span>

/** One draw: fixing the list, waiting for the day, drawing, the result. */
export default function Draw() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const view = useView<DrawView>(`/public/draws/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const draw = view.data
  const manage = may('learning.manage')
  return (
    <>
      <PageHead
        title={draw.title}
        lead={draw.facilityName}
        up={{ to: '/console/learning/draws', label: t('upDraws') }}
        actions={
          draw.state === 'open' ? undefined : (
            <Link className="yk-button" to={`/draws/${draw.id}`}>
              {t('public')}
            </Link>
          )
        }
      />
      <Facts
        facts={[
          [t('state'), t(`state_${draw.state}`)],
          [t('drawPlaces'), f.number(draw.places)],
          [t('drawOn'), draw.drawOn === null ? null : f.date(draw.drawOn)],
          [t('committed'), draw.commitment === null ? null : hash(draw.commitment)],
          [t('seed'), draw.seed === null ? null : hash(draw.seed)],
          [t('reason'), draw.abandonedReason],
        ]}
      />
      {draw.state === 'open' ? (
        <section className="yk-ln-part">
          <p>
            <Link to={`/console/learning/childcare/${encodeURIComponent(draw.facility)}`}>{t('drawOpenText')}</Link>
          </p>
          {manage ? <CommitForm draw={draw} /> : null}
        </section>
      ) : null}
      {draw.state === 'committed' ? <Waiting draw={draw} manage={manage} /> : null}
      {draw.state === 'drawn' ? <Result draw={draw} /> : null}
      {manage && (draw.state === 'open' || draw.state === 'committed') ? (
        <details className="yk-ln-part">
          <summary>{t('abandon')}</summary>
          <ReasonForm
            path={`/learning/draws/${draw.id}/abandon`}
            submit={t('abandonDo')}
            dated={null}
            onDone={() => void view.refetch()}
          />
        </details>
      ) : null}
    </>
  )
}

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
const sha256 = async (text: string) => hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

type Party = { key: number; name: string; secret: string; commitment: string }

/** Fixes the list. Secrets are turned into commitments here and never leave the browser. */
function CommitForm({ draw }: { draw: DrawView }) {
  const t = useText(messages)
  const [parties, setParties] = useState<readonly Party[]>(
    [1, 2].map((key) => ({ key, name: '', secret: '', commitment: '' })),
  )
  const [source, setSource] = useState('')
  const [drawOn, setDrawOn] = useState('')
  const commit = useCommand<object>({
    path: `/learning/draws/${draw.id}/commit`,
    refresh: ['/public/draws', '/learning'],
  })
  const set = (key: number, part: Partial<Party>) =>
    setParties((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)))
  const secretOf = async (key: number, secret: string) => {
    set(key, { secret })
    const commitment = secret === '' ? '' : await sha256(secret)
    setParties((all) =>
      all.map((each) => (each.key === key && each.secret === secret ? { ...each, commitment } : each)),
    )
  }
  const named = parties.filter((each) => each.name.trim() !== '')
  return (
    <div className="yk-ln-commit">
      <h2>{t('commit')}</h2>
      <p className="yk-small">{t('commitText')}</p>
      <ActForm
        problem={commit.error}
        pending={commit.isPending}
        submit={t('commit')}
        onSubmit={() =>
          commit.mutate({
            parties: named.map(({ name, commitment }) => ({ name: name.trim(), commitment })),
            randomnessSource: source,
            drawOn,
          })
        }
      >
        {parties.map((party) => (
          <div key={party.key} className="yk-ln-party">
            <Text label={t('party')} value={party.name} onChange={(name) => set(party.key, { name })} maxLength={40} />
            <Text
              label={t('partySecret')}
              hint={t('partySecretHint')}
              value={party.secret}
              onChange={(secret) => void secretOf(party.key, secret)}
              maxLength={200}
            />
            <Text
              label={t('partyHash')}
              value={party.commitment}
              onChange={(commitment) => set(party.key, { commitment: commitment.trim().toLowerCase(), secret: '' })}
              required={party.name.trim() !== ''}
              pattern="[0-9a-f]{64}"
              maxLength={64}
            />
          </div>
        ))}
        <div>
          <button
            type="button"
            className="yk-button"
            onClick={() => setParties([...parties, { key: parties.length + 1, name: '', secret: '', commitment: '' }])}
          >
            {t('addParty')}
          </button>
        </div>
        <Text label={t('source')} hint={t('sourceHint')} value={source} onChange={setSource} maxLength={120} />
        <Text label={t('firstDay')} type="date" value={drawOn} onChange={setDrawOn} required />
      </ActForm>
    </div>
  )
}

function Waiting({ draw, manage }: { draw: DrawView; manage: boolean }) {
  const t = useText(messages)
  const f = useFormat()
  const plan = draw.plan
  const [secrets, setSecrets] = useState<readonly string[]>(() => plan?.parties.map(() => '') ?? [])
  const [randomness, setRandomness] = useState('')
  const reveal = useCommand<object>({
    path: `/learning/draws/${draw.id}/reveal`,
    refresh: ['/public/draws', '/learning', '/today'],
  })
  if (plan === null) return null
  const ready = todayInChina() >= plan.drawOn
  return (
    <>
      <section className="yk-ln-part">
        <h2>{t('reveal')}</h2>
        {!ready ? <p>{t('waitsFor', { date: f.date(plan.drawOn) })}</p> : null}
        {manage && ready ? (
          <>
            <p className="yk-small">{t('revealText')}</p>
            <ActForm
              problem={reveal.error}
              pending={reveal.isPending}
              submit={t('doDraw')}
              onSubmit={() => reveal.mutate({ secrets, randomness })}
            >
              {plan.parties.map((party, i) => (
                <Text
                  key={party.name}
                  label={t('secretOf', { name: party.name })}
                  value={secrets[i] ?? ''}
                  onChange={(secret) => setSecrets(secrets.map((each, k) => (k === i ? secret : each)))}
                  required
                  maxLength={200}
                />
              ))}
              {plan.randomnessSource === '' ? null : (
                <Text
                  label={t('randomness', { source: plan.randomnessSource })}
                  value={randomness}
                  onChange={setRandomness}
                  required
                  maxLength={200}
                />
              )}
            </ActForm>
          </>
        ) : null}
      </section>
      <section className="yk-ln-part">
        <h2>{t('list')}</h2>
        <ul className="yk-ln-order">
          {draw.entries.map((entry) => (
            <li key={entry.number}>
              <span className="yk-num">{entry.number}</span>
              <span className="yk-small yk-quiet">
                {t('priority')} {entry.group}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Result({ draw }: { draw: DrawView }) {
  const t = useText(messages)
  const good = draw.faults?.length === 0
  return (
    <section className="yk-ln-part">
      <h2>{t('order')}</h2>
      <p className={good ? 'yk-small' : 'yk-ln-bad'}>
        {good ? t('proofGood') : t('proofBad', { parts: draw.faults?.join('、') ?? '' })}
      </p>
      <ol className="yk-ln-order">
        {draw.order.map((number, i) => (
          <li key={number}>
            <span className="yk-num">{number}</span>
            <span className="yk-small yk-quiet">{i < draw.places ? t('gotPlace') : t('waits')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
