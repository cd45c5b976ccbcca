import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { command, get, getAll, type Paged, Problem, type Query, Submission } from './api.ts'
import { language, useLanguage } from './i18n/index.ts'

/** One client for the application. Refusals are not retried; being unreachable is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => error instanceof Problem && error.unsettled && count < 2,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
})

export type ViewOptions = {
  enabled?: boolean
  /** Milliseconds after which it is read again while the page is looked at. */
  refetchInterval?: number
  /** Shows the answer to the last query until the next one is there: for what changes while one drags or types. */
  keepLast?: boolean
}

/** One view to be read. The key is the path, the query and the language, because texts come in the reader's language. */
const viewOf = <T>(path: string, query: Query | undefined, lng: string) => ({
  queryKey: [path, query ?? {}, lng],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<T>(path, query, signal),
})

/** Reads one view that a page will ask for, before the page is there. What fails is told by the page. */
export function prefetchView(path: string, query?: Query): void {
  void queryClient.prefetchQuery(viewOf(path, query, language()))
}

/** Reads one view. */
export function useView<T>(path: string, query?: Query, { keepLast, ...options }: ViewOptions = {}) {
  const lng = useLanguage()
  return useQuery<T, Problem>({
    ...viewOf<T>(path, query, lng),
    ...(keepLast ? { placeholderData: keepPreviousData } : {}),
    ...options,
  })
}

/** A value that follows another one once that has stood still for a moment: a question is not asked at every key. */
export function useSettled<T>(value: T, milliseconds = 180): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** A question whose words are personal: it travels in the body, not in an address that somebody logs, and is kept for nobody. */
export function useAsked<T>(path: string, body: object, enabled: boolean) {
  return useQuery<T, Problem>({
    queryKey: [path, body, 'asked'],
    queryFn: () => command<T>('POST', path, body),
    enabled,
    gcTime: 0,
  })
}

/** A list that pages by cursor, in the shape `DataTable` takes. */
export type List<T, P extends Paged<T> = Paged<T>> = {
  rows: T[]
  /** The first page, with what it tells beside the rows: how many there are of each state. */
  head: P | undefined
  loading: boolean
  problem: Problem | null
  hasMore: boolean
  loadingMore: boolean
  more: () => void
  retry: () => void
  /** Every row from the first page to the last, for export. */
  all: () => Promise<T[]>
}

/** Reads a list page by page. `keepLast` shows the rows of the last query until the next ones are there. */
export function useList<T, P extends Paged<T> = Paged<T>>(
  path: string,
  query: Query = {},
  { keepLast }: Pick<ViewOptions, 'keepLast'> = {},
): List<T, P> {
  const lng = useLanguage()
  const read = useInfiniteQuery<P, Problem, InfiniteData<P>, QueryKey, string | null>({
    queryKey: [path, query, lng, 'list'],
    queryFn: ({ pageParam, signal }) => get<P>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    ...(keepLast ? { placeholderData: keepPreviousData } : {}),
  })
  return {
    head: read.data?.pages[0],
    rows: read.data?.pages.flatMap((page) => page.items) ?? [],
    loading: read.isPending,
    problem: read.error,
    hasMore: read.hasNextPage,
    loadingMore: read.isFetchingNextPage,
    more: () => void read.fetchNextPage(),
    retry: () => void read.refetch(),
    all: () => getAll<T>(path, query),
  }
}

/** Reads a list whole, page after page: for choices, where the reader must find every row. */
export function useAll<T>(path: string, query: Query = {}) {
  const lng = useLanguage()
  return useQuery<T[], Problem>({
    queryKey: [path, query, lng, 'all'],
    queryFn: () => getAll<T>(path, query),
  })
}

type CommandSpec<Input> = {
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The path, or how it follows from the input. */
  path: string | ((input: Input) => string)
  /** What is sent; the input itself when left out. */
  body?: (input: Input) => unknown
  /** Paths whose views are stale after success; the beginning of the path is enough. */
  refresh?: string[]
}

/**
 * A command as a mutation. Repeating the same input after an open outcome keeps its idempotency key. After success the views named in
 * `refresh` are read again.
 *
 * @example const file = useCommand<Filing, { id: string }>({ path: '/institutions', refresh: ['/institutions'] })
 */
export function useCommand<Input, Output = unknown>(spec: CommandSpec<Input>) {
  const client = useQueryClient()
  const [submission] = useState(() => new Submission())
  return useMutation<Output, Problem, Input>({
    mutationFn: (input) => {
      const path = typeof spec.path === 'function' ? spec.path(input) : spec.path
      const method = spec.method ?? 'POST'
      const body = spec.body ? spec.body(input) : input
      return submission.run([method, path, body], (idempotencyKey) =>
        command<Output>(method, path, body, { idempotencyKey }),
      )
    },
    onSuccess: () => {
      const stale = spec.refresh ?? []
      if (stale.length === 0) return
      return client.invalidateQueries({
        predicate: (query) =>
          stale.some((path) => typeof query.queryKey[0] === 'string' && query.queryKey[0].startsWith(path)),
      })
    },
  })
}
