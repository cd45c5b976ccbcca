import type { IsoDate } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { countsOn, type Term } from '../terms.ts'

/** What is known of the institution in a facility: its filings and grades with their terms, oldest first. */
export type FacilityStandings = { filings: Term[]; grades: (Term & { value: number })[] }

/** Filings and grades of the sites that work in facilities, by facility code; a site without any is in it, too. One statement. */
export async function facilityStandings(tx: Tx): Promise<Map<string, FacilityStandings>> {
  const rows = await tx.rows<{
    facility: string
    kind: 'filing' | 'grade' | null
    value: number | null
    from: IsoDate
    until: IsoDate | null
    endedOn: IsoDate | null
    suspended: boolean
  }>(sql`select s.facility, t.kind, t.value, t.valid_from "from", t.valid_until "until", t.ended_on "endedOn", t.suspended
    from providers.site s
    left join providers.standing t on t.jurisdiction = s.jurisdiction and t.site = s.id and t.kind in ('filing', 'grade')
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.facility is not null order by t.valid_from, t.id`)
  const found = new Map<string, FacilityStandings>()
  for (const { facility, kind, value, ...term } of rows) {
    const here = found.get(facility) ?? { filings: [], grades: [] }
    found.set(facility, here)
    if (kind === 'filing') here.filings.push(term)
    if (kind === 'grade' && value !== null) here.grades.push({ ...term, value })
  }
  return found
}

/**
 * Whether a facility counts as filed (备案) on a day: by the filings of the institution in it where there are any, else by the day that
 * was declared when the facility was entered.
 */
export function filedOn(standings: FacilityStandings | undefined, declared: IsoDate | null, day: IsoDate): boolean {
  if (standings === undefined || standings.filings.length === 0) return declared !== null && declared <= day
  return standings.filings.some((filing) => countsOn(filing, day))
}

/** The grade (等级) of the institution in a facility on a day; 0 when it has none, null when no institution is known there. */
export function gradeOn(standings: FacilityStandings | undefined, day: IsoDate): number | null {
  if (standings === undefined) return null
  return Math.max(0, ...standings.grades.filter((grade) => countsOn(grade, day)).map((grade) => grade.value))
}
