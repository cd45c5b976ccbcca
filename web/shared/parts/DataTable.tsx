import { type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react'
import { asProblem, type Problem } from '../api.ts'
import { common, useText } from '../i18n/index.ts'
import { DownloadIcon } from '../icons.tsx'
import type { List } from '../queries.ts'
import { saveFile, toCsv } from './csv.ts'
import { ErrorState } from './ErrorState.tsx'
import { LoadingState } from './LoadingState.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import './DataTable.css'

export type Column<T> = {
  key: string
  title: string
  /** What stands in the cell. */
  cell: (row: T) => ReactNode
  /** What stands in the exported file; without it the column is not exported. */
  csv?: (row: T) => string | number | null
  /** Numbers stand right, in tabular figures. */
  numeric?: boolean
  /** CSS width; by default as wide as needed. */
  width?: string
  /** In the card layout of narrow screens: the line that names the card. */
  heads?: boolean
}

export type DataTableProps<T> = {
  /** What is listed, for those who hear the page. */
  caption: string
  columns: readonly Column<T>[]
  /** From `useList`, or `{ rows }` for rows at hand. */
  list: List<T> | { rows: readonly T[] }
  rowKey: (row: T) => string
  /** Enter or a click opens a row. */
  onOpen?: (row: T) => void
  /** Name of the exported file, without ending; without it there is no export. */
  exportName?: string
  /** Shown instead of an empty table. */
  empty: ReactNode
  /** Filters and buttons, at the left above the table. */
  tools?: ReactNode
}

/** A list: 36-pixel rows, arrow keys and Enter, "show more", CSV of everything; cards on narrow screens and in elder mode. */
export function DataTable<T>({ caption, columns, list, rowKey, onOpen, exportName, empty, tools }: DataTableProps<T>) {
  const { rows } = list
  const live = 'more' in list ? list : null
  if (live?.loading) return <LoadingState />
  if (live?.problem && rows.length === 0) return <ErrorState problem={live.problem} onRetry={live.retry} />
  return (
    <div className="yk-table">
      {tools || (exportName && rows.length > 0) ? (
        <div className="yk-table-tools yk-noprint">
          <div className="yk-row">{tools}</div>
          {exportName && rows.length > 0 ? (
            <Export columns={columns} name={exportName} all={live ? live.all : async () => rows} />
          ) : null}
        </div>
      ) : null}
      {rows.length === 0 ? (
        empty
      ) : (
        <div className="yk-table-scroll">
          <table>
            <caption className="yk-sr">{caption}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column.key}
                    scope="col"
                    data-numeric={column.numeric || undefined}
                    style={column.width ? { width: column.width } : undefined}
                  >
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <Row key={rowKey(row)} row={row} columns={columns} first={index === 0} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 ? <Foot count={rows.length} live={live} /> : null}
    </div>
  )
}

type RowProps<T> = { row: T; columns: readonly Column<T>[]; first: boolean; onOpen: ((row: T) => void) | undefined }

function Row<T>({ row, columns, first, onOpen }: RowProps<T>) {
  const open = onOpen
    ? {
        tabIndex: first ? 0 : -1,
        onClick: (event: MouseEvent) => {
          if (!(event.target as HTMLElement).closest('a, button, input, label, select')) onOpen(row)
        },
        onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => walk(event, () => onOpen(row)),
        onFocus: (event: FocusEvent<HTMLTableRowElement>) => rove(event.currentTarget),
      }
    : {}
  return (
    <tr data-opens={onOpen ? true : undefined} {...open}>
      {columns.map((column) => (
        <td
          key={column.key}
          data-label={column.title}
          data-numeric={column.numeric || undefined}
          data-heads={column.heads || undefined}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** Only one row stands in the order of the tab key: the one last visited. */
function rove(row: HTMLTableRowElement): void {
  for (const other of row.parentElement?.querySelectorAll<HTMLElement>('tr[tabindex="0"]') ?? []) other.tabIndex = -1
  row.tabIndex = 0
}

function walk(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  const row = event.currentTarget
  if (event.target !== row) return
  const body = row.parentElement
  const to = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: body?.firstElementChild,
    End: body?.lastElementChild,
  }[event.key]
  if (to instanceof HTMLElement) to.focus()
  else if (event.key === 'Enter') open()
  else return
  event.preventDefault()
}

function Foot<T>({ count, live }: { count: number; live: List<T> | null }) {
  const t = useText(common)
  return (
    <div className="yk-table-foot">
      <span className="yk-num" role="status">
        {t(live?.hasMore ? 'loadedCount' : 'end', { count })}
      </span>
      {live?.problem ? <RefusalNote problem={live.problem} /> : null}
      {live?.hasMore ? (
        <button type="button" className="yk-button yk-noprint" disabled={live.loadingMore} onClick={live.more}>
          {t(live.loadingMore ? 'loading' : 'loadMore')}
        </button>
      ) : null}
    </div>
  )
}

function Export<T>({
  columns,
  name,
  all,
}: {
  columns: readonly Column<T>[]
  name: string
  all: () => Promise<readonly T[]>
}) {
  const t = useText(common)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const written = columns.filter((column) => column.csv)
  const run = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const rows = await all()
      const lines = rows.map((row) => written.map((column) => column.csv?.(row) ?? null))
      saveFile(
        `${name}.csv`,
        toCsv(
          written.map((column) => column.title),
          lines,
        ),
      )
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <button type="button" className="yk-button" disabled={busy} onClick={() => void run()}>
        <DownloadIcon />
        {t(busy ? 'exporting' : 'exportCsv')}
      </button>
      <RefusalNote problem={problem} />
    </div>
  )
}
