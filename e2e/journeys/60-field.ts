import type { Page } from 'playwright-core'
import type { Journey } from '../run.ts'
import { PHONE, type Reader, type Stage, WIDE } from '../stage.ts'

const LOOKS: Reader[] = [{ viewport: PHONE }, { viewport: PHONE, elder: true }, { viewport: PHONE, language: 'en' }]

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** The service worker has the whole shell and rules the page. */
async function shellKept(page: Page): Promise<void> {
  const kept = await page.evaluate(() => {
    const ruled = new Promise<boolean>((done) => {
      if (navigator.serviceWorker.controller !== null) done(true)
      else navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true })
    })
    const late = new Promise<boolean>((done) => setTimeout(() => done(false), 20_000))
    return Promise.race([navigator.serviceWorker.ready.then(() => ruled), late])
  })
  expect(kept, 'the shell of the field app was not kept within 20 seconds')
}

/** Fills in one visit as somebody at the door does. Returns whom. */
async function visit(page: Page, nth: number): Promise<string> {
  const link = page.locator('.yk-fd-stops li:not([data-done]) a').nth(nth)
  const name = (await link.locator('strong').innerText()).trim()
  await link.click()
  await page.locator('h1', { hasText: name }).waitFor()
  await page.getByRole('button', { name: '到了' }).click()
  await page.getByText('见到了', { exact: true }).click()
  await page.getByText('平安', { exact: true }).click()
  await page.getByRole('textbox', { name: '说明' }).fill('离线登记')
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('h1', { hasText: '今天的探访' }).waitFor()
  return name
}

type Rate = { contacts: number; attempts: number }
const rateOf = async (stage: Stage, page: Page): Promise<Rate> =>
  (await (await page.request.get(`${stage.origin}/api/care/visits/rate`)).json()) as Rate

/** Two visits without a network, a reload without a network, and each is on the server once. */
async function offline(stage: Stage): Promise<void> {
  const page = await stage.open('/field', { as: 'wangge', viewport: PHONE })
  await page.locator('h1', { hasText: '今天' }).waitFor()
  await shellKept(page)
  const before = await rateOf(stage, page)
  await page.goto(`${stage.origin}/field/visits`)
  await page.locator('.yk-fd-stops li').first().waitFor()
  await stage.picture(page, 'field-round')
  await page.context().setOffline(true)
  await page.getByText('没有网络').first().waitFor()
  const names = [await visit(page, 0), await visit(page, 0)]
  expect(names[0] !== names[1], `the same person twice: ${names[0]}`)
  await page.getByText('2 条存在本机').waitFor()
  await page.reload()
  await page.locator('.yk-fd-stops li').first().waitFor()
  await page.getByText('2 条存在本机').waitFor()
  for (const name of names)
    await page.locator('.yk-fd-stops li[data-done]', { hasText: name }).getByText('未发送').waitFor()
  await page.goto(`${stage.origin}/field/unsent`)
  await page.locator('.yk-fd-entries li').nth(1).waitFor()
  await stage.picture(page, 'field-unsent')
  // What lies on the device says nothing to who cannot unlock it.
  const readable = await page.evaluate(
    (wanted) =>
      new Promise<boolean>((done) => {
        const open = indexedDB.open('yike-field')
        open.onsuccess = () => {
          const all = open.result.transaction('sealed').objectStore('sealed').getAll()
          all.onsuccess = () => {
            const texts = (all.result as { bytes: ArrayBuffer }[]).map(({ bytes }) => new TextDecoder().decode(bytes))
            done(texts.some((text) => text.includes(wanted)))
          }
        }
      }),
    names[0]!,
  )
  expect(!readable, 'a name can be read in the store of the device')
  await page.context().setOffline(false)
  await page.getByText('全部已发送').waitFor()
  const after = await rateOf(stage, page)
  expect(after.contacts === before.contacts + 2, `${after.contacts - before.contacts} visits arrived instead of 2`)
  // The app calls again and again; nothing is done twice.
  await page.reload()
  await page.getByText('全部已发送').waitFor()
  expect((await rateOf(stage, page)).contacts === after.contacts, 'a visit arrived twice')
  await page.close()
}

