import { newId } from '../../../kernel/ids.ts'
import { type Actor, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import type { TestDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction, createUnit, permissionsOf, type Role } from '../../../platform/identity/index.ts'
import { attach } from './attachments.ts'
import { GATE_RULES, type Gate } from './gates.ts'
import type { BuildingFacts } from './model.ts'

const COUNTY = '532622'

/** The actor of an account with a role, of a unit. */
export function account(role: Role, unit: string | null = null, region = COUNTY, jurisdiction = COUNTY): Actor {
  return {
    kind: 'account',
    id: newId(),
    jurisdiction,
    reach: jurisdiction.replace(/(00){1,2}$/, ''),
    region,
    unit,
    permissions: permissionsOf([role]),
  }
}

/** Makes a unit and returns its id. */
export async function unit(t: TestDatabase, name: string, region?: string): Promise<string> {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  const made = await t.db.write(systemActor('test', COUNTY), (tx) =>
    createUnit(tx, {
      name,
      kind: region === undefined ? 'department' : 'township',
      ...(region === undefined ? {} : { region }),
    }),
  )
  return made.id
}

/** A project of 1,000 households and 3,000 persons in 江那镇锦山社区. */
export const FACTS: BuildingFacts = {
  name: '锦绣家园（测试）',
  developer: '测试房地产开发有限公司',
  developerCode: null,
  region: '532622101001',
  address: '健康路',
  lon: 104.34,
  lat: 23.61,
  households: 1000,
  persons: 3000,
  landArea: 60_000,
  dwellingArea: 120_000,
  phases: [{ name: '一期', households: 1000, due: '2027-12-31', facilities: true }],
  note: null,
}

/** Figures that meet every line for `FACTS`. */
export const ENOUGH = {
  'elder-land': 320,
  'elder-floor': 260,
  'sport-indoor': 310,
  'sport-outdoor': 0,
}

/** A small file, as it would come with a request. */
export const file = (name = '扫描件.pdf') => ({ name, bytes: new TextEncoder().encode(`测试材料 ${name}`) })

/** Attaches every paper a gate asks for. */
export async function papersFor(tx: Tx, project: string, gate: Gate): Promise<void> {
  for (const { kind } of GATE_RULES[gate].papers) await attach(tx, { kind: 'project', id: project }, kind, [file()])
}

/** The state in which the facility stands on a day in the sight of those who count. */
export async function countsOn(tx: Tx, code: string, day: string): Promise<boolean> {
  const row = await tx.maybe<{ state: string | null }>(
    sql`select state from territory.facility_on(${day}) f where f.code = ${code}`,
  )
  return row?.state === 'open'
}
