import { Refusal } from '../kernel/refusal.ts'

/** The commands of `./bin/yike`, each in a file of its own that is loaded when it is called. */
const COMMANDS: Record<
  string,
  { usage: string; what: string; load: () => Promise<{ run(args: string[]): Promise<number> }> }
> = {
  'plan read': {
    usage: 'yike plan read FILE [--json]',
    what: '读一份行动方案：目标、任务、疑点 · read a plan paper: targets, tasks, doubts',
    load: () => import('./cli/plan-read.ts'),
  },
  'streets import': {
    usage: 'yike streets import FILE --out DIR [--json]',
    what: '由 OpenStreetMap 文件生成步行街道网 · make the walking graph of an OpenStreetMap file',
    load: () => import('./cli/streets-import.ts'),
  },
  'streets minutes': {
    usage: 'yike streets minutes DIR --from points.csv [--to targets.csv] --cut 15 --speed 80 --json',
    what: '街道网上的准确步行分钟 · exact walking minutes on the streets',
    load: () => import('./cli/streets-minutes.ts'),
  },
  'journal verify': {
    usage: 'yike journal verify [--data DIR] [--jurisdiction CODE] [--json]',
    what: '查验日志有无改动、删除、调序 · find any altered, deleted or reordered journal row',
    load: () => import('./cli/journal-verify.ts'),
  },
  'siting solve': {
    usage:
      'yike siting solve --kind p-median|max-cover|set-cover --format orlib|json FILE [--seconds S] [--seed N] [--certificate PATH] [--json]',
    what: '设施选址：点位、目标值、界、证书 · where to build: sites, objective, bound, certificate',
    load: () => import('./cli/siting-solve.ts'),
  },
  'siting check': {
    usage: 'yike siting check CERTIFICATE [--json]',
    what: '查验选址证书 · verify a siting certificate',
    load: () => import('./cli/siting-check.ts'),
  },
  'dispatch solve': {
    usage:
      'yike dispatch solve --format solomon|hhc|json FILE [--objective distance|vehicles-first|cost] [--seconds S] [--iterations N] [--threads N] [--seed N] [--json]',
    what: '派单：谁何时去哪里 · who goes where when: tours, cost, who is left out',
    load: () => import('./cli/dispatch-solve.ts'),
  },
  'dispatch check': {
    usage: 'yike dispatch check FILE PLAN.json [--json]',
    what: '查验派单计划 · verify a plan of tours',
    load: () => import('./cli/dispatch-check.ts'),
  },
}

function help(): number {
  console.log('一刻 · Yike\n')
  for (const command of Object.values(COMMANDS)) console.log(`  ${command.usage}\n      ${command.what}\n`)
  return 0
}

const args = process.argv.slice(2)
const name = args.slice(0, 2).join(' ')
const command = COMMANDS[name]

try {
  if (command === undefined) {
    const asked = args[0] === undefined || args[0] === 'help' || args[0] === '--help' || args[0] === '-h'
    if (!asked) console.error(`没有这个命令 · no such command: ${name}\n`)
    help()
    process.exitCode = asked ? 0 : 2
  } else {
    const { run } = await command.load()
    process.exitCode = await run(args.slice(2))
  }
} catch (error) {
  // What a user can mend is told in words; a fault of ours keeps its trace.
  if (error instanceof Refusal) {
    console.error(error.text.zh)
    if (error.text.en !== error.text.zh) console.error(error.text.en)
    if (error.next !== undefined) console.error(`→ ${error.next.zh} · ${error.next.en}`)
    process.exitCode = 1
  } else throw error
}
