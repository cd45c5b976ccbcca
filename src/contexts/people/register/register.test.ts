import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import {
  applyImport,
  forgetImports,
  type ImportView,
  previewImport,
  undoImport,
} from '../../../platform/imports/index.ts'
import { importFor, lineViews } from '../../../platform/imports/views.ts'
import { loadRegions, resolveRegions } from '../../territory/index.ts'
import { personFile, personRegister, recordPerson, revealPerson, searchPeople } from '../index.ts'
import { citizenNumber, testDesk } from '../testkit.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const register = personRegister(desk)
const officer = systemActor('test', COUNTY)
const town: Actor = {
  ...officer,
  kind: 'account',
  id: '00000000-0000-7000-8000-000000000001',
  region: '532622101',
  permissions: new Set(['people.read', 'people.import']),
}

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await t.db.write(officer, (tx) =>
    loadRegions(
      tx,
      [
        ['532622000000', '砚山县', 'county', null],
        ['532622101000', '江那镇', 'township', '532622000000'],
        ['532622101001', '锦山社区', 'village', '532622101000'],
        ['532622102000', '平远镇', 'township', '532622000000'],
        ['532622102001', '新平社区', 'village', '532622102000'],
      ].map(([code, name, level, parent]) => ({
        tree: 'statistical' as const,
        code: code!,
        name: name!,
        level: level as 'county',
        parent: parent ?? null,
        validFrom: '2020-01-01',
        source: 'test',
      })),
    ),
  )
})

const HEAD = '姓名,证件号码,电话,居住村（社区）,详细住址,户号,与户主关系,特殊困难类别,不是同一人'
const file = (lines: string[], head = HEAD) => ({ name: '人员.csv', bytes: Buffer.from([head, ...lines].join('\n')) })
const preview = (lines: string[], actor: Actor = officer, head = HEAD) =>
  t.db.write(actor, (tx) => previewImport(tx, register, file(lines, head), resolveRegions))
const apply = (view: ImportView, which: 'all' | 'good' = 'all', actor: Actor = officer) =>
  t.db.write(actor, (tx) => applyImport(tx, register, view.id, which, view.contentHash))
const lines = (view: ImportView, actor: Actor = officer) =>
  t.db.write(actor, async (tx) => {
    const { item, definition } = await importFor(tx, [register], view.id, 'read')
    return (await lineViews(tx, definition, item, { after: 0, limit: 100 })).items
  })
const find = async (q: string) => (await t.db.write(officer, (tx) => searchPeople(tx, desk, q))).items

const N1 = citizenNumber('1948-05-06', 101)
const N2 = citizenNumber('1950-07-08', 102)
const N3 = citizenNumber('1955-01-02', 103)

