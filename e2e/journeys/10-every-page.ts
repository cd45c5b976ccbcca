import type { Page } from 'playwright-core'
import type { Journey } from '../run.ts'
import { PHONE, type Stage, WIDE } from '../stage.ts'

/** Who opens what: every page in the navigation of every kind of account, and the pages without a login. */
const PEOPLE = ['planner', 'civil', 'jiangna', 'wangge', 'hotline', 'jujia', 'leader', 'admin', 'security', 'auditor']
const OPEN = ['/', '/resident', '/field', '/login', '/parts']

/** Pages that somebody else has opened already; a page is the same for all who may see it. */
const seen = new Set<string>()

async function pagesOf(stage: Stage, as: string): Promise<string[]> {
  const page = await stage.open('/console', { as })
  await page.locator('nav a[href^="/console"]').first().waitFor()
  const paths = await page
    .locator('nav a[href^="/console"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  await page.close()
  return [...new Set(paths)].filter((path) => !seen.has(path) && seen.add(path))
}

/** What is wrong with a page as it stands: errors in words on it, sideways scrolling, findings of axe. */
async function faultsOf(stage: Stage, page: Page, axe: boolean): Promise<string[]> {
  // A page that still reads is not judged yet.
  const headed = await page
    .locator('h1')
    .first()
    .waitFor({ state: 'attached', timeout: 15_000 })
    .then(
      () => true,
      () => false,
    )
  const faults = axe ? (await stage.axe(page)).map((finding) => `axe ${finding}`) : []
  const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  if (wide > 1) faults.push(`scrolls sideways by ${wide} px`)
  if (
    (await page
      .getByRole('alert')
      .filter({ hasText: /系统出错|Something went wrong/ })
      .count()) > 0
  )
    faults.push('says that something went wrong')
  if (!headed) faults.push('has no heading')
  return faults
}

async function inspect(stage: Stage, paths: string[], as: string | undefined): Promise<void> {
  const looks = [
    { viewport: WIDE, language: 'zh' as const, axe: 0 },
    { viewport: WIDE, language: 'en' as const, axe: null },
    // Large letters on a telephone: what has room there has room without them.
    { viewport: PHONE, language: 'zh' as const, elder: true, axe: 1 },
  ]
  const faults: string[] = []
  const waiting = [...looks]
  // Two looks at a time: one page is measured while the other loads. A look keeps its tab, for a new tab costs more than a page.
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined && paths.length > 0; next = waiting.shift()) {
      const { axe, ...look } = next
      const page = await stage.open(paths[0]!, { ...look, ...(as === undefined ? {} : { as }) })
      for (const [index, path] of paths.entries()) {
        if (index > 0) await stage.turn(page, path)
        const label = `${path} ${look.viewport.width} ${look.language}${look.elder ? ' elder' : ''}`
        // Axe takes longer than everything else: each page has it once, every other one wide, the rest on a telephone.
        const asked = axe !== null && (index % 2 === axe || paths.length === 1)
        faults.push(...(await faultsOf(stage, page, asked)).map((fault) => `${label}: ${fault}`))
      }
      await page.close()
    }
  }
  await Promise.all([worker(), worker()])
  if (faults.length > 0) throw new Error(faults.join('\n  '))
}

export const journeys: Journey[] = [
  {
    name: 'pages without a login are in order, wide, narrow, in English and for the old',
    walk: (stage) => inspect(stage, OPEN, undefined),
  },
  ...PEOPLE.map((as) => ({
    name: `every page of ${as} is in order, wide, narrow, in English and for the old`,
    walk: async (stage: Stage) => inspect(stage, await pagesOf(stage, as), as),
  })),
  { name: 'the description of the API is in order', walk: (stage) => inspect(stage, ['/api/docs'], undefined) },
  { name: 'the cockpit is in order', walk: (stage) => inspect(stage, ['/cockpit'], 'leader') },
]
