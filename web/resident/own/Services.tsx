import { useState } from 'react'
import { Link } from 'react-router'
import type { GuideLine } from '../../../src/platform/procedures/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useSettled, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ForWhom, Own, OwnHead, useWhom } from './Own.tsx'
import '../../shared/shell/BigEntries.css'

/** What one can apply for, persons' matters first; each begins with one press. */
export default function Services() {
  return (
    <Own>
      <List />
    </Own>
  )
}

function List() {
  const t = useText(messages)
  const pick = usePick()
  const { person } = useWhom()
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const view = useView<{ items: GuideLine[] }>('/guides', { q: asked }, { keepLast: true })
  const items = view.data?.items ?? []
  const forPersons = items.filter((each) => each.applicant === 'person')
  const others = items.filter((each) => each.applicant !== 'person')
  const line = (each: GuideLine) => (
    <li key={each.code} className="yk-own-service">
      <Link className="yk-entry yk-own-entry" to={`/resident/apply/${each.code}?for=${person.person}`}>
        <span className="yk-entry-words">
          <strong>{pick(each.title)}</strong>
          <span>{pick(each.summary)}</span>
        </span>
      </Link>
      <Link to={`/guides/${each.code}`}>{t('guide')}</Link>
    </li>
  )
  return (
    <>
      <OwnHead title={t('services')} lead={t('servicesLead')} />
      <ForWhom />
      <Text label={t('find')} value={q} onChange={setQ} maxLength={60} />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? (
        <EmptyState title={t('nothingFound', { q: asked })} text={t('nothingFoundText')} />
      ) : null}
      <ul className="yk-own-services">{forPersons.map(line)}</ul>
      {others.length > 0 ? (
        <details>
          <summary>{t('forOrganisation')}</summary>
          <ul className="yk-own-services">{others.map(line)}</ul>
        </details>
      ) : null}
    </>
  )
}
