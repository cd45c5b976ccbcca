import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../kernel/refusal.ts'
import { migrate } from '../platform/db/index.ts'
import { type Application, openApplication } from './application.ts'
import { firstAdministrator } from './first-start.ts'
import { type Installation, openInstallation } from './installation.ts'
import { isUntouched } from './first-start.ts'
import { ROOMS } from './rooms.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from './demo.ts'
import { readSettings } from './settings.ts'
import { Progress } from './progress.ts'

const VERSION: string = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')).version

let installation: Installation | undefined
let application: Application | undefined
let ending = false

/** Ends in order; a second signal ends at once. The embedded server stops by itself when this process is gone. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(code || 1)
  ending = true
  try {
    await application?.stop()
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

try {
  const settings = readSettings(process.argv.slice(2), process.env)
  const progress = new Progress()
  progress.step('启动数据库', 'starting the database')
  installation = await openInstallation({ folder: settings.folder, url: settings.databaseUrl, log: (message) => console.error(message) })
  progress.step('更新数据库结构', 'migrating')
  await migrate(installation.owner, ROOMS)
  application = await openApplication(installation, { version: VERSION, logger: { level: process.env.YIKE_LOG ?? 'warn' } })
  const { db, server } = application
  let demo = false
  if (await isUntouched(db)) {
    if (settings.empty) await firstAdministrator(db, process.env)
    else await seedDemo(application, (zh, en, share) => progress.step(zh, en, share))
  }
  demo = await DEMO_ACCOUNTS.present(db)
  progress.step('打开端口', 'opening the port')
  await server.listen({ port: settings.port, host: settings.host })
  const address = server.addresses()[0]
  progress.done()
  const shown = settings.host === '0.0.0.0' ? 'localhost' : settings.host
  console.log(`\n  一刻 Yike ${VERSION}  http://${shown}:${address?.port ?? settings.port}\n`)
  if (demo) {
    console.log(`  演示账号 · demo accounts（密码 password: ${DEMO_PASSWORD}）`)
    for (const account of DEMO_ACCOUNTS.list) console.log(`    ${account.username.padEnd(14)} ${account.name}`)
    console.log('')
  }
  console.log(`  数据 data: ${installation.folder}    停止 stop: Ctrl-C\n`)
} catch (error) {
  if (error instanceof Refusal) {
    console.error(`\n${error.text.zh}\n${error.text.en}`)
    if (error.next !== undefined) console.error(`→ ${error.next.zh} · ${error.next.en}`)
  } else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error('\n端口已被占用，请用 --port 换一个\nThe port is taken; choose another with --port')
  } else console.error(error)
  await end(1)
}
