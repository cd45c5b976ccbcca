import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkPlan, planFile, planFileByThreads } from '../../engines/dispatch/index.ts'
import { refuse } from '../../kernel/refusal.ts'

const FORMATS = ['solomon', 'hhc', 'json'] as const
const OBJECTIVES = { solomon: ['distance', 'vehicles-first'], hhc: ['cost'], json: ['cost'] } as const

/**
 * What checking, printing and ending the process take, kept back from the time given: seconds, and on a machine that is busy a share of what
 * starting took.
 */
const AFTERWARDS = 0.04
const AS_STARTING = 0.4

const usage = () =>
  refuse('dispatch.usage', {
    zh: '用法：yike dispatch solve --format solomon|hhc|json 文件 [--objective distance|vehicles-first|cost] [--seconds 秒] [--iterations 步] [--threads 数] [--seed 数] [--json]',
    en: 'Usage: yike dispatch solve --format solomon|hhc|json FILE [--objective distance|vehicles-first|cost] [--seconds S] [--iterations N] [--threads N] [--seed N] [--json]',
  })

function optionsOf(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        objective: { type: 'string' },
        seconds: { type: 'string' },
        iterations: { type: 'string' },
        threads: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw usage()
    throw error
  }
}

/** The text of a file that a user named. */
export async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (!['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    throw refuse('file.missing', { zh: `找不到文件：${path}`, en: `There is no such file: ${path}` })
  }
}

/** A number option from `least` up. */
function number(text: string | undefined, fallback: number, name: string, least = 0): number {
  const value = text === undefined ? fallback : Number(text)
  if (!(value >= least) || value === Number.POSITIVE_INFINITY)
    throw refuse('dispatch.option', {
      zh: `--${name} 应是不小于 ${least} 的数：${text}`,
      en: `--${name} should be a number from ${least} up: ${text}`,
    })
  return value
}

/**
 * `yike dispatch solve`: plans the tours of a file within `--seconds`, counted from the start of the process, or with
 * `--iterations` steps, which a seed repeats on any machine; `--threads` tries as many seeds at once. The plan is verified by other code before it is printed. Who cannot
 * be served is listed.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = optionsOf(args)
  const [file] = positionals
  const format = FORMATS.find((one) => one === values.format)
  if (file === undefined || format === undefined) throw usage()
  const objectives: readonly string[] = OBJECTIVES[format]
  const objective = values.objective ?? objectives[0]!
  if (!objectives.includes(objective))
    throw refuse('dispatch.objective', {
      zh: `${format} 的目标只有 ${objectives.join('、')}`,
      en: `The objectives of ${format} are ${objectives.join(', ')}`,
    })
  const threads = Math.floor(number(values.threads, 1, 'threads', 1))
  const text = await textOf(file)
  const started = performance.now() / 1000
  const options = {
    format,
    objective: objective === 'vehicles-first' ? ('vehicles-first' as const) : ('distance' as const),
    seconds: Math.max(0, number(values.seconds, 10, 'seconds') - Math.max(AFTERWARDS, AS_STARTING * started)),
    iterations: values.iterations === undefined ? undefined : number(values.iterations, 0, 'iterations'),
    seed: number(values.seed, 1, 'seed'),
  }
  const plan = threads === 1 ? planFile(text, options) : await planFileByThreads(text, options, threads)
  const { valid, faults } = checkPlan(text, plan, format)
  if (!valid) throw new Error(`the plan does not hold: ${faults.map(({ en }) => en).join('; ')}`)
  if (values.json) console.log(JSON.stringify(plan))
  else {
    console.log(`成本 cost         ${plan.cost.toFixed(2)}`)
    console.log(`里程 distance     ${plan.distance.toFixed(2)}`)
    console.log(`路线 tours        ${plan.vehicles}`)
    console.log(`未派 unassigned   ${plan.unassigned.length === 0 ? '0' : plan.unassigned.join(' ')}`)
    console.log(`步数 iterations   ${plan.iterations}`)
  }
  return 0
}
