import assert from 'node:assert/strict'
import type { APIResponse, Page } from 'playwright-core'
import type { OrderView, Placed, SendableView } from '../../src/contexts/services/index.ts'
import type { Journey } from '../run.ts'
import { PHONE, type Stage, WIDE } from '../stage.ts'

/** The telephone of the demo elder (演示数据). */
const NUMBER = '13000009001'

const answer = async <T>(given: Pick<APIResponse, 'ok' | 'url' | 'status' | 'text' | 'json'>): Promise<T> => {
  if (!given.ok()) throw new Error(`${given.url()}: ${given.status()} ${await given.text()}`)
  return (await given.json()) as T
}

/** Asks, and tells, as whoever has the page open. */
const ask = async <T>(stage: Stage, page: Page, path: string): Promise<T> =>
  answer(await page.request.get(`${stage.origin}/api${path}`))
const tell = async <T>(stage: Stage, page: Page, path: string, data: object): Promise<T> =>
  answer(
    await page.request.post(`${stage.origin}/api${path}`, {
      headers: { 'x-yike': '1', 'idempotency-key': crypto.randomUUID() },
      data,
    }),
  )

/** A call becomes an order by keyboard; what is read out names it. */
async function byPhone(stage: Stage, page: Page, letters: string, picture: string): Promise<string> {
  await page.locator('#hotline-phone').waitFor()
  await page.keyboard.type(NUMBER)
  await page.keyboard.press('Enter')
  await page.locator('.yk-hotline-choose button').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type(letters)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('radio').first().waitFor()
  const placed = page.waitForResponse(
    (each) => each.url().endsWith('/api/services/orders') && each.request().method() === 'POST',
  )
  await page.keyboard.press('Enter')
  const { id } = await answer<Placed>(await placed)
  await page.locator('.yk-hotline-said').waitFor()
  await stage.picture(page, picture)
  await page.keyboard.press('Enter')
  return id
}

const NOTHING = { revision: null, told: { channel: 'field' } }

/** Whoever serves: sent, there, checks of the day, done. */
async function serve(stage: Stage, desk: Page, id: string, bath: boolean): Promise<OrderView> {
  const order = await ask<OrderView>(stage, desk, `/services/orders/${id}`)
  const act = (name: string, more: object) =>
    tell(stage, desk, `/services/orders/${id}/${name}`, { ...NOTHING, ...more })
  if (order.staffNeeded > 0) {
    const { items } = await ask<{ items: SendableView[] }>(stage, desk, `/services/orders/${id}/sendable`)
    const free = items.filter((each) => each.skilled && each.bound.length === 0).slice(0, order.staffNeeded)
    assert.equal(free.length, order.staffNeeded, 'too few who may be sent')
    await act('assign', { staff: free.map((each) => each.person) })
  }
  await act('arrive', {})
  // No bath without the checks of the day.
  if (bath) await assert.rejects(act('start', { checks: {} }), /order\.checks/)
  const began = new Date(Date.now() - 1_000).toISOString()
  await tell(stage, desk, `/services/orders/${id}/start`, {
    revision: null,
    told: { channel: 'field', at: began },
    checks: { 'same-day-health': '血压 128/76，精神好', 'water-temperature': '39 ℃' },
  })
  await act('finish', { done: '已完成（演示）' })
  return ask<OrderView>(stage, desk, `/services/orders/${id}`)
}

/** What an indicator of the county says today. */
async function figure(stage: Stage, page: Page, code: string): Promise<number> {
  const { items } = await ask<{ items: { value: number | null }[] }>(
    stage,
    page,
    `/statistics/series?indicator=${code}`,
  )
  return items.at(-1)?.value ?? 0
}

/** Counts the month anew, and waits until the figure stands. */
async function counted(stage: Stage, page: Page, month: string): Promise<void> {
  await tell(stage, page, '/services/months/count', { month })
}

