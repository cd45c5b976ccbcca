import { addMonths, endOfMonth, type IsoDate, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { cutPage, type Paging } from '../../../platform/http/index.ts'
import {
  noteRead,
  type PeopleDesk,
  type PersonCard,
  personCards,
  personsInScope,
  sealsFor,
} from '../../people/index.ts'
import type { SealedAssessment } from '../assessments/model.ts'
import { newestAssessments } from '../assessments/views.ts'
import { parametersOn } from '../parameters.ts'
import { bedWith } from './commands.ts'
import { type BedEnd, type BedFacts, type BedLine, type BedView, EQUIPMENT, type Lack, SERVICES } from './model.ts'
import { lacks } from './rules.ts'

/** A bed as it stands on a day, without the person. */
export type BedStand = {
  id: string
  code: string
  person: string
  provider: string
  ended: BedEnd | null
  facts: BedFacts
  lacks: Lack[]
}

/**
 * Beds and what they lack on a day. Three statements; opens the grades of the newest assessments, which no answer shows.
 *
 * @param only one bed, or those that have not ended before the month of the day
 */
export async function bedsOn(tx: Tx, desk: PeopleDesk, day: IsoDate, only: string | null = null): Promise<BedStand[]> {
  const month = `${day.slice(0, 7)}-01`
  const least = (await parametersOn(tx, day))('bed-services-a-month').value
  type Row = Omit<BedStand, 'facts' | 'lacks'> &
    Omit<BedFacts, 'assessed'> & { nextDue: IsoDate | null; assessment: Buffer | null }
  const rows =
    await tx.rows<Row>(sql`select b.id, b.code, b.person, b.provider, b.ended_cause ended, lower(b.during) "from", upper(b.during) "until",
      (select count(*)::int from care.bed_item i where i.jurisdiction = b.jurisdiction and i.bed = b.id and i.installed_on <= ${day}::date
        and (i.removed_on is null or i.removed_on > ${day}::date)) pieces,
      b.accepted_on "acceptedOn", greatest(b.services_a_month, ${least})::int asked,
      count(s.id) filter (where s.served_on < ${month}::date)::int before, count(s.id) filter (where s.served_on >= ${month}::date)::int sofar,
      n.next_due "nextDue", n.sealed assessment
    from care.home_bed b
    left join care.bed_service s on s.jurisdiction = b.jurisdiction and s.bed = b.id and s.served_on >= ${addMonths(month, -1)}::date and s.served_on <= ${day}::date
    left join (${newestAssessments(tx)}) n on n.person = b.person
    where b.jurisdiction = ${tx.actor.jurisdiction} and b.person in (${personsInScope(tx, desk)})
      ${only === null ? sql`and (upper_inf(b.during) or upper(b.during) > ${addMonths(month, -12)}::date)` : sql`and b.id = ${only}`}
    group by b.jurisdiction, b.id, n.next_due, n.sealed order by b.code`)
  const seals = await sealsFor(tx, desk, [...new Set(rows.map((row) => row.person))])
  return rows.map(({ id, code, person, provider, ended, nextDue, assessment, ...rest }) => {
    const seal = seals.get(person)
    const grade = assessment === null || seal === undefined ? null : seal.open<SealedAssessment>(assessment).grade
    const facts: BedFacts = { ...rest, assessed: grade === null ? null : { grade, nextDue: nextDue! } }
    return { id, code, person, provider, ended, facts, lacks: lacks(facts, day) }
  })
}

/** How many beds at home count on a day within the actor's area, and how many are contracted. For statistics. */
export async function countBeds(
  tx: Tx,
  desk: PeopleDesk,
  day: IsoDate,
): Promise<{ counted: number; contracted: number }> {
  const beds = await bedsOn(tx, desk, day)
  const contracted = beds.filter((bed) => bed.facts.from <= day && (bed.facts.until === null || bed.facts.until > day))
  return { counted: beds.filter((bed) => bed.lacks.length === 0).length, contracted: contracted.length }
}

const lineOf = (bed: BedStand, person: PersonCard): BedLine => ({
  id: bed.id,
  code: bed.code,
  person,
  provider: bed.provider,
  from: bed.facts.from,
  until: bed.facts.until,
  ended: bed.ended,
  counts: bed.lacks.length === 0,
  lacks: bed.lacks,
  asked: bed.facts.asked,
  before: bed.facts.before,
  sofar: bed.facts.sofar,
})

/** Beds with masked persons; the reading is noted. `counted` and `all` say how many there are whatever the filter. */
export async function bedList(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { lacking?: boolean },
): Promise<{ items: BedLine[]; next: string | null; counted: number; all: number }> {
  const beds = await bedsOn(tx, desk, today(tx.now.getTime()))
  const wanted = beds.filter(
    (bed) => filter.lacking === undefined || (bed.lacks.length > 0 && bed.ended === null) === filter.lacking,
  )
  const { items: shown, next } = cutPage(wanted, filter, (bed) => bed.id)
  const cards = await personCards(
    tx,
    desk,
    shown.map((bed) => bed.person),
    '管理家庭养老床位',
  )
  return {
    counted: beds.filter((bed) => bed.lacks.length === 0).length,
    all: beds.filter((bed) => bed.ended === null).length,
    next,
    items: shown.flatMap((bed) => {
      const card = cards.get(bed.person)
      return card === undefined ? [] : [lineOf(bed, card)]
    }),
  }
}

const titleIn = (list: readonly { code: string; title: Bilingual }[], code: string): Bilingual =>
  list.find((each) => each.code === code)?.title ?? { zh: code, en: code }

/** One bed with plan, equipment and the services of the last three months; the reading is noted. @throws Refusal `bed.missing` */
export async function bedView(tx: Tx, desk: PeopleDesk, id: string): Promise<BedView> {
  const { person } = await bedWith(tx, desk, id)
  const day = today(tx.now.getTime())
  const [bed] = await bedsOn(tx, desk, day, id)
  const card = (await personCards(tx, desk, [person], '管理家庭养老床位')).get(person)!
  const row = await tx.one<{
    contractNumber: string
    site: string | null
    sealed: Buffer
  }>(sql`select contract_number "contractNumber", site, sealed
    from care.home_bed where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  const items = await tx.rows<
    Omit<BedView['items'][number], 'title'>
  >(sql`select id, kind, serial, installed_on "installedOn", removed_on "removedOn" from care.bed_item
    where jurisdiction = ${tx.actor.jurisdiction} and bed = ${id} order by installed_on, id`)
  const services = await tx.rows<
    Omit<BedView['services'][number], 'title'>
  >(sql`select id, served_on "on", kind, minutes, carer from care.bed_service
    where jurisdiction = ${tx.actor.jurisdiction} and bed = ${id} and served_on > ${addMonths(endOfMonth(day), -3)}::date order by served_on desc, id desc`)
  await noteRead(tx, { act: 'care', purpose: '管理家庭养老床位', fields: ['care-plan', 'services'], persons: [person] })
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  return {
    ...lineOf(bed!, card),
    contractNumber: row.contractNumber,
    site: row.site,
    acceptedOn: bed!.facts.acceptedOn,
    plan: seal === undefined ? null : seal.open<{ plan: string }>(row.sealed).plan,
    items: items.map((each) => ({ ...each, title: titleIn(EQUIPMENT, each.kind) })),
    services: services.map((each) => ({ ...each, title: titleIn(SERVICES, each.kind) })),
  }
}
