import { type IsoDate, today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { regions } from '../../territory/index.ts'

/** Where and by whom an item is supervised. */
export type DutyView = { region: string; regionName: string; unit: string; from: IsoDate; until: IsoDate | null }

/** A regulatory item of a day with its units, and the towns or villages of its level where nobody answers for it. */
export type ItemView = {
  code: string
  title: string
  field: string
  subject: string
  content: string
  basis: string
  times: number
  per: 'month' | 'quarter' | 'year'
  level: 'county' | 'town' | 'village'
  duties: DutyView[]
  missing: { region: string; regionName: string }[]
}

type Row = Omit<ItemView, 'duties' | 'missing'> & Omit<DutyView, 'regionName'>

/** Items in force on a day by code. An item of the towns is missing wherever a town has no unit for it. Two statements. */
export async function itemsOn(tx: Tx, asOf?: IsoDate): Promise<{ asOf: IsoDate; items: ItemView[] }> {
  const day = asOf ?? today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const rows =
    await tx.rows<Row>(sql`select code, title, field, subject, content, basis, times, per, level, region, unit_name unit,
      valid_from "from", valid_until "until" from supervision.item
    where jurisdiction = ${own} and valid_from <= ${day}::date and coalesce(valid_until >= ${day}::date, true) order by code, region`)
  const places = await regions(tx, { asOf: day, within: own })
  const names = new Map(places.map((place) => [place.code, place.name]))
  const townsAndVillages = {
    county: [],
    town: places.filter((place) => place.level === 'township'),
    village: places.filter((place) => place.level === 'village'),
  }
  const items = [...Map.groupBy(rows, (row) => row.code).values()].map((own): ItemView => {
    const { region: _, unit: __, from: ___, until: ____, ...item } = own[0]!
    const held = new Set(own.map((row) => row.region))
    return {
      ...item,
      duties: own.map(({ region, unit, from, until }) => ({
        region,
        regionName: names.get(region) ?? region,
        unit,
        from,
        until,
      })),
      missing: townsAndVillages[item.level]
        .filter((place) => !held.has(place.code))
        .map((place) => ({ region: place.code, regionName: place.name })),
    }
  })
  return { asOf: day, items }
}
