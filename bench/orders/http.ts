import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { COUNTY, type Ground, PASSWORD } from './ground.ts'

/** What the clients measured. */
export type Measured = { placed: number; failed: number; times: number[] }

const child = (file: string, input: object) => {
  const made = fork(join(import.meta.dirname, file), [JSON.stringify(input)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return { made, first: once(made, 'message') as Promise<[never]> }
}

/** The whole server in a process of its own, and clients in another one. */
export async function overHttp(ground: Ground, clients: number, seconds: number) {
  const server = child('server.child.ts', { folder: ground.folder, address: ground.address })
  try {
    const [{ port }] = (await server.first) as unknown as [{ port: number }]
    const load = child('clients.child.ts', {
      port,
      clients,
      seconds,
      offers: ground.offers,
      password: PASSWORD,
      county: COUNTY,
    })
    const [{ placed, failed, times }] = (await load.first) as unknown as [Measured]
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
    return { rate: placed / seconds, p50: at(0.5), p99: at(0.99), most: times.at(-1)!, failed }
  } finally {
    server.made.send('stop')
    await once(server.made, 'exit')
  }
}
