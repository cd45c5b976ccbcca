import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Journey } from '../run.ts'
import { PHONE, type Stage } from '../stage.ts'

const PAPER = join(import.meta.dirname, '..', 'fixtures', 'paper.txt')

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** Presses "a" on card after card until nothing is doubted: the planner's own way, without the mouse. */
async function settleByKeyboard(page: Page): Promise<void> {
  for (let turn = 0; turn < 40; turn++) {
    const cards = page.locator('.yk-plan-cards article')
    if ((await cards.count()) === 0) return
    const before = await page.locator('.yk-plan-enact strong').innerText()
    await page.keyboard.press('j')
    await page.keyboard.press('a')
    await page.waitForFunction((was) => document.querySelector('.yk-plan-enact strong')?.textContent !== was, before, {
      timeout: 10_000,
    })
  }
  throw new Error('doubts remain after forty decisions')
}

/** The main job: a paper comes in, is checked, takes force, and its targets live. */
async function paperToTargets(stage: Stage): Promise<void> {
  const page = await stage.open('/console/plan/papers', { as: 'planner' })
  const began = Date.now()
  await page.locator('input[type=file]').setInputFiles(PAPER)
  await page.waitForURL(/\/console\/plan\/plans\/.+\/read/)
  await page.locator('.yk-plan-reading').waitFor()
  console.log(`  the paper was read and shown after ${Date.now() - began} ms`)
  await stage.picture(page, 'paper')
  await page.getByRole('heading', { level: 1 }).click()
  await settleByKeyboard(page)
  await page.getByRole('button', { name: /确认没有疑点的/ }).click()
  // Another plan aims at the same indicators: a contradiction needs a unit that has it decided before the plan takes force.
  await page.getByRole('tab', { name: /矛盾/ }).click()
  await stage.picture(page, 'contradiction')
  const ownerless = page.locator('.yk-plan-conflict--open form')
  while ((await ownerless.count()) > 0) {
    const left = await ownerless.count()
    await ownerless.first().locator('input').fill('县民政局')
    await ownerless.first().getByRole('button').click()
    await page.waitForFunction(
      (before) => document.querySelectorAll('.yk-plan-conflict--open form').length < before,
      left,
    )
  }
  await page.locator('button:enabled', { hasText: '方案生效' }).click()
  await page.waitForURL(/\/console\/plan\/plans\/[^/]+$/)
  await page.getByText('执行中').first().waitFor()
  await page.close()

  const targets = await stage.open('/console/plan/targets', { as: 'planner' })
  await targets.getByText('城市社区老年助餐服务覆盖率').first().waitFor()
  await stage.picture(targets, 'targets')
  await targets.getByText('城市社区老年助餐服务覆盖率').first().click()
  await targets.waitForURL(/\/console\/plan\/targets\/.+/)
  await targets.locator('.yk-figure button, button.yk-figure').first().click()
  const sheet = targets.getByRole('dialog', { name: '这个数怎么来的' })
  await sheet
    .getByText(/怎么算|公式|算法|×|÷/)
    .first()
    .waitFor()
  const why = await sheet.innerText()
  expect(/公式|算法|×|÷/.test(why), `the sheet says no formula: ${why.slice(0, 200)}`)
  await stage.picture(targets, 'why')
  await targets.close()
}

async function sameDocument(stage: Stage): Promise<void> {
  const page = await stage.open('/console/plan/papers', { as: 'planner' })
  await page.locator('input[type=file]').setInputFiles(PAPER)
  await page
    .getByText(/以前上传过|同一份/)
    .first()
    .waitFor()
  await page.close()
}

async function badPaper(stage: Stage): Promise<void> {
  const page = await stage.open('/console/plan/papers', { as: 'planner', viewport: PHONE })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '空.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) })
  await page
    .getByText(/空文件|没有内容|是空的/)
    .first()
    .waitFor()
  await page.close()
}

export const journeys: Journey[] = [
  {
    name: 'a planner loads a paper, settles the doubts by keyboard, lets it take force and opens a figure down to its formula',
    walk: paperToTargets,
  },
  { name: 'the same paper again is recognised', walk: sameDocument },
  { name: 'an empty file is refused in words, on a phone', walk: badPaper },
]
