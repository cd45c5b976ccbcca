import type { Journey } from '../run.ts'
import { PHONE, type Stage } from '../stage.ts'

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** The telephone of the demo elder (演示数据). */
const NUMBER = '13000009001'

/** A call becomes an order without the mouse. */
async function orderByKeyboard(stage: Stage): Promise<void> {
  const page = await stage.open('/console/hotline', { as: 'hotline' })
  await page.locator('#hotline-phone').waitFor()
  const began = Date.now()
  await page.keyboard.type(NUMBER)
  await page.keyboard.press('Enter')
  // The household answers under one number: the first of them has the focus.
  await page.locator('.yk-hotline-choose button').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox').waitFor()
  await stage.picture(page, 'hotline')
  expect((await stage.axe(page)).length === 0, (await stage.axe(page)).join('; '))
  await page.keyboard.type('lnzc')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('radio').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.yk-hotline-said').waitFor()
  const said = await page.locator('.yk-hotline-said').innerText()
  expect(/订单号/.test(said), `what is read out names no order: ${said}`)
  expect(Date.now() - began < 30_000, 'the order took longer than half a minute')
  await page.keyboard.press('Enter')
  await page.locator('#hotline-phone').waitFor()
  await page.close()
}

/** A number nobody knows, and a wrong one, are told in words; a wish nobody can meet is noted. */
async function unmetWish(stage: Stage): Promise<void> {
  const page = await stage.open('/console/hotline', { as: 'hotline', viewport: PHONE, elder: true })
  await page.locator('#hotline-phone').fill('123')
  await page.keyboard.press('Enter')
  await page.getByText('电话号码有误').waitFor()
  await page.locator('#hotline-phone').fill('13900000000')
  await page.keyboard.press('Enter')
  await page.getByText('没有登记在任何人的档案里').waitFor()
  await page.locator('summary').click()
  await page.getByLabel('来电结果').selectOption('asked')
  await page.getByRole('button', { name: '结束来电' }).click()
  await page.locator('#hotline-phone').waitFor()
  await page.close()
}

export const journeys: Journey[] = [
  { name: 'a call becomes an order by keyboard alone', walk: orderByKeyboard },
  { name: 'a number nobody knows ends in words, on a phone with large letters', walk: unmetWish },
]
