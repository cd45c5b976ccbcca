import { useState } from 'react'
import { Link } from 'react-router'
import type { ReleaseHead, RoundHead } from '../../../src/contexts/evaluation/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Bulletin } from './Bulletin.tsx'
import { messages } from './messages.ts'

const REFRESH = ['/evaluation', '/public']

/** What was published, and publishing a period or a new version of it. */
export function Publish({ rounds, releases }: { rounds: RoundHead[]; releases: ReleaseHead[] }) {
  const t = useText(messages)
  const may = useMay()
  const periods = [...new Set(rounds.filter((round) => round.voidedAt === null).map((round) => round.period))]
  const [chosen, setChosen] = useState('')
  const period = chosen || (periods[0] ?? '')
  const [reason, setReason] = useState('')
  const again = releases.some((release) => release.period === period)
  const publish = useCommand<{ period: string; reason?: string }>({ path: '/evaluation/releases', refresh: REFRESH })
  if (periods.length === 0) return null
  return (
    <section className="yk-eva-part">
      <h2>{t('release')}</h2>
      <p className="yk-quiet">{t('releaseLead')}</p>
      <div className="yk-eva-form">
        <Choice
          label={t('period')}
          value={period}
          onChange={setChosen}
          options={periods.map((each) => ({ value: each, label: each }))}
        />
        {may('evaluation.publish') && again ? (
          <Text label={t('reason')} value={reason} onChange={setReason} hint={t('reasonHint')} />
        ) : null}
        {may('evaluation.publish') ? (
          <button
            type="button"
            className="yk-button yk-button--primary"
            disabled={publish.isPending}
            onClick={() => publish.mutate(again ? { period, reason } : { period }, { onSuccess: () => setReason('') })}
          >
            {t(again ? 'publishAgain' : 'publish', { period })}
          </button>
        ) : null}
      </div>
      <RefusalNote problem={publish.error} />
      <Bulletin period={period} />
      <ul className="yk-eva-releases">
        {releases.map((release) => (
          <Release key={release.id} release={release} />
        ))}
      </ul>
    </section>
  )
}

function Release({ release }: { release: ReleaseHead }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [reason, setReason] = useState<string | null>(null)
  const withdraw = useCommand<{ reason: string }>({
    path: `/evaluation/releases/${release.id}/withdraw`,
    refresh: REFRESH,
  })
  return (
    <li>
      <Link to={`/plan-results/${release.id}`}>
        {release.title} · {t('versionOf', { n: release.version })}
      </Link>
      <span className="yk-eva-tag">{release.ended === null ? t('current') : t(release.ended.kind)}</span>
      <span className="yk-quiet yk-small">{f.date(release.publishedAt.slice(0, 10))}</span>
      {release.ended === null && may('evaluation.publish') ? (
        reason === null ? (
          <button type="button" className="yk-linkish" onClick={() => setReason('')}>
            {t('withdraw')}
          </button>
        ) : (
          <span className="yk-eva-form">
            <Text label={t('reason')} value={reason} onChange={setReason} />
            <button
              type="button"
              className="yk-button"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate({ reason })}
            >
              {t('withdraw')}
            </button>
            <button type="button" className="yk-button" onClick={() => setReason(null)}>
              {t('cancel')}
            </button>
          </span>
        )
      ) : null}
      <RefusalNote problem={withdraw.error} />
    </li>
  )
}
