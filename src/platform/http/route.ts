import type { Readable } from 'node:stream'
import type { Static, TSchema } from 'typebox'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { Actor, Database, Tx } from '../db/index.ts'

/** A file that came with a request. */
export type Upload = { name: string; bytes: Uint8Array }

/** What a handler may see and do of the request besides its checked input. */
export type RequestContext = {
  /** Who asks. Reads and commands run as this actor; a route that opens its own transactions has to mind it. */
  actor: Actor
  language: keyof Bilingual
  /** Files of a multipart request, in order; empty otherwise. */
  files: Upload[]
  /** The raw request of a route that takes a stream; null otherwise. */
  stream: Readable | null
  ip: string
  /** The idempotency key of a request that changes something; null where none was sent. Commands need not look at it. */
  key: string | null
  cookie(name: string): string | undefined
  /** Sets a cookie on the answer; `null` takes it away. Always httpOnly, SameSite=Lax, and Secure behind TLS. */
  setCookie(name: string, value: string | null, maxAgeSeconds?: number): void
  /** The address people reach this installation by, without a slash at the end. */
  origin: string
}

/** An answer that is a file or another document, not JSON. */
export class Download {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array | string
  /** Shown in the browser instead of saved. */
  readonly inline: boolean
  constructor(name: string, type: string, bytes: Uint8Array | string, inline = false) {
    this.name = name
    this.type = type
    this.bytes = bytes
    this.inline = inline
  }
}

/** An answer that sends the browser elsewhere. */
export class Redirect {
  readonly location: string
  constructor(location: string) {
    this.location = location
  }
}

/** An answer that a browser may keep. Who holds it already under the same tag is told so (304) instead, and it is not made at all. */
export class Tagged {
  readonly tag: string
  /** For how long it may be used without asking again; 0: ask every time. */
  readonly keepSeconds: number
  readonly make: () => Promise<Download>
  constructor(tag: string, keepSeconds: number, make: () => Promise<Download>) {
    this.tag = tag
    this.keepSeconds = keepSeconds
    this.make = make
  }
}

type Shape<S> = S extends TSchema ? Static<S> : Record<string, never>

export type RouteInput<P, Q, B> = { params: Shape<P>; query: Shape<Q>; body: Shape<B> }

type Common<P extends TSchema | undefined, Q extends TSchema | undefined, B extends TSchema | undefined> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `:name` parameters, below `/api` unless it is a page for people. */
  url: string
  /** One sentence for the API description. */
  summary: Bilingual
  /** What the account must hold: a permission, `signed-in`, or `public` for everybody. Nothing is open by omission. */
  permission: string
  /** A public route that says who is signed in. What is public is else told to a resident as to everybody: not only what is theirs. */
  tellsWho?: boolean
  /** Requests that one address may make in a minute. Left out: as many as it likes. */
  perMinute?: number
  params?: P
  query?: Q
  /** JSON body; with `upload` it is the JSON text of the form field `input`. */
  body?: B
  /** Schema of the answer, for the API description. */
  response?: TSchema
  /** The request is multipart/form-data with files. */
  upload?: boolean
}

/** Reads: one read-only transaction as the actor. */
export type ReadRoute<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
> = Common<P, Q, B> & {
  kind: 'read'
  handle(tx: Tx, input: RouteInput<P, Q, B>, context: RequestContext): Promise<unknown>
}

/** Changes something: one transaction as the actor, once per idempotency key, told in the journal. */
export type CommandRoute<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
> = Common<P, Q, B> & {
  kind: 'command'
  /** Success status; 200 unless given. */
  status?: number
  handle(tx: Tx, input: RouteInput<P, Q, B>, context: RequestContext): Promise<unknown>
}

/** Works outside a transaction of the actor: sign-in, long streams, things that need several transactions. */
export type OpenRoute<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
> = Common<P, Q, B> & {
  kind: 'open'
  /** The request is the bare bytes of a large file (application/octet-stream), which are handed on as they come. */
  stream?: boolean
  handle(db: Database, input: RouteInput<P, Q, B>, context: RequestContext): Promise<unknown>
}

/** A route with its types forgotten, as the server keeps it. */
// biome-ignore lint/suspicious/noExplicitAny: the schemas of different routes have nothing in common
export type AnyRoute = ReadRoute<any, any, any> | CommandRoute<any, any, any> | OpenRoute<any, any, any>

/** Declares a read route; the schemas give the handler its types and the API its description. */
export function read<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(route: Omit<ReadRoute<P, Q, B>, 'kind'>): AnyRoute {
  return { kind: 'read', ...route }
}

/** Declares a command route. */
export function command<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(route: Omit<CommandRoute<P, Q, B>, 'kind'>): AnyRoute {
  return { kind: 'command', ...route }
}

/** Declares a route that opens its own transactions. */
export function open<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(route: Omit<OpenRoute<P, Q, B>, 'kind'>): AnyRoute {
  return { kind: 'open', ...route }
}
