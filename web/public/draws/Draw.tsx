import { useState } from 'react'
import { useParams } from 'react-router'
import type { DrawProof, DrawView } from '../../../src/contexts/learning/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { drawAgain, type Step } from './verify.ts'
import './draws.css'

/** A draw for everybody: what was fixed before, what became known after, the order, and a way to draw again. */
export default function Draw() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const view = useView<DrawView>(`/public/draws/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const draw = view.data
  return (
    <>
      <PageHead
        title={draw.title}
        lead={`${draw.facilityName} · ${t(`state_${draw.state}`, { date: f.date(draw.drawOn) })}`}
        up={{ to: '/draws', label: t('up') }}
        actions={
          <button type="button" className="yk-button" onClick={() => window.print()}>
            {t('print')}
          </button>
        }
      />
      {draw.state === 'open' ? <p>{t('openText')}</p> : null}
      {draw.state === 'abandoned' ? <p>{t('abandoned', { reason: draw.abandonedReason ?? '' })}</p> : null}
      {draw.state === 'committed' ? <p>{t('notYet')}</p> : null}
      {draw.state === 'drawn' ? <Order draw={draw} /> : null}
      {draw.plan === null ? null : <Before draw={draw} plan={draw.plan} />}
      {draw.plan !== null && draw.reveal !== null && draw.commitment !== null ? (
        <Again
          id={draw.id}
          proof={{
            plan: draw.plan,
            commitment: draw.commitment,
            entries: draw.entries,
            reveal: draw.reveal,
            order: draw.order,
          }}
        />
      ) : null}
    </>
  )
}

function Order({ draw }: { draw: DrawView }) {
  const t = useText(messages)
  return (
    <section className="yk-dr-part">
      <h2>{t('order')}</h2>
      <ol className="yk-dr-numbers">
        {draw.order.map((number, i) => (
          <li key={number}>
            <span className="yk-dr-rank yk-num">{i + 1}</span>
            <span className="yk-num">{number}</span>
            {i < draw.places ? <strong>{t('place')}</strong> : <span className="yk-quiet">{t('waits')}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Before({ draw, plan }: { draw: DrawView; plan: NonNullable<DrawView['plan']> }) {
  const t = useText(messages)
  const f = useFormat()
  const hash = (text: string) => <span className="yk-dr-hash">{text}</span>
  return (
    <>
      <section className="yk-dr-part">
        <h2>{t('fixed')}</h2>
        <Facts
          facts={[
            [t('commitment'), draw.commitment === null ? null : hash(draw.commitment)],
            [t('committedAt'), f.instant(draw.committedAt)],
            [t('drawOn'), f.date(plan.drawOn)],
            [t('places'), f.number(plan.places)],
            ...plan.parties.map((party) => [t('party', { name: party.name }), hash(party.commitment)] as const),
            [t('source'), plan.randomnessSource === '' ? null : plan.randomnessSource],
          ]}
        />
        <p className="yk-small yk-quiet">{t('commitmentHelp')}</p>
        <details>
          <summary>{t('list', { count: draw.entries.length })}</summary>
          <ul className="yk-dr-numbers">
            {draw.entries.map((entry) => (
              <li key={entry.number}>
                <span className="yk-num">{entry.number}</span>
                <span className="yk-small yk-quiet">{t('group', { group: entry.group })}</span>
              </li>
            ))}
          </ul>
        </details>
      </section>
      {draw.reveal === null ? null : (
        <section className="yk-dr-part">
          <h2>{t('after')}</h2>
          <Facts
            facts={[
              ...plan.parties.map(
                (party, i) => [t('secret', { name: party.name }), hash(draw.reveal?.secrets[i] ?? '')] as const,
              ),
              [t('randomness'), draw.reveal.randomness === '' ? null : draw.reveal.randomness],
              [t('seed'), draw.seed === null ? null : hash(draw.seed)],
            ]}
          />
        </section>
      )}
    </>
  )
}

function Again({ id, proof }: { id: string; proof: DrawProof }) {
  const t = useText(messages)
  const [done, setDone] = useState<{ seed: string; steps: Step[] } | null>(null)
  const good = done?.steps.every((step) => step.agrees)
  return (
    <section className="yk-dr-part yk-noprint">
      <h2>{t('again')}</h2>
      <p>{t('againText')}</p>
      <div className="yk-row">
        <button
          type="button"
          className="yk-button yk-button--primary"
          onClick={() => void drawAgain(proof).then(setDone)}
        >
          {t('doAgain')}
        </button>
        <a className="yk-button" href={`/api/public/draws/${id}/proof`} download>
          {t('download')}
        </a>
        <a className="yk-button" href="/api/public/draw-verifier" download>
          {t('program')}
        </a>
      </div>
      <div role="status">
        {done === null ? null : (
          <>
            <ul className="yk-dr-steps">
              {done.steps.map((step) => (
                <li key={step.name}>
                  <strong className={step.agrees ? '' : 'yk-dr-bad'}>{t(step.agrees ? 'agrees' : 'differs')}</strong>
                  <span>{t(`step_${step.name}`)}</span>
                </li>
              ))}
            </ul>
            <p className={good ? '' : 'yk-dr-bad'}>{t(good ? 'allGood' : 'notGood')}</p>
          </>
        )}
      </div>
      <p className="yk-small yk-quiet">{t('programText')}</p>
    </section>
  )
}
