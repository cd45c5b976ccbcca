import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { applyImport, previewImport } from '../../platform/imports/index.ts'
import { listEntries } from '../../platform/journal/index.ts'
import { loadRegions, resolveRegions } from '../territory/index.ts'
import { accessOf } from './access.ts'
import {
  addRelative,
  correctPerson,
  demandAuthority,
  demandGround,
  destroyPerson,
  endRelative,
  giveConsent,
  mergePersons,
  personFile,
  personRegister,
  recordDeath,
  recordPerson,
  revealPerson,
  sealsFor,
  searchPeople,
  startCategory,
  unmergePerson,
  withdrawConsent,
} from './index.ts'
import { destroyDue } from './retention.ts'
import { citizenNumber, testDesk } from './testkit.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write(officer, work)

/** Words that stand nowhere else, so that finding them in a file of the server means they were written there. */
const PLANTED = {
  number: citizenNumber('1947-12-09', 777, '539911'),
  phone: '19900431177',
  address: '苔藓坞七十三号院',
  evidence: '三甲医院帕金森诊断',
  contactPhone: '19900436688',
  oldPhone: '19900432255',
  imported: citizenNumber('1946-11-08', 555, '539911'),
  importedAddress: '青苔巷八十四号楼',
}
const NAME = '欧阳鹔鹴'

let person: string
let taggedBefore = 0

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  const region = { tree: 'statistical' as const, validFrom: '2020-01-01', source: 'test' }
  await write((tx) =>
    loadRegions(tx, [
      { ...region, code: '532622000000', name: '砚山县', level: 'county', parent: null },
      { ...region, code: '532622101000', name: '江那镇', level: 'township', parent: '532622000000' },
      { ...region, code: '532622101001', name: '锦山社区', level: 'village', parent: '532622101000' },
    ]),
  )
  taggedBefore = await timesOnDisk('lost-ability')
  person = (
    await write((tx) =>
      recordPerson(tx, desk, {
        name: NAME,
        number: PLANTED.number,
        phones: [{ number: PLANTED.oldPhone, label: null }],
        region: '532622101001',
        address: PLANTED.address,
      }),
    )
  ).id
  await write((tx) => correctPerson(tx, desk, person, 1, { phones: [{ number: PLANTED.phone, label: null }] }))
  await write((tx) =>
    startCategory(tx, desk, person, { category: 'lost-ability', from: '2026-01-01', evidence: PLANTED.evidence }),
  )
  await write((tx) =>
    addRelative(tx, desk, person, { role: 'contact', name: '李四', phone: PLANTED.contactPhone, from: '2026-01-01' }),
  )
  const file = {
    name: 'a.csv',
    bytes: Buffer.from(
      `姓名,证件号码,居住村（社区）,详细住址,特殊困难类别\n赵六,${PLANTED.imported},锦山社区,${PLANTED.importedAddress},失能\n钱七,${PLANTED.imported.slice(0, 17)}?,锦山社区,${PLANTED.importedAddress},失智`,
    ),
  }
  const register = personRegister(desk)
  const view = await write((tx) => previewImport(tx, register, file, resolveRegions))
  await write((tx) => applyImport(tx, register, view.id, 'good', view.contentHash))
  await write((tx) => searchPeople(tx, desk, PLANTED.phone))
  await write((tx) => revealPerson(tx, desk, person, ['number', 'phones', 'address'], '核对'))
}, 60_000)

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}

/** How often a text stands in the tables' files. */
async function timesOnDisk(text: string): Promise<number> {
  await t.asOwner('checkpoint', [], true)
  const [{ base } = { base: '' }] = await t.asOwner<{ base: string }>(
    `select current_setting('data_directory') || '/base/' || oid base from pg_database where datname = current_database()`,
    [],
    true,
  )
  return filesBelow(base).reduce((sum, file) => sum + readFileSync(file, 'latin1').split(text).length - 1, 0)
}

