import { addMonths, addYears, type IsoDate } from '../../kernel/dates.ts'
import { type Database, systemActor, type Tx } from '../../platform/db/index.ts'
import { workingAccounts } from '../../platform/identity/index.ts'
import { openCase } from '../../platform/procedures/index.ts'
import { benefitsOf } from '../benefits/index.ts'
import {
  addRelative,
  correctPerson,
  giveConsent,
  noteRead,
  personFile,
  personsWhere,
  recordPerson,
  revealPerson,
} from '../people/index.ts'
import { bindAccount } from './accounts.ts'
import type { ResidentDesk } from './desk.ts'

/** Accounts of the demo's two residents, made beforehand: the elder, and the daughter who acts for her or him. */
export type DemoResident = { elder: string; daughter: string }

/** Telephones of the demo: not in use, like all its numbers. */
const PHONES = { elder: '13000009001', daughter: '13000009002' }
/** So many candidates are looked at until one with a benefit on the frozen lists is found. */
const LOOKED_AT = 8

/** An older resident who gets a benefit. */
async function findElder(tx: Tx, desk: ResidentDesk, region: string): Promise<string | null> {
  const aged = await personsWhere(tx, desk.people, { region, ageFrom: 80, ageTo: 92, categories: ['living-alone'] })
  for (const { person } of aged.slice(0, LOOKED_AT)) {
    const { months } = await benefitsOf(tx, desk.people, person, '演示数据')
    if (months.some((each) => each.outcome === 'due')) return person
  }
  return aged[0]?.person ?? null
}

/**
 * Binds the demo's residents to files (演示数据): an older person with a benefit, a case and readings by staff, and a daughter with a dated
 * authority. Nothing happens where there are no persons.
 */
export async function seedResidents(
  db: Database,
  desk: ResidentDesk,
  county: string,
  day: IsoDate,
  accounts: DemoResident,
): Promise<void> {
  const elder = await db.write(systemActor('seed', county), (tx) => demoFamily(tx, desk, county, day, accounts))
  if (elder !== null) await readByStaff(db, county, elder)
}

/** The two files, their accounts and what the elder has under way. Returns the elder's file. */
async function demoFamily(
  tx: Tx,
  desk: ResidentDesk,
  county: string,
  day: IsoDate,
  accounts: DemoResident,
): Promise<string | null> {
  const elder = await findElder(tx, desk, county)
  if (elder === null) return null
  const file = await personFile(tx, desk.people, elder, '演示数据')
  const { number } = await revealPerson(tx, desk.people, elder, ['number'], '演示数据')
  await correctPerson(tx, desk.people, elder, file.revision, { phones: [{ number: PHONES.elder, label: null }] })
  const { id: daughter } = await recordPerson(tx, desk.people, {
    name: `${[...file.name][0]}晓梅`,
    sex: 'female',
    born: addYears(day, -48),
    phones: [{ number: PHONES.daughter, label: null }],
    region: file.region,
    note: '演示数据：虚构人物',
  })
  await bindAccount(tx, desk, { account: accounts.elder, person: elder, phone: PHONES.elder, how: 'counter' })
  await bindAccount(tx, desk, { account: accounts.daughter, person: daughter, phone: PHONES.daughter, how: 'self' })
  await addRelative(tx, desk.people, elder, {
    role: 'proxy',
    name: `${[...file.name][0]}晓梅`,
    relation: '女儿',
    phone: PHONES.daughter,
    other: daughter,
    document: '授权委托书（演示数据）',
    scope: ['read-file', 'apply', 'benefits', 'correct', 'order'],
    from: addMonths(day, -2),
    until: addMonths(day, 10),
  })
  await giveConsent(tx, desk.people, elder, { purpose: 'messages', acting: { by: 'self' }, channel: 'counter' })
  await openCase(tx, desk.procedures, {
    code: 'home-adaptation',
    form: {
      person_name: file.name,
      citizen_id: number ?? null,
      phone: PHONES.elder,
      place: file.region,
      address: '书院社区（演示）',
      age: file.age,
      difficulty: 'lone',
      ability: '1',
      dwelling: 'own',
      owner_agrees: true,
      wishes: ['handrail', 'toilet'],
      consent: true,
    },
    materials: ['id_card', 'difficulty_proof'].map((material) => ({ material, file: null, name: '' })),
    files: [],
    channel: 'phone',
    authority: { kind: 'self', proxy: null, relation: '', document: '' },
    subject: elder,
    secret: 'DEMYKE23',
    incomplete: true,
  })
  return elder
}

/** Why staff read the file in the weeks before, and who. */
const READ: readonly [username: string, purpose: string, fields: string[]][] = [
  ['wangge', '上门探访', ['name', 'phone-masked', 'region']],
  ['civil', '核定高龄津贴', ['birth', 'benefits']],
  ['jiangna', '办理适老化改造', ['name', 'household', 'categories']],
]

async function readByStaff(db: Database, county: string, person: string): Promise<void> {
  const system = systemActor('seed', county)
  const staff = new Map((await db.read(system, workingAccounts)).map((each) => [each.username, each.id]))
  for (const [username, purpose, fields] of READ) {
    const id = staff.get(username)
    if (id === undefined) continue
    await db.write({ ...system, kind: 'account', id }, (tx) =>
      noteRead(tx, { act: 'file', purpose, fields, persons: [person] }),
    )
  }
}
