import type { Page } from 'playwright-core'
import type { Journey } from '../run.ts'
import { PHONE, type Reader, type Stage, WIDE } from '../stage.ts'

const REACH = '/console/territory/reach?need=circle-elder.meals&group=aged_65'
const SITING = '/console/territory/siting'
/** The three ways a page is looked at: a desk, a telephone, large letters. */
const LOOKS: Reader[] = [{ viewport: WIDE }, { viewport: PHONE }, { viewport: PHONE, elder: true }]

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** Opens a page in each look, brings it into the state that matters, and has nothing serious said against it. */
async function inEachLook(
  stage: Stage,
  path: string,
  as: string,
  bring: (page: Page) => Promise<unknown>,
): Promise<void> {
  for (const look of LOOKS) {
    const page = await stage.open(path, { as, ...look })
    await bring(page)
    const faults = await stage.axe(page)
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    const said = `${path} ${look.viewport?.width}${look.elder ? ' elder' : ''}`
    expect(faults.length === 0, `${said}: ${faults.join('; ')}`)
    expect(wide <= 1, `${said} scrolls sideways by ${wide} px`)
    await page.close()
  }
}

/** Waits until the map stands. */
const drawn = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName('yike-map-first-picture').length > 0)

const figure = (page: Page) => page.locator('.yk-circle-figure strong')

/** The figure of reach as a planner reads it, to the tenth of a per cent. */
async function reachNow(stage: Stage): Promise<{ share: number; without: number }> {
  const page = await stage.open(REACH, { as: 'planner' })
  await figure(page).waitFor()
  const share = Number.parseFloat(await figure(page).innerText())
  const [total, within] = (await page.locator('.yk-circle-figure + p').innerText())
    .match(/[\d,]+(?= 人)/g)!
    .map((each) => Number(each.replaceAll(',', '')))
  await page.close()
  return { share, without: total! - within! }
}

/** Who cannot walk to a meal: one figure, its parts, the people without, and how it was counted. */
async function reach(stage: Stage): Promise<void> {
  const page = await stage.open(REACH, { as: 'planner' })
  await figure(page).waitFor()
  const share = Number.parseFloat(await figure(page).innerText())
  expect(share > 0 && share < 100, `a share of ${share} % proves nothing`)
  await page.getByLabel('步行时间').selectOption('30')
  await page.waitForFunction(
    (was) => Number.parseFloat(document.querySelector('.yk-circle-figure strong')?.textContent ?? '') > was,
    share,
  )
  await page.getByLabel('步行时间').selectOption('15')
  await page.getByLabel('地图上看').selectOption('gap')
  await page.getByText('走不到的人数').first().waitFor()
  await page.getByText('怎么算的').click()
  await page.getByText('步行规则').waitFor()
  await page.close()
  const map = await stage.open(`${REACH}&layer=gap`, { as: 'planner' })
  await drawn(map)
  await stage.picture(map, 'reach')
  await map.close()
  await inEachLook(stage, `${REACH}&layer=gap`, 'planner', (each) => figure(each).waitFor())
}

/** What a community has within a quarter of an hour, and the clause that asks for it. */
async function circle(stage: Stage): Promise<void> {
  const open = async (page: Page) => {
    await page.getByText('锦山社区').first().click()
    await page.getByText('依据').locator('visible=true').first().waitFor()
  }
  const page = await stage.open('/console/territory/circles', { as: 'planner' })
  await open(page)
  const sheet = await page.locator('.yk-circle-lines').locator('visible=true').innerText()
  expect(/半数居民 \d+ 分钟/.test(sheet), `no minutes on the sheet: ${sheet.slice(0, 200)}`)
  await stage.picture(page, 'circle')
  await page.close()
  await inEachLook(stage, '/console/territory/circles', 'planner', open)
}

/** A canteen closes: fewer can walk to a meal from that moment on; it opens again, and all is as before. */
async function closing(stage: Stage): Promise<void> {
  const before = await reachNow(stage)
  const page = await stage.open('/console/territory/facilities/YS-0147', { as: 'civil' })
  const change = async (to: 'closed' | 'open') => {
    const form = page.locator('details', { hasText: '登记状态变化' })
    if ((await form.getAttribute('open')) === null) await form.locator('summary').click()
    await form.locator('select').selectOption(to)
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
    await form.locator('input[type=date]').fill(day)
    await form.getByLabel('原因').fill('演示：停业检修')
    const [answer] = await Promise.all([
      page.waitForResponse((each) => each.url().endsWith('/state') && each.request().method() === 'POST'),
      form.getByRole('button').click(),
    ])
    expect(answer.ok(), `${to}: ${await answer.text()}`)
    await page.waitForLoadState('networkidle')
  }
  await change('closed')
  const closed = await reachNow(stage)
  expect(
    closed.without > before.without,
    `${before.without} without before the canteen closed, ${closed.without} after`,
  )
  await change('open')
  const again = await reachNow(stage)
  expect(again.without === before.without, `${again.without} without after it opened again, ${before.without} before`)
  await page.close()
}

