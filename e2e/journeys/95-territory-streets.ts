import type { Page } from 'playwright-core'
import type { Journey } from '../run.ts'
import { PHONE, type Stage } from '../stage.ts'

const PAGE = '/console/territory/streets'

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

/** A street file as it comes from a map: a grid of paths over the county's main town. */
function streetFile(side: number): Buffer {
  const [nodes, ways]: [string[], string[]] = [[], []]
  const id = (x: number, y: number) => 1 + y * side + x
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      nodes.push(
        `<node id="${id(x, y)}" lat="${(23.58 + y * 0.002).toFixed(5)}" lon="${(104.31 + x * 0.002).toFixed(5)}"/>`,
      )
    }
  }
  for (let i = 0; i < side; i++) {
    const refs = (of: (k: number) => number) => Array.from({ length: side }, (_, k) => `<nd ref="${of(k)}"/>`).join('')
    ways.push(`<way id="${1000 + i}">${refs((k) => id(k, i))}<tag k="highway" v="footway"/></way>`)
    ways.push(`<way id="${2000 + i}">${refs((k) => id(i, k))}<tag k="highway" v="residential"/></way>`)
  }
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${[...nodes, ...ways].join('\n')}\n</osm>\n`,
  )
}

const serving = async (page: Page) => (await page.locator('h2', { hasText: '正在使用' }).innerText()).trim()

async function send(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
}

/** A file that breaks off changes nothing and says so; what is no street file is refused before it is read. */
async function cutFile(stage: Stage): Promise<void> {
  const page = await stage.open(PAGE, { as: 'civil' })
  const before = await serving(page)
  const whole = streetFile(30)
  await send(page, '半截.osm', whole.subarray(0, whole.length / 2))
  await page
    .getByText(/文件在中途断开/)
    .first()
    .waitFor({ timeout: 30_000 })
  await page
    .getByText(/请重新下载后再导入；现有街道没有改动/)
    .first()
    .waitFor()
  expect((await serving(page)) === before, 'other streets serve after a cut file')
  await send(page, '照片.jpg', Buffer.from('no streets'))
  await page.getByText(/请选择 \.osm\.pbf/).waitFor()
  await send(page, '空.osm', Buffer.alloc(0))
  await page.getByText('文件是空的').waitFor()
  await page.close()
  const english = await stage.open(PAGE, { as: 'civil', language: 'en', viewport: PHONE })
  await english
    .getByText(/cut off: it ends in the middle/)
    .first()
    .waitFor()
  await english.close()
}

/** New streets come in, are followed to the end, and serve: the figure of reach names them. */
async function newStreets(stage: Stage): Promise<void> {
  const page = await stage.open(PAGE, { as: 'civil' })
  await send(page, '江那镇步行路网.osm', streetFile(40))
  await page.locator('h2', { hasText: '江那镇步行路网.osm' }).waitFor({ timeout: 60_000 })
  await page.getByText('完成').first().waitFor()
  await page.getByText(/1,600 个路口/).waitFor()
  await stage.picture(page, 'streets')
  const faults = await stage.axe(page)
  expect(faults.length === 0, faults.join('; '))
  await page.close()
  const reach = await stage.open('/console/territory/reach', { as: 'planner' })
  await reach.getByText('怎么算的').click()
  await reach.getByText('江那镇步行路网.osm').waitFor()
  await reach.getByText(/人住处不在路网上/).waitFor()
  await reach.close()
}

/** A planner sees the streets but brings none in; nor does one who works for a town alone. */
async function whoMay(stage: Stage): Promise<void> {
  for (const as of ['planner', 'jiangna']) {
    const page = await stage.open(PAGE, { as })
    await page.locator('h2', { hasText: '正在使用' }).waitFor()
    expect((await page.locator('input[type=file]').count()) === 0, `${as} is offered an import that is refused`)
    await page.close()
  }
}

export const journeys: Journey[] = [
  { name: 'a street file that breaks off is refused in words, and the old streets serve', walk: cutFile },
  { name: 'new streets come in, are followed to the end, and serve', walk: newStreets },
  { name: 'only those who work for the county are offered the import', walk: whoMay },
]
