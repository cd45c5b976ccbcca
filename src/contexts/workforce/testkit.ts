import type { Tx } from '../../platform/db/index.ts'
import { type PeopleDesk, recordPerson } from '../people/index.ts'
import { citizenNumber } from '../people/testkit.ts'
import { organisationByCode, providerRegisters } from '../providers/index.ts'
import { keepWorker } from './staff/commands.ts'
import type { NewClass } from './training/commands.ts'

/** A credit code with a right check character. */
export const FIRM = '91350100M000100Y43'

/** Enters an organisation with a name and returns its id. */
export async function enterFirm(tx: Tx, name: string, creditCode = FIRM): Promise<string> {
  const blank = Object.fromEntries(providerRegisters[0]!.columns.map((each) => [each.key, null]))
  const row = { ...blank, credit_code: creditCode, name, region: '532622101000' }
  await providerRegisters[0]!.apply(
    tx,
    { added: [row], changed: [], removed: [] },
    { import: null as never, undoes: null },
  )
  return (await organisationByCode(tx, creditCode))!.id
}

let order = 100

/** Makes a person's file with a number of its own and returns its id. */
export async function enterPerson(tx: Tx, desk: PeopleDesk, name: string, number?: string): Promise<string> {
  order += 2
  return (await recordPerson(tx, desk, { name, number: number ?? citizenNumber('1984-05-06', order), distinct: true }))
    .id
}

/** Makes files of several persons, one after the other. */
export async function enterPersons(tx: Tx, desk: PeopleDesk, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) ids.push(await enterPerson(tx, desk, name))
  return ids
}

/** A person who works. */
export async function enterWorker(tx: Tx, desk: PeopleDesk, name: string): Promise<string> {
  const id = await enterPerson(tx, desk, name)
  await keepWorker(tx, desk, id, { since: '2015-01-01' })
  return id
}

/** A class of two sessions with an exam. */
export const classOf = (code: string, more: Partial<NewClass> = {}): NewClass => ({
  code,
  title: `养老护理员班 ${code}`,
  kind: 'carer',
  skill: 'elder-care',
  organiser: '县人社局',
  region: '532622101000',
  startsOn: '2026-03-01',
  endsOn: '2026-03-10',
  capacity: 3,
  leastShare: 50,
  passMark: 60,
  sessions: [
    { heldOn: '2026-03-02', hours: 8 },
    { heldOn: '2026-03-10', hours: 8 },
  ],
  ...more,
})
