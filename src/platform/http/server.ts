import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import AjvCompiler from '@fastify/ajv-compiler'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { sha256Hex } from '../../kernel/hash.ts'
import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import { type Actor, type Database, demand, publicActor } from '../db/index.ts'
import { wasRecorded } from '../journal/index.ts'
import { describeApi, docsPage } from './describe.ts'
import { once } from './idempotency.ts'
import { Metrics } from './metrics.ts'
import { answerFailure, languageOf } from './problem.ts'
import { type AnyRoute, Download, Redirect, type RequestContext, Tagged, type Upload } from './route.ts'

/** Largest request the server takes; larger papers are refused before they are read. */
export const UPLOAD_LIMIT = 24 * 1024 * 1024

export type ServerOptions = {
  db: Database
  routes: AnyRoute[]
  /** Says who asks. Throws a refusal for a broken or expired credential; without one it answers with a public reader. */
  authenticate(request: {
    cookie(name: string): string | undefined
    jurisdiction: string | undefined
    authorization: string | undefined
  }): Promise<Actor>
  version: string
  logger?: boolean | object
  /** Origins outside that pages may ask: the servers of a base map, where one is set up. */
  outside?: readonly string[]
  /** Trust `x-forwarded-*` of a proxy in front. */
  proxied?: boolean
}

const CHECKING = { removeAdditional: false, useDefaults: true, allErrors: true } as const
/** The parts of an address are text: a number or a list is read out of it. */
const asText = AjvCompiler()({}, { customOptions: { ...CHECKING, coerceTypes: 'array' } })
/** JSON says itself what is a number, a text or unknown: null stays null, and an empty text is no number. */
const asWritten = AjvCompiler()({}, { customOptions: { ...CHECKING, coerceTypes: false } })

/**
 * Builds the HTTP server from route declarations: input checking, identity, permission, one transaction as the actor, idempotency,
 * problem details, API description, metrics. It knows no context; it is handed a list.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const metrics = new Metrics()
  const server = Fastify({
    logger: options.logger ?? false,
    trustProxy: options.proxied ?? false,
    bodyLimit: 4 * 1024 * 1024,
    genReqId: () => randomUUID(),
    return503OnClosing: true,
    forceCloseConnections: true,
  })
  server.setValidatorCompiler((route) => (route.httpPart === 'body' ? asWritten : asText)(route))
  await server.register(cookie)
  await server.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 10, fieldSize: 1024 * 1024 } })
  await server.register(rateLimit, { global: false })
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Ant Design sets its styles at run time; MapLibre runs its worker from a blob.
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", ...(options.outside ?? [])],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  })
  await server.register(swagger, describeApi(options.version))

  server.setErrorHandler((error, request, reply) => answerFailure(error, request, reply))
  server.setNotFoundHandler((request, reply) =>
    answerFailure(
      refuse('route.missing', { zh: '没有这个地址', en: 'There is nothing at this address' }, { kind: 'missing' }),
      request,
      reply,
    ),
  )
  server.addHook('onResponse', async (request, reply) => {
    metrics.observe(request.routeOptions.url ?? 'unmatched', request.method, reply.statusCode, reply.elapsedTime)
  })

  // Routes live in a plugin of their own, so that the API description sees them.
  await server.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
    for (const route of options.routes) addRoute(scope, route, options, metrics)
  })
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger())
  server.get('/api/docs', { schema: { hide: true } }, async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(server.swagger() as object, languageOf(request))),
  )
  server.get('/health', { schema: { hide: true }, logLevel: 'warn' }, async () => ({
    status: 'up',
    version: options.version,
  }))
  server.get('/metrics', { schema: { hide: true }, logLevel: 'warn' }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(metrics.render()),
  )
  return server
}

const actors = new WeakMap<FastifyRequest, Actor>()

function addRoute(scope: FastifyInstance, route: AnyRoute, options: ServerOptions, metrics: Metrics): void {
  scope.route({
    method: route.method,
    url: route.url,
    ...(route.perMinute === undefined
      ? {}
      : { config: { rateLimit: { max: route.perMinute, timeWindow: '1 minute' } } }),
    schema: {
      summary: route.summary.en,
      description: `${route.summary.zh}\n\nPermission: \`${route.permission}\``,
      tags: [route.url.split('/')[2] ?? 'api'],
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined || route.upload ? {} : { body: route.body }),
      ...(route.upload ? { consumes: ['multipart/form-data'] } : {}),
      ...(takesStream(route) ? { consumes: ['application/octet-stream'] } : {}),
      ...(route.response === undefined ? {} : { 'x-response': route.response }),
    } as object,
    attachValidation: false,
    // Who asks comes before what is asked: a stranger learns nothing about the input a route takes.
    preValidation: async (request) => {
      const found = await options.authenticate({
        cookie: (name) => request.cookies[name],
        jurisdiction: (request.query as { jurisdiction?: string }).jurisdiction,
        authorization: request.headers.authorization,
      })
      const asAnybody = found.subjects !== undefined && route.permission === 'public' && route.tellsWho !== true
      const actor = asAnybody ? publicActor(found.jurisdiction) : found
      admit(route, actor, request)
      actors.set(request, actor)
    },
    handler: async (request, reply) => {
      const actor = actors.get(request)!
      const { files, body } = route.upload ? await readUpload(request) : { files: [], body: request.body }
      if (route.upload) checkForm(route, request, body)
      const input = { params: request.params, query: request.query, body } as never
      const stream = takesStream(route) ? streamOf(request) : null
      const context = contextOf(actor, request, reply, files, stream)
      const observe = (cost: { statements: number; bytes: number }) => {
        metrics.cost(route.url, cost)
        reply.header('server-timing', `statements;desc="${cost.statements}", bytes;desc="${cost.bytes}"`)
      }
      if (route.kind === 'read')
        return answer(reply, 200, await options.db.read(actor, (tx) => route.handle(tx, input, context), observe))
      if (route.kind === 'open') return answer(reply, 200, await route.handle(options.db, input, context))
      const key = keyOf(request)
      if (key === null) {
        throw refuse('idempotency.missing', {
          zh: '缺少幂等键（请求头 idempotency-key，8 到 80 个字母或数字）',
          en: 'The header idempotency-key is missing (8 to 80 letters or digits)',
        })
      }
      const fingerprint = [request.params, request.query, body, files.map((file) => [file.name, sha256Hex(file.bytes)])]
      const done = await once(
        options.db,
        actor,
        key,
        `${route.method} ${route.url}`,
        fingerprint,
        route.status ?? 200,
        async (tx) => {
          const result = await route.handle(tx, input, context)
          if (!wasRecorded(tx)) throw new Error(`the command ${route.method} ${route.url} left no journal entry`)
          return result
        },
        observe,
      )
      if (done.repeated) reply.header('idempotent-replay', 'true')
      return answer(reply, done.status, done.body)
    },
  })
}

/** Right of the account, and that a changing request comes from our own pages or from a program, never from a foreign form. */
function admit(route: AnyRoute, actor: Actor, request: FastifyRequest): void {
  if (route.permission !== 'public') {
    if (actor.kind === 'public') {
      throw refuse('session.required', { zh: '请先登录', en: 'Sign in first' }, { kind: 'unauthenticated' })
    }
    if (route.permission !== 'signed-in') demand(actor, route.permission)
  }
  if (
    route.method !== 'GET' &&
    request.headers['x-yike'] === undefined &&
    request.headers.authorization === undefined
  ) {
    throw refuse(
      'request.foreign',
      { zh: '请求缺少 x-yike 请求头', en: 'The header x-yike is missing' },
      { kind: 'forbidden' },
    )
  }
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && /^[\w:.-]{8,80}$/.test(key) ? key : null
}