async function loop(stage: Stage): Promise<void> {
  const hotline = await stage.open('/console/hotline', { as: 'hotline', viewport: WIDE })
  const officer = await stage.open('/console/statistics/indicators/service.baths', { as: 'civil', viewport: WIDE })
  const bath = await byPhone(stage, hotline, '助浴', 'loop-1-phone')
  const meal = await byPhone(stage, hotline, 'lnzc', 'loop-1-phone-meal')
  const { from } = await ask<OrderView>(stage, officer, `/services/orders/${bath}`)
  const month = new Date(Date.parse(from) + 8 * 3_600_000).toISOString().slice(0, 7)
  await counted(stage, officer, month)
  await officer.waitForTimeout(3_000)
  const before = await Promise.all(['service.baths', 'service.meals'].map((code) => figure(stage, officer, code)))

  for (const [id, name] of [
    [bath, 'bath'],
    [meal, 'meal'],
  ] as const) {
    // The one of the demonstration's providers whose site it is.
    const desks = await Promise.all(['jujia', 'canyin'].map((as) => stage.open('/console', { as, viewport: WIDE })))
    const sees = await Promise.all(
      desks.map(async (each) => (await each.request.get(`${stage.origin}/api/services/orders/${id}`)).ok()),
    )
    const desk = desks[sees.indexOf(true)] ?? officer
    const served = await serve(stage, desk, id, name === 'bath')
    assert.equal(served.state, 'served')
    await stage.turn(desk, `/console/services/orders/${id}`)
    await desk.getByRole('heading', { level: 1 }).waitFor()
    await stage.picture(desk, `loop-2-served-${name}`)
    for (const each of desks) await each.close()

    const told = { revision: null, told: { channel: 'phone' } }
    await tell(stage, hotline, `/services/orders/${id}/confirm`, { ...told, confirmation: { by: { by: 'self' } } })
    await tell(stage, hotline, `/quality/orders/${id}/rating`, {
      level: 5,
      about: null,
      words: '很周到',
      acting: { by: 'self' },
      channel: 'phone',
    })
    await tell(stage, officer, `/services/orders/${id}/settle`, told)
    const settled = await ask<OrderView>(stage, officer, `/services/orders/${id}`)
    assert.equal(settled.state, 'settled')
    const kinds = settled.events.map((each) => each.kind)
    for (const kind of ['placed', 'arrive', 'start', 'finish', 'confirm', 'rate', 'settle'])
      assert.ok(kinds.includes(kind), `no ${kind} in the timeline: ${kinds.join(', ')}`)
    await stage.turn(officer, `/console/services/orders/${id}`)
    await officer.getByRole('heading', { level: 1 }).waitFor()
    await stage.picture(officer, `loop-3-settled-${name}`)
  }

  await counted(stage, officer, month)
  // An order on the last day of a month is often for the next one, which has no figure before it begins.
  if (month === new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)) {
    let after = before
    for (let tries = 0; tries < 60 && after.some((value, i) => value <= before[i]!); tries++) {
      await officer.waitForTimeout(500)
      after = await Promise.all(['service.baths', 'service.meals'].map((code) => figure(stage, officer, code)))
    }
    assert.deepEqual(
      after,
      before.map((value) => value + 1),
    )
  }
  await stage.turn(officer, '/console/statistics/indicators/service.baths')
  await officer.getByRole('heading', { level: 1 }).waitFor()
  await stage.picture(officer, 'loop-4-figure')
  await hotline.close()
  await officer.close()

  for (const look of [
    { viewport: WIDE },
    { viewport: PHONE, elder: true },
    { viewport: PHONE, language: 'en' as const },
  ]) {
    const page = await stage.open('/services', look)
    await page.getByRole('table').or(page.locator('.yk-table')).first().waitFor()
    assert.deepEqual(await stage.axe(page), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 1, `the public page scrolls sideways by ${wide} px`)
    await stage.picture(page, `loop-5-public${look.elder ? '-elder' : ''}${look.language ?? ''}`)
    await page.close()
  }
}

export const journeys: Journey[] = [
  { name: 'one bath and one meal from the call to the figure that moved, and the public page', walk: loop },
]