/** Asks where to build and waits for the answer. Returns its address. */
async function ask(stage: Stage, name: string, fill: (form: Page) => Promise<void>): Promise<string> {
  const page = await stage.open(SITING, { as: 'planner' })
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByLabel('方案名称').fill(name)
  await page.getByLabel('最多计算几秒').fill('5')
  await fill(page)
  await page.getByRole('button', { name: '开始计算' }).click()
  await page.waitForURL(/\/siting\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname
  await page.locator('.yk-siting-figure, [role=alert]').first().waitFor({ timeout: 60_000 })
  await page.close()
  return path
}

/** Where to build: asked, proven, checked by other code, compared, and turned into a task of the plan. */
async function siting(stage: Stage): Promise<void> {
  const five = await ask(stage, '助餐五处', async (page) => page.getByLabel('最多新建几处').fill('5'))
  await ask(stage, '助餐三处', async (page) => page.getByLabel('最多新建几处').fill('3'))
  const page = await stage.open(five, { as: 'planner' })
  const alerts = await page.getByRole('alert').allInnerTexts()
  expect(alerts.length === 0, `no answer: ${alerts.join('; ')}`)
  await page.getByText('已证明最优').first().waitFor()
  await page.getByRole('button', { name: '现在核验' }).click()
  await page.getByText(/核验通过/).waitFor()
  await drawn(page)
  await page.locator('h1').scrollIntoViewIfNeeded()
  await stage.picture(page, 'siting')
  await page.getByRole('button', { name: '转为方案任务' }).click()
  await page.getByLabel('牵头单位').fill('县民政局')
  await page.getByLabel('完成日期').fill('2027-06-30')
  await page.getByRole('button', { name: '生成任务' }).click()
  await page.getByRole('link', { name: '打开任务' }).click()
  await page.waitForURL(/\/console\/tasks\/.+/)
  await page.getByRole('heading', { name: /助餐五处/ }).waitFor()
  await page.close()
  const board = await stage.open('/console/tasks/mine', { as: 'civil' })
  await board
    .getByText(/助餐五处/)
    .first()
    .waitFor()
  await board.close()
  await inEachLook(stage, five, 'planner', (each) => each.getByText('已证明最优').first().waitFor())
}

/** Two answers side by side. */
async function comparing(stage: Stage): Promise<void> {
  const choose = async (page: Page) => {
    for (const name of ['助餐五处', '助餐三处']) await page.getByLabel(`选来比较：${name}`).check()
    await page.getByRole('region', { name: '正在比较 2 个方案' }).waitFor()
  }
  const page = await stage.open(SITING, { as: 'planner' })
  await choose(page)
  const table = await page.getByRole('region', { name: '正在比较 2 个方案' }).innerText()
  expect(/5 处/.test(table) && /3 处/.test(table), `both answers are not in the table: ${table.slice(0, 200)}`)
  await stage.picture(page, 'compare')
  await page.close()
  await inEachLook(stage, SITING, 'planner', choose)
}

/** What cannot be done is said with the reason and a way out, not with a fault. */
async function impossible(stage: Stage): Promise<void> {
  const path = await ask(stage, '预算太少', async (page) => page.getByLabel(/预算/).fill('1'))
  const page = await stage.open(path, { as: 'planner' })
  await page.getByText(/预算 10000 元不够新建任何一处/).waitFor()
  await page.close()
  const english = await stage.open(path, { as: 'planner', language: 'en' })
  await english.getByText(/does not pay for a single site/).waitFor()
  await english.close()
}

/** The map, and the six gates of a building project. */
async function shown(stage: Stage): Promise<void> {
  const map = await stage.open('/console/territory/map', { as: 'planner' })
  await drawn(map)
  await stage.picture(map, 'map')
  await map.close()
  const list = await stage.open('/console/territory/buildings', { as: 'planner' })
  await list.locator('a[href*="/territory/buildings/"]').nth(1).click()
  await list.waitForURL(/\/buildings\/[0-9a-f-]{36}/)
  // The list has a chain for each project, the page of one project only its own.
  await list.waitForFunction(() => document.querySelectorAll('.yk-chain').length === 1)
  await stage.picture(list, 'gates')
  await list.close()
}

export const journeys: Journey[] = [
  { name: 'a planner reads who cannot walk to a meal, and where they live', walk: reach },
  { name: 'the quarter-hour circle of a community opens down to the clause', walk: circle },
  { name: 'a canteen that closes changes the share at once, and back when it opens', walk: closing },
  { name: 'where to build is asked, proven, checked and becomes a task', walk: siting },
  { name: 'two answers are compared side by side', walk: comparing },
  { name: 'too little money is said in words, in both languages', walk: impossible },
  { name: 'the map and the gates of a building project are shown', walk: shown },
]
