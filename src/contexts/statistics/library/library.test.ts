import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '../../../engines/formula/index.ts'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addIndicator, checkDefinition } from './commands.ts'
import { LEDGERS } from './ledgers.ts'
import { LIBRARY, matchIndicator } from './library.ts'
import { syncLibrary, versionsOf } from './store.ts'

/** Folder with papers whose targets were marked by hand; not part of the repository. */
const GOLD = process.env.YIKE_GOLD ?? 'no folder given in YIKE_GOLD'

describe('the library', () => {
  it('has an indicator for every target family T1–T54', () => {
    const families = new Set(LIBRARY.flatMap((each) => each.families))
    expect(Array.from({ length: 54 }, (_, i) => `T${i + 1}`).filter((family) => !families.has(family))).toEqual([])
  })

  it('has codes once, and definitions that can be computed', () => {
    expect(new Set(LIBRARY.map((each) => each.code)).size).toBe(LIBRARY.length)
    for (const each of LIBRARY) expect(() => checkDefinition(each), each.code).not.toThrow()
  })

  it('declares exactly the inputs its formulas use', () => {
    for (const each of LIBRARY) {
      if (each.formula === null) continue
      expect(parse(each.formula).inputs.sort(), each.code).toEqual(each.inputs.map((input) => input.name).sort())
    }
  })

  it('never counts persons where person-times are meant', () => {
    const measures = (code: string) =>
      LIBRARY.find((each) => each.code === code)!.inputs.flatMap(({ from }) =>
        from.kind === 'ledger' ? [from.measure] : [],
      )
    for (const each of LIBRARY) {
      if (each.countOf === 'persons') expect(measures(each.code), each.code).not.toContain('person_times')
      if (each.countOf === 'person-times') expect(measures(each.code), each.code).not.toContain('persons')
    }
    expect(measures('training.carers')).toEqual(['persons'])
    expect(measures('training.barbers')).toEqual(['person_times'])
  })

  it('has no two indicators under one name or spelling', () => {
    const names = LIBRARY.flatMap((each) => [each.name.zh, ...each.aliases])
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  it('keeps ledgers whose keys and dates are columns', () => {
    for (const ledger of LEDGERS) {
      const columns = ledger.columns.map((column) => column.key)
      for (const key of [...ledger.key, ledger.dateColumn]) expect(columns, ledger.name).toContain(key)
    }
  })
})

describe('finding an indicator by its printed name', () => {
  it('knows spellings, and the misspelling of physicians', () => {
    expect(matchIndicator('每千人口拥有职业（助理）医师', '人')[0]).toEqual({
      code: 'health.physicians-per-1000',
      score: 1,
    })
    expect(matchIndicator('每千人口拥有执业(助理)医师', '人')[0]!.score).toBe(1)
  })

  it('keeps shares, counts and areas apart', () => {
    expect(matchIndicator('社区综合服务设施面积', '%').map((each) => each.code)).not.toContain(
      'community.area-per-100-households',
    )
    expect(matchIndicator('社区居家养老服务中心面积', '平方米')[0]!.code).toBe('elder.centre-area')
  })

  it('finds nothing where there is nothing', () => {
    expect(matchIndicator('地区生产总值增速', '%')).toEqual([])
    expect(matchIndicator('小微企业创业贷款额度', '万元')).toEqual([])
  })

  const files = ['001', '004'].map((name) => `${GOLD}/${name}.gold.json`)
  const absent = files.filter((file) => !existsSync(file))
  if (absent.length > 0) console.log(`skipped: no papers to compare with at ${absent.join(', ')}`)
  it.skipIf(absent.length > 0)('finds every printed target of two papers', () => {
    type Printed = { targets: { indicator: string; unit: string }[] }
    const printed = files.flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as Printed).targets)
    const found = new Map(printed.map((each) => [each.indicator, matchIndicator(each.indicator, each.unit)[0]]))
    expect([...found].filter(([, match]) => match === undefined || match.score < 1).map(([name]) => name)).toEqual([])
    expect(found.get('农村社区综合服务设施覆盖率')!.code).toBe('community.hall-rural')
    expect(found.get('养老机构护理型床位占比')!.code).toBe('elder.nursing-beds')
    expect(found.get('社区卫生服务中心和乡镇卫生院护理型床位占比')!.code).toBe('health.nursing-beds')
    expect(found.get('新建城区、居住（小）区公共体育设施室外人均用地')!.code).toBe('sport.new-estate-outdoor')
  })
})

describe('the catalogue', () => {
  const t = testDatabase()
  const county = systemActor('test', '532622')

  it('is brought up to the library once, and again when nothing changed, also at once', async () => {
    const written = await Promise.all([syncLibrary(t.db), syncLibrary(t.db)])
    expect(written[0]! + written[1]!).toBe(LIBRARY.length)
    expect(await syncLibrary(t.db)).toBe(0)
  })

  it('takes a changed delivered definition as the next version and keeps the old one', async () => {
    await t.asOwner(`update statistics.indicator set unit = '个' where code = 'elder.visit-rate'`)
    expect(await syncLibrary(t.db)).toBe(1)
    const versions = await t.db.read(county, (tx) => versionsOf(tx, 'elder.visit-rate'))
    expect(versions.map(({ version, unit }) => [version, unit])).toEqual([
      [2, '%'],
      [1, '个'],
    ])
  })

  it('takes local versions, keeps them over a start, and lets one of two win', async () => {
    const { inputs, ...rest } = LIBRARY.find((each) => each.code === 'elder.meals')!
    const local = { ...rest, inputs, name: { zh: '本县口径', en: 'Local' }, base: 1 }
    const add = () => t.db.write(county, (tx) => addIndicator(tx, local))
    const settled = await Promise.allSettled([add(), add()])
    expect(settled.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    const refused = settled.find((each) => each.status === 'rejected') as PromiseRejectedResult
    expect(refused.reason).toMatchObject({ code: 'indicator.version' })
    expect(await syncLibrary(t.db)).toBe(0)
    const versions = await t.db.read(county, (tx) => versionsOf(tx, 'elder.meals'))
    expect(versions[0]).toMatchObject({ version: 2, origin: 'local', name: { zh: '本县口径' } })
  })

  it('refuses a formula that does not fit its inputs', async () => {
    const { inputs, ...rest } = LIBRARY.find((each) => each.code === 'elder.meals')!
    const attempt = (change: object) =>
      t.db.write(county, (tx) => addIndicator(tx, { ...rest, inputs, base: 2, ...change }))
    await expect(attempt({ formula: 'share(covered, nobody)' })).rejects.toMatchObject({ code: 'indicator.formula' })
    await expect(attempt({ formula: 'covered' })).rejects.toMatchObject({ code: 'indicator.input' })
    await expect(attempt({ formula: 'share(covered,' })).rejects.toMatchObject({ code: 'formula.syntax' })
    const rows = await t.db.read(county, (tx) =>
      tx.rows(sql`select 1 from statistics.indicator where code = 'elder.meals' and version > 2`),
    )
    expect(rows).toEqual([])
  })
})
