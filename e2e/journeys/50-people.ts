import type { Journey } from '../run.ts'
import { PHONE, type Reader, type Stage, WIDE } from '../stage.ts'

const LOOKS: Reader[] = [{ viewport: WIDE }, { viewport: PHONE, elder: true }, { viewport: PHONE, language: 'en' }]

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** Opens a page of somebody in each look and has nothing serious said against it. */
async function inEachLook(stage: Stage, path: string, as: string | undefined): Promise<void> {
  for (const look of LOOKS) {
    const page = await stage.open(path, { ...(as === undefined ? {} : { as }), ...look })
    await page.locator('h1').first().waitFor()
    const faults = await stage.axe(page)
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    const said = `${path} ${look.viewport?.width}${look.elder ? ' elder' : ''}${look.language ?? ''}`
    expect(faults.length === 0, `${said}: ${faults.join('; ')}`)
    expect(wide <= 1, `${said} scrolls sideways by ${wide} px`)
    await page.close()
  }
}

/** A grid worker finds somebody by two characters of the name, reads the file, and the person can see who read it. */
async function finding(stage: Stage): Promise<void> {
  const page = await stage.open('/console/people', { as: 'wangge' })
  const first = page.locator('tbody tr a').first()
  await first.waitFor()
  const name = (await first.innerText()).trim()
  await page.getByRole('searchbox').fill(name.slice(0, 2))
  const found = page.locator('.yk-person-found a.yk-person-name', { hasText: name }).first()
  await found.waitFor()
  const line = await found.locator('xpath=..').innerText()
  expect(/\*{3,}|未知/.test(line), `nothing is masked: ${line}`)
  await found.click()
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/)
  await page.locator('h1', { hasText: name }).waitFor()
  await page.locator('section', { hasText: '谁读过' }).getByRole('button').first().click()
  await page.getByText('罗敏').first().waitFor()
  await stage.picture(page, 'person')
  const path = new URL(page.url()).pathname
  await page.close()
  await inEachLook(stage, path, 'wangge')
}

/** A grid worker sees the own grid: whoever lives in another town is nobody to this account. */
async function ownGrid(stage: Stage): Promise<void> {
  const county = await stage.open('/console/people', { as: 'civil' })
  const people = await county.request.get(`${stage.origin}/api/people?region=532622102&state=resident&limit=1`)
  const [elsewhere] = ((await people.json()) as { items: { id: string }[] }).items
  expect(elsewhere !== undefined, 'the demo has nobody in the other town')
  await county.close()
  const page = await stage.open(`/console/people/${elsewhere!.id}`, { as: 'wangge' })
  await page.getByRole('alert').first().waitFor()
  const answer = await page.request.get(`${stage.origin}/api/people/${elsewhere!.id}`)
  expect(!answer.ok(), `a grid worker reads a file of another town: ${answer.status()}`)
  await page.close()
}

/** An institution that leaves: as long as one resident is without a place it says that it cannot close. */
async function leaving(stage: Stage): Promise<void> {
  const page = await stage.open('/console/providers/exits', { as: 'civil' })
  await page.locator('tbody tr a').last().click()
  await page.waitForURL(/\/exits\/[0-9a-f-]{36}/)
  await page.getByText('不能办结').first().waitFor()
  await stage.picture(page, 'exit')
  const path = new URL(page.url()).pathname
  await page.close()
  await inEachLook(stage, path, 'civil')
}

/** A sheet of a grading: every item with its points, and the grade that follows from them. */
async function grading(stage: Stage): Promise<void> {
  const page = await stage.open('/console/providers/gradings', { as: 'civil' })
  await page.locator('tbody tr a').first().click()
  await page.waitForURL(/\/gradings\/[0-9a-f-]{36}/)
  await page.locator('h1').first().waitFor()
  await stage.picture(page, 'grading')
  const path = new URL(page.url()).pathname
  await page.close()
  await inEachLook(stage, path, 'civil')
}

/** A case at the counter, and the plaque that came of one, which anybody checks by its number. */
async function caseAndPlaque(stage: Stage): Promise<void> {
  const page = await stage.open('/console/cases', { as: 'civil' })
  await page.locator('tbody tr a').first().click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  await page.locator('h1').first().waitFor()
  await stage.picture(page, 'case')
  const answer = await page.request.get(`${stage.origin}/api/procedures/certificates?limit=50`)
  const { items } = (await answer.json()) as { items: { number: string; state: string }[] }
  const plaque = items.find((each) => each.state === 'valid') ?? items[0]
  expect(plaque !== undefined, 'the demo has no certificate')
  await page.close()
  const path = `/verify?number=${encodeURIComponent(plaque!.number)}`
  const anybody = await stage.open(path)
  await anybody.getByText(plaque!.number).first().waitFor()
  await stage.picture(anybody, 'plaque')
  await anybody.close()
  await inEachLook(stage, path, undefined)
}

/** Anybody draws the lots of childcare places again, in the own browser, without a login. */
async function drawing(stage: Stage): Promise<void> {
  const list = await stage.open('/draws')
  const drawn = list.locator('a[href*="/draws/"]', { hasText: '秋季' }).first()
  const path = await drawn.getAttribute('href')
  await list.close()
  const page = await stage.open(path!)
  await page.getByRole('button', { name: '开始重算' }).click()
  await page.locator('.yk-dr-steps li').first().waitFor()
  const said = await page.locator('.yk-dr-steps').innerText()
  expect(!said.includes('不一致'), `the draw does not come out again: ${said}`)
  await page.close()
  await inEachLook(stage, path!, undefined)
}

export const journeys: Journey[] = [
  { name: 'a grid worker finds a person by two characters, and the reading is on record', walk: finding },
  { name: 'a grid worker reads nobody outside the own grid', walk: ownGrid },
  { name: 'an institution cannot leave while somebody is without a place', walk: leaving },
  { name: 'a grade can be followed item by item', walk: grading },
  { name: 'a case is carried out, and anybody checks the plaque that came of it', walk: caseAndPlaque },
  { name: 'anybody draws the lots again without a login', walk: drawing },
]
