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
const VILLAGE = '532622101001'

/** A county with a childcare centre `T`, a family point `J`, a kindergarten `Y` and a hall `H`. Call within a test file. */
export function learningTest() {
  const t = testDatabase()
  const desk = testDesk()
  const officer = systemActor('test', COUNTY)
  const otherTown: Actor = { ...officer, region: '532622102' }
  let made = 0
  return {
    t,
    desk,
    officer,
    otherTown,
    write: <R>(act: (tx: Tx) => Promise<R>, actor = officer) => t.db.write(actor, act),
    setUp: async () => {
      t.setNow(`${TODAY}T10:00:00+08:00`)
      await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
      await t.db.write(officer, async (tx) => {
        await loadRegions(tx, demoRegions())
        const place = (code: string, name: string, kind: string, more: object = {}) => ({
          ...blankFacility(code, name, kind),
          region: VILLAGE,
          opened_on: '2024-01-01',
          filed_on: '2024-02-01',
          ...more,
        })
        const added = [
          place('T', '锦山托育园', 'childcare', { childcare_places: 60 }),
          place('J', '李家托育点', 'childcare-family', { childcare_places: 5 }),
          place('Y', '中心幼儿园', 'kindergarten'),
          place('H', '老年学校', 'community-hall'),
        ]
        await writeFacilities(tx, { added, changed: [], removed: [] }, { import: null, undoes: null })
      })
    },
    /** New persons born on a day; their ids. */
    persons: (born: string, count: number) =>
      t.db.write(officer, async (tx) => {
        const ids: string[] = []
        for (let i = 0; i < count; i++) {
          const name = `演示${String.fromCodePoint(0x4e00 + (++made % 5000))}${String.fromCodePoint(0x5e00 + (made % 97))}`
          ids.push((await recordPerson(tx, desk, { name, born, region: VILLAGE, distinct: true })).id)
        }
        return ids
      }),
  }
}
