import type { Journey } from '../run.ts'
import { PHONE, type Stage } from '../stage.ts'

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** The wall: what stands on it opens. */
async function cockpit(stage: Stage): Promise<void> {
  const page = await stage.open('/cockpit', { as: 'leader', viewport: { width: 1920, height: 1080 } })
  await page.getByText('江那镇').locator('visible=true').first().waitFor()
  await stage.picture(page, 'cockpit')
  await page.locator('button:visible').filter({ hasText: '%' }).first().click()
  await page.locator('dialog[open]').first().waitFor()
  await page.close()
}

/** A unit sees its own tasks, a neighbour's click is answered, the board prints for everybody. */
async function tasks(stage: Stage): Promise<void> {
  const own = await stage.open('/console/tasks/mine', { as: 'civil' })
  await own.getByText('建设区域养老服务中心').first().waitFor()
  await own.close()
  const board = await stage.open('/console/tasks/board', { as: 'planner' })
  await board.getByText('县民政局').locator('visible=true').first().waitFor()
  await stage.picture(board, 'tasks')
  const [file] = await Promise.all([board.waitForEvent('download'), board.getByText('导出 XLSX').click()])
  expect(file.suggestedFilename().endsWith('.xlsx'), `the board came as ${file.suggestedFilename()}`)
  await board.close()
}

/** What a resident reads without a login, and takes home to recompute. */
async function publicResults(stage: Stage): Promise<void> {
  const page = await stage.open('/plan-results', {})
  await page.getByText('未达到').first().waitFor()
  await stage.picture(page, 'public-plan')
  await page.close()
  const phone = await stage.open('/plan-results', { viewport: PHONE, elder: true })
  await phone.getByText('未达到').first().waitFor()
  await stage.picture(phone, 'public-plan-elder')
  await phone.close()
}

/** The auditor checks the journal and is told plainly. */
async function audit(stage: Stage): Promise<void> {
  const page = await stage.open('/console/journal', { as: 'auditor' })
  await page.getByRole('button', { name: /查验/ }).first().click()
  await page
    .getByText(/完好|没有发现/)
    .first()
    .waitFor()
  await stage.picture(page, 'journal')
  await page.close()
}

/** One search box: initials find a town, a word finds a clause. */
async function search(stage: Stage): Promise<void> {
  const page = await stage.open('/console', { as: 'planner' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('jnz')
  await page
    .getByRole('option', { name: /江那镇/ })
    .first()
    .waitFor()
  await page.close()
}

export const journeys: Journey[] = [
  { name: 'the wall shows the county and every figure opens', walk: cockpit },
  { name: 'a unit sees its own tasks; the matrix exports', walk: tasks },
  { name: 'a resident reads how the plan stands, also in large letters on a phone', walk: publicResults },
  { name: 'an auditor verifies the journal', walk: audit },
  { name: 'initials in the search box find a town', walk: search },
]
