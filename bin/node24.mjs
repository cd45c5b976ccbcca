// Runs on whatever Node is there (20 or newer): installs what is missing and finds a Node that runs TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const stamp = join(root, 'node_modules', '.yike-lock')
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

/** Installs the pinned packages when they are missing or belong to another lock file. */
export function ensureInstalled() {
  // Installing empties the folder it finds, and through a link that would be somebody else's.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules 是一个链接，安装会清空它指向的目录；请删除这个链接后重试 · node_modules is a link, and installing would empty the folder it points to; remove the link and try again',
    )
    process.exit(1)
  }
  if (isInstalled()) return
  takeTurn()
  try {
    if (!isInstalled()) install()
  } finally {
    rmSync(turn, { force: true })
  }
}

function isInstalled() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash()) return false
  // `bin/yike` starts without this file when the stamp is the newer one; a lock file only touched must not slow every later start.
  const now = new Date()
  if (statSync(stamp).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) utimesSync(stamp, now, now)
  return true
}

const turn = join(root, '.installing')

/** Two commands that both find packages missing install one after the other: each would empty the folder under the other. */
function takeTurn() {
  for (;;) {
    try {
      writeFileSync(turn, `${process.pid}`, { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned()) rmSync(turn, { force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  }
}

/** Whoever was installing is gone, interrupted or killed. */
function isAbandoned() {
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function install() {
  console.error('正在安装依赖 · installing the pinned packages (once, about a minute)…')
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) {
    console.error('依赖安装失败，请检查网络后重试 · npm ci failed; check the network and try again')
    rmSync(turn, { force: true })
    process.exit(result.status ?? 1)
  }
  writeFileSync(stamp, lockHash())
}

/** Path of a Node that runs TypeScript without a build: this one when it is new enough, otherwise the pinned Node 24. */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned)) return pinned
  console.error(
    `此平台（${process.platform}-${process.arch}）需要自行安装 Node 24 · please install Node 24 on this platform`,
  )
  process.exit(1)
}

/**
 * Runs a program under that Node with our standard streams, hands signals on, and ends as it ended. The child is tied by a channel:
 * when this process dies, however, the child sees the channel close and stops in order.
 */
export function run(args, options = {}) {
  // What was compiled once is kept: from the second start on it takes a third of the time to load the program.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env }
  const child = spawn(findNode(), args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env, ...options })
  // A terminal sends Ctrl-C to the whole group already; the others are ours to hand on.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm hands a signal to its shell, and the shell dies without telling us: losing the parent is the sign.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 300).unref()
  }
  return new Promise((done) => child.on('exit', (code, signal) => done(signal === null ? code : 128 + 15)))
}
