import { useState } from 'react'
import type { QualityRound } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-acts-grading.ts'
import './providers.css'

const REFRESH = ['/public/quality-rounds', '/providers']
const POOLS = {
  elder: ['elder-institution', 'elder-failing-care', 'elder-regional-centre', 'elder-home-centre', 'elder-day-care'],
  child: ['childcare', 'childcare-community', 'childcare-family'],
}

type Doing = { what: 'commit' } | { what: 'draw' | 'result'; round: QualityRound }

/** Rounds of quality evaluation: pool before chance, a draw anybody can make again, results with bounds. */
export default function Quality() {
  const t = useText(messages)
  const may = useMay()
  const [doing, setDoing] = useState<Doing | null>(null)
  const view = useView<{ items: QualityRound[] }>('/public/quality-rounds')
  const close = () => setDoing(null)
  const titles = { commit: t('commit'), draw: t('draw'), result: t('enter') }
  return (
    <>
      <PageHead
        title={t('quality')}
        lead={t('qualityLead')}
        up={{ to: '/console/providers', label: t('home') }}
        actions={
          may('provider.decide') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setDoing({ what: 'commit' })}>
              {t('commit')}
            </button>
          ) : null
        }
      />
      <Sheet open={doing !== null} onClose={close} title={doing === null ? '' : titles[doing.what]}>
        {doing === null ? null : doing.what === 'commit' ? (
          <CommitForm onDone={close} />
        ) : doing.what === 'draw' ? (
          <DrawForm round={doing.round} onDone={close} />
        ) : (
          <ResultForm round={doing.round} onDone={close} />
        )}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data?.items.length === 0 ? (
        <EmptyState title={t('noRounds')} text={t('noRoundsText')} heading="h2" />
      ) : null}
      <div className="yk-stack">
        {view.data?.items.map((round) => (
          <Round
            key={round.id}
            round={round}
            onDo={may('provider.decide') ? (what) => setDoing({ what, round }) : null}
          />
        ))}
      </div>
    </>
  )
}

