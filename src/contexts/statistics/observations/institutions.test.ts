import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { type Actor, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { registerOrganisation } from '../../providers/organisations/commands.ts'
import { addSite } from '../../providers/sites/commands.ts'
import { organisation, VILLAGE } from '../../providers/testkit.ts'
import { writeFacilities } from '../../territory/facilities/write.ts'
import { loadRegions } from '../../territory/regions/load.ts'
import { blankFacility } from '../../territory/seed/blank.ts'
import { demoRegions } from '../../territory/seed/regions.ts'
import { facilities } from '../library/inputs.ts'
import { quantitiesOf } from './compute.ts'
import { loadFacts } from './facts.ts'

const t = testDatabase()
const system: Actor = systemActor('test', '532622')
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(system, work)
const KINDS = ['elder-day-care']
let site: string
let owner: string

beforeAll(async () => {
  t.setNow('2026-03-10T10:00:00+08:00')
  await addJurisdiction(t.db, { code: '532622', name: '砚山县' })
  await as((tx) => loadRegions(tx, demoRegions()))
  const facility = (code: string, filedOn: string | null) => ({
    ...blankFacility(code, `日间照料站 ${code}`, 'elder-day-care'),
    region: VILLAGE,
    opened_on: '2020-01-01',
    filed_on: filedOn,
  })
  await as((tx) =>
    writeFacilities(
      tx,
      {
        added: [facility('S-1', '2021-01-01'), facility('S-2', '2021-01-01'), facility('S-3', null)],
        changed: [],
        removed: [],
      },
      { import: null, undoes: null },
    ),
  )
  const { id } = await as((tx) => registerOrganisation(tx, organisation(1)))
  owner = id
  site = (
    await as((tx) => addSite(tx, id, { name: '照料站', kind: 'elder-day-care', region: VILLAGE, facility: 'S-2' }))
  ).id
})

const grant = (kind: 'filing' | 'grade', from: string, until: string | null, value: number | null = null) =>
  as((tx) =>
    tx.run(sql`insert into providers.standing (jurisdiction, id, organisation, site, kind, code, value, label, valid_from, valid_until, detail, origin,
        recorded_by, recorded_at)
      values ('532622', ${newId()}, ${owner}, ${site}, ${kind}, ${`test-${kind}`}, ${value}, '', ${from}, ${until}, '{}', 'register', 'test', ${tx.now})`),
  )

/** How many stations are filed, or graded, on some days. */
const counted = (where: { filed: true } | { grade: { min: number } }, dates: string[]) =>
  t.db.read(system, async (tx) => {
    const from = facilities(KINDS, where)
    const inputs = [{ name: 'n', label: { zh: '', en: '' }, from }]
    const facts = await loadFacts(tx, { definitions: [{ inputs, window: 'at' }], dates })
    return dates.map((date) => quantitiesOf(facts, from, 'at', date).get('532622000000'))
  })

describe('filed and graded facilities', () => {
  it('are counted by what the institutions in them were granted: an ended filing stops counting on the day', async () => {
    expect((await counted({ filed: true }, ['2026-03-01'])).map((each) => each?.value)).toEqual([2])
    await grant('filing', '2024-01-01', '2025-12-31')
    const values = await counted({ filed: true }, ['2023-12-31', '2025-12-31', '2026-01-01'])
    expect(values.map((each) => each?.value)).toEqual([1, 2, 1])
  })

  it('have an unknown grade where no institution is known, and none once it has run out', async () => {
    await grant('grade', '2023-03-01', '2026-02-28', 4)
    const values = await counted({ grade: { min: 4 } }, ['2026-02-28', '2026-03-01'])
    expect(values).toMatchObject([
      { value: 1, unknown: 2 },
      { value: 0, unknown: 2 },
    ])
  })
})
