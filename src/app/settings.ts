import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { refuse } from '../kernel/refusal.ts'

/** How this start was asked for: the command line first, then the environment, then what suits most. */
export type Settings = {
  port: number
  host: string
  folder: string
  databaseUrl: string | undefined
  /** A real installation without the demo county. */
  empty: boolean
}

const HELP = `npm start -- [--port N] [--host ADDRESS] [--data DIR] [--empty]

  --port N     端口 · port (PORT), default 8080
  --host A     监听地址 · address to listen on (HOST), default 127.0.0.1; 0.0.0.0 for the whole network
  --data DIR   数据目录 · data folder (YIKE_DATA), default .yike
  --empty      正式安装，不装演示数据 · a real installation without the demo county
  DATABASE_URL 使用外部 PostgreSQL 15+ · use an external PostgreSQL 15 or newer`

/** Reads the settings of a start. @throws Refusal naming the option that is wrong */
export function readSettings(args: string[], environment: NodeJS.ProcessEnv): Settings {
  let values: { port?: string; host?: string; data?: string; empty?: boolean; help?: boolean }
  try {
    ;({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        empty: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }))
  } catch (error) {
    throw refuse('start.option', {
      zh: `启动参数有误：${(error as Error).message}\n\n${HELP}`,
      en: (error as Error).message,
    })
  }
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const text = values.port ?? environment.PORT ?? '8080'
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw refuse('start.port', {
      zh: `端口应是 0 到 65535 的整数，不是“${text}”`,
      en: `The port must be a whole number up to 65535, not "${text}"`,
    })
  }
  return {
    port,
    host: values.host ?? environment.HOST ?? '127.0.0.1',
    folder: values.data ?? environment.YIKE_DATA ?? join(import.meta.dirname, '..', '..', '.yike'),
    databaseUrl: environment.DATABASE_URL,
    empty: values.empty ?? false,
  }
}
