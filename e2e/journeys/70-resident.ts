import type { Page } from 'playwright-core'
import type { Journey } from '../run.ts'
import { PHONE, type Reader, type Stage, WIDE } from '../stage.ts'

const ELDER: Reader = { as: 'laoren', viewport: PHONE, elder: true }
const DAUGHTER: Reader = { as: 'nver', viewport: PHONE }
/** Telephone of the demo's older resident. */
const PHONE_OF_ELDER = '13000009001'
/** What each own page is called. */
const OWN = [
  '',
  '/find',
  '/orders',
  '/services',
  '/cases',
  '/benefits',
  '/file',
  '/readings',
  '/consents',
  '/family',
  '/password',
]

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** Nothing serious by axe, nothing sideways, text and controls as large as large letters promise. */
async function inOrder(stage: Stage, page: Page, path: string, elder: boolean): Promise<void> {
  await page.locator('h1').first().waitFor()
  const faults = await stage.axe(page)
  expect(faults.length === 0, `${path}: ${faults.join('; ')}`)
  const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  expect(wide <= 1, `${path} scrolls sideways by ${wide} px`)
  if (!elder) return
  const small = await page.locator('#main').evaluate((main) => {
    const text = [...main.querySelectorAll('*')]
      .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < 18)
      .map((each) => `text ${each.tagName} ${each.textContent?.slice(0, 12)}`)
    const low = [...main.querySelectorAll('.yk-button, .yk-input, .yk-entry')]
      .filter((each) => each.getBoundingClientRect().height < 60 && each.getBoundingClientRect().height > 0)
      .map((each) => `control ${each.textContent?.slice(0, 12)}`)
    return [...text, ...low].slice(0, 4)
  })
  expect(small.length === 0, `${path}: too small for large letters: ${small.join('; ')}`)
}

/** An older person asks for a code, the counter tells it after making sure who it is, and it brings the person in. */
async function comingIn(stage: Stage): Promise<void> {
  const page = await stage.open('/resident/login', { viewport: PHONE, elder: true })
  await inOrder(stage, page, '/resident/login', true)
  await page.getByLabel('电话').fill(PHONE_OF_ELDER)
  await page.getByRole('button', { name: '取验证码' }).first().click()
  await page.getByText('打服务电话或到窗口').waitFor()
  const desk = await stage.open('/console/residents', { as: 'civil' })
  await desk.getByRole('button', { name: '已核实本人，打开验证码' }).first().click()
  const told = await desk.locator('strong[role=status]').first().innerText()
  await desk.close()
  const code = told.replace(/\D/g, '')
  expect(code.length === 6, `the counter tells: ${told}`)
  await page.getByLabel(/验证码（/).fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('您好').first().waitFor()
  expect((await page.locator('body').innerText()).includes('我的补贴'), 'the first page has no benefits')
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.close()
}

/** From the first page to the receipt in three screens, with large letters on a telephone. */
async function elderApplies(stage: Stage): Promise<void> {
  const page = await stage.open('/resident', ELDER)
  await inOrder(stage, page, '/resident', true)
  await stage.picture(page, 'resident')
  await page.getByRole('link', { name: /申请办事/ }).click()
  // One: what for.
  await page.locator('h1', { hasText: '申请办事' }).waitFor()
  await page
    .getByRole('link', { name: /家庭养老床位/ })
    .first()
    .click()
  // Two: check, fill in the rest.
  await page.getByText('下面已按档案填好').waitFor()
  const phone = await page.getByLabel('联系电话').first().inputValue()
  expect(phone === PHONE_OF_ELDER, `the telephone was not filled in: ${phone}`)
  await fillIn(page)
  await inOrder(stage, page, '/resident/apply', true)
  await page.getByLabel(/缺的材料我到窗口交/).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  // Three: done.
  await page.locator('h1', { hasText: '申请已提交' }).waitFor()
  const number = (await page.locator('.yk-apply-codes dd').first().innerText()).trim()
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.getByText(number).first().waitFor()
  await inOrder(stage, page, '/resident/cases/:id', true)
  await stage.picture(page, 'case-resident')
  await page.close()
}

/** Answers whatever the form still asks: choices, yes and no, agreement. */
async function fillIn(page: Page): Promise<void> {
  for (const field of await page.locator('select[required]').all())
    if ((await field.inputValue()) === '') await field.selectOption({ index: 1 })
  for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio').first().check()
  for (const field of await page.locator('input[required]:not([type=radio]):not([type=checkbox])').all())
    if ((await field.inputValue()) === '') await field.fill('砚山县社会福利中心（演示）')
  for (const group of await page.locator('.yk-proc-choices[role=group]').all())
    await group.getByRole('checkbox').first().check()
}

