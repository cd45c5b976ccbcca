import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BanView } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { Tag } from '../../shared/parts/Tag.tsx'
import { messages } from './messages-acts-ends.ts'
import './providers.css'

/** Bans with what they stop, until when, what was appealed and how they were lifted. */
export function BanList({ bans, acts }: { bans: readonly BanView[]; acts?: (ban: BanView) => ReactNode }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <ul className="yk-lines">
      {bans.map((ban) => (
        <li key={ban.id} data-off={ban.state === 'lifted' || undefined}>
          <div className="yk-line-head">
            <span>
              <strong>
                {ban.organisation === null ? (
                  ban.shown
                ) : (
                  <Link to={`/console/providers/${ban.organisation}`}>{ban.shown}</Link>
                )}
              </strong>{' '}
              {ban.creditCode === null ? null : <span className="yk-small yk-num">{ban.creditCode}</span>}
            </span>
            <Tag
              {...(ban.state === 'in-force'
                ? { tone: 'bad' as const }
                : ban.state === 'future'
                  ? { tone: 'warn' as const }
                  : {})}
            >
              {t(`banState_${ban.state}`)}
            </Tag>
          </div>
          <p className="yk-small yk-line-acts">
            <span>
              {t('scopes')}
              {ban.scopes.map((scope) => t(`scope_${scope}`)).join('、')}
            </span>
            <span className="yk-num">{f.day(ban.startsOn)}</span>
            <span className="yk-num">
              {ban.endsOn === null
                ? t('banNoEnd')
                : ban.state === 'lifted'
                  ? t('until', { date: f.day(ban.endsOn) })
                  : t('banUntil', { date: f.day(ban.endsOn), days: ban.daysLeft ?? 0 })}
            </span>
          </p>
          <p className="yk-small">
            {ban.reason} · {ban.basis} · {ban.paperNumber} · {ban.decidedBy}
          </p>
          {ban.appeal === null ? null : (
            <p className="yk-small">
              {ban.appealResult === null
                ? t('appealOpen', { text: ban.appeal })
                : t(`appeal_${ban.appealResult}`, { answer: ban.appealAnswer ?? '' })}
            </p>
          )}
          {ban.liftedHow === null ? null : (
            <p className="yk-small">
              {t(`lifted_${ban.liftedHow}`, { date: f.day(ban.liftedOn), reason: ban.liftedReason ?? '' })}
            </p>
          )}
          {acts?.(ban)}
        </li>
      ))}
    </ul>
  )
}
