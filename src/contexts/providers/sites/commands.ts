import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { loadRows, takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import { happened } from '../happenings.ts'
import { changedMeanwhile } from '../organisations/commands.ts'
import { differences } from '../organisations/register.ts'
import { organisationWith, siteWith } from '../store.ts'
import { knownFacilities, type SiteRow, siteRegister, writeSites } from './register.ts'

/** What is entered of a site by hand: the register takes the same by file. The code is given where it is left empty. */
export type NewSite = Partial<Omit<SiteRow, 'credit_code' | 'coordinates'>> & Pick<SiteRow, 'name' | 'kind' | 'region'>

const BLANK: Omit<SiteRow, 'code' | 'credit_code' | 'name' | 'kind' | 'region'> = {
  facility: null,
  address: null,
  lon: null,
  lat: null,
  coordinates: null,
  phone: null,
  state: null,
  opened_on: null,
  closed_on: null,
  founder: null,
  admits: null,
  floor_area: null,
  full_beds: null,
  day_beds: null,
  nursing_beds: null,
  childcare_places: null,
  fire_status: null,
  food_status: null,
  liability_insured: null,
  ltc_designated: null,
  medical_contract: null,
  preferences: null,
  home_services: null,
  home_visits: null,
  fee_low: null,
  fee_high: null,
  residents: null,
  residents_on: null,
  filed_on: null,
  source: null,
  note: null,
}

/** A row of the register with nothing known but what names the site. */
export function blankSite(named: Pick<SiteRow, 'code' | 'credit_code' | 'name' | 'kind' | 'region'>): SiteRow {
  return { ...BLANK, ...named }
}

async function checked(tx: Tx, row: SiteRow): Promise<SiteRow> {
  expectOwn(tx, row.region)
  expectRegion(tx, row.region)
  const lookup = {
    day: today(tx.now.getTime()),
    organisations: new Set([row.credit_code]),
    facilities: await knownFacilities(tx, row.facility === null ? [] : [row.facility]),
  }
  const [wrong] = siteRegister.check!(row, lookup, null)
  if (wrong !== undefined) throw refuse(wrong.code, wrong.text, { at: `/${wrong.column ?? ''}` })
  return row
}

/**
 * Adds a site to an organisation (一照多址).
 *
 * @throws Refusal `organisation.missing`, `organisation.merged`, `site.exists`, `site.*`, `region.*`, `access.region`
 */
export async function addSite(tx: Tx, organisation: string, input: NewSite): Promise<{ id: string; code: string }> {
  const owner = await organisationWith(tx, organisation, true)
  if (owner.state === 'merged')
    throw refuse(
      'organisation.merged',
      { zh: '这家机构已并入另一家', en: 'This organisation was merged into another' },
      { kind: 'conflict' },
    )
  await takeTurn(tx, siteRegister.name)
  const code = (input.code ?? '').trim().toUpperCase() || (await freeCode(tx, owner.creditCode))
  const row = await checked(tx, { ...BLANK, ...input, code, credit_code: owner.creditCode, coordinates: null })
  const known = await tx.maybe(
    sql`select 1 from providers.site where jurisdiction = ${tx.actor.jurisdiction} and code = ${code}`,
  )
  if (known !== null)
    throw refuse(
      'site.exists',
      { zh: `已有编号为 ${code} 的网点`, en: `There is a site ${code} already` },
      { kind: 'conflict', at: '/code' },
    )
  await writeSites(tx, { added: [row], changed: [], removed: [] }, { import: null })
  const { id } = await tx.one<{ id: string }>(
    sql`select id from providers.site where jurisdiction = ${tx.actor.jurisdiction} and code = ${code}`,
  )
  await happened(tx, { organisation, site: id }, 'add-site', { code, name: row.name })
  await tellSites(tx, [row.region], row.opened_on)
  return { id, code }
}

/** A code nobody has: the last six of the organisation's subject code and the number after the highest. */
async function freeCode(tx: Tx, creditCode: string): Promise<string> {
  const stem = `${creditCode.slice(11, 17)}-`
  const { last } = await tx.one<{
    last: number
  }>(sql`select coalesce(max(substr(code, ${stem.length + 1}::int)::int), 0) last
    from providers.site where jurisdiction = ${tx.actor.jurisdiction} and code ~ ${`^${stem}[0-9]{1,6}$`}`)
  return `${stem}${String(last + 1).padStart(2, '0')}`
}

/**
 * Changes what is kept of a site; what was is on the timeline.
 *
 * @throws Refusal `site.missing`, `organisation.changed-meanwhile`, `site.*`, `access.region`
 */
export async function changeSite(
  tx: Tx,
  id: string,
  change: { revision: number; values: Partial<Omit<SiteRow, 'code' | 'credit_code' | 'coordinates'>> },
): Promise<void> {
  const stored = await siteWith(tx, id, true)
  expectRegion(tx, stored.region)
  if (stored.revision !== change.revision) throw changedMeanwhile()
  const before = (await loadRows(tx, siteRegister as never, [JSON.stringify([stored.code])])).values().next()
    .value as unknown as SiteRow
  const after = await checked(tx, { ...before, ...change.values })
  const changes = differences(before, after)
  if (changes.length === 0) return
  await writeSites(tx, { added: [], changed: [{ before, after }], removed: [] }, { import: null })
  await happened(tx, { organisation: stored.organisation, site: id }, 'site-corrected', {
    fields: changes.map(({ field }) => field),
  })
  await tellSites(
    tx,
    [before.region, after.region],
    changes.flatMap(({ field, from, to }) => (REACHING.has(field) ? [from, to] : [])).reduce(earlier, null),
  )
}

/** Days that figures of past days are counted by: a correction of one reaches back to the earlier of what it was and what it is. */
const REACHING = new Set(siteRegister.dateColumns)
const earlier = (first: string | null, day: unknown): string | null =>
  typeof day === 'string' && (first === null || day < first) ? day : first

/** Tells whoever counts sites that some in these regions changed, from a day on; null: from today on. */
export async function tellSites(tx: Tx, regions: readonly string[], from: string | null): Promise<void> {
  await tellRowsChanged(tx, {
    register: 'provider-site',
    import: null,
    rows: 1,
    regions: [...new Set(regions)].sort(),
    from: from ?? today(tx.now.getTime()),
    to: null,
  })
}