/** The daughter applies for the parent; the parent sees the case, and that the daughter read the file. */
async function daughterApplies(stage: Stage): Promise<void> {
  const page = await stage.open('/resident/services', DAUGHTER)
  await page.locator('.yk-own-whom button').nth(1).click()
  const parent = (await page.locator('.yk-own-whom button').nth(1).innerText()).trim()
  await page
    .getByRole('link', { name: /适老化改造/ })
    .first()
    .click()
  await page.locator('.yk-apply-mine').getByText(parent).waitFor()
  await fillIn(page)
  await page.evaluate(() => window.scrollTo(0, 0))
  await stage.picture(page, 'form')
  await page.getByLabel(/缺的材料我到窗口交/).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.locator('h1', { hasText: '申请已提交' }).waitFor()
  const number = (await page.locator('.yk-apply-codes dd').first().innerText()).trim()
  const refused = await page.request.get(`${stage.origin}/api/my/consents?person=${await subjectOf(page, stage, 1)}`)
  expect(refused.status() === 403, `a proxy without the authority reads consents: ${refused.status()}`)
  await page.close()
  const elder = await stage.open('/resident/cases', ELDER)
  const cases = (await (await elder.request.get(`${stage.origin}/api/my/cases`)).json()) as {
    items: { number: string }[]
  }
  expect(
    cases.items.some((each) => each.number === number),
    'the parent does not see what the daughter applied for',
  )
  await elder.close()
}

async function subjectOf(page: Page, stage: Stage, at: number): Promise<string> {
  const home = (await (await page.request.get(`${stage.origin}/api/my`)).json()) as { persons: { person: string }[] }
  return home.persons[at]!.person
}

/** Every own page is in order, plain and with large letters; the readings name who and why. */
async function ownPages(stage: Stage): Promise<void> {
  const page = await stage.open('/resident', ELDER)
  for (const path of OWN) {
    await stage.turn(page, `/resident${path}`)
    await inOrder(stage, page, `/resident${path}`, true)
    if (path === '/readings') {
      await page.getByText('上门探访').first().waitFor()
      await page.locator('#main').getByText('女儿').first().waitFor()
      await stage.picture(page, 'resident-readings')
    }
    if (path === '/benefits') await stage.picture(page, 'resident-benefits')
  }
  await page.close()
  const english = await stage.open('/resident', { ...DAUGHTER, language: 'en' })
  for (const path of OWN) {
    await stage.turn(english, `/resident${path}`)
    await inOrder(stage, english, `/resident${path} en`, false)
    const text = await english.locator('#main h1, #main h2, #main .yk-button').allInnerTexts()
    expect(
      !text.some((each) => /^[\u4e00-\u9fff]{4,}$/.test(each)),
      `Chinese words on the English page ${path}: ${text.join(' | ')}`,
    )
  }
  await english.close()
}

/** The public guide that form and workflow are made from. */
async function guide(stage: Stage): Promise<void> {
  const page = await stage.open('/guides/home-adaptation', { viewport: WIDE })
  await page.locator('h1').first().waitFor()
  await stage.picture(page, 'guide')
  await page.close()
}

/** What a clerk does in the person's file: the slip of an account, printed. */
async function counter(stage: Stage): Promise<void> {
  const desk = await stage.open('/console/residents', { as: 'civil' })
  await inOrder(stage, desk, '/console/residents', false)
  await desk.close()
  const parent = await stage.open('/resident', ELDER)
  const id = await subjectOf(parent, stage, 0)
  await parent.close()
  const page = await stage.open(`/console/people/${id}`, { as: 'civil' })
  const card = page.locator('section', { has: page.locator('h2', { hasText: '居民账号' }) })
  await card.getByText('登录电话').first().waitFor()
  await card.getByLabel('登录电话').fill(PHONE_OF_ELDER)
  const [slip] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: '补发开通单' }).click(),
  ])
  expect(slip.suggestedFilename().endsWith('.pdf'), `the slip came as ${slip.suggestedFilename()}`)
  await page.close()
}

export const journeys: Journey[] = [
  { name: 'the guide of a procedure', walk: guide },
  { name: 'an older person comes in by a code that the counter tells', walk: comingIn },
  { name: 'an older person applies on a telephone in three screens and sees the case', walk: elderApplies },
  { name: 'a daughter applies for her parent within the authority', walk: daughterApplies },
  { name: 'every own page is in order, with large letters and in English; it says who read the file', walk: ownPages },
  { name: 'the counter prints the slip of an account', walk: counter },
]
