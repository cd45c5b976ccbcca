import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apiUrl, command, get, getAll, Problem, Submission, setApiOrigin, upload } from './api.ts'
import { setLanguage } from './i18n/index.ts'

type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
type Answer = { status: number; body?: unknown; hangUp?: boolean }

const heard: Heard[] = []
let answers: Answer[] = []
let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      const answer = answers.shift() ?? { status: 200, body: {} }
      if (answer.hangUp) return request.socket.destroy()
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  setApiOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

afterAll(() => {
  setApiOrigin('')
  server.close()
})

beforeEach(() => {
  heard.length = 0
  answers = []
  setLanguage('zh')
})

const refusal = {
  type: 'urn:yike:problem:demo.late',
  title: '已过期限',
  status: 409,
  code: 'demo.late',
  at: '/date',
  next: '改期',
}

async function caught(promise: Promise<unknown>): Promise<Problem> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(Problem)
  return thrown as Problem
}

describe('the client', () => {
  it('asks in the language in use and leaves empty parameters out', async () => {
    setLanguage('en')
    await get('/plan/targets', { state: 'behind', unit: '', asOf: undefined, kind: ['a', 'b'], all: false })
    expect(heard[0]?.url).toBe('/api/plan/targets?state=behind&kind=a&kind=b&all=false')
    expect(heard[0]?.headers['accept-language']).toBe('en')
    expect(apiUrl('/api/session')).toMatch(/\/api\/session$/)
  })

  it('guards commands and gives each its own key', async () => {
    await command('POST', '/orders', { n: 1 })
    await command('POST', '/orders', { n: 1 })
    const [one, two] = heard
    expect(one?.headers['x-yike']).toBe('1')
    expect(one?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
    expect(two?.headers['idempotency-key']).not.toBe(one?.headers['idempotency-key'])
    expect(JSON.parse(one?.body ?? '')).toEqual({ n: 1 })
  })

  it('turns a refusal into a problem with its place and next step', async () => {
    answers = [{ status: 409, body: refusal }]
    const problem = await caught(command('POST', '/orders', {}))
    expect(problem.details).toMatchObject({ code: 'demo.late', status: 409, at: '/date', next: '改期' })
    expect(problem.unsettled).toBe(false)
  })

  it('tells an unreachable server and a broken one from a refusal', async () => {
    answers = [{ status: 200, hangUp: true }]
    const gone = await caught(command('POST', '/orders', {}))
    expect(gone.code).toBe('web.unreachable')
    expect(gone.unsettled).toBe(true)
    answers = [{ status: 502, body: 'bad gateway' }]
    const broken = await caught(get('/orders'))
    expect(broken.status).toBe(502)
    expect(broken.message).toBe('服务器出了问题')
  })

  it('reads a list to its end', async () => {
    answers = [
      { status: 200, body: { items: [1, 2], next: 'c1' } },
      { status: 200, body: { items: [3], next: null } },
    ]
    expect(await getAll('/orders', { q: 'x' })).toEqual([1, 2, 3])
    expect(heard.map((one) => one.url)).toEqual(['/api/orders?q=x', '/api/orders?q=x&cursor=c1'])
  })

  it('answers an empty body with undefined', async () => {
    answers = [{ status: 204 }]
    expect(await command('DELETE', '/session')).toBeUndefined()
  })

  it('uploads fields before files', async () => {
    await upload('/imports', { file: new File(['a,b'], '名册.csv', { type: 'text/csv' }) }, { register: 'facility' })
    const { headers, body } = heard[0] as Heard
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(headers['idempotency-key']).toBeTruthy()
    expect(body.indexOf('facility')).toBeLessThan(body.indexOf('a,b'))
    expect(body).toContain('名册.csv')
  })
})

describe('a submission', () => {
  const run = (submission: Submission, content: unknown) =>
    submission.run(content, (idempotencyKey) => command('POST', '/orders', content, { idempotencyKey }))
  const keys = () => heard.map((one) => one.headers['idempotency-key'])

  it('keeps its key while the outcome is open, so that a repeat happens once', async () => {
    const submission = new Submission()
    answers = [{ status: 200, hangUp: true }, { status: 503 }, { status: 200, body: {} }]
    await caught(run(submission, { n: 1 }))
    await caught(run(submission, { n: 1 }))
    await run(submission, { n: 1 })
    expect(new Set(keys()).size).toBe(1)
  })

  it('takes a new key after success, after a refusal, and for other content', async () => {
    const submission = new Submission()
    answers = [{ status: 200, body: {} }, { status: 409, body: refusal }, { status: 503 }, { status: 200, body: {} }]
    await run(submission, { n: 1 })
    await caught(run(submission, { n: 1 }))
    await caught(run(submission, { n: 1 }))
    await run(submission, { n: 2 })
    expect(new Set(keys()).size).toBe(4)
  })

  it('gives two clicks at once the same key', async () => {
    const submission = new Submission()
    await Promise.all([run(submission, { n: 1 }), run(submission, { n: 1 })])
    expect(new Set(keys()).size).toBe(1)
  })
})
