import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { loadRegions } from '../territory/index.ts'
import {
  giveConsent,
  personFile,
  recordDeath,
  recordPerson,
  revealPerson,
  searchPeople,
  startCategory,
} from './index.ts'
import { citizenNumber, testDesk } from './testkit.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)

beforeAll(async () => {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
})

const NUMBER = citizenNumber('1950-03-04', 11)

describe('a file', () => {
  let id: string
  it('is made, found in every way and read', async () => {
    id = (
      await t.db.write(officer, (tx) =>
        recordPerson(tx, desk, {
          name: '单小明',
          number: NUMBER,
          phones: [{ number: '138 0000 1234', label: null }],
          address: '锦山社区 3 栋 2 单元',
        }),
      )
    ).id
    const asked = async (q: string) =>
      (await t.db.write(officer, (tx) => searchPeople(tx, desk, q))).items.map((each) => each.id)
    for (const q of [
      'sxm',
      'sx',
      'dxm',
      'shanxiao',
      '小明',
      '单小',
      '1234',
      '01234',
      NUMBER.slice(-4),
      NUMBER.slice(-6),
      NUMBER,
      '13800001234',
      '单 1234',
    ])
      expect(await asked(q), q).toEqual([id])
    for (const q of ['zz', '大明', '9999', '91234', '王 1234']) expect(await asked(q), q).toEqual([])
    const file = await t.db.write(officer, (tx) => personFile(tx, desk, id, '办理补贴'))
    expect(file).toMatchObject({ name: '单小明', born: '1950-03-04', sex: 'male', phone: '138****1234' })
    expect(JSON.stringify(file)).not.toContain(NUMBER)
    const open = await t.db.write(officer, (tx) => revealPerson(tx, desk, id, ['number', 'phones', 'address'], '核对'))
    expect(open).toEqual({
      number: NUMBER,
      phones: [{ number: '13800001234', label: null }],
      address: '锦山社区 3 栋 2 单元',
    })
  })

  it('takes categories, consent and a death', async () => {
    await t.db.write(officer, async (tx) => {
      await startCategory(tx, desk, id, { category: 'lost-ability', from: '2026-01-01', evidence: '评估报告' })
      await giveConsent(tx, desk, id, { purpose: 'health', acting: { by: 'self' }, channel: 'counter' })
      await recordDeath(tx, desk, id, '2026-02-01')
    })
    const file = await t.db.write(officer, (tx) => personFile(tx, desk, id, '核对'))
    expect(file.state).toBe('dead')
    expect(file.destroyOn).toBe('2031-02-01')
    expect(file.categories).toMatchObject([{ code: 'lost-ability', evidence: '评估报告' }])
    expect(file.consents).toMatchObject([{ purpose: 'health', version: 1 }])
  })
})

describe('several words', () => {
  it('narrow each other as sets, and who is called exactly so stands first', async () => {
    const region = { tree: 'statistical' as const, validFrom: '2020-01-01', source: 'test' }
    const VILLAGES = ['532622101001', '532622101002'] as const
    const NAMES = ['欧阳锦绣花', '欧阳锦绣', '温成功']
    const ids = await t.db.write(officer, async (tx) => {
      await loadRegions(tx, [
        { ...region, code: '532622000000', name: '砚山县', level: 'county', parent: null },
        { ...region, code: '532622101000', name: '江那镇', level: 'township', parent: '532622000000' },
        { ...region, code: VILLAGES[0], name: '锦山社区', level: 'village', parent: '532622101000' },
        { ...region, code: VILLAGES[1], name: '铳卡社区', level: 'village', parent: '532622101000' },
      ])
      const made: string[][] = []
      for (const village of VILLAGES) {
        const here: string[] = []
        for (const name of NAMES)
          here.push(
            (
              await recordPerson(tx, desk, {
                name,
                region: village,
                phones: [{ number: name === NAMES[2] ? '13900005678' : '13900008765', label: null }],
              })
            ).id,
          )
        made.push(here)
      }
      return made
    })
    const asked = async (q: string) =>
      (await t.db.write(officer, (tx) => searchPeople(tx, desk, q))).items.map((each) => each.id)
    const [first, second] = ids as [string[], string[]]
    expect(await asked('锦山 oyjx')).toEqual([first[1], first[0]])
    expect(await asked('oyjx 铳卡社区')).toEqual([second[1], second[0]])
    expect((await asked('江那 oyjxh')).sort()).toEqual([first[0]!, second[0]!].sort())
    expect((await asked('锦山 欧阳')).sort()).toEqual([first[0]!, first[1]!].sort())
    expect(await asked('铳卡 5678')).toEqual([second[2]])
    expect(await asked('wcg 8765')).toEqual([])
    expect((await asked('oy 8765')).sort()).toEqual([...first.slice(0, 2), ...second.slice(0, 2)].sort())
    expect(await asked('锦山 oyjx 5678')).toEqual([])
    expect((await asked('锦山 oyjx 13900008765')).sort()).toEqual([first[0]!, first[1]!].sort())
  })
})
