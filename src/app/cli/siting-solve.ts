import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Answer, type Problem, parsePlanar, parsePmed, parseScp, solveHere } from '../../engines/siting/index.ts'
import { refuse } from '../../kernel/refusal.ts'

const KINDS = ['p-median', 'max-cover', 'set-cover'] as const

const usage = () =>
  refuse('siting.usage', {
    zh: '用法：yike siting solve --kind p-median|max-cover|set-cover --format orlib|json 文件 [--seconds 秒] [--seed 数] [--certificate 路径] [--json]',
    en: 'Usage: yike siting solve --kind p-median|max-cover|set-cover --format orlib|json FILE [--seconds S] [--seed N] [--certificate PATH] [--json]',
  })

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT')
      throw refuse('file.missing', { zh: `找不到文件：${path}`, en: `There is no such file: ${path}` })
    if (code === 'EISDIR')
      throw refuse('file.folder', { zh: `这是目录，不是文件：${path}`, en: `This is a folder, not a file: ${path}` })
    throw error
  }
}

function problemOf(text: string, kind: Problem['kind'], format: string): Problem {
  if (format === 'json') return parsePlanar(text, kind)
  if (kind === 'p-median') return parsePmed(text)
  if (kind === 'set-cover') return parseScp(text)
  throw refuse('siting.format', {
    zh: 'OR-Library 没有最大覆盖的格式，请用 --format json',
    en: 'There is no OR-Library format for maximal covering; use --format json',
  })
}

/** A whole or decimal option, above `least`. */
function number(text: string | undefined, fallback: number, name: string): number {
  const value = text === undefined ? fallback : Number(text)
  if (!(value >= 0) || value === Number.POSITIVE_INFINITY)
    throw refuse('siting.option', {
      zh: `--${name} 不是不小于 0 的数：${text}`,
      en: `--${name} is no number from 0 up: ${text}`,
    })
  return value
}

function print(answer: Answer, path: string | null): void {
  if (answer.status !== 'solved') {
    console.log(answer.reason.zh)
    console.log(answer.reason.en)
  } else {
    const gap = `${(100 * answer.gap).toFixed(3)} %`
    console.log(`目标 objective  ${answer.objective}`)
    console.log(`界   bound      ${answer.bound}（${answer.proven ? '已证明 proven' : `差距 gap ${gap}`}）`)
    console.log(`点位 sites      ${answer.sites.length}`)
    console.log(`用时 seconds    ${answer.seconds.toFixed(2)}`)
  }
  if (path !== null) console.log(`证书 certificate ${path}`)
}

/** The options; what is not among them is answered with how to call. */
function optionsOf(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        format: { type: 'string', default: 'orlib' },
        seconds: { type: 'string' },
        seed: { type: 'string' },
        certificate: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw usage()
    throw error
  }
}

/**
 * `yike siting solve`: answers a question from a file and writes its certificate beside the file, or where `--certificate` says.
 * Sites are numbered as in the file: from 1 in OR-Library files, from 0 in JSON; in the certificate always from 0. Ends with code
 * 1 when there is no solution, 3 when none was found in time.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = optionsOf(args)
  const [file] = positionals
  const kind = KINDS.find((one) => one === values.kind)
  if (file === undefined || kind === undefined || !['orlib', 'json'].includes(values.format)) throw usage()
  const problem = problemOf(await textOf(file), kind, values.format)
  // Nobody else waits for this thread, so none of its own has to be started. The time it took to get here is part of the time given.
  const answer = solveHere(problem, {
    seconds: Math.max(0, number(values.seconds, 10, 'seconds') - performance.now() / 1000),
    seed: number(values.seed, 1, 'seed'),
    now: () => performance.now(),
    cancelled: () => false,
    ...(values.json ? {} : { onProgress: showProgress() }),
  })
  const certificate = answer.status === 'undecided' ? null : answer.certificate
  const path = certificate === null ? null : resolve(values.certificate ?? `${file}.certificate.json`)
  if (path !== null) await writeFile(path, JSON.stringify(certificate))
  if (values.json) console.log(JSON.stringify(shown(answer, path, values.format === 'orlib' ? 1 : 0)))
  else print(answer, path)
  return answer.status === 'solved' ? 0 : answer.status === 'impossible' ? 1 : 3
}

function shown(answer: Answer, path: string | null, first: 0 | 1): unknown {
  if (answer.status !== 'solved') {
    const { status, reason, seconds } = answer
    const more = answer.status === 'impossible' ? { code: answer.code, needs: answer.needs } : { bound: answer.bound }
    return { status, reason: reason.zh, reasonEn: reason.en, ...more, seconds, certificate: path }
  }
  const { objective, bound, gap, proven, sites, seconds } = answer
  return { objective, bound, gap, proven, sites: sites.map((j) => j + first), seconds, certificate: path }
}

/** Progress on the terminal's error channel, one line that is written over. */
function showProgress() {
  if (!process.stderr.isTTY) return () => {}
  return ({
    objective,
    bound,
    gap,
    seconds,
  }: {
    objective: number | null
    bound: number | null
    gap: number | null
    seconds: number
  }) => {
    const told = gap === null ? '' : ` ${(100 * gap).toFixed(2)} %`
    process.stderr.write(`\r${seconds.toFixed(1)} s  ${objective ?? '–'}  ≥ ${bound ?? '–'}${told}   `)
  }
}
