import { sql, type Tx } from '../../platform/db/index.ts'

/** Names of jobs, for people. */
const JOBS: Record<string, string> = { seed: '演示数据', install: '安装程序' }

/** What an actor is called: the account's person, or what the job is. One statement at most. */
export async function nameOf(tx: Tx, id: string): Promise<string> {
  if (/^[0-9a-f-]{36}$/.test(id)) {
    const row = await tx.maybe<{ name: string }>(
      sql`select name from identity.account where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
    )
    if (row !== null) return row.name
  }
  return JOBS[id.replace(/^system:/, '')] ?? '系统'
}
