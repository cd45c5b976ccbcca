import type { Tx } from '../../platform/db/index.ts'
import { accountNames } from '../../platform/identity/index.ts'

/** Names of jobs, for people. */
const JOBS: Record<string, string> = { seed: '演示数据', install: '安装程序' }

/** What an actor is called: the account's person, or what the job is. One statement at most. */
export async function nameOf(tx: Tx, id: string): Promise<string> {
  return (await accountNames(tx, [id])).get(id) ?? JOBS[id.replace(/^system:/, '')] ?? '系统'
}
