import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { buildStreets, readStreets, reportOf, streetsHash } from '../../engines/streets/index.ts'
import { refuse } from '../../kernel/refusal.ts'
import { streetFile, writeStreets } from './streets-files.ts'

/**
 * `yike streets import FILE --out DIR [--json]`: makes the walking graph of an OpenStreetMap file and prints what was found as one
 * JSON object. The folder gets the new streets when they are complete; until then it keeps what it had.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { out: { type: 'string' }, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [path] = positionals
  if (path === undefined || values.out === undefined) {
    throw refuse('usage', {
      zh: '用法：yike streets import 文件 --out 目录 [--json]',
      en: 'Usage: yike streets import FILE --out DIR [--json]',
    })
  }
  const began = performance.now()
  const { bytes, source } = await streetFile(path)
  let told = 0
  const ways = await readStreets(source, {
    name: basename(path),
    bytes,
    progress: ({ stage, share }) => {
      if (!process.stderr.isTTY || share === null || performance.now() - told < 200) return
      told = performance.now()
      process.stderr.write(`\r${stage === 'ways' ? '街道 · streets' : '节点 · nodes'} ${Math.floor(share * 100)} % `)
    },
  })
  if (told > 0) process.stderr.write('\r\u001b[K')
  const streets = buildStreets(ways)
  const report = {
    streets: streetsHash(streets),
    source: streets.source,
    read: streets.counts,
    ...reportOf(streets),
  }
  await writeStreets(values.out, streets, report)
  const seconds = Math.round(performance.now() - began) / 1000
  const peakMemoryMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(JSON.stringify({ folder: values.out, ...report, seconds, peakMemoryMegabytes }, null, 1))
  return 0
}
