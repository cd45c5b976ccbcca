import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCreditCode } from '../../kernel/creditcode.ts'
import { type Actor, type Database, reachOf, systemActor, type Tx } from '../../platform/db/index.ts'
import { addJurisdiction, permissionsOf, type Role, seedDemoAccounts } from '../../platform/identity/index.ts'
import { CHEAP, seedOf } from '../../platform/identity/testkit.ts'
import { openKeys } from '../../platform/journal/index.ts'
import { type KeyRoom, openKeyRoom } from '../../platform/keys/index.ts'
import { type Desk, openVault } from '../../platform/procedures/index.ts'
import { resolveRegions } from '../territory/index.ts'
import { loadRegions } from '../territory/regions/load.ts'
import { demoRegions } from '../territory/seed/regions.ts'
import { providerHooks } from './hooks.ts'
import type { OrganisationRow } from './organisations/register.ts'

export const COUNTY = '532622'
export const VILLAGE = '532622101001'
export const OTHER_VILLAGE = '532622102001'

/** A credit code with a right check character, of no real unit. */
export function codeOf(n: number): string {
  const body = `91532622MK${String(7_000_000 + n * 37).padStart(7, '0')}`
  return body + [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((c) => checkCreditCode(body + c).problem === null)
}

/** An organisation as a clerk enters it (fictional). */
export const organisation = (n: number, change: Partial<OrganisationRow> = {}): OrganisationRow => ({
  credit_code: codeOf(n),
  name: `测试养老服务公司${n}`,
  short_name: null,
  nature: 'profit',
  region: VILLAGE,
  address: '测试路 1 号',
  legal_head: '王某',
  phone: `0876-000${n}`,
  brand: null,
  chain_head: null,
  registered_on: '2020-05-01',
  source: null,
  note: null,
  ...change,
})

export type Bench = {
  desk: Desk
  keys: KeyRoom
  officer: Actor
  worker: Actor
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  system: Actor
}

async function account(db: Database, username: string, role: Role, unit: string, region?: string): Promise<Actor> {
  const kind = region === undefined ? 'department' : 'township'
  const seeds = [seedOf(username, [role], { unit: { name: unit, kind, ...(region === undefined ? {} : { region }) } })]
  const [made] = await seedDemoAccounts(db, COUNTY, seeds, CHEAP)
  return {
    kind: 'account',
    id: made!.id,
    jurisdiction: COUNTY,
    reach: reachOf(COUNTY),
    region: region ?? COUNTY,
    unit: made!.unit,
    permissions: permissionsOf([role]),
  }
}

/** The county with its regions, an officer of civil affairs, a worker of another town, and a desk whose hooks are those of this room. */
export async function bench(db: Database): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'yike-providers-'))
  await addJurisdiction(db, { code: COUNTY, name: '砚山县' })
  const system = systemActor('test', COUNTY)
  await db.write(system, (tx) => loadRegions(tx, demoRegions()))
  return {
    desk: {
      keys: await openKeys(folder),
      vault: openVault(folder),
      hooks: providerHooks,
      places: async () => [],
      resolve: resolveRegions,
    },
    keys: openKeyRoom(folder),
    officer: await account(db, 'civil', 'officer', '县民政局'),
    worker: await account(db, 'pingyuan', 'township_worker', '平远镇人民政府', '532622102'),
    as: (actor, work) => db.write(actor, work),
    system,
  }
}

/** The code of a refusal, or what was answered instead. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done without a refusal',
    (error: { code?: string }) => error.code ?? String(error),
  )