/** A photograph of 30 MB is turned away in words before it is opened; a visit cannot say that all is well with nobody there. */
async function badInput(stage: Stage): Promise<void> {
  const page = await stage.open('/field/visits', { as: 'wangge', viewport: PHONE })
  await page.locator('.yk-fd-stops li:not([data-done]) a').first().click()
  await page.getByText('见到了', { exact: true }).click()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('alert').filter({ hasText: '平安也要选' }).waitFor()
  const large = { name: 'large.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(30 << 20) }
  await page.locator('input[type=file]').setInputFiles(large)
  await page.getByRole('alert').filter({ hasText: '30 MB' }).waitFor()
  // What was filled in half is there again.
  await page.reload()
  await page.getByRole('radio', { name: '见到了' }).and(page.locator(':checked')).waitFor()
  await page.getByText('没有应答', { exact: true }).click()
  await page.close()
}

/** Every page of the app in each look: nothing serious said against it, nothing scrolls sideways. */
async function looks(stage: Stage): Promise<void> {
  for (const look of LOOKS) {
    const page = await stage.open('/field', { as: 'wangge', ...look })
    const fits = async (path: string) => {
      await page.locator('h1').first().waitFor()
      const faults = await stage.axe(page)
      const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
      const said = `${path} ${look.elder ? 'elder' : ''}${look.language ?? ''}`
      expect(faults.length === 0, `${said}: ${faults.join('; ')}`)
      expect(wide <= 1, `${said} scrolls sideways by ${wide} px`)
    }
    await fits('/field')
    if (look.elder) await stage.picture(page, 'field-home-elder')
    for (const path of ['/field/visits', '/field/unsent', '/field/census', '/field/census/new']) {
      await page.goto(`${stage.origin}${path}`)
      await fits(path)
    }
    await page.goto(`${stage.origin}/field/visits`)
    await page.locator('.yk-fd-stops li:not([data-done]) a').first().click()
    await page.locator('form.yk-fd-form').waitFor()
    await fits('a visit')
    if (!look.elder && look.language === undefined) await stage.picture(page, 'field-visit')
    await page.close()
  }
}

/** A surveyor enters a place without a network; the desk finds it and takes it over into the register, once. */
async function census(stage: Stage): Promise<void> {
  const name = '网格员新发现的便民点（演示）'
  const page = await stage.open('/field', { as: 'wangge', viewport: PHONE })
  await page.locator('h1', { hasText: '今天' }).waitFor()
  await shellKept(page)
  await page.goto(`${stage.origin}/field/census`)
  await page.locator('.yk-fd-stops li').first().waitFor()
  await page.context().setOffline(true)
  await page.getByText('没有网络').first().waitFor()
  await page.getByRole('link', { name: '登记新发现的设施' }).click()
  await page.getByRole('textbox', { name: '名称' }).fill(name)
  await page.getByRole('combobox', { name: '类别' }).selectOption('elder-canteen')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('1 条存在本机').waitFor()
  await stage.picture(page, 'field-census')
  await page.context().setOffline(false)
  await page.getByText('全部已发送').waitFor()
  await page.close()
  const desk = await stage.open('/console/territory/census', { as: 'civil' })
  await desk.getByText(name).first().click()
  await desk.getByRole('button', { name: '转入台账' }).click()
  await desk.getByText(name).first().waitFor({ state: 'detached' })
  const answer = await desk.request.get(`${stage.origin}/api/territory/facilities?q=${encodeURIComponent(name)}`)
  const { items } = (await answer.json()) as { items: unknown[] }
  expect(items.length === 1, `${items.length} facilities in the register instead of 1`)
  await desk.close()
}

/** The pages at the desk in each look. */
async function desk(stage: Stage): Promise<void> {
  const pages = [
    '/console/care/visits',
    '/console/care/referrals',
    '/console/field?what=devices',
    '/console/field?what=flags',
  ]
  for (const look of [
    { viewport: WIDE },
    { viewport: PHONE, elder: true },
    { viewport: PHONE, language: 'en' as const },
  ]) {
    for (const path of pages) {
      const page = await stage.open(path, { as: 'civil', ...look })
      await page.locator('h1').first().waitFor()
      const faults = await stage.axe(page)
      const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
      expect(faults.length === 0, `${path}: ${faults.join('; ')}`)
      expect(wide <= 1, `${path} scrolls sideways by ${wide} px`)
      if (path.endsWith('visits') && look.viewport === WIDE) {
        await page.getByText('口径').first().waitFor()
        await stage.picture(page, 'visits')
        await stage.turn(page, '/console/care/visits?state=soon')
        await page.locator('tbody tr a').first().click()
        await page.waitForURL(/persons/)
        await page.locator('.yk-care-visits li').first().waitFor()
        await stage.picture(page, 'person-visits')
        const own = await stage.axe(page)
        expect(own.length === 0, `a person's visits: ${own.join('; ')}`)
      }
      await page.close()
    }
  }
}

export const journeys: Journey[] = [
  { name: 'two visits without a network, a reload, and each is on the server once', walk: offline },
  { name: 'the field app turns a photograph of 30 MB away and keeps what is half filled in', walk: badInput },
  { name: 'the field app fits telephones, large letters and English', walk: looks },
  { name: 'a place found without a network enters the register once', walk: census },
  { name: 'visits, referrals and what came in from the field, at the desk', walk: desk },
]
