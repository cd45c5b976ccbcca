import { useState } from 'react'
import type { AccessLine } from '../../../src/contexts/people/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ForWhom, Own, OwnHead, useWhom } from './Own.tsx'

type Reading = Omit<AccessLine, 'actor'> & { who: string | null; own: boolean }

/** Who read the file, when, why, what of it: every reading, the newest first. */
export default function Readings() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function Page() {
  const t = useText(messages)
  const { query } = useWhom()
  const [all, setAll] = useState(false)
  const view = useView<{ items: Reading[] }>('/my/readings', query)
  const items = (view.data?.items ?? []).filter((each) => all || !each.own)
  return (
    <>
      <OwnHead title={t('readings')} lead={t('readingsLead')} />
      <ForWhom />
      <div className="yk-own-checks">
        <label>
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {t('ownReadings')}
        </label>
      </div>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? <EmptyState title={t('noReadings')} text={t('noReadingsText')} /> : null}
      <ul className="yk-own-list">
        {items.map((each) => (
          <One key={each.id} reading={each} />
        ))}
      </ul>
    </>
  )
}

function One({ reading }: { reading: Reading }) {
  const t = useText(messages)
  const f = useFormat()
  const between = useLanguage() === 'zh' ? '、' : ', '
  const { who, own, purpose, fields, at, others } = reading
  const saw = fields.map((field) => t(`field_${field}` as Parameters<typeof t>[0]))
  return (
    <li>
      <span className="yk-own-line">
        <strong>{own ? t('myself') : (who ?? t('system'))}</strong>
        <span className="yk-num">{f.instant(at)}</span>
      </span>
      <span>{purpose}</span>
      <span className="yk-quiet">
        {t('saw', { list: saw.join(between) })}
        {others > 0 ? ` · ${t('othersToo', { count: others })}` : ''}
      </span>
    </li>
  )
}
