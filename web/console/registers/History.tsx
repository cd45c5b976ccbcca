import { Link } from 'react-router'
import type { ImportView, RegisterView } from '../../../src/platform/imports/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useList } from '../../shared/queries.ts'
import { messages } from './messages.ts'

const OUTCOMES = ['new', 'changed', 'refused'] as const

/** Past imports of a register, newest first. */
export function History({ register }: { register: RegisterView }) {
  const t = useText(messages)
  const f = useFormat()
  const list = useList<ImportView>('/imports', { register: register.name, limit: 20 })
  return (
    <section className="yk-reg-section" aria-labelledby="yk-reg-history">
      <h2 id="yk-reg-history">{t('history')}</h2>
      <RefusalNote problem={list.problem} />
      {!list.loading && list.problem === null && list.rows.length === 0 ? (
        <p className="yk-quiet">{t('historyNone')}</p>
      ) : null}
      <ul className="yk-reg-history">
        {list.rows.map((item) => (
          <li key={item.id}>
            <Link to={`/console/registers/${register.name}/imports/${item.id}`}>{item.fileName}</Link>
            <span className="yk-reg-tag">
              {t(`state_${item.state}`)}
              {item.undoes === null ? '' : ` · ${t('counter')}`}
            </span>
            <span className="yk-small">
              {OUTCOMES.filter((outcome) => item.counts[outcome] > 0)
                .map((outcome) => `${t(`outcome_${outcome}`)} ${f.number(item.counts[outcome])}`)
                .join(' · ')}
            </span>
            <span className="yk-quiet yk-small">{f.instant(item.appliedAt ?? item.createdAt)}</span>
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <button type="button" className="yk-button" disabled={list.loadingMore} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </section>
  )
}
