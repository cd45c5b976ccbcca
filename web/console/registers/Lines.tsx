import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { ImportView, LineView, Outcome, RegisterView } from '../../../src/platform/imports/index.ts'
import { get, type Problem } from '../../shared/api.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { messages } from './messages.ts'
import { type Column, ValueCell } from './values.tsx'

type LinesPage = { lines: { items: LineView[]; next: number | null } }

type Props = { register: RegisterView; item: ImportView; outcome: Outcome; onlyMoved: boolean }

/** The lines of one outcome, in the order of the file. */
export function Lines({ register, item, outcome, onlyMoved }: Props) {
  const t = useText(messages)
  const path = `/imports/${item.id}`
  const query = { outcome, moved: onlyMoved || undefined, limit: 50, hash: undefined }
  const read = useInfiniteQuery<LinesPage, Problem, InfiniteData<LinesPage>, QueryKey, number | null>({
    queryKey: [path, query, item.contentHash, 'lines'],
    queryFn: ({ pageParam, signal }) => get<LinesPage>(path, { ...query, after: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.lines.next,
  })
  const lines = read.data?.pages.flatMap((page) => page.lines.items) ?? []
  if (read.isPending) return <LoadingState />
  if (read.error) return <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
  if (lines.length === 0) return <p className="yk-quiet">{t('noLines')}</p>
  return (
    <>
      {outcome === 'refused' ? (
        <Refused register={register} lines={lines} />
      ) : (
        <Kept register={register} lines={lines} />
      )}
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
    </>
  )
}

/** Columns worth showing: the key, what is listed, and whatever differs in one of the lines. */
function columnsOf(register: RegisterView, lines: LineView[]): Column[] {
  const differing = new Set(lines.flatMap((line) => line.differs))
  return register.columns.filter(
    (column) => !column.importOnly && (register.key.includes(column.key) || column.listed || differing.has(column.key)),
  )
}

function Kept({ register, lines }: { register: RegisterView; lines: LineView[] }) {
  const t = useText(messages)
  const pick = usePick()
  const columns = columnsOf(register, lines)
  return (
    <div className="yk-reg-scroll">
      <table className="yk-reg-table">
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {pick(column.header)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line}>
              <td data-label={t('line')} className="yk-num">
                {line.line}{' '}
                {line.after === null ? <span className="yk-reg-tag yk-reg-tag--changed">{t('removed')}</span> : null}
              </td>
              {columns.map((column) => (
                <td key={column.key} data-label={pick(column.title)}>
                  {line.differs.includes(column.key) ? (
                    <>
                      <span className="yk-reg-was">
                        <span className="yk-sr">{t('was')} </span>
                        <ValueCell column={column} row={line.before} />
                      </span>
                      <span aria-hidden="true"> → </span>
                      <strong className="yk-reg-becomes">
                        <span className="yk-sr">{t('becomes')} </span>
                        <ValueCell column={column} row={line.after} />
                      </strong>
                    </>
                  ) : (
                    <ValueCell column={column} row={line.after ?? line.before} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Refused({ register, lines }: { register: RegisterView; lines: LineView[] }) {
  const t = useText(messages)
  const pick = usePick()
  const keys = register.columns.filter((column) => register.key.includes(column.key))
  return (
    <ul className="yk-reg-history">
      {lines.map((line) => (
        <li key={line.line}>
          <strong className="yk-num">
            {t('line')} {line.line}
          </strong>
          <span>{keys.map((column) => line.cells?.[column.key] ?? '').join(' · ')}</span>
          <ul>
            {line.issues.map((issue) => {
              const column = register.columns.find((each) => each.key === issue.column)
              return (
                <li key={`${issue.column} ${issue.code}`} className="yk-reg-reason">
                  {issue.address === null ? null : <code>{issue.address}</code>}
                  {column === undefined ? null : <span>{pick(column.title)}</span>}
                  <span>{pick(issue.text)}</span>
                </li>
              )
            })}
          </ul>
        </li>
      ))}
    </ul>
  )
}
