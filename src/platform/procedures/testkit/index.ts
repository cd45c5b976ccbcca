import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, Database, Tx } from '../../db/index.ts'
import { reachOf, systemActor } from '../../db/index.ts'
import { addJurisdiction, permissionsOf, type Role, seedDemoAccounts } from '../../identity/index.ts'
import { CHEAP, seedOf } from '../../identity/testkit.ts'
import { openKeys } from '../../journal/index.ts'
import type { NewCase } from '../cases/commands.ts'
import type { Desk, Hook } from '../desk.ts'
import type { Values } from '../model.ts'
import { openVault } from '../vault.ts'

export const COUNTY = '532622'
export const TOWN = '532622101000'

/** Rooms above this floor, answering that nothing stands in the way. */
const YES: Hook = async () => ({ truth: true, says: { zh: '没有', en: 'none' } })
const ROOMS: Record<string, Hook> = { 'providers.not-banned': YES, 'providers.sheet-agrees': YES }

/** A desk with keys of its own and two places. */
export function testDesk(hooks: Record<string, Hook> = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'yike-procedures-'))
  return {
    keys: openKeys(folder),
    vault: openVault(folder),
    hooks: new Map(Object.entries({ ...ROOMS, ...hooks })),
    places: async () => [{ code: TOWN, name: '江那镇', parent: null }],
    resolve: async (_tx, texts) =>
      new Map(
        texts
          .filter((text) => text === '江那镇' || text === TOWN)
          .map((text) => [text, { code: TOWN, name: '江那镇' }]),
      ),
  }
}

/** An officer of the test county. */
export async function officer(
  db: Database,
  username: string,
  role: Role,
  unit: string,
  region?: string,
): Promise<Actor> {
  await addJurisdiction(db, { code: COUNTY, name: '砚山县' })
  const kind = region === undefined ? 'department' : 'township'
  const [account] = await seedDemoAccounts(
    db,
    COUNTY,
    [seedOf(username, [role], { unit: { name: unit, kind, ...(region === undefined ? {} : { region }) } })],
    CHEAP,
  )
  return {
    kind: 'account',
    id: account!.id,
    jurisdiction: COUNTY,
    reach: reachOf(COUNTY),
    region: region ?? COUNTY,
    unit: account!.unit,
    permissions: permissionsOf([role]),
  }
}

/** A complete application of an institution (fictional, 演示数据). */
export const INSTITUTION: Values = {
  org_name: '砚山县安康养老院（演示）',
  credit_code: '91350100M000100Y43',
  legal_head: '王某',
  phone: '13800000001',
  place: '江那镇',
  address: '书院社区 1 号',
  beds: 40,
  nursing_beds: 20,
  staff: 12,
  area: 1800,
  first_resident_on: '2026-03-02',
  nature: 'non_profit',
  entry_assessment: true,
  duty_24h: true,
  makes_meals: false,
  medical: false,
}

export const PAPERS = ['application', 'registration', 'commitment'].map((material) => ({
  material,
  file: null,
  name: '',
}))

/** An application at the desk. */
export function atDesk(code: string, form: Values, materials = PAPERS, more: Partial<NewCase> = {}): NewCase {
  return {
    code,
    form,
    materials,
    files: [],
    channel: 'counter',
    authority: { kind: 'self', proxy: null, relation: '', document: '' },
    secret: 'ABCD2345',
    incomplete: false,
    ...more,
  }
}

/** Runs as the jobs of the county. */
export const asSystem = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.write(systemActor('test', COUNTY), work)