describe('the register of persons', () => {
  let first: ImportView
  it('previews without writing, then writes files that are found', async () => {
    first = await preview([
      `李秀英,${N1},13000000001,锦山社区,3 栋 301,H1,户主,独居、失能,`,
      `王𠅤,${N2},13000000002,锦山社区,3 栋 302,H2,户主,,`,
      `阿依古丽•买买提,${N3},,新平社区,,H2,配偶,,`,
    ])
    expect(first.counts).toEqual({ new: 3, changed: 0, unchanged: 0, refused: 0 })
    expect(await find('lxy')).toEqual([])
    await apply(first)
    expect((await find('lxy')).map((each) => each.name)).toEqual(['李秀英'])
    expect((await find('王𠅤')).map((each) => each.regionName)).toEqual(['锦山社区'])
    expect((await find('aygl')).map((each) => each.name)).toEqual(['阿依古丽·买买提'])
    const [person] = await find('0001')
    const seen = await t.db.write(officer, (tx) => personFile(tx, desk, person!.id, 'test'))
    expect(seen.categories.map((each) => each.code).sort()).toEqual(['living-alone', 'lost-ability'])
    expect(await t.db.write(officer, (tx) => revealPerson(tx, desk, person!.id, ['address'], 'test'))).toEqual({
      address: '3 栋 301',
    })
  })

  it('knows the same file again, and a changed one', async () => {
    const again = await preview([
      `李秀英,${N1},13000000001,锦山社区,3 栋 301,H1,户主,独居、失能,`,
      `王𠅤,${N2},13000000099,锦山社区,3 栋 302,H2,户主,空巢,`,
    ])
    expect(again.counts).toEqual({ new: 0, changed: 1, unchanged: 1, refused: 0 })
    const seen = await lines(again)
    expect(seen.find((line) => line.outcome === 'changed')?.differs.sort()).toEqual(['categories', 'phone'])
    await apply(again)
    expect((await find('0099')).map((each) => each.name)).toEqual(['王𠅤'])
    expect(await find('13000000002')).toEqual([])
    const undone = await t.db.write(officer, (tx) => undoImport(tx, register, again.id))
    expect(undone.applied).toBe(1)
    expect((await find('13000000002')).map((each) => each.name)).toEqual(['王𠅤'])
  })

  it('says what is wrong in each cell', async () => {
    const view = await preview([
      `张三,${N1.slice(0, 17)}${N1.endsWith('1') ? '2' : '1'},,锦山社区,,,,,`,
      `张三,${citizenNumber('2030-01-01', 1)},,锦山社区,,,,,`,
      `赵四,${citizenNumber('1890-01-01', 1)},,锦山社区,,,,,`,
      `钱五,${citizenNumber('1960-01-01', 7)},1380,锦山社区,,,,,`,
      `孙六,${citizenNumber('1961-01-01', 7)},,没有的村,,,,,`,
      `张\uE000,${citizenNumber('1962-01-01', 7)},,锦山社区,,,,,`,
      `周七,${citizenNumber('1963-01-01', 7)},,锦山社区,,,,,`,
      `周七,${citizenNumber('1963-01-01', 7)},,新平社区,,,,,`,
    ])
    const codes = (await lines(view)).map((line) => line.issues.map((issue) => `${issue.column}:${issue.code}`).join())
    expect(codes).toEqual([
      'number:citizenid.invalid',
      'number:citizenid.invalid',
      'born:person.age',
      'phone:person.phone',
      'region:cell.region',
      'name:person.name',
      'number:line.duplicate',
      'number:line.duplicate',
    ])
  })

  it('asks about a person of the same name and birth date', async () => {
    await t.db.write(officer, (tx) => recordPerson(tx, desk, { name: '周明', born: '1963-03-03' }))
    const number = citizenNumber('1963-03-03', 9)
    const asked = await preview([`周明,${number},,锦山社区,,,,,`])
    expect((await lines(asked))[0]?.issues[0]?.code).toBe('person.similar')
    const answered = await preview([`周明,${number},,锦山社区,,,,,是`])
    expect(answered.counts.new).toBe(1)
  })

  it('lets a town write its own persons only, and shows it nothing of others', async () => {
    const view = await preview(
      [`阿依古丽·买买提,${N3},13000000005,锦山社区,,,,,`, `吴八,${citizenNumber('1964-01-01', 7)},,新平社区,,,,,`],
      town,
    )
    const seen = await lines(view, town)
    expect(seen.map((line) => line.issues.map((issue) => issue.code).join())).toEqual([
      'person.duplicate',
      'cell.scope',
    ])
    expect(seen.every((line) => line.before === null)).toBe(true)
    await expect(lines(view, officer)).rejects.toThrow(expect.objectContaining({ code: 'imports.missing' }))
  })

  it('keeps lines sealed, and forgets them when their time is up', async () => {
    const plain = await t.asOwner<{ n: number }>(
      `select count(*)::int n from imports.line where sealed is null or key is not null or before is not null or after is not null or cells is not null or issues is not null`,
      [],
      true,
    )
    expect(plain[0]?.n).toBe(0)
    t.setNow('2027-03-01T09:00:00+08:00')
    expect(await t.db.write(officer, forgetImports)).toBeGreaterThan(0)
    await expect(lines(first)).rejects.toThrow(expect.objectContaining({ code: 'imports.forgotten' }))
    await expect(t.db.write(officer, (tx) => undoImport(tx, register, first.id))).rejects.toThrow(
      expect.objectContaining({ code: 'imports.forgotten' }),
    )
    t.setNow('2026-11-22T09:00:00+08:00')
  })
})
