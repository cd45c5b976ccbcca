import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../kernel/refusal.ts'
import type { Application, Core } from './application.ts'
import { type Installation, openInstallation } from './installation.ts'
import { Progress } from './progress.ts'
import { readSettings } from './settings.ts'

const VERSION: string = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')).version

let installation: Installation | undefined
let core: Core | undefined
let application: Application | undefined
let ending = false

/** Ends in order; a second signal ends at once. The embedded server stops by itself when this process is gone. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(code || 1)
  ending = true
  try {
    await application?.stop()
    await core?.stop()
    await installation?.stop()
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
// The starter holds a channel open; when it is gone, so are we.
process.on('disconnect', () => void end(0))

type Demo = Pick<typeof import('./demo.ts'), 'DEMO_ACCOUNTS' | 'DEMO_PASSWORD'>

function greet(host: string, port: number, demo: Demo | null): void {
  console.log(`\n  一刻 Yike ${VERSION}  http://${host === '0.0.0.0' ? 'localhost' : host}:${port}\n`)
  if (demo !== null) {
    console.log(`  演示账号 · demo accounts（密码 password: ${demo.DEMO_PASSWORD}）`)
    for (const account of demo.DEMO_ACCOUNTS) console.log(`    ${account.username.padEnd(14)} ${account.name}`)
    console.log('')
  }
  console.log(`  数据 data: ${installation?.folder}    停止 stop: Ctrl-C\n`)
}

try {
  const settings = readSettings(process.argv.slice(2), process.env)
  const progress = new Progress()
  progress.step('启动数据库', 'starting the database')
  const log = (message: string) => console.error(message)
  const opening = openInstallation({ folder: settings.folder, url: settings.databaseUrl, log })
  // A failure is heard below, once the rest of the program, read while the database starts, is there.
  opening.catch(() => undefined)
  const { openApplication, openCore } = await import('./application.ts')
  const { fill, firstAdministrator, prepare } = await import('./first-start.ts')
  const demo = await import('./demo.ts')
  const opened = await opening
  installation = opened
  progress.step('更新数据库结构', 'migrating')
  const found = await prepare(opened.owner)
  const kind = found ?? (settings.empty ? 'real' : 'demo')
  if (found === null) {
    await fill(opened.owner, kind, async (analyze) => {
      const filling = await openCore(opened, { hasty: true, log })
      core = filling
      if (kind === 'real') await firstAdministrator(filling.db, process.env)
      else await demo.seedDemo(filling, (zh, en, share) => progress.step(zh, en, share), analyze)
      core = undefined
      await filling.stop()
    })
  }
  core = await openCore(opened, { log })
  progress.step('打开端口', 'opening the port')
  application = await openApplication(core, { version: VERSION, logger: { level: process.env.YIKE_LOG ?? 'warn' } })
  await application.server.listen({ port: settings.port, host: settings.host })
  progress.done()
  const bound = application.server.server.address()
  greet(
    settings.host,
    bound !== null && typeof bound === 'object' ? bound.port : settings.port,
    kind === 'demo' ? demo : null,
  )
} catch (error) {
  if (error instanceof Refusal) {
    console.error(`\n${error.text.zh}\n${error.text.en}`)
    if (error.next !== undefined) console.error(`→ ${error.next.zh} · ${error.next.en}`)
  } else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error('\n端口已被占用，请用 --port 换一个\nThe port is taken; choose another with --port')
  } else console.error(error)
  await end(1)
}
