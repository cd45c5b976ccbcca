import type { Tx } from '../../platform/db/index.ts'
import { accountNames } from '../../platform/identity/index.ts'

/** Names of jobs, for people. */
const JOBS: Record<string, string> = { seed: '演示数据', install: '安装程序' }

/** What an actor is called where no account stands behind it. */
function jobName(id: string): string {
  return id.startsWith('system:') ? (JOBS[id.slice(7)] ?? '系统') : id
}

/** Names of actors by id: accounts by their people's names, jobs by what they are. One statement at most. */
export async function namesOf(tx: Tx, ids: Iterable<string | null>): Promise<(id: string | null) => string> {
  const names = await accountNames(
    tx,
    [...ids].filter((id) => id !== null),
  )
  return (id) => (id === null ? '' : (names.get(id) ?? jobName(id)))
}
