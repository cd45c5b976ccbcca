import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../platform/db/index.ts'
import { openKeys, verifyJournal } from '../../platform/journal/index.ts'
import { openInstallation } from '../installation.ts'

/** `yike journal verify`: recomputes every tree from the rows and compares with what was signed. Code 1 when anything was found. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, jurisdiction: { type: 'string' }, json: { type: 'boolean' } },
  })
  const folder = values.data ?? process.env.YIKE_DATA ?? join(import.meta.dirname, '..', '..', '..', '.yike')
  const installation = await openInstallation({ folder, url: process.env.DATABASE_URL, attach: true })
  const db = openDatabase(installation.owner)
  try {
    const keys = await openKeys(installation.folder)
    const report = await verifyJournal(db, {
      keys,
      ...(values.jurisdiction === undefined ? {} : { jurisdiction: values.jurisdiction }),
    })
    if (values.json) console.log(JSON.stringify(report, null, 1))
    else print(report)
    return report.sound ? 0 : 1
  } finally {
    await db.close()
    await installation.stop()
  }
}
