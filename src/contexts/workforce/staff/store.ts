import type { IsoDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Mode, Post } from '../model.ts'

/** An employment. `endsOn` is the first day on which it no longer runs; null while no end is known. */
export type EmploymentRow = {
  id: string
  person: string
  organisation: string
  site: string | null
  post: Post
  mode: Mode | null
  payBand: number | null
  startsOn: IsoDate
  endsOn: IsoDate | null
  endedReason: string | null
  confirmedOn: IsoDate | null
  confirmedHow: string | null
  revision: number
}

export const EMPLOYMENT = sql`e.id, e.person, e.organisation, e.site, e.post, e.mode, e.pay_band "payBand", lower(e.during) "startsOn",
  upper(e.during) "endsOn", e.ended_reason "endedReason", e.confirmed_on "confirmedOn", e.confirmed_how "confirmedHow", e.revision`

/** The refusal of somebody of whom no staff file was opened. */
export const noWorker = () =>
  refuse(
    'worker.missing',
    { zh: '此人还没有从业人员档案', en: 'This person has no staff file yet' },
    { kind: 'missing', next: { zh: '请先登记为从业人员', en: 'Open a staff file first' } },
  )

/** @throws Refusal `employment.missing` */
export async function employmentWith(tx: Tx, id: string, lock = false): Promise<EmploymentRow> {
  const row = await tx.maybe<EmploymentRow>(sql`select ${EMPLOYMENT} from workforce.employment e
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row !== null) return row
  throw refuse('employment.missing', { zh: '没有这条用工记录', en: 'There is no such employment' }, { kind: 'missing' })
}
