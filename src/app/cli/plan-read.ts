import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type PlanReading, readPlan, type Target } from '../../engines/plantext/index.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readPaper } from '../../platform/documents/index.ts'

/** The reader takes at most this much; a larger file is refused before it is read. */
const LARGEST = 24 * 1024 * 1024

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST) {
      throw refuse('document.too-large', {
        zh: `文件太大（${Math.round(size / 1048576)} MB），不能超过 20 MB`,
        en: `The file is too large (${Math.round(size / 1048576)} MB); at most 20 MB`,
      })
    }
    return await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT')
      throw refuse('file.missing', { zh: `找不到文件：${path}`, en: `There is no such file: ${path}` })
    if (code === 'EISDIR')
      throw refuse('file.folder', { zh: `这是目录，不是文件：${path}`, en: `This is a folder, not a file: ${path}` })
    throw error
  }
}

const amount = (target: Target) =>
  (target.value === null ? `${target.low}–${target.high}` : String(target.value)) + target.unit

function print(reading: PlanReading): void {
  const { title, documentNumber, issuer, period, targets, tasks } = reading
  console.log(title ?? '（没有标题）')
  console.log(
    [documentNumber, issuer, period.to === null ? null : `${period.from ?? '…'} 至 ${period.to}`]
      .filter(Boolean)
      .join(' · '),
  )
  console.log(
    `\n${targets.length} 项目标 · ${tasks.filter((task) => task.kind === 'task').length} 项任务 · ${reading.milestones.length} 个节点 · ${reading.limits.length} 条政策参数${reading.complete ? '' : ' · 文件不完整'}`,
  )
  for (const warning of reading.warnings)
    console.log(`  ! ${warning.message}${warning.quote === '' ? '' : `：「${warning.quote}」`}`)
  console.log('\n目标')
  for (const target of targets) {
    console.log(
      `  ${target.clause.padEnd(8)} ${target.indicator} ${target.comparator} ${amount(target)}  ${target.deadline ?? '未写期限'}`,
    )
    for (const doubt of target.doubts) console.log(`           ? ${doubt.message}`)
  }
  console.log('\n任务')
  for (const task of tasks.filter((each) => each.kind === 'task')) {
    const roles = [
      ['牵头', task.lead],
      ['配合', task.support],
      ['监督', task.supervise],
      ['落实', task.implement],
    ] as const
    console.log(`  ${task.number.padEnd(4)} ${task.title.slice(0, 40)}`)
    const line = roles.filter(([, units]) => units.length > 0).map(([role, units]) => `${role}：${units.join('、')}`)
    if (line.length > 0) console.log(`       ${line.join('；')}`)
  }
}

/** `yike plan read FILE [--json]`: reads a paper without a database and prints what it says. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  const [path] = positionals
  if (path === undefined)
    throw refuse('file.missing', {
      zh: '用法：yike plan read 文件 [--json]',
      en: 'Usage: yike plan read FILE [--json]',
    })
  const paper = await readPaper(await bytesOf(path), basename(path))
  const reading = readPlan(paper.text)
  if (values.json) {
    const { fingerprint: _, blocks: __, ...rest } = reading
    console.log(JSON.stringify(rest, null, 1))
  } else {
    for (const note of paper.notes) console.log(`  ! ${note.zh}`)
    print(reading)
  }
  return 0
}
