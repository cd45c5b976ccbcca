import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { RegisterRow } from '../../../src/platform/imports/index.ts'
import { get, type Problem, type Query } from '../../shared/api.ts'

type RowsPage = { items: RegisterRow[]; hrefs: (string | null)[]; next: string | null; total: number | null }

export type ShownRow = { row: RegisterRow; href: string | null }

/** The rows of a register, page by page, and how many there are in all; none of one that may not be listed. */
export function useRows(name: string, query: Query, enabled = true) {
  const path = `/registers/${name}/rows`
  const read = useInfiniteQuery<RowsPage, Problem, InfiniteData<RowsPage>, QueryKey, string | null>({
    queryKey: [path, query, 'list'],
    queryFn: ({ pageParam, signal }) => get<RowsPage>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    enabled,
  })
  const pages = read.data?.pages ?? []
  const rows: ShownRow[] = pages.flatMap((page) => page.items.map((row, i) => ({ row, href: page.hrefs[i] ?? null })))
  return { read, rows, total: pages[0]?.total ?? null }
}