const takesStream = (route: AnyRoute): boolean => route.kind === 'open' && route.stream === true

function streamOf(request: FastifyRequest): Readable {
  if (request.body instanceof Readable) return request.body
  throw refuse('upload.stream', {
    zh: '请把文件内容作为 application/octet-stream 发送',
    en: 'Send the bytes of the file as application/octet-stream',
  })
}

async function readUpload(request: FastifyRequest): Promise<{ files: Upload[]; body: unknown }> {
  if (!request.isMultipart()) {
    throw refuse('upload.form', { zh: '请用 multipart/form-data 上传文件', en: 'Send the file as multipart/form-data' })
  }
  const files: Upload[] = []
  let body: unknown = {}
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer()
      files.push({ name: part.filename, bytes })
    } else if (part.fieldname === 'input') {
      try {
        body = JSON.parse(String(part.value))
      } catch {
        throw refuse(
          'upload.input',
          { zh: '表单字段 input 不是有效的 JSON', en: 'The form field input is not valid JSON' },
          { at: '/input' },
        )
      }
    }
  }
  return { files, body }
}

/** The form field `input` is checked like the body of any other request. */
function checkForm(route: AnyRoute, request: FastifyRequest, body: unknown): void {
  if (route.body === undefined) return
  const check = request.compileValidationSchema(route.body as object, 'body')
  if (!check(body)) {
    throw Object.assign(new Error('the form field input is not valid'), {
      validation: check.errors ?? [],
      validationContext: 'body',
    })
  }
}

function contextOf(
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  files: Upload[],
  stream: Readable | null,
): RequestContext {
  const language: keyof Bilingual = languageOf(request)
  const secure = request.protocol === 'https'
  return {
    actor,
    language,
    files,
    stream,
    ip: request.ip,
    key: keyOf(request),
    origin: `${request.protocol}://${request.host}`,
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, maxAge) => {
      const common = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
      if (value === null) reply.clearCookie(name, common)
      else reply.setCookie(name, value, maxAge === undefined ? common : { ...common, maxAge })
    },
  }
}

function answer(reply: FastifyReply, status: number, result: unknown): unknown {
  if (result instanceof Redirect) return reply.redirect(result.location)
  if (result instanceof Tagged) {
    const keep = result.keepSeconds === 0 ? 'private, no-cache' : `private, max-age=${result.keepSeconds}, immutable`
    reply.header('etag', `"${result.tag}"`).header('cache-control', keep)
    if (reply.request.headers['if-none-match']?.includes(`"${result.tag}"`)) return reply.status(304).send()
    return result.make().then((made) => answer(reply, status, made))
  }
  if (result instanceof Download) {
    const disposition = `${result.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(result.name)}`
    return reply.header('content-disposition', disposition).type(result.type).send(result.bytes)
  }
  return reply.status(status).send(result ?? {})
}
