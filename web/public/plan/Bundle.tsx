import { Link, useSearchParams } from 'react-router'
import type { ReleaseHead, ReleaseView } from '../../../src/contexts/evaluation/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DownloadIcon } from '../../shared/icons.tsx'
import { messages } from './messages.ts'

/** The data to recompute everything with, and every version there was. */
export function Bundle({ view, heads }: { view: ReleaseView; heads: ReleaseHead[] }) {
  const t = useText(messages)
  const f = useFormat()
  const [search] = useSearchParams()
  const place = { jurisdiction: search.get('jurisdiction') ?? view.content.jurisdiction }
  return (
    <>
      <section className="yk-results-part">
        <h2>{t('check')}</h2>
        <p>{t('checkText')}</p>
        <p className="yk-row">
          {view.files.map((file) => (
            <a
              key={file.name}
              className="yk-button yk-button--primary"
              href={apiUrl(`/public/releases/${view.id}/files/${encodeURIComponent(file.name)}`, place)}
            >
              <DownloadIcon className="yk-icon" />
              {t('download', { size: `${f.number(file.bytes / 1024, 0)} KB` })}
            </a>
          ))}
        </p>
        <p className="yk-quiet yk-small">{t('hash')}</p>
        <code className="yk-results-hash">{view.hash}</code>
      </section>
      <section className="yk-results-part">
        <h2>{t('versions')}</h2>
        <ul className="yk-results-versions">
          {heads.map((head) => (
            <li key={head.id} aria-current={head.id === view.id || undefined}>
              <Link to={`/plan-results/${head.id}`}>
                {head.title} · {t('version', { n: head.version })}
              </Link>
              <span className={head.ended === null ? 'yk-results-now' : 'yk-quiet'}>
                {head.ended === null
                  ? t('current')
                  : t(head.ended.kind === 'withdrawn' ? 'stateWithdrawn' : 'stateSuperseded')}
              </span>
              <span className="yk-quiet yk-small">{f.date(head.publishedAt.slice(0, 10))}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
