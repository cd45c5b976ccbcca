import assert from 'node:assert/strict'
import type { Journey } from '../run.ts'
import { PHONE, WIDE } from '../stage.ts'

const tomorrow = () =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() + 86_400_000))

export const journeys: Journey[] = [
  {
    name: 'a provider plans a day: optimise, why, take over, a sick carer, by hand, route sheets',
    walk: async (stage) => {
      const page = await stage.open('/console/dispatching', { as: 'jujia', viewport: WIDE })
      const sites = page.getByLabel('网点')
      await sites.waitFor()
      // The site with the rota of the demonstration is the one with visits tomorrow.
      const options = await sites
        .locator('option')
        .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))
      let site = ''
      for (const option of options) {
        const answer = await page.request.get(`${stage.origin}/api/dispatching/day?site=${option}&day=${tomorrow()}`)
        const board = (await answer.json()) as { carers: { notPlanned: unknown }[]; visits: unknown[] }
        if (board.visits.length > 10 && board.carers.some((each) => each.notPlanned === null)) site = option
      }
      assert.notEqual(site, '', 'no site of the provider has a day to plan')
      const at = `/console/dispatching?site=${site}&day=${tomorrow()}`
      await stage.turn(page, at)
      await page.getByRole('button', { name: '优化', exact: true }).click()
      const take = page.getByRole('button', { name: '采用并派单' })
      await take.waitFor({ timeout: 60_000 })
      await stage.picture(page, 'dispatch-board')
      assert.deepEqual(await stage.axe(page), [])
      await page.locator('.yk-lane-block').first().click()
      await page.getByRole('heading', { name: '为什么这样排' }).waitFor()
      await stage.picture(page, 'dispatch-why')
      await page.keyboard.press('Escape')
      await take.click()
      await page.getByText('已采用第').waitFor({ timeout: 30_000 })
      await stage.picture(page, 'dispatch-taken')

      await page
        .locator('.yk-lane')
        .filter({ has: page.locator('.yk-lane-block') })
        .first()
        .locator('button.yk-lane-name')
        .click()
      await page.getByRole('button', { name: '病假，从现在起重排' }).click()
      await take.waitFor({ timeout: 60_000 })
      await page.getByRole('heading', { name: '和已告知的相比' }).waitFor()
      await stage.picture(page, 'dispatch-replan')

      await page.locator('.yk-lane-block').last().click()
      await page.getByRole('heading', { name: '调整' }).waitFor()
      await page.getByLabel('开始时间').fill('23:00')
      await page.locator('.yk-dispatch-cannot').waitFor({ timeout: 20_000 })
      await stage.picture(page, 'dispatch-move')
      await page.keyboard.press('Escape')

      await stage.turn(page, at.replace('/dispatching?', '/dispatching/sheets?'))
      await page.getByRole('button', { name: '打开住址和电话' }).click()
      await page.locator('.yk-sheet-page').first().waitFor()
      await stage.picture(page, 'dispatch-sheets')
      assert.deepEqual(await stage.axe(page), [])
      await stage.turn(page, '/console/dispatching/rota')
      await page.getByRole('table').waitFor()
      await stage.picture(page, 'dispatch-rota')
      assert.deepEqual(await stage.axe(page), [])
      await stage.turn(page, at.replace('/dispatching?', '/dispatching/desk?'))
      await page.getByRole('heading', { name: '结算明细' }).waitFor()
      await stage.picture(page, 'dispatch-desk')
      assert.deepEqual(await stage.axe(page), [])

      const phone = await stage.open(at, { as: 'jujia', viewport: PHONE })
      await phone.locator('.yk-daylist button').first().waitFor()
      await stage.picture(phone, 'dispatch-phone')
      assert.deepEqual(await stage.axe(phone), [])
      const english = await stage.open(at, { as: 'jujia', viewport: WIDE, language: 'en' })
      await english.getByRole('heading', { name: 'Dispatch board' }).waitFor()
      await stage.picture(english, 'dispatch-english')
      const elder = await stage.open(at, { as: 'jujia', viewport: WIDE, elder: true })
      await elder.locator('.yk-daylist button').first().waitFor()
      await stage.picture(elder, 'dispatch-elder')
    },
  },
]
