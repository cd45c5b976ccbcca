import { connect, type Socket } from 'node:net'
import { newId } from '../../src/kernel/ids.ts'
import { personId } from './ground.ts'
import type { Measured } from './http.ts'

/**
 * Clients that each sign in, keep one connection and place one order after the other. They write HTTP by hand, so that as little as possible of
 * the machine goes to those who ask.
 */
const { port, clients, seconds, offers, password, county } = JSON.parse(process.argv[2]!) as {
  port: number
  clients: number
  seconds: number
  offers: { id: string; fen: number }[]
  password: string
  county: string
}

/** One connection, one request at a time. */
function connection(socket: Socket): (request: string) => Promise<{ status: number; head: string }> {
  let heard: Buffer = Buffer.alloc(0)
  let answer: ((value: { status: number; head: string }) => void) | null = null
  socket.setNoDelay(true)
  socket.on('data', (chunk: Buffer) => {
    heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk])
    const end = heard.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = heard.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)![1])
    if (heard.length < end + 4 + length) return
    heard = heard.subarray(end + 4 + length)
    answer?.({ status: Number(head.slice(9, 12)), head })
  })
  return (request) =>
    new Promise((done) => {
      answer = done
      socket.write(request)
    })
}

const post = (path: string, headers: string, body: object) => {
  const text = JSON.stringify(body)
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-yike: 1\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}

let placed = 0
let failed = 0
let n = 0
const times: number[] = []
const ready: (() => Promise<void>)[] = []
for (let c = 0; c < clients; c++) {
  const socket = connect(port, '127.0.0.1')
  const ask = connection(socket)
  const signed = await ask(post('/api/session', '', { jurisdiction: county, username: `bench${c}`, password }))
  const cookie = /set-cookie: ([^;]+)/i.exec(signed.head)?.[1]
  if (cookie === undefined) throw new Error(`no session: ${signed.head}`)
  ready.push(async () => {
    const end = performance.now() + seconds * 1000
    while (performance.now() < end) {
      const offer = offers[n % offers.length]!
      const from = new Date(Date.now() + 48 * 3_600_000)
      const body = {
        person: personId(n++ % 20_000),
        offer: offer.id,
        from: from.toISOString(),
        until: new Date(from.getTime() + 7_200_000).toISOString(),
        quantity: 1,
        seenFen: offer.fen,
        channel: 'phone',
        acting: { by: 'self' },
      }
      const began = performance.now()
      const { status } = await ask(
        post('/api/services/orders', `cookie: ${cookie}\r\nidempotency-key: ${newId()}\r\n`, body),
      )
      times.push(performance.now() - began)
      if (status === 200) placed++
      else failed++
    }
    socket.destroy()
  })
}
await Promise.all(ready.map((each) => each()))
const measured: Measured = { placed, failed, times }
process.send!(measured, () => process.exit(0))
