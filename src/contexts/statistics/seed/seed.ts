import { addMonths, endOfMonth } from '../../../kernel/dates.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { settlementOf } from '../../../kernel/region.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import type { RegisterRow } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { regions } from '../../territory/index.ts'
import { replaceExternal, type SignInput, signAll } from '../external/commands.ts'
import { writeLedger } from '../ledgers/write.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { syncLibrary } from '../library/store.ts'
import { observe } from '../observations/observe.ts'
import { awardRows, eventRows, projectRows, trainingRows } from './dated.ts'
import { type DemoPlaces, institutionRows, visitRows } from './monthly.ts'
import { annualRows, communityRows } from './yearly.ts'

/** Months of history the demo has. */
const MONTHS = 24
const DAYS = 730
const COUNTY = '532622'
const PREFECTURE = '532600'
const YEARBOOK = '卫生健康统计年报（演示数据）'

/**
 * Fills the ledgers of the demo county with two years of invented rows up to `today`, signs figures from outside (one of them
 * restated), and observes every indicator at the last 24 month-ends by the same mechanism that runs every day. A county that has
 * ledger rows already is left alone. Regions, population and facilities should be there before.
 */
export async function seedStatistics(db: Database, today: string): Promise<void> {
  await syncLibrary(db)
  const done = await db.write(systemActor('seed', COUNTY), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*)::int n from statistics.ledger_head where jurisdiction = ${COUNTY}`,
    )
    if (n > 0) return true
    await seedLedgers(tx, today)
    return false
  })
  if (done) return
  const lastYear = Number(today.slice(0, 4)) - 1
  await db.write(systemActor('seed', COUNTY), (tx) => signCounty(tx, lastYear))
  await db.write(systemActor('seed', PREFECTURE), (tx) => signPrefecture(tx, lastYear))
  await db.write(systemActor('seed', COUNTY), (tx) =>
    observe(tx, { from: `${lastYear - 5}-01-01`, reason: 'seed', most: MONTHS }),
  )
}

async function placesOf(tx: Tx, today: string): Promise<DemoPlaces> {
  const all = await regions(tx, { asOf: today, within: COUNTY })
  const of = (level: string) => all.filter((each) => each.level === level)
  const urban = (code: string) => settlementOf(code) === 'urban'
  return {
    own: `${COUNTY}000000`,
    townships: of('township').map(({ code, name }) => ({ code, name })),
    villages: of('village').map(({ code, name }) => ({ code, name, urban: urban(code) })),
  }
}

async function seedLedgers(tx: Tx, today: string): Promise<void> {
  const places = await placesOf(tx, today)
  const random = seededRandom(187)
  const ended = endOfMonth(today) === today ? 0 : 1
  const months = Array.from({ length: MONTHS + 1 }, (_, i) =>
    addMonths(`${today.slice(0, 7)}-01`, i - MONTHS - ended).slice(0, 7),
  )
  const lastYear = Number(today.slice(0, 4)) - 1
  const ledgers: Record<string, RegisterRow[]> = {
    institution: institutionRows(places, months, random),
    visit: visitRows(places, months, random),
    event: eventRows(places, DAYS, today, random),
    training: trainingRows(places, DAYS, today, random),
    project: projectRows(places, DAYS, today, random),
    community: communityRows(places, lastYear, random),
    award: awardRows(places, today),
    annual: annualRows(places, lastYear),
  }
  for (const [name, added] of Object.entries(ledgers)) {
    await writeLedger(tx, ledgerNamed(name), { added, changed: [], removed: [] }, { import: null })
  }
  await record(tx, {
    action: 'statistics.demo.seed',
    subject: { kind: 'jurisdiction', id: COUNTY },
    detail: Object.fromEntries(Object.entries(ledgers).map(([name, rows]) => [name, rows.length])),
  })
}

type Signed = [indicator: string, earlier: number, last: number]

const HEALTH: Signed[] = [
  ['health.physicians-per-1000', 2.41, 2.54],
  ['health.nurses-per-1000', 3.28, 3.46],
  ['health.beds-per-1000', 6.95, 7.31],
]

function figures(region: string, lastYear: number, [indicator, ...values]: Signed, source: string): SignInput[] {
  return values.map((value, i) => {
    const year = lastYear - 1 + i
    return { indicator, region, asOf: `${year}-12-31`, period: String(year), value, source: `${year} 年${source}` }
  })
}

async function signCounty(tx: Tx, lastYear: number): Promise<void> {
  const region = `${COUNTY}000000`
  const ids = await signAll(
    tx,
    HEALTH.flatMap((each) => figures(region, lastYear, each, YEARBOOK)),
    null,
  )
  // The second figure of the first indicator was corrected after the yearbook had been checked.
  const corrected = { value: 2.61, source: `${lastYear} 年${YEARBOOK}，校核后`, period: String(lastYear) }
  await replaceExternal(tx, ids[1]!, { ...corrected, reason: '年报校核：补计民营医疗机构执业（助理）医师' }, null)
}

/** The prefecture signs for its counties, most of which keep their registers elsewhere. */
async function signPrefecture(tx: Tx, lastYear: number): Promise<void> {
  const random = seededRandom(532_600)
  const all = await regions(tx, { asOf: `${lastYear}-12-31`, within: PREFECTURE, level: 'county' })
  const round = (value: number) => Math.round(value * 100) / 100
  const indicators: Signed[] = [
    ...HEALTH,
    ['childcare.places-per-1000', 2.7, 3.6],
    ['elder.nursing-beds', 46, 52],
    ['sport.area-per-person', 2.1, 2.28],
  ]
  const places = [`${PREFECTURE}000000`, ...all.map((each) => each.code).filter((code) => !code.startsWith(COUNTY))]
  const signed = places.flatMap((region) =>
    indicators
      .filter(([indicator]) => region !== places[0] || indicator.startsWith('health.'))
      .flatMap(([indicator, earlier, last]) => {
        const tilt = 0.86 + random.next() * 0.28
        return figures(region, lastYear, [indicator, round(earlier * tilt), round(last * tilt)], '州级汇总（演示数据）')
      }),
  )
  await signAll(tx, signed, null)
}