describe('what lies on disk', () => {
  it('holds no number, telephone, address or word about health, in tables, log of changes or log', async () => {
    const [{ folder } = { folder: '' }] = await t.asOwner<{ folder: string }>(
      `select current_setting('data_directory') folder`,
      [],
      true,
    )
    const sought = Object.entries({ ...PLANTED, name: NAME })
    const found = new Map<string, string[]>()
    const [{ base } = { base: '' }] = await t.asOwner<{ base: string }>(
      `select 'base/' || oid base from pg_database where datname = current_database()`,
      [],
      true,
    )
    // The log of changes first: what a checkpoint has written may be reused.
    const places = [join(folder, 'pg_wal'), join(folder, base), join(folder, 'log')]
    for (const place of places) {
      if (place.endsWith(base)) await t.asOwner('checkpoint', [], true)
      let files: string[]
      try {
        files = filesBelow(place)
      } catch {
        continue
      }
      for (const file of files) {
        const bytes = readFileSync(file)
        for (const [what, text] of sought) if (bytes.includes(text)) found.set(what, [...(found.get(what) ?? []), file])
      }
    }
    // The name is kept plain and proves that the search looks where rows are.
    expect(found.get('name')?.some((file) => file.includes('/base/'))).toBe(true)
    expect(found.get('name')?.some((file) => file.includes('pg_wal'))).toBe(true)
    found.delete('name')
    expect([...found]).toEqual([])
    // The word itself stands in catalogues of law, and nowhere more often once persons have it.
    expect(await timesOnDisk('lost-ability')).toBe(taggedBefore)
  }, 60_000)

  it('holds none of them in any row as text either', async () => {
    const tables = await t.asOwner<{ name: string }>(
      `select c.oid::regclass::text name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and coalesce(obj_description(c.oid), '') not like 'catalogue:%' and n.nspname in ('people', 'imports', 'journal', 'events', 'http', 'keys')`,
      [],
      true,
    )
    expect(tables.length).toBeGreaterThan(10)
    for (const { name } of tables)
      for (const text of [...Object.values(PLANTED), 'lost-ability', '失能', '失智']) {
        const [row] = await t.asOwner<{ n: number }>(
          `select count(*)::int n from ${name} x where x::text like '%' || $1 || '%'`,
          [text],
          true,
        )
        expect(row?.n, `${name}: ${text}`).toBe(0)
      }
  }, 60_000)
})

describe('reading', () => {
  it('is noted with who, why and what, and told in the journal', async () => {
    await write((tx) => personFile(tx, desk, person, '核定高龄津贴'))
    const lines = await write((tx) => accessOf(tx, person, 50))
    expect(lines[0]).toMatchObject({ actor: 'system:test', purpose: '核定高龄津贴', act: 'file' })
    expect(lines.map((line) => line.act)).toContain('reveal')
    expect(lines.map((line) => line.act)).toContain('search')
    const entries = await t.db.read(officer, (tx) =>
      listEntries(tx, { subject: { kind: 'person', id: person }, action: 'people.person.read' }),
    )
    expect(entries[0]).toMatchObject({ purpose: '核定高龄津贴', detail: { persons: 1, act: 'file' } })
    expect(JSON.stringify(entries)).not.toContain(NAME)
  })

  it('cannot be taken out of the record', async () => {
    await expect(
      write((tx) => tx.run({ text: 'delete from people.access', values: [], strings: [] } as never)),
    ).rejects.toThrow(/permission denied/)
    await expect(
      write((tx) => tx.run({ text: `update people.access set purpose = ''`, values: [], strings: [] } as never)),
    ).rejects.toThrow(/permission denied/)
  })

  it('of a file costs at most six statements', async () => {
    let statements = 0
    await t.db.write(
      officer,
      (tx) => personFile(tx, desk, person, 'test'),
      (cost) => {
        statements = cost.statements
      },
    )
    expect(statements).toBeLessThanOrEqual(6)
  })
})

describe('acting for somebody', () => {
  it('needs an authority in force whose scope names the act', async () => {
    const code = (acting: Parameters<typeof demandAuthority>[2], scope: Parameters<typeof demandAuthority>[3]) =>
      t.db
        .read(officer, (tx) => demandAuthority(tx, person, acting, scope))
        .then(
          () => 'allowed',
          (refusal) => refusal.code,
        )
    const { id } = await write((tx) =>
      addRelative(tx, desk, person, {
        role: 'proxy',
        name: '王五',
        document: '授权书',
        scope: ['apply'],
        from: '2026-11-01',
        until: '2026-12-01',
      }),
    )
    const acting = { by: 'proxy', relative: id } as const
    expect(await code({ by: 'self' }, 'consent')).toBe('allowed')
    expect(await code(acting, 'apply')).toBe('allowed')
    expect(await code(acting, 'consent')).toBe('proxy.authority')
    expect(await code({ by: 'guardian', relative: id }, 'apply')).toBe('proxy.authority')
    t.setNow('2026-12-01T09:00:00+08:00')
    expect(await code(acting, 'apply')).toBe('proxy.authority')
    t.setNow('2026-11-22T10:00:00+08:00')
    await write((tx) => endRelative(tx, desk, person, id, '本人撤销'))
    expect(await code(acting, 'apply')).toBe('proxy.authority')
    await expect(
      write((tx) =>
        addRelative(tx, desk, person, {
          role: 'proxy',
          name: '王五',
          document: '授权书',
          scope: ['apply'],
          from: '2026-11-01',
        }),
      ),
    ).rejects.toThrow(expect.objectContaining({ code: 'proxy.until' }))
  })

  it('rests on consent where the law asks for it, in the version in force, until withdrawn', async () => {
    const ground = (purpose: string) =>
      t.db
        .read(officer, (tx) => demandGround(tx, person, purpose))
        .then(
          (found) => found.basis,
          (refusal) => refusal.code,
        )
    expect(await ground('visits')).toBe('legal-duty')
    expect(await ground('health')).toBe('consent.needed')
    await write((tx) => giveConsent(tx, desk, person, { purpose: 'health', acting: { by: 'self' }, channel: 'paper' }))
    expect(await ground('health')).toBe('consent')
    await write((tx) => withdrawConsent(tx, desk, person, { purpose: 'health', acting: { by: 'self' } }))
    expect(await ground('health')).toBe('consent.needed')
    await expect(
      write((tx) => giveConsent(tx, desk, person, { purpose: 'visits', acting: { by: 'self' }, channel: 'paper' })),
    ).rejects.toThrow(expect.objectContaining({ code: 'consent.not-needed' }))
    const child = (await write((tx) => recordPerson(tx, desk, { name: '小童', born: '2020-01-01' }))).id
    await expect(
      write((tx) => giveConsent(tx, desk, child, { purpose: 'health', acting: { by: 'self' }, channel: 'paper' })),
    ).rejects.toThrow(expect.objectContaining({ code: 'consent.guardian' }))
  })
})

