import { addMonths, today } from '../../../kernel/dates.ts'
import { prefixOf, settlementOf } from '../../../kernel/region.ts'
import { type InForce, sql, type Tx } from '../../../platform/db/index.ts'
import { regions } from '../../territory/index.ts'
import { parametersOn } from '../parameters.ts'
import { TOURS, type Tour } from './events.ts'

const KINDS = Object.keys(TOURS) as Tour[]

/** What came to a village: times in the last twelve months, last time, next plan. `regular` null: nothing is on record at all. */
export type TourCell = { times: number; lastOn: string | null; nextOn: string | null; regular: boolean | null }

export type TourVillage = {
  code: string
  name: string
  townshipName: string | null
  lastOn: string | null
  tours: Record<Tour, TourCell>
}

/** 下乡活动 by village, with what counts as regular (经常性). */
export type ToursView = {
  asOf: string
  from: string
  least: Record<Tour, InForce>
  /** Villages that get each kind regularly; null where nothing of the kind is on record. */
  regular: Record<Tour, number | null>
  villages: TourVillage[]
}

const blank = (): TourCell => ({ times: 0, lastOn: null, nextOn: null, regular: null })

/** Every village of the actor's area with what was brought to it: those that waited longest first. Three statements. */
export async function toursView(tx: Tx): Promise<ToursView> {
  const asOf = today(tx.now.getTime())
  const from = addMonths(asOf, -12)
  const of = await parametersOn(tx, asOf)
  const prefix = prefixOf(tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region)
  const all = await regions(tx, { asOf, within: tx.actor.jurisdiction })
  const names = new Map(all.map((each) => [each.code, each.name]))
  const rows = await tx.rows<{
    region: string
    tour: Tour
    times: number
    lastOn: string | null
    nextOn: string | null
  }>(sql`select region, tour,
      (count(*) filter (where state = 'held' and held_on > ${from}::date))::int times, max(held_on) "lastOn",
      min(planned_on) filter (where state = 'planned' and planned_on >= ${asOf}::date) "nextOn"
    from community.event where jurisdiction = ${tx.actor.jurisdiction} and kind = 'outreach' and state <> 'cancelled'
      and starts_with(region, ${prefix}) group by region, tour`)
  const byVillage = Map.groupBy(rows, (row) => row.region)
  const onRecord = new Set(rows.filter((row) => row.lastOn !== null).map((row) => row.tour))
  const villages = all
    .filter((each) => each.level === 'village' && settlementOf(each.code) === 'rural' && each.code.startsWith(prefix))
    .map(({ code, name, parent }): TourVillage => {
      const here = byVillage.get(code) ?? []
      const tours = Object.fromEntries(
        KINDS.map((kind) => {
          const row = here.find((each) => each.tour === kind)
          const times = row?.times ?? 0
          const regular = onRecord.has(kind) ? times >= of(`tour-${kind}`).value : null
          return [
            kind,
            row === undefined ? { ...blank(), regular } : { times, lastOn: row.lastOn, nextOn: row.nextOn, regular },
          ]
        }),
      ) as Record<Tour, TourCell>
      const lastOn = here.reduce<string | null>(
        (last, { lastOn: on }) => (on !== null && (last === null || on > last) ? on : last),
        null,
      )
      return { code, name, townshipName: names.get(parent ?? '') ?? null, lastOn, tours }
    })
    .toSorted((a, b) => (a.lastOn ?? '').localeCompare(b.lastOn ?? '') || a.code.localeCompare(b.code))
  return {
    asOf,
    from,
    least: Object.fromEntries(KINDS.map((kind) => [kind, of(`tour-${kind}`)])) as ToursView['least'],
    regular: Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        onRecord.has(kind) ? villages.filter((each) => each.tours[kind].regular === true).length : null,
      ]),
    ) as ToursView['regular'],
    villages,
  }
}
