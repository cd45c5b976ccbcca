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

/** Readings of one sitting, the newest first: the same reader, purpose and minute are one line with everything that was seen. */
function sittings(items: readonly Reading[]): Reading[] {
  const lines: Reading[] = []
  for (const each of items) {
    const last = lines.at(-1)
    const same =
      last !== undefined &&
      last.who === each.who &&
      last.own === each.own &&
      last.purpose === each.purpose &&
      last.at.slice(0, 16) === each.at.slice(0, 16)
    if (!same) lines.push(each)
    else
      lines[lines.length - 1] = {
        ...last,
        fields: [...new Set([...last.fields, ...each.fields])],
        others: Math.max(last.others, each.others),
      }
  }
  return lines
}

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
  const items = sittings((view.data?.items ?? []).filter((each) => all || !each.own))
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