describe('two files of one person', () => {
  it('become one, and two again', async () => {
    const one = (
      await write((tx) =>
        recordPerson(tx, desk, { name: '双生子', born: '1950-02-03', number: citizenNumber('1950-02-03', 31) }),
      )
    ).id
    await expect(write((tx) => recordPerson(tx, desk, { name: '双生子', born: '1950-02-03' }))).rejects.toThrow(
      expect.objectContaining({ code: 'person.similar' }),
    )
    await expect(
      write((tx) => recordPerson(tx, desk, { name: '另一人', number: citizenNumber('1950-02-03', 31) })),
    ).rejects.toThrow(expect.objectContaining({ code: 'person.duplicate' }))
    const two = (await write((tx) => recordPerson(tx, desk, { name: '双生子', born: '1950-02-03', distinct: true }))).id
    await write((tx) => mergePersons(tx, desk, two, one, '核对'))
    const found = async () => (await write((tx) => searchPeople(tx, desk, '双生'))).items.map((each) => each.id)
    expect(await found()).toEqual([one])
    await expect(write((tx) => mergePersons(tx, desk, one, two, '核对'))).rejects.toThrow(
      expect.objectContaining({ code: 'merge.state' }),
    )
    await write((tx) => unmergePerson(tx, desk, two))
    expect((await found()).sort()).toEqual([one, two].sort())
  })

  it('with one number entered at once give one file', async () => {
    const number = citizenNumber('1951-01-01', 51)
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, i) =>
        write((tx) => recordPerson(tx, desk, { name: `并发${'甲乙丙丁戊己'[i]}`, number })),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    for (const each of tries) if (each.status === 'rejected') expect(each.reason.code).toBe('person.duplicate')
  })
})

describe('when the time is up', () => {
  it('the key is destroyed, and with it all that was sealed, also by others', async () => {
    const id = (
      await write((tx) =>
        recordPerson(tx, desk, {
          name: '期满者',
          number: citizenNumber('1930-01-01', 91),
          region: '532622101001',
          address: '某处',
        }),
      )
    ).id
    const seal = (await write((tx) => sealsFor(tx, desk, [id]))).get(id)!
    expect(seal.open(seal.seal({ grade: 4 }))).toEqual({ grade: 4 })
    await expect(write((tx) => destroyPerson(tx, desk, id))).rejects.toThrow(
      expect.objectContaining({ code: 'person.open' }),
    )
    await write((tx) => recordDeath(tx, desk, id, '2026-11-01'))
    t.setNow('2031-10-30T09:00:00+08:00')
    expect(await write(destroyDue)).toBe(0)
    t.setNow('2031-11-02T09:00:00+08:00')
    expect(await write(destroyDue)).toBe(1)
    expect((await write((tx) => sealsFor(tx, desk, [id]))).size).toBe(0)
    expect((await write((tx) => searchPeople(tx, desk, '期满'))).items).toEqual([])
    const [row] = await t.asOwner<Record<string, unknown>>(
      'select name, born, region, sealed, wrapped, number_hash from people.person where id = $1',
      [id],
      true,
    )
    expect(row).toEqual({ name: null, born: null, region: null, sealed: null, wrapped: null, number_hash: null })
    const file = await write((tx) => personFile(tx, desk, id, 'test'))
    expect(file).toMatchObject({ state: 'destroyed', name: '', number: null, categories: [], relatives: [] })
    expect(file.happenings[0]?.kind).toBe('destroyed')
  })
})
