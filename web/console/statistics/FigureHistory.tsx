import type { ExternalFigure, IndicatorView } from '../../../src/contexts/statistics/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { Value } from './Value.tsx'

type Props = { figure: ExternalFigure | null; onClose: () => void; indicator: IndicatorView | undefined }

/** Every figure that was signed for a place and date, with reasons and files. */
export function FigureHistory({ figure, onClose, indicator }: Props) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: ExternalFigure[] }>(
    `/statistics/external/${figure?.id ?? ''}`,
    {},
    { enabled: figure !== null },
  )
  return (
    <Sheet open={figure !== null} onClose={onClose} title={t('historyOf')}>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      <ol className="yk-stat-versions">
        {(view.data?.items ?? []).map((each) => (
          <li key={each.id}>
            <strong>
              <Value value={each.value} unit={indicator?.unit ?? ''} decimals={indicator?.decimals ?? 2} />
            </strong>{' '}
            {each.replacedBy === null ? null : <span className="yk-stat-tag">{t('replaced')}</span>}
            <p className="yk-small">{each.source}</p>
            <p className="yk-small yk-quiet">
              {t('signedBy', { name: each.signedName, at: f.instant(each.signedAt) })}
            </p>
            {each.reason === null ? null : <p>{`${t('reason')}：${each.reason}`}</p>}
            {each.fileName === null ? null : (
              <a href={apiUrl(`/statistics/external/${each.id}/file`)} download={each.fileName}>
                {`${t('attach')} ${each.fileName}`}
              </a>
            )}
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
