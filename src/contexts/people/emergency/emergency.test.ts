import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { writePdf } from '../../../platform/documents/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { accessOf } from '../access.ts'
import { addRelative, recordDeath, recordPerson, startCategory } from '../index.ts'
import { testDesk } from '../testkit.ts'
import { peopleAtRisk } from './list.ts'
import { newPassword, offlinePage } from './offline.ts'
import { emergencyPaper } from './paper.ts'

const COUNTY = '532622'
const t = testDatabase()
const needing = new Set<string>()
const desk = testDesk({
  needs: [
    async (_, persons) =>
      new Map(persons.filter((id) => needing.has(id)).map((id) => [id, [{ zh: '吸氧', en: 'oxygen' }]])),
  ],
})
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write(officer, work)
const ids: Record<string, string> = {}

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  for (const [name, born] of [
    ['卧床者', '1960-01-01'],
    ['独居者', '1962-01-01'],
    ['高龄者', '1940-01-01'],
    ['婴儿', '2026-01-01'],
    ['壮年', '1990-01-01'],
    ['亡者', '1930-01-01'],
  ] as const)
    ids[name] = (
      await write((tx) =>
        recordPerson(tx, desk, {
          name,
          born,
          address: `${name}的家`,
          phones: [{ number: '13000000001', label: null }],
        }),
      )
    ).id
  await write(async (tx) => {
    await startCategory(tx, desk, ids.卧床者!, { category: 'lost-ability', from: '2026-01-01', evidence: '评估' })
    await startCategory(tx, desk, ids.独居者!, { category: 'living-alone', from: '2026-01-01', evidence: '核实' })
    await addRelative(tx, desk, ids.卧床者!, {
      role: 'contact',
      name: '女儿',
      phone: '13000000002',
      from: '2026-01-01',
    })
    await recordDeath(tx, desk, ids.亡者!, '2026-10-01')
  })
  needing.add(ids.高龄者!)
})

describe('the emergency list', () => {
  it('names who is at risk, who needs most first, with where and whom to call', async () => {
    const { items } = await write((tx) => peopleAtRisk(tx, desk, { kind: 'cells', cells: [] }, 'all', '演练'))
    expect(items).toEqual([])
    const all = await t.db.write(officer, (tx) =>
      peopleAtRisk(tx, desk, { kind: 'circle', lon: 104, lat: 23, metres: 1000 }, 'at-risk', '演练'),
    )
    expect(all.items).toEqual([])
    await t.asOwner(`update people.person set region = '532622101001' where state = 'resident'`, [], true)
    const risk = (
      await write((tx) => peopleAtRisk(tx, desk, { kind: 'region', region: '532622101' }, 'at-risk', '暴雨转移'))
    ).items
    expect(risk.map((each) => each.name)).toEqual(['卧床者', '独居者', '高龄者', '婴儿'])
    expect(risk[0]).toMatchObject({
      address: '卧床者的家',
      phones: ['13000000001'],
      contacts: [{ name: '女儿', phone: '13000000002' }],
      categories: ['lost-ability'],
    })
    expect(risk[2]?.needs).toEqual([{ zh: '吸氧', en: 'oxygen' }])
    const everybody = (
      await write((tx) => peopleAtRisk(tx, desk, { kind: 'region', region: '532622101' }, 'all', '暴雨转移'))
    ).items
    expect(everybody.map((each) => each.name)).toContain('壮年')
    expect(everybody.map((each) => each.name)).not.toContain('亡者')
    const read = await write((tx) => accessOf(tx, ids.卧床者!, 5))
    expect(read[0]).toMatchObject({ act: 'emergency', purpose: '暴雨转移' })
  })

  it('goes along encrypted, and opens with its password only', async () => {
    const { items } = await write((tx) =>
      peopleAtRisk(tx, desk, { kind: 'region', region: '532622101' }, 'at-risk', '演练'),
    )
    const password = newPassword()
    expect(password).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/)
    const head = {
      title: '名单',
      area: '江那镇',
      asOf: '2026-11-22 09:00',
      until: '2026-11-25T01:00:00.000Z',
      language: 'zh',
    } as const
    const html = await offlinePage(items, head, password)
    for (const secret of ['卧床者', '13000000002', '的家', '失能', password]) expect(html).not.toContain(secret)
    expect(html).not.toMatch(/(src|href)="http/)
    const data = JSON.parse(/<script id="d" type="application\/json">([\s\S]*?)<\/script>/.exec(html)![1]!) as Record<
      string,
      string
    > & { rounds: number }
    const open = (word: string) => {
      const key = pbkdf2Sync(word.replaceAll('-', ''), Buffer.from(data.salt!, 'base64'), data.rounds, 32, 'sha256')
      const sealed = Buffer.from(data.sealed!, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(data.nonce!, 'base64'))
      decipher.setAuthTag(sealed.subarray(-16))
      return JSON.parse(
        Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8'),
      ) as { n: string }[]
    }
    expect(open(password).map((each) => each.n)).toEqual(items.map((each) => each.name))
    expect(() => open('2222-2222-2222')).toThrow()
  })

  it('prints', async () => {
    const { items } = await write((tx) =>
      peopleAtRisk(tx, desk, { kind: 'region', region: '532622101' }, 'at-risk', '演练'),
    )
    const pdf = await writePdf(
      emergencyPaper(items, { area: '江那镇', asOf: '2026-11-22 09:00', purpose: '演练' }, 'zh'),
    )
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  })
})
