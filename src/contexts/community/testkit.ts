import { settlementOf } from '../../kernel/region.ts'
import { type Actor, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { recordPerson } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { writeFacilities } from '../territory/facilities/write.ts'
import { loadRegions } from '../territory/index.ts'
import { blankFacility } from '../territory/seed/blank.ts'
import { demoRegions } from '../territory/seed/regions.ts'

export const COUNTY = '532622'
export const TODAY = '2026-11-22'
/** An urban community, and a village (行政村) of the next town. */
export const COMMUNITY = '532622101001'

/** A county with a library `L`, a city reading room `S`, a school `X`, and mutual-aid points in two villages. Call within a test file. */
export function communityTest() {
  const t = testDatabase()
  const desk = testDesk()
  const officer = systemActor('test', COUNTY)
  const villages = demoRegions().filter(({ code }) => !code.endsWith('000') && settlementOf(code) === 'rural')
  let made = 0
  return {
    t,
    desk,
    officer,
    /** Two rural villages, in two towns where there are. */
    villages: [villages[0]!.code, villages.at(-1)!.code] as const,
    rural: villages.length,
    /** A worker of a town with every right. */
    townWorker: (town: string): Actor => ({ ...officer, id: `system:${town}`, region: town }),
    write: <R>(act: (tx: Tx) => Promise<R>, actor: Actor = officer) => t.db.write(actor, act),
    setUp: async () => {
      t.setNow(`${TODAY}T10:00:00+08:00`)
      await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
      await t.db.write(officer, async (tx) => {
        await loadRegions(tx, demoRegions())
        const place = (code: string, name: string, kind: string, region: string, more: object = {}) => ({
          ...blankFacility(code, name, kind),
          region,
          opened_on: '2024-01-01',
          ...more,
        })
        await writeFacilities(
          tx,
          {
            added: [
              place('L', '县图书馆（演示）', 'library', COMMUNITY, { floor_area: 3000 }),
              place('S', '锦山城市书房（演示）', 'city-study', COMMUNITY, { floor_area: 200 }),
              place('X', '县第一小学（演示）', 'primary-school', COMMUNITY),
              place('M1', '甲村互助养老点（演示）', 'elder-mutual-aid', villages[0]!.code),
              place('M2', '乙村互助养老点（演示）', 'elder-mutual-aid', villages.at(-1)!.code),
            ],
            changed: [],
            removed: [],
          },
          { import: null, undoes: null },
        )
      })
    },
    /** New persons born on a day; their ids. */
    persons: (count: number, region: string = COMMUNITY, born = '1980-01-01') =>
      t.db.write(officer, async (tx) => {
        const ids: string[] = []
        for (let i = 0; i < count; i++) {
          const name = `演示${String.fromCodePoint(0x4e00 + (++made % 5000))}${String.fromCodePoint(0x5e00 + (made % 97))}`
          ids.push((await recordPerson(tx, desk, { name, born, region, distinct: true })).id)
        }
        return ids
      }),
  }
}
