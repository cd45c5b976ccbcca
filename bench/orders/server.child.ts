import { openApplication, openCore } from '../../src/app/application.ts'

/** The server of the bench: everything that a Yike runs, on the ground it is given. */
const { folder, address } = JSON.parse(process.argv[2]!)
const core = await openCore({ folder, owner: address, embedded: true, stop: async () => undefined })
const app = await openApplication(core, { version: 'bench' })
const url = await app.server.listen({ host: '127.0.0.1', port: 0 })
process.send!({ port: Number(new URL(url).port) })
process.on('message', async () => {
  await app.stop()
  await core.stop()
  process.exit(0)
})
