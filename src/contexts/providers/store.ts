import { refuse } from '../../kernel/refusal.ts'
import { expectRegion, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import type { PaperView, SiteView, StandingView } from './model.ts'

/** An organisation as the database keeps it. */
export type OrganisationStored = {
  id: string
  creditCode: string
  name: string
  shortName: string | null
  nature: 'public' | 'public-private' | 'non-profit' | 'profit' | null
  region: string
  address: string | null
  legalHead: string | null
  phone: string | null
  brand: string | null
  chainHead: string | null
  registeredOn: string | null
  state: 'active' | 'merged'
  mergedInto: string | null
  revision: number
  source: string | null
  note: string | null
}

export const ORGANISATION: Sql = sql`o.id, o.credit_code "creditCode", o.name, o.short_name "shortName", o.nature, o.region, o.address,
  o.legal_head "legalHead", o.phone, o.brand, o.chain_head "chainHead", o.registered_on "registeredOn", o.state, o.merged_into "mergedInto",
  o.revision, o.source, o.note`

const SITE: Sql = sql`s.id, s.code, s.organisation, s.name, s.kind, s.facility, s.region, s.address, s.lon, s.lat, s.phone, s.state,
  s.opened_on "openedOn", s.closed_on "closedOn", s.founder, s.admits, s.floor_area "floorArea", s.full_beds "fullBeds", s.day_beds "dayBeds",
  s.nursing_beds "nursingBeds", s.childcare_places "childcarePlaces", s.fire_status "fireStatus", s.food_status "foodStatus",
  s.liability_insured "liabilityInsured", s.ltc_designated "ltcDesignated", s.medical_contract "medicalContract", s.preferences,
  s.home_services "homeServices", s.home_visits "homeVisits", s.fee_low_fen "feeLowFen", s.fee_high_fen "feeHighFen", s.residents,
  s.residents_on "residentsOn", s.filed_on "filedOn", s.revision`

export const PAPER: Sql = sql`p.id, p.organisation, p.site, p.kind, p.subkind, p.number, p.title, p.party, p.party_code "partyCode", p.scope,
  p.amount_fen "amountFen", p.valid_from "from", p.valid_until "until", p.ended_on "endedOn", p.ended_reason "endedReason", p.active_on "activeOn"`

export const STANDING: Sql = sql`t.id, t.organisation, t.site, t.kind, t.code, t.value, t.label, t.casefile, t.case_number "caseNumber",
  t.certificate, t.version, t.valid_from "from", t.valid_until "until", t.suspended, t.ended_on "endedOn", t.ended_reason "endedReason",
  t.follows, t.detail, t.origin`

/** Whether the term of a paper or standing `row` runs on a day: in SQL what `countsOn` says, but for a suspension. */
export const runsOn = (row: Sql, day: string): Sql =>
  sql`${row}.valid_from <= ${day}::date and (${row}.valid_until is null or ${row}.valid_until >= ${day}::date)
    and (${row}.ended_on is null or ${row}.ended_on > ${day}::date)`

/** Whether a standing `row` counts on a day: in SQL what `countsOn` says. */
export const countsIn = (row: Sql, day: string): Sql => sql`${runsOn(row, day)} and not ${row}.suspended`

export type SiteStored = Omit<SiteView, 'regionName'>
export type PaperStored = Omit<PaperView, 'state'>
export type StandingStored = Omit<StandingView, 'state'>

/** The refusal of an organisation that is not there, or not for the reader to see. */
export const noOrganisation = () =>
  refuse(
    'organisation.missing',
    { zh: '没有这家机构', en: 'There is no such organisation' },
    { kind: 'missing', next: { zh: '请按名称或信用代码查找', en: 'Search by name or credit code' } },
  )

/** An organisation of the actor's government. @throws Refusal `organisation.missing` */
export async function organisationWith(tx: Tx, id: string, lock = false): Promise<OrganisationStored> {
  const row = await tx.maybe<OrganisationStored>(sql`select ${ORGANISATION} from providers.organisation o
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null) throw noOrganisation()
  return row
}

/** An organisation by its credit code; a merged one leads to the one that remains. Null when nobody has it. */
export async function organisationByCode(tx: Tx, code: string): Promise<OrganisationStored | null> {
  const row = await tx.maybe<OrganisationStored>(sql`select ${ORGANISATION} from providers.organisation o
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.credit_code = ${code}`)
  return row === null || row.mergedInto === null ? row : organisationWith(tx, row.mergedInto)
}

/** A site of the actor's government. @throws Refusal `site.missing` */
export async function siteWith(tx: Tx, id: string, lock = false): Promise<SiteStored> {
  const row = await tx.maybe<SiteStored>(sql`select ${SITE} from providers.site s
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null)
    throw refuse('site.missing', { zh: '没有这个网点', en: 'There is no such site' }, { kind: 'missing' })
  return row
}

/**
 * Where something about an organisation, or about one of its sites, is done: it lies where the site lies, else where the organisation does.
 *
 * @param site null: the whole organisation
 * @throws Refusal `organisation.missing`, `site.missing`, `site.elsewhere`, `access.region`
 */
export async function placeOf(
  tx: Tx,
  organisation: string,
  site: string | null,
): Promise<{ owner: OrganisationStored; region: string }> {
  const owner = await organisationWith(tx, organisation)
  const place = site === null ? null : await siteWith(tx, site)
  const region = place?.region ?? owner.region
  expectRegion(tx, region)
  if (place !== null && place.organisation !== organisation)
    throw refuse(
      'site.elsewhere',
      { zh: '这个网点不属于该机构', en: 'This site belongs to another organisation' },
      { at: '/site' },
    )
  return { owner, region }
}

/** Sites of organisations, by code. One statement. */
export async function sitesOf(tx: Tx, organisations: readonly string[]): Promise<SiteStored[]> {
  return tx.rows<SiteStored>(sql`select ${SITE} from providers.site s
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.organisation = any(${organisations as string[]}::uuid[]) order by s.code`)
}

/** What organisations hold and were granted. Two statements. */
export async function termsOf(
  tx: Tx,
  organisations: readonly string[],
): Promise<{ papers: PaperStored[]; standings: StandingStored[] }> {
  const wanted = organisations as string[]
  return {
    papers: await tx.rows<PaperStored>(sql`select ${PAPER} from providers.paper p
      where p.jurisdiction = ${tx.actor.jurisdiction} and p.organisation = any(${wanted}::uuid[]) order by p.valid_from desc, p.id`),
    standings: await tx.rows<StandingStored>(sql`select ${STANDING} from providers.standing t
      where t.jurisdiction = ${tx.actor.jurisdiction} and t.organisation = any(${wanted}::uuid[]) order by t.valid_from desc, t.id`),
  }
}
