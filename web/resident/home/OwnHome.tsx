import { Link } from 'react-router'
import { useText } from '../../shared/i18n/index.ts'
import {
  BasketIcon,
  BellIcon,
  FormIcon,
  InfoIcon,
  ListIcon,
  PinIcon,
  SealIcon,
  SearchIcon,
  UserIcon,
} from '../../shared/icons.tsx'
import { BigEntries, type BigEntry } from '../../shared/shell/BigEntries.tsx'
import { Own, useOwnHome } from '../own/Own.tsx'
import { pages } from '../pages.ts'
import { messages } from './messages.ts'

/** The first page of whoever is signed in: what waits, what one came for, the own data. */
export function OwnHome() {
  return (
    <Own>
      <Entries />
    </Own>
  )
}

function Entries() {
  const t = useText(messages)
  const { name, cases, persons } = useOwnHome()
  // The first page of a room that others bring: orders, ratings.
  const room = (wanted: 'find' | 'orders' | 'say') => pages.find((page) => page.room === wanted && !page.hidden)
  const of = (wanted: 'find' | 'orders' | 'say', icon: BigEntry['icon']): BigEntry[] => {
    const page = room(wanted)
    return page === undefined
      ? []
      : [{ title: t(wanted), text: t(`${wanted}Text`), icon, to: `/resident/${page.path}` }]
  }
  const entries: BigEntry[] = [
    ...of('find', BasketIcon),
    ...of('orders', ListIcon),
    { title: t('apply'), text: t('applyText'), icon: FormIcon, to: '/resident/services' },
    {
      title: t('cases'),
      text: cases.waiting > 0 ? t('casesWaiting', { count: cases.waiting }) : t('casesOpen', { count: cases.open }),
      icon: BellIcon,
      to: '/resident/cases',
    },
    { title: t('money'), text: t('moneyText'), icon: SealIcon, to: '/resident/benefits' },
    { title: t('near'), text: t('nearText'), icon: PinIcon, to: '/near' },
    {
      title: t('family'),
      text:
        persons.length > 1
          ? t('familyFor', {
              names: persons
                .slice(1)
                .map((each) => each.name)
                .join('、'),
            })
          : t('familyText'),
      icon: UserIcon,
      to: '/resident/family',
    },
    { title: t('readings'), text: t('readingsText'), icon: SearchIcon, to: '/resident/readings' },
    { title: t('file'), text: t('fileText'), icon: InfoIcon, to: '/resident/file' },
    ...of('say', BellIcon),
  ]
  return (
    <>
      <h1>{t('hello', { name })}</h1>
      {cases.waiting > 0 ? (
        <p role="status" className="yk-own-waits">
          <Link to="/resident/cases">{t('casesWaiting', { count: cases.waiting })}</Link>
        </p>
      ) : null}
      <BigEntries closed={t('soon')} entries={entries} />
      <div className="yk-row">
        <Link className="yk-button" to="/resident/consents">
          {t('consents')}
        </Link>
        <Link className="yk-button" to="/resident/password">
          {t('password')}
        </Link>
      </div>
    </>
  )
}
