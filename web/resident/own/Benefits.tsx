import type { BenefitsOf } from '../../../src/contexts/benefits/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ForWhom, Own, OwnHead, useWhom } from './Own.tsx'

/** What one gets, month by month, and why. */
export default function Benefits() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function Page() {
  const t = useText(messages)
  const { query } = useWhom()
  const view = useView<BenefitsOf>('/my/benefits', query)
  return (
    <>
      <OwnHead title={t('benefits')} lead={t('benefitsLead')} />
      <ForWhom />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess ? <Shown of={view.data} /> : null}
    </>
  )
}

function Shown({ of }: { of: BenefitsOf }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <>
      {of.entitlements.length === 0 ? <EmptyState title={t('noBenefits')} text={t('noBenefitsText')} /> : null}
      <ul className="yk-own-list">
        {of.entitlements.map((each) => (
          <li key={each.id}>
            <strong>{pick(each.title)}</strong>
            <span>
              {each.until === null
                ? t('since', { date: f.date(each.from) })
                : t('until', { from: f.date(each.from), until: f.date(each.until) })}
            </span>
          </li>
        ))}
      </ul>
      <section className="yk-stack">
        <h2>{t('months')}</h2>
        {of.months.length === 0 ? <p className="yk-quiet">{t('noMonths')}</p> : null}
        <ul className="yk-own-list">
          {of.months.map((each) => (
            <li key={`${each.month} ${each.title.zh}`}>
              <span className="yk-own-line">
                <strong>{each.month}</strong>
                <span className="yk-own-money yk-num">
                  {each.outcome === 'due'
                    ? f.money(each.fen)
                    : t(each.outcome === 'unknown' ? 'outcomeUnknown' : 'notDue')}
                </span>
              </span>
              <span>{pick(each.title)}</span>
              {each.reasons.length > 0 ? <span className="yk-quiet">{each.reasons.map(pick).join('、')}</span> : null}
            </li>
          ))}
        </ul>
      </section>
      {of.overpaid.length > 0 ? (
        <section className="yk-stack">
          <h2>{t('overpaid')}</h2>
          <ul className="yk-own-list">
            {of.overpaid.map((each) => (
              <li key={each.id}>
                <span className="yk-own-line">
                  <strong>{pick(each.title)}</strong>
                  <span className="yk-own-money yk-num">{f.money(each.fen)}</span>
                </span>
                <span>
                  {t('overpaidText', {
                    month: each.month,
                    state: t(`settled_${(each.settled ?? 'none') as 'none' | 'recovered' | 'waived'}`),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
