import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../platform/db/index.ts'
import { openKeys, type VerifyReport, verifyJournal } from '../../platform/journal/index.ts'
import { openInstallation } from '../installation.ts'

/** Findings shown before the rest is only counted. */
const SHOWN = 50

function print(report: VerifyReport): void {
  const rate = report.seconds > 0 ? Math.round(report.entries / report.seconds) : report.entries
  console.log(
    `${report.jurisdictions} 个辖区，${report.entries} 条，${report.seals} 次签封，${report.unsealed} 条尚未签封，${report.seconds.toFixed(1)} 秒（每秒 ${rate} 条）`,
  )
  for (const finding of report.findings.slice(0, SHOWN)) {
    const place = [
      finding.jurisdiction,
      finding.lane === undefined ? null : `道 ${finding.lane}`,
      finding.position === undefined ? null : `第 ${finding.position} 条`,
    ]
      .filter(Boolean)
      .join(' ')
    console.log(`  ${finding.kind} · ${place} · ${finding.text.zh} · ${finding.text.en}`)
  }
  if (report.findings.length > SHOWN) console.log(`  … 另有 ${report.findings.length - SHOWN} 处`)
  for (const seal of report.newest)
    console.log(`  最新签封 ${seal.jurisdiction} 第 ${seal.number} 次 ${seal.at} ${seal.hash}`)
  console.log(report.sound ? '日志完好 · the journal is sound' : '日志有问题 · the journal was tampered with')
}

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
