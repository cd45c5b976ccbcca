import { language } from './i18n/index.ts'
import { Problem, problemFrom, unreachable } from './problem.ts'

export { asProblem, Problem } from './problem.ts'

/** Query parameters; `null`, `undefined` and `''` are left out, arrays repeat the name. */
export type Query = Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>

/** A page of a list; `next` is the cursor of the following page, or null at the end. */
export type Paged<T> = { items: T[]; next: string | null }

export type CommandOptions = {
  /** Key of this submit. Give the key of a `Submission` so that a repeat happens once; otherwise a new key is made. */
  idempotencyKey?: string
  signal?: AbortSignal
}

let base = ''

/** Points the client at another origin. Only tests need it. */
export function setApiOrigin(origin: string): void {
  base = origin
}

/** `/api/session` for `/session`; full `/api/…` paths are taken as they are. */
export function apiUrl(path: string, query?: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const tail = search.size > 0 ? `?${search}` : ''
  return `${base}${path.startsWith('/api') ? path : `/api${path}`}${tail}`
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init })
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown
    throw unreachable()
  }
  if (!response.ok) throw await problemFrom(response)
  return response
}

async function bodyOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/**
 * Reads. The type is that of the room's view, taken with `import type` from `src/contexts/<room>/…`.
 *
 * @throws Problem when refused or unreachable
 */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json', 'accept-language': language() }
  return bodyOf<T>(await send(apiUrl(path, query), { headers, ...(signal ? { signal } : {}) }))
}

/** Reads every page of a list from its beginning, at most `limit` rows. */
export async function getAll<T>(path: string, query: Query = {}, limit = 50_000): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: Paged<T> = await get<Paged<T>>(path, { ...query, cursor })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null && items.length < limit)
  return items
}

function commandHeaders(options: CommandOptions): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': language(),
    'idempotency-key': options.idempotencyKey ?? crypto.randomUUID(),
    'x-yike': '1',
  }
}

/**
 * Changes something. The server does it once per idempotency key, however often it is sent.
 *
 * @throws Problem when refused or unreachable
 */
export async function command<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: CommandOptions = {},
): Promise<T> {
  const headers = commandHeaders(options)
  const init: RequestInit = { method, headers, ...(options.signal ? { signal: options.signal } : {}) }
  if (body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(body)
  }
  return bodyOf<T>(await send(apiUrl(path), init))
}

/** Sends files with fields as multipart; fields go first so that the server knows them when the file arrives. */
export async function upload<T>(
  path: string,
  files: Record<string, Blob | Blob[]>,
  fields: Record<string, string> = {},
  options: CommandOptions = {},
): Promise<T> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const [name, value] of Object.entries(files)) {
    for (const file of Array.isArray(value) ? value : [value]) form.append(name, file)
  }
  const init: RequestInit = { method: 'POST', headers: commandHeaders(options), body: form }
  return bodyOf<T>(await send(apiUrl(path), { ...init, ...(options.signal ? { signal: options.signal } : {}) }))
}

/**
 * Keeps one idempotency key per submit. While the outcome of a submit is open (no answer, a failing server), sending the same thing
 * again reuses the key, so that it happens once. A different content, a success or a plain refusal begins a new submit.
 */
export class Submission {
  #key: string | null = null
  #content = ''

  /** Runs `send` with the key that belongs to this content. */
  async run<T>(content: unknown, send: (idempotencyKey: string) => Promise<T>): Promise<T> {
    const written = JSON.stringify(content) ?? ''
    if (this.#key === null || this.#content !== written) {
      this.#key = crypto.randomUUID()
      this.#content = written
    }
    const key = this.#key
    try {
      const answer = await send(key)
      if (this.#key === key) this.#key = null
      return answer
    } catch (thrown) {
      const open = thrown instanceof Problem && thrown.unsettled
      if (!open && this.#key === key) this.#key = null
      throw thrown
    }
  }
}
