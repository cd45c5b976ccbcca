import { addDays, type IsoDate, today } from '../../kernel/dates.ts'
import type { Duty } from '../../kernel/duty.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { type DueItem, type DueSource, type NeedSource, type PeopleDesk, personsInScope } from '../people/index.ts'
import { assessmentsDue, newestAssessments, REMIND_DAYS } from './assessments/views.ts'
import { bedsOn } from './beds/views.ts'
import { DEVICE_KINDS } from './devices/model.ts'
import { visitsDue } from './visits/due.ts'

const ASSESSMENT: Bilingual = { zh: '能力评估', en: 'Assessments' }
const BED: Bilingual = { zh: '家庭养老床位', en: 'Beds at home' }
const DEVICE: Bilingual = { zh: '辅具租赁', en: 'Devices on loan' }
const VISIT: Bilingual = { zh: '探访', en: 'Visits' }
const RETROFIT: Bilingual = { zh: '居家改造', en: 'Retrofits' }

/** What waits, naming nobody; the pages behind do: assessments late and soon due, people never assessed, beds that do not count, devices not back and not disinfected, open retrofits, late visits, referrals. */
export async function careToday(tx: Tx, desk: PeopleDesk): Promise<Duty<'care'>[]> {
  const day = today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const duties: Duty<'care'>[] = []
  const waiting = await assessmentsDue(tx, desk)
  const of = (state: string) => waiting.filter((each) => each.state === state)
  const add = (count: number, title: Bilingual, subtitle: Bilingual, due: IsoDate | null, href: string) => {
    if (count === 0) return
    const words = { zh: `${count} ${title.zh}`, en: `${count} ${title.en}` }
    duties.push({ kind: 'care', title: words, subtitle, due, overdue: due !== null && due < day ? 1 : 0, href })
  }
  const late = of('late')
  add(
    late.length,
    { zh: '人的能力评估已过期', en: 'assessments are out of date' },
    ASSESSMENT,
    late[0]?.due ?? null,
    '/console/care/assessments?state=late',
  )
  const soon = of('soon')
  add(
    soon.length,
    { zh: `人的能力评估 ${REMIND_DAYS} 天内到期`, en: `assessments end within ${REMIND_DAYS} days` },
    ASSESSMENT,
    soon[0]?.due ?? null,
    '/console/care/assessments?state=soon',
  )
  add(
    of('never').length,
    { zh: '人登记为失能而没有评估', en: 'persons on record as disabled were never assessed' },
    ASSESSMENT,
    null,
    '/console/care/assessments?state=never',
  )
  const lacking = (await bedsOn(tx, desk, day)).filter((bed) => bed.ended === null && bed.lacks.length > 0)
  add(
    lacking.length,
    { zh: '张家庭养老床位达不到计入条件', en: 'beds at home lack something to count' },
    BED,
    null,
    '/console/care/beds?lacking=true',
  )
  const { items: visits } = await visitsDue(tx, desk)
  const lateVisits = visits.filter((each) => each.due < day)
  add(
    lateVisits.length,
    { zh: '人逾期未探访', en: 'persons are overdue for a visit' },
    VISIT,
    lateVisits[0]?.due ?? null,
    '/console/care/visits?state=late',
  )
  const row = await tx.one<{
    referrals: number
    overdue: number
    since: IsoDate | null
    dirty: number
    works: number
  }>(sql`select
      (select count(*)::int from care.referral where jurisdiction = ${own} and state = 'open' and person in (${personsInScope(tx, desk)})) referrals,
      (select count(*)::int from care.loan where jurisdiction = ${own} and returned_on is null and due_on < ${day}::date and person in (${personsInScope(tx, desk)})) overdue,
      (select min(due_on) from care.loan where jurisdiction = ${own} and returned_on is null and due_on < ${day}::date and person in (${personsInScope(tx, desk)})) since,
      (select count(*)::int from care.device d where d.jurisdiction = ${own} and not d.clean and d.state = 'in-service'
        and not exists (select from care.loan l where l.jurisdiction = d.jurisdiction and l.device = d.id and l.returned_on is null)) dirty,
      (select count(*)::int from care.retrofit where jurisdiction = ${own} and state in ('planned', 'works') and person in (${personsInScope(tx, desk)})) works`)
  add(
    row.overdue,
    { zh: '件辅具逾期未还', en: 'devices are not back in time' },
    DEVICE,
    row.since,
    '/console/care/devices?late=true',
  )
  add(
    row.dirty,
    { zh: '件辅具等待消毒', en: 'devices wait to be disinfected' },
    DEVICE,
    null,
    '/console/care/devices?stand=to-disinfect',
  )
  add(
    row.works,
    { zh: '户居家改造正在进行', en: 'homes are being adapted' },
    RETROFIT,
    null,
    '/console/care/retrofits?open=true',
  )
  add(
    row.referrals,
    { zh: '条探访转介等待办理', en: 'referrals out of visits wait' },
    VISIT,
    null,
    '/console/care/referrals',
  )
  return duties
}

/** What is due for persons that a search shows: the next assessment, a device to bring back. One statement. */
export const careDue: DueSource = async (tx, persons) => {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const rows = await tx.rows<{
    person: string
    kind: 'assessment' | 'device'
    due: IsoDate
  }>(sql`select n.person, 'assessment' kind, n.next_due due
      from (${newestAssessments(tx)}) n where n.person = any(${[...persons]}::uuid[]) and n.next_due <= ${addDays(day, REMIND_DAYS)}::date
    union all select person, 'device', due_on from care.loan where jurisdiction = ${own} and person = any(${[...persons]}::uuid[]) and returned_on is null
      and due_on <= ${addDays(day, REMIND_DAYS)}::date order by 3`)
  const found = new Map<string, DueItem[]>()
  for (const { person, kind, due } of rows) {
    const title =
      kind === 'assessment'
        ? { zh: '能力评估到期', en: 'ability to be assessed' }
        : { zh: '归还租借的辅具', en: 'bring the device back' }
    const href = kind === 'assessment' ? `/console/care/assessments/${person}` : '/console/care/devices'
    found.set(person, [...(found.get(person) ?? []), { kind, title, due, late: due < day, href }])
  }
  return found
}

/** What persons need in an emergency as care knows it: the devices they were lent. One statement. */
export const careNeeds: NeedSource = async (tx, persons) => {
  const rows = await tx.rows<{
    person: string
    kind: string
  }>(sql`select distinct l.person, d.kind from care.loan l join care.device d
    on d.jurisdiction = l.jurisdiction and d.id = l.device
    where l.jurisdiction = ${tx.actor.jurisdiction} and l.person = any(${[...persons]}::uuid[]) and l.returned_on is null`)
  const found = new Map<string, Bilingual[]>()
  for (const { person, kind } of rows) {
    const title = DEVICE_KINDS.find((each) => each.code === kind)?.title ?? { zh: kind, en: kind }
    found.set(person, [...(found.get(person) ?? []), title])
  }
  return found
}
