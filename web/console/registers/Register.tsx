import { useDeferredValue, useState } from 'react'
import { useParams } from 'react-router'
import type { RegisterView } from '../../../src/platform/imports/index.ts'
import { asProblem, type Problem } from '../../shared/api.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { download } from './download.ts'
import { type Chosen, Filters } from './Filters.tsx'
import { History } from './History.tsx'
import { ImportFile } from './ImportFile.tsx'
import { messages } from './messages.ts'
import { Rows } from './Rows.tsx'
import { useRows } from './useRows.ts'
import './registers.css'

/** One register: its rows, filters, template, export, import and past imports. */
export default function Register() {
  const { name = '' } = useParams()
  const view = useView<{ items: RegisterView[] }>('/registers')
  const t = useText(messages)
  const register = view.data?.items.find((each) => each.name === name)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (register === undefined) return <EmptyState title={t('none')} text={t('noneText')} heading="h1" />
  return <Loaded register={register} key={register.name} />
}

function Loaded({ register }: { register: RegisterView }) {
  const t = useText(messages)
  const pick = usePick()
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<Chosen>({})
  const [importing, setImporting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const asked = useDeferredValue(q.trim())
  const selection = { q: asked, filter: Object.entries(chosen).map(([key, value]) => `${key}=${value}`) }
  const { read, rows, total } = useRows(register.name, selection, !register.private)
  const narrowed = asked !== '' || selection.filter.length > 0
  const fetchFile = (path: string, query?: Parameters<typeof download>[1]) => {
    setProblem(null)
    download(path, query).catch((thrown) => setProblem(asProblem(thrown)))
  }

  return (
    <>
      <PageHead
        up={{ to: '/console/registers', label: t('up') }}
        title={pick(register.title)}
        lead={pick(register.description)}
        actions={
          <>
            <button
              type="button"
              className="yk-button"
              onClick={() => fetchFile(`/registers/${register.name}/template`)}
            >
              {t('template')}
            </button>
            {register.private ? null : (
              <>
                <button
                  type="button"
                  className="yk-button"
                  onClick={() => fetchFile(`/registers/${register.name}/export`, selection)}
                >
                  {t('exportXlsx')}
                </button>
                <button
                  type="button"
                  className="yk-button"
                  onClick={() => fetchFile(`/registers/${register.name}/export`, { ...selection, format: 'csv' })}
                >
                  {t('exportCsv')}
                </button>
              </>
            )}
            {register.mayImport ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setImporting(true)}>
                {t('import')}
              </button>
            ) : null}
          </>
        }
      />
      <RefusalNote problem={problem} />
      <Sheet
        open={importing}
        onClose={() => setImporting(false)}
        title={t('importTitle', { register: pick(register.title) })}
      >
        <ImportFile register={register} onTemplate={() => fetchFile(`/registers/${register.name}/template`)} />
      </Sheet>
      {register.private ? <p className="yk-quiet">{t('privateText')}</p> : null}
      {register.private ? null : <Filters register={register} q={q} onQ={setQ} chosen={chosen} onChosen={setChosen} />}
      {read.isPending && !register.private ? <LoadingState /> : null}
      {read.error ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isSuccess && rows.length === 0 ? (
        <EmptyState
          title={narrowed ? t('noMatch') : t('emptyTitle')}
          text={narrowed ? t('noMatchText') : t('emptyText')}
          heading="h2"
        />
      ) : null}
      {rows.length > 0 ? <Rows register={register} rows={rows} total={total} /> : null}
      {read.hasNextPage ? (
        <button
          type="button"
          className="yk-button"
          disabled={read.isFetchingNextPage}
          onClick={() => void read.fetchNextPage()}
        >
          {t('more')}
        </button>
      ) : null}
      <History register={register} />
    </>
  )
}
