import type { ReactNode } from 'react'
import { addDays } from '../../../src/kernel/dates.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { LeftIcon, RightIcon } from '../../shared/icons.tsx'
import { useChoices } from '../../shared/params.ts'
import { useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'

/** The site and day a page is about, as they stand in its address. */
export function useSiteDay() {
  const [params, set] = useChoices()
  const sites = useView<{ items: { id: string; name: string }[] }>('/meals/sites')
  const site = params.get('site') ?? sites.data?.items[0]?.id ?? ''
  const day = params.get('day') ?? todayInChina()
  return { sites, site, day, params, set }
}

/** Which site, which day: one day back or on by a button. */
export function SiteDayChoice({
  of,
  step = 1,
  children,
}: {
  of: ReturnType<typeof useSiteDay>
  step?: number
  children?: ReactNode
}) {
  const t = useText(messages)
  const setDay = of.set('day')
  return (
    <div className="yk-row yk-meals-choose yk-noprint">
      <Choice
        label={t('site')}
        value={of.site}
        onChange={of.set('site')}
        options={(of.sites.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
      />
      <div className="yk-meals-step">
        <button
          type="button"
          className="yk-button"
          aria-label={t('before')}
          onClick={() => setDay(addDays(of.day, -step))}
        >
          <LeftIcon />
        </button>
        <Text label={t('day')} type="date" value={of.day} onChange={(day) => day !== '' && setDay(day)} required />
        <button
          type="button"
          className="yk-button"
          aria-label={t('after')}
          onClick={() => setDay(addDays(of.day, step))}
        >
          <RightIcon />
        </button>
      </div>
      {children}
    </div>
  )
}
