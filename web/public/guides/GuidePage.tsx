import { Link, useParams } from 'react-router'
import type { Guide } from '../../../src/platform/procedures/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { GuideBody } from '../../shared/procedures/GuideBody.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './guides.css'

/** One guide: the running workflow told in words, with the way to apply. */
export default function GuidePage() {
  const t = useText(messages)
  const pick = usePick()
  const { code = '' } = useParams()
  const view = useView<Guide>(`/guides/${code}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  const { definition, version } = view.data
  return (
    <article className="yk-stack yk-guides">
      <header className="yk-stack">
        <Link to="/guides" className="yk-noprint">
          ‹ {t('up')}
        </Link>
        <h1>{pick(definition.title)}</h1>
        <p>{pick(definition.summary)}</p>
        <div className="yk-row yk-noprint">
          <Link className="yk-button yk-button--primary" to={`/resident/apply/${code}`}>
            {t('apply')}
          </Link>
          <a className="yk-button" href={apiUrl(`/guides/${code}/form.pdf`)}>
            {t('formPdf')}
          </a>
          <button type="button" className="yk-button" onClick={() => window.print()}>
            {t('print')}
          </button>
        </div>
      </header>
      <GuideBody guide={view.data} />
      <p className="yk-quiet yk-small">
        {t('version', { version })} · <a href={apiUrl(`/guides/${code}/schema`)}>{t('schema')}</a>
      </p>
    </article>
  )
}
