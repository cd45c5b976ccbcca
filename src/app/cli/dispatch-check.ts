import { parseArgs } from 'node:util'
import { checkPlan, formatOf, parseHomecare, parseProblem, parseSolomon } from '../../engines/dispatch/index.ts'
import { refuse } from '../../kernel/refusal.ts'
import { textOf } from './dispatch-solve.ts'

/** `yike dispatch check FILE PLAN.json [--json]`: follows a plan with code of its own. Ends with code 1 when it does not hold. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  const [file, planFile] = positionals
  if (file === undefined || planFile === undefined)
    throw refuse('dispatch.usage', {
      zh: '用法：yike dispatch check 文件 计划.json [--json]',
      en: 'Usage: yike dispatch check FILE PLAN.json [--json]',
    })
  const text = await textOf(file)
  let plan: unknown
  try {
    plan = JSON.parse(await textOf(planFile))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw refuse('dispatch.plan', {
      zh: '计划不是 JSON，可能不完整',
      en: 'The plan is not JSON; it may be cut off',
    })
  }
  const format = formatOf(text)
  // A file that makes no sense is refused with its place.
  const read = { solomon: parseSolomon, hhc: parseHomecare, json: parseProblem }
  read[format](text)
  const verdict = checkPlan(text, plan, format)
  if (values.json) console.log(JSON.stringify(verdict))
  else {
    for (const fault of verdict.faults) console.log(`  ✗ ${fault.zh} · ${fault.en}`)
    if (verdict.cost !== null) console.log(`成本 cost         ${verdict.cost}`)
    if (verdict.distance !== undefined) console.log(`里程 distance     ${verdict.distance}`)
    if (verdict.vehicles !== undefined) console.log(`路线 tours        ${verdict.vehicles}`)
    console.log(verdict.valid ? '计划成立 · the plan holds' : '计划不成立 · the plan does not hold')
  }
  return verdict.valid ? 0 : 1
}
