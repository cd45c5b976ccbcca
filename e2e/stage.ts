import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../src/app/demo.ts'

const root = join(import.meta.dirname, '..')
/** Where the run leaves its screenshots. */
export const OUT = join(import.meta.dirname, 'out')

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
]

export const WIDE = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

/** Who looks, and how. */
export type Reader = {
  as?: string
  viewport?: { width: number; height: number }
  language?: 'zh' | 'en'
  elder?: boolean
}

/** A started Yike with the demo county on a folder of its own, and a browser to look at it with. */
export type Stage = {
  origin: string
  /** Milliseconds from the command to the first answer. */
  startTook: number
  folder: string
  restart(): Promise<number>
  /** Opens a page as somebody, or as a visitor without a login. */
  open(path: string, options?: Reader): Promise<Page>
  /** Goes on to another page of the product within an open one, as a reader does who follows a link. */
  turn(page: Page, path: string): Promise<void>
  /** Saves what every open page shows, when a journey has failed. */
  lastSeen(name: string): Promise<void>
  /** Saves what is seen. */
  picture(page: Page, name: string): Promise<void>
  /** Serious and critical findings of axe on the page as it stands, as readable lines. */
  axe(page: Page): Promise<string[]>
  close(): Promise<void>
}

async function launch(folder: string, port: number): Promise<{ child: ChildProcess; took: number }> {
  const began = Date.now()
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'run.mjs'), 'start', '--port', String(port), '--data', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  child.stdout?.resume()
  for (let tries = 0; tries < 1800; tries++) {
    if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return { child, took: Date.now() - began }
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('npm start did not answer within three minutes')
}

/** How long nothing must be under way before a page counts as settled, in milliseconds. */
const STILL = 150

/** Waits until a page has asked nothing of the server for a moment. */
function stillness(page: Page): () => Promise<void> {
  let underWay = 0
  let changed = Date.now()
  const step = (by: number) => () => {
    underWay += by
    changed = Date.now()
  }
  page.on('request', step(1))
  page.on('requestfinished', step(-1))
  page.on('requestfailed', step(-1))
  return async () => {
    const limit = Date.now() + 20_000
    changed = Date.now()
    while ((underWay > 0 || Date.now() - changed < STILL) && Date.now() < limit) {
      await new Promise((done) => setTimeout(done, 25))
    }
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

/** Starts the product as a user would and opens a browser beside it. */
export async function openStage(): Promise<Stage> {
  if (CHROMIUM === undefined)
    throw new Error('the journeys need Chromium (Debian: apt-get install chromium fonts-noto-cjk)')
  mkdirSync(OUT, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'yike-e2e-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let { child, took } = await launch(folder, port)
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const contexts = new Map<string, Promise<BrowserContext>>()
  const still = new WeakMap<Page, () => Promise<void>>()
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()

  async function signIn(username: string): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
    const known = sessions.get(username)
    if (known !== undefined) return known
    const context = await browser.newContext()
    const [name, jurisdiction] = username.split('@')
    const answer = await context.request.post(`${origin}/api/session`, {
      headers: { 'x-yike': '1' },
      data: { username: name, password: DEMO_PASSWORD, ...(jurisdiction === undefined ? {} : { jurisdiction }) },
    })
    if (!answer.ok()) throw new Error(`${username} cannot sign in: ${await answer.text()}`)
    const state = await context.storageState()
    sessions.set(username, state)
    await context.close()
    return state
  }

  /** One browser profile for each kind of reader: who, how wide, which language, which size of text. */
  function contextFor(options: Reader): Promise<BrowserContext> {
    const key = JSON.stringify(options)
    const known = contexts.get(key) ?? makeContext(options)
    contexts.set(key, known)
    return known
  }

  async function makeContext(options: Reader): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: options.viewport ?? WIDE,
      locale: options.language === 'en' ? 'en-GB' : 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...(options.as === undefined ? {} : { storageState: await signIn(options.as) }),
    })
    await context.addInitScript(
      ([language, elder]) => {
        localStorage.setItem('yike.language', language as string)
        if (elder) localStorage.setItem('yike.look', JSON.stringify({ elder: 20 }))
      },
      [options.language ?? 'zh', options.elder ?? false] as const,
    )
    return context
  }

  return {
    origin,
    startTook: took,
    folder,
    restart: async () => {
      await stop(child)
      const again = await launch(folder, port)
      child = again.child
      return again.took
    },
    open: async (path, options = {}) => {
      const context = await contextFor(options)
      const page = await context.newPage()
      still.set(page, stillness(page))
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('close', () => {
        if (faults.length > 0) throw new Error(`errors on ${path}: ${faults.join('; ')}`)
      })
      await page.goto(origin + path)
      await page.waitForLoadState('networkidle')
      return page
    },
    turn: async (page, path) => {
      await page.evaluate((to) => {
        history.pushState(null, '', to)
        dispatchEvent(new PopStateEvent('popstate'))
      }, path)
      await still.get(page)!()
    },
    lastSeen: async (name) => {
      for (const context of contexts.values()) {
        for (const page of (await context).pages()) {
          await page.screenshot({ path: join(OUT, `failed-${name}.png`), fullPage: true }).catch(() => undefined)
          await page.close().catch(() => undefined)
        }
      }
    },
    picture: async (page, name) => {
      await page.screenshot({ path: join(OUT, `${name}.png`), fullPage: false })
    },
    axe: async (page) => {
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .options({ resultTypes: ['violations'] })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      return violations
        .filter((each) => each.impact === 'serious' || each.impact === 'critical')
        .map(
          (each) =>
            `${each.id}: ${each.help} (${each.nodes
              .map((node) => node.target.join(' '))
              .slice(0, 3)
              .join(' | ')})`,
        )
    },
    close: async () => {
      await browser.close()
      await stop(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