function Round({ round, onDo }: { round: QualityRound; onDo: ((what: 'draw' | 'result') => void) | null }) {
  const t = useText(messages)
  const f = useFormat()
  const { share } = round
  const results = new Map(round.results.map((result) => [result.site, result]))
  return (
    <section className="yk-card yk-file-card">
      <div className="yk-line-head">
        <h2>{round.title}</h2>
        {round.verified === null ? null : (
          <Tag tone={round.verified ? 'good' : 'bad'}>{t(round.verified ? 'verified' : 'unverified')}</Tag>
        )}
      </div>
      <p className="yk-small yk-line-acts">
        <span>{round.instrument}</span>
        <span>{round.assessor}</span>
        <span>{t('poolLine', { pool: round.pool.length, size: round.sampleSize })}</span>
        <span className="yk-num">{f.instant(round.committedAt)}</span>
      </p>
      <p className="yk-small">
        {t('commitment')} <span className="yk-prov-hash">{round.poolHash}</span>
      </p>
      <p className="yk-small">
        {round.randomnessSource} · {f.date(round.drawOn)}
        {round.randomness === null ? '' : `：${round.randomness}`}
      </p>
      <p>
        {share.share === null
          ? t('shareUnknown')
          : t('share', {
              passed: share.passed,
              assessed: share.assessed,
              share: f.share(share.share),
              low: f.share(share.low),
              high: f.share(share.high),
            })}
      </p>
      {round.drawn === null ? null : (
        <ul className="yk-lines">
          {round.drawn.map((site) => {
            const result = results.get(site.id)
            return (
              <li key={site.id}>
                <div className="yk-line-head">
                  <span>{site.name}</span>
                  {result === undefined ? (
                    <Tag>{t('pending')}</Tag>
                  ) : (
                    <Tag tone={result.passed ? 'good' : 'bad'}>{t(result.passed ? 'passed' : 'failed')}</Tag>
                  )}
                </div>
                {result === undefined ? null : (
                  <p className="yk-small yk-quiet">
                    {result.score === null ? '' : `${f.number(result.score)} · `}
                    {result.note} · {f.day(result.assessedOn)}
                  </p>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {onDo === null ? null : (
        <p>
          {round.drawn === null ? (
            <button type="button" className="yk-button" onClick={() => onDo('draw')}>
              {t('draw')}
            </button>
          ) : results.size < round.drawn.length ? (
            <button type="button" className="yk-button" onClick={() => onDo('result')}>
              {t('enter')}
            </button>
          ) : null}
        </p>
      )}
    </section>
  )
}

function CommitForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    title: '',
    instrument: '',
    assessor: '',
    pool: 'elder',
    size: '8',
    source: '',
    drawOn: '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: '/providers/quality-rounds', refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('commit')}
      onSubmit={() =>
        send.mutate(
          {
            title: typed.title.trim(),
            instrument: typed.instrument.trim(),
            assessor: typed.assessor.trim(),
            kinds: POOLS[typed.pool as 'elder'],
            sampleSize: Number(typed.size),
            randomnessSource: typed.source.trim(),
            drawOn: typed.drawOn,
          },
          { onSuccess: onDone },
        )
      }
    >
      <Text label={t('roundTitle')} value={typed.title} onChange={set('title')} required maxLength={100} />
      <div className="yk-beside">
        <Text label={t('instrument')} value={typed.instrument} onChange={set('instrument')} required maxLength={100} />
        <Text label={t('assessor')} value={typed.assessor} onChange={set('assessor')} required maxLength={100} />
        <Choice
          label={t('poolKinds')}
          value={typed.pool}
          onChange={set('pool')}
          options={(['elder', 'child'] as const).map((value) => ({ value, label: t(`pool_${value}`) }))}
        />
        <Text
          type="number"
          min={1}
          step={1}
          label={t('sampleSize')}
          value={typed.size}
          onChange={set('size')}
          required
        />
      </div>
      <Text label={t('randomnessSource')} value={typed.source} onChange={set('source')} required maxLength={200} />
      <Text
        type="date"
        label={t('drawOn')}
        value={typed.drawOn}
        onChange={set('drawOn')}
        required
        min={todayInChina()}
      />
    </ActForm>
  )
}

function DrawForm({ round, onDone }: { round: QualityRound; onDone: () => void }) {
  const t = useText(messages)
  const [randomness, setRandomness] = useState('')
  const send = useCommand<object>({ path: `/providers/quality-rounds/${round.id}/draw`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('draw')}
      onSubmit={() => send.mutate({ randomness }, { onSuccess: onDone })}
    >
      <p>{round.randomnessSource}</p>
      <Text label={t('randomness')} value={randomness} onChange={setRandomness} required maxLength={100} />
    </ActForm>
  )
}

function ResultForm({ round, onDone }: { round: QualityRound; onDone: () => void }) {
  const t = useText(messages)
  const open = (round.drawn ?? []).filter((site) => !round.results.some((result) => result.site === site.id))
  const [typed, setTyped] = useState({
    site: open[0]?.id ?? '',
    passed: 'yes',
    score: '',
    note: '',
    assessedOn: todayInChina(),
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/providers/quality-rounds/${round.id}/results`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('enter')}
      onSubmit={() =>
        send.mutate(
          {
            site: typed.site,
            passed: typed.passed === 'yes',
            score: numberOf(typed.score),
            note: typed.note.trim(),
            assessedOn: typed.assessedOn,
          },
          { onSuccess: onDone },
        )
      }
    >
      <Choice
        label={t('site')}
        value={typed.site}
        onChange={set('site')}
        required
        options={open.map((site) => ({ value: site.id, label: site.name }))}
      />
      <div className="yk-beside">
        <Choice
          label={t('result')}
          value={typed.passed}
          onChange={set('passed')}
          options={[
            { value: 'yes', label: t('passed') },
            { value: 'no', label: t('failed') },
          ]}
        />
        <Text type="number" min={0} label={t('score')} value={typed.score} onChange={set('score')} />
        <Text
          type="date"
          label={t('assessedOn')}
          value={typed.assessedOn}
          onChange={set('assessedOn')}
          required
          max={todayInChina()}
        />
      </div>
      <Text label={t('note')} value={typed.note} onChange={set('note')} required rows={2} maxLength={2000} />
    </ActForm>
  )
}
