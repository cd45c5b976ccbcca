import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ImportView, RegisterView } from '../../../src/platform/imports/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

type Applied = { applied: boolean; moved: number; import: ImportView }

/** What can be done with an import in its state: apply all or the good lines, or undo. */
export function ImportActions({
  register,
  item,
  onMoved,
}: {
  register: RegisterView
  item: ImportView
  onMoved: (count: number) => void
}) {
  const t = useText(messages)
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const refresh = ['/imports', `/registers/${register.name}`, '/territory']
  const apply = useCommand<{ which: 'all' | 'good'; seen: string }, Applied>({
    path: `/imports/${item.id}/apply`,
    refresh,
  })
  const undo = useCommand<Record<string, never>, ImportView>({ path: `/imports/${item.id}/undo`, refresh })
  if (!register.mayImport) return null
  const writable = item.counts.new + item.counts.changed
  const run = (which: 'all' | 'good') =>
    apply.mutate({ which, seen: item.contentHash }, { onSuccess: (done) => onMoved(done.applied ? 0 : done.moved) })

  if (item.state === 'previewed') {
    return (
      <div className="yk-stack">
        <div className="yk-row">
          {writable === 0 ? <p className="yk-quiet">{t('nothing')}</p> : null}
          {writable > 0 && item.counts.refused === 0 ? (
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={apply.isPending}
              onClick={() => run('all')}
            >
              {apply.isPending ? t('waiting') : t('applyAll', { count: writable })}
            </button>
          ) : null}
          {writable > 0 && item.counts.refused > 0 ? (
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={apply.isPending}
              onClick={() => run('good')}
            >
              {apply.isPending ? t('waiting') : t('applyGood', { count: writable })}
            </button>
          ) : null}
        </div>
        <RefusalNote problem={apply.error} />
      </div>
    )
  }
  if (item.state === 'undone') return null
  return (
    <div className="yk-stack">
      {sure ? (
        <div className="yk-reg-note" role="alert">
          <p>{t('undoSure')}</p>
          <div className="yk-row">
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={undo.isPending}
              onClick={() =>
                undo.mutate(
                  {},
                  {
                    onSuccess: (counter) => void navigate(`/console/registers/${register.name}/imports/${counter.id}`),
                  },
                )
              }
            >
              {undo.isPending ? t('waiting') : t('undoYes')}
            </button>
            <button type="button" className="yk-button" onClick={() => setSure(false)}>
              {t('cancel')}
            </button>
          </div>
        </div>
      ) : (
        <div className="yk-row">
          <button type="button" className="yk-button" onClick={() => setSure(true)}>
            {t('undo')}
          </button>
        </div>
      )}
      <RefusalNote problem={undo.error} />
    </div>
  )
}
