import { sql, type Tx } from '../../platform/db/index.ts'

/** Names of jobs, for people. */
const JOBS: Record<string, string> = { seed: '演示数据', install: '安装程序' }

/** What an actor is called where no account stands behind it. */
function jobName(id: string): string {
  return id.startsWith('system:') ? (JOBS[id.slice(7)] ?? '系统') : id
}

/** Names of actors by id: accounts by their people's names, jobs by what they are. One statement. */
export async function namesOf(tx: Tx, ids: Iterable<string | null>): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null && /^[0-9a-f-]{36}$/.test(id))
  const rows =
    wanted.length === 0
      ? []
      : await tx.rows<{ id: string; name: string }>(sql`select id::text, name from identity.account where id = any(${wanted}::uuid[])`)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (id) => (id === null ? '' : (names.get(id) ?? jobName(id)))
}
