// `npm start`, `npm test` and the rest: one entrance, so that each works from a fresh clone.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root, run } from './node24.mjs'

const [command, ...rest] = process.argv.slice(2)
const tool = (path) => join(root, 'node_modules', path)
const VITE = tool('vite/bin/vite.js')

function filesBelow(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesBelow(path) : [path]
    })
}

/** Builds the pages when their sources, or the types they lean on, are not those of the last build. */
async function buildWeb(force) {
  const hash = createHash('sha256')
  for (const path of [
    join(root, 'vite.config.ts'),
    join(root, 'package-lock.json'),
    ...filesBelow(join(root, 'web')),
    ...filesBelow(join(root, 'src', 'kernel')),
  ]) {
    hash.update(path.slice(root.length)).update(readFileSync(path))
  }
  const wanted = hash.digest('hex')
  const stamp = join(root, 'dist', 'web', '.sources')
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0
  console.error('正在构建页面 · building the pages…')
  const code = await run([VITE, 'build', '--logLevel', 'error'], { cwd: root })
  if (code === 0) writeFileSync(stamp, wanted)
  return code
}

const COMMANDS = {
  start: async () => (await buildWeb(false)) || run([join(root, 'src/app/main.ts'), ...rest]),
  test: () => run([join(root, 'checks/test.ts'), ...rest], { cwd: root }),
  types: async () => {
    for (const project of ['tsconfig.json', 'web/tsconfig.json', 'e2e/tsconfig.json']) {
      const code = await run([tool('typescript/bin/tsc'), '-p', project], { cwd: root })
      if (code !== 0) return code
    }
    return 0
  },
  lint: async () =>
    (await run([tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', ...rest], { cwd: root })) ||
    run([join(root, 'checks/floors.ts')], { cwd: root }),
  build: () => buildWeb(true),
  e2e: async () => (await buildWeb(false)) || run([join(root, 'e2e/run.ts'), ...rest], { cwd: root }),
  bench: () => run([join(root, 'bench/run.ts'), ...rest], { cwd: root }),
}

if (COMMANDS[command] === undefined) {
  console.error(`npm run ${Object.keys(COMMANDS).join(' | ')}`)
  process.exit(2)
}
ensureInstalled()
process.exit(await COMMANDS[command]())
