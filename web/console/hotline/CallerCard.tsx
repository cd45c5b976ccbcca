import { Link } from 'react-router'
import type { Caller } from '../../../src/contexts/hotline/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Facts } from '../../shared/parts/Facts.tsx'
import { useSexAge } from '../people/words.tsx'
import { messages } from './messages.ts'

/** Who it is, where they live, what they may have and what is on its way. */
export function CallerCard({ caller }: { caller: Caller }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const sexAge = useSexAge()
  return (
    <article className="yk-hotline-caller">
      <h2>
        <Link to={`/console/people/${caller.id}`}>{caller.name}</Link>{' '}
        <span className="yk-quiet">{sexAge(caller)}</span>
      </h2>
      <Facts
        facts={[
          [t('address'), [caller.regionName, caller.address ?? t('noAddress')].filter(Boolean).join(' · ')],
          [
            t('phones'),
            caller.phones.map(({ number, label }) => (label === null ? number : `${number}（${label}）`)).join('，') ||
              null,
          ],
          [
            t('benefits'),
            caller.benefits.length === 0
              ? t('noBenefits')
              : caller.benefits
                  .map((each) => `${pick(each.title)}（${each.outcome === null ? t('noList') : t(each.outcome)}）`)
                  .join('；'),
          ],
        ]}
      />
      <h3>{t('open')}</h3>
      {caller.open.length === 0 ? (
        <p className="yk-quiet">{t('noOpen')}</p>
      ) : (
        <ul className="yk-hotline-open">
          {caller.open.map((order) => (
            <li key={order.id}>
              <Link to={`/console/services/orders/${order.id}`}>{pick(order.title)}</Link>{' '}
              <span className="yk-quiet">{order.siteName}</span>{' '}
              <span className="yk-num">
                {f.instant(order.from)}–{f.time(order.until)}
              </span>{' '}
              {t('pays', { money: f.money(order.selfFen) })}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
