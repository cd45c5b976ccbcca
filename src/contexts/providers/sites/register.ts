import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterDefinition } from '../../../platform/imports/index.ts'
import { type CoordinateSystem, facilitiesOn, toWgs } from '../../territory/index.ts'
import { differences } from '../organisations/register.ts'
import { ADMITS, HOME_SERVICES, SITE_COLUMNS } from './columns.ts'

/** A site as it goes through import and export. Money in yuan, lists joined by commas. */
export type SiteRow = {
  code: string
  credit_code: string
  name: string
  kind: string
  facility: string | null
  region: string
  address: string | null
  lon: number | null
  lat: number | null
  coordinates: string | null
  phone: string | null
  state: string | null
  opened_on: string | null
  closed_on: string | null
  founder: string | null
  admits: string | null
  floor_area: number | null
  full_beds: number | null
  day_beds: number | null
  nursing_beds: number | null
  childcare_places: number | null
  fire_status: string | null
  food_status: string | null
  liability_insured: boolean | null
  ltc_designated: boolean | null
  medical_contract: boolean | null
  preferences: string | null
  home_services: string | null
  home_visits: number | null
  fee_low: number | null
  fee_high: number | null
  residents: number | null
  residents_on: string | null
  filed_on: string | null
  source: string | null
  note: string | null
}

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `site.${code}`,
  text: { zh, en },
})

type Lookup = { day: string; organisations: ReadonlySet<string>; facilities: ReadonlySet<string> }

const list = (joined: string | null) => (joined === null || joined === '' ? null : joined.split(','))
const over = (part: number | null, whole: number | null) => part !== null && whole !== null && part > whole

function check(row: SiteRow, found: unknown): CellIssue[] {
  const lookup = found as Lookup | undefined
  const issues: CellIssue[] = []
  if ((row.lon === null) !== (row.lat === null))
    issues.push(
      issue(
        row.lon === null ? 'lon' : 'lat',
        'point',
        '经度和纬度要么都填，要么都不填',
        'Give both longitude and latitude, or neither',
      ),
    )
  const beds = row.full_beds === null ? null : row.full_beds + (row.day_beds ?? 0)
  if (over(row.nursing_beds, beds))
    issues.push(issue('nursing_beds', 'beds', '护理型床位多于全托和日托床位之和', 'More nursing beds than beds'))
  if (over(row.fee_low, row.fee_high))
    issues.push(issue('fee_high', 'fees', '收费上限低于下限', 'The highest fee lies below the lowest'))
  if (row.opened_on !== null && row.closed_on !== null && row.closed_on < row.opened_on)
    issues.push(issue('closed_on', 'dates', '关闭日期早于开业日期', 'Closed before it opened'))
  if (row.state === 'closed' && row.closed_on === null)
    issues.push(issue('closed_on', 'closed', '已关闭的要填关闭日期', 'Say when it closed'))
  for (const [column, known] of [
    ['admits', ADMITS],
    ['home_services', HOME_SERVICES],
  ] as const)
    for (const word of list(row[column]) ?? [])
      if (!known.some(({ value }) => value === word))
        issues.push(issue(column, 'choice', `没有“${word}”这一项`, `“${word}” is none of the choices`))
  if (lookup === undefined) return issues
  for (const column of ['residents_on', 'filed_on'] as const)
    if (row[column] !== null && row[column] > lookup.day)
      issues.push(issue(column, 'future', '日期在今天之后', 'Lies in the future'))
  if (!lookup.organisations.has(row.credit_code))
    issues.push(
      issue(
        'credit_code',
        'organisation',
        '没有这个代码的机构，请先登记机构',
        'There is no organisation of this code; enter it first',
      ),
    )
  if (row.facility !== null && !lookup.facilities.has(row.facility))
    issues.push(issue('facility', 'facility', `没有设施 ${row.facility}`, `There is no facility ${row.facility}`))
  return issues
}

const fen = (yuan: number | null) => (yuan === null ? null : Math.round(yuan * 100))

/** Writes sites, set-based; an undone import takes out those nobody dealt with. */
export async function writeSites(
  tx: Tx,
  changes: Changes<SiteRow>,
  origin: { import: string | null },
): Promise<number> {
  const rows = [...changes.added, ...changes.changed.map(({ after }) => after)].map((row) => ({
    ...row,
    id: newId(),
    state: row.state ?? 'open',
    admits: list(row.admits),
    home_services: list(row.home_services),
    fee_low_fen: fen(row.fee_low),
    fee_high_fen: fen(row.fee_high),
  }))
  if (rows.length > 0)
    await tx.run(sql`insert into providers.site (jurisdiction, id, code, organisation, name, kind, facility, region, address, lon, lat, phone, state,
        opened_on, closed_on, founder, admits, floor_area, full_beds, day_beds, nursing_beds, childcare_places, fire_status, food_status,
        liability_insured, ltc_designated, medical_contract, preferences, home_services, home_visits, fee_low_fen, fee_high_fen, residents,
        residents_on, filed_on, source, note, recorded_by, recorded_at, import)
      select o.jurisdiction, g.id, g.code, o.id, g.name, g.kind, g.facility, g.region, g.address, g.lon, g.lat, g.phone, g.state,
        g.opened_on, g.closed_on, g.founder, g.admits, g.floor_area, g.full_beds, g.day_beds, g.nursing_beds, g.childcare_places, g.fire_status,
        g.food_status, g.liability_insured, g.ltc_designated, g.medical_contract, g.preferences, g.home_services, g.home_visits, g.fee_low_fen,
        g.fee_high_fen, g.residents, g.residents_on, g.filed_on, g.source, g.note, ${tx.actor.id}, ${tx.now}, ${origin.import}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, code text, credit_code text, name text, kind text, facility text, region text,
        address text, lon float8, lat float8, phone text, state text, opened_on date, closed_on date, founder text, admits text[], floor_area numeric,
        full_beds int, day_beds int, nursing_beds int, childcare_places int, fire_status text, food_status text, liability_insured boolean,
        ltc_designated boolean, medical_contract boolean, preferences text, home_services text[], home_visits int, fee_low_fen bigint,
        fee_high_fen bigint, residents int, residents_on date, filed_on date, source text, note text)
      join providers.organisation o on o.jurisdiction = ${tx.actor.jurisdiction} and o.credit_code = g.credit_code
      on conflict (jurisdiction, code) do update set organisation = excluded.organisation, name = excluded.name, kind = excluded.kind,
        facility = excluded.facility, region = excluded.region, address = excluded.address, lon = excluded.lon, lat = excluded.lat,
        phone = excluded.phone, state = excluded.state, opened_on = excluded.opened_on, closed_on = excluded.closed_on, founder = excluded.founder,
        admits = excluded.admits, floor_area = excluded.floor_area, full_beds = excluded.full_beds, day_beds = excluded.day_beds,
        nursing_beds = excluded.nursing_beds, childcare_places = excluded.childcare_places, fire_status = excluded.fire_status,
        food_status = excluded.food_status, liability_insured = excluded.liability_insured, ltc_designated = excluded.ltc_designated,
        medical_contract = excluded.medical_contract, preferences = excluded.preferences, home_services = excluded.home_services,
        home_visits = excluded.home_visits, fee_low_fen = excluded.fee_low_fen, fee_high_fen = excluded.fee_high_fen,
        residents = excluded.residents, residents_on = excluded.residents_on, filed_on = excluded.filed_on, source = excluded.source,
        note = excluded.note, import = excluded.import, revision = providers.site.revision + 1`)
  await tell(
    tx,
    changes.changed.map(({ before, after }) => ({ code: after.code, changes: differences(before, after) })),
  )
  if (changes.removed.length > 0)
    await remove(
      tx,
      changes.removed.map((row) => row.code),
    )
  return rows.length + changes.removed.length
}

async function remove(tx: Tx, gone: string[]): Promise<void> {
  const removed =
    await tx.run(sql`delete from providers.site s where s.jurisdiction = ${tx.actor.jurisdiction} and s.code = any(${gone})
    and not exists (select from providers.happening h where h.jurisdiction = s.jurisdiction and h.site = s.id)
    and not exists (select from providers.standing h where h.jurisdiction = s.jurisdiction and h.site = s.id)
    and not exists (select from providers.paper h where h.jurisdiction = s.jurisdiction and h.site = s.id)
    and not exists (select from providers.bed h where h.jurisdiction = s.jurisdiction and h.site = s.id)`)
  if (removed < gone.length)
    throw refuse(
      'site.dealt-with',
      {
        zh: '其中有网点已办理过，不能撤销导入',
        en: 'Some of these sites have been dealt with; the import cannot be undone',
      },
      { kind: 'conflict' },
    )
}

/** Puts what an import changed on the timelines. One statement. */
async function tell(tx: Tx, changed: { code: string; changes: unknown[] }[]): Promise<void> {
  const rows = changed.filter((each) => each.changes.length > 0).map((each) => ({ ...each, id: newId() }))
  if (rows.length === 0) return
  await tx.run(sql`insert into providers.happening (jurisdiction, id, organisation, site, act, detail, done_by, done_at)
    select s.jurisdiction, g.id, s.organisation, s.id, 'change', jsonb_build_object('changes', g.changes), ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, code text, changes jsonb)
    join providers.site s on s.jurisdiction = ${tx.actor.jurisdiction} and s.code = g.code`)
}

/** Which of some codes are facilities, whatever their state. */
export async function knownFacilities(tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set()
  const day = today(tx.now.getTime())
  return new Set((await facilitiesOn(tx, day, { codes, states: 'any' })).map((each) => each.code))
}

/** The register of sites (网点台账), which is also the exchange with the national elder-care system. */
export const siteRegister: RegisterDefinition<SiteRow> = {
  name: 'provider-site',
  title: { zh: '机构网点', en: 'Sites of organisations' },
  description: {
    zh: '机构的网点，一处一行（一照多址）；字段与全国养老服务信息系统对应，可导入、导出，不认识的列会列出。',
    en: 'Sites of organisations, one row each; the fields are those of the national elder-care system, in and out, and unknown columns are listed.',
  },
  columns: SITE_COLUMNS,
  key: ['code'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['opened_on', 'closed_on', 'filed_on'],
  href: (row) => `/console/providers?q=${encodeURIComponent(row.credit_code)}`,
  source: (
    tx,
  ) => sql`select s.code, o.credit_code, s.name, s.kind, s.facility, s.region, s.address, s.lon, s.lat, s.phone, s.state, s.opened_on, s.closed_on,
      s.founder, array_to_string(s.admits, ',') admits, s.floor_area, s.full_beds, s.day_beds, s.nursing_beds, s.childcare_places, s.fire_status,
      s.food_status, s.liability_insured, s.ltc_designated, s.medical_contract, s.preferences, array_to_string(s.home_services, ',') home_services,
      s.home_visits, s.fee_low_fen / 100.0 fee_low, s.fee_high_fen / 100.0 fee_high, s.residents, s.residents_on, s.filed_on, s.source, s.note
    from providers.site s join providers.organisation o on o.jurisdiction = s.jurisdiction and o.id = s.organisation
    where s.jurisdiction = ${tx.actor.jurisdiction}`,
  normalise: (given) => {
    const row = { ...given, state: given.state ?? (given.closed_on === null ? 'open' : 'closed') }
    if (row.lon === null || row.lat === null) return row
    return { ...row, ...toWgs({ lon: row.lon, lat: row.lat }, (row.coordinates ?? 'wgs84') as CoordinateSystem) }
  },
  lookup: async (tx, rows): Promise<Lookup> => {
    const known = await tx.rows<{ code: string }>(sql`select credit_code code from providers.organisation
      where jurisdiction = ${tx.actor.jurisdiction} and state = 'active' and credit_code = any(${rows.map((row) => row.credit_code)})`)
    const codes = [...new Set(rows.flatMap((row) => (row.facility === null ? [] : [row.facility])))]
    return {
      day: today(tx.now.getTime()),
      organisations: new Set(known.map(({ code }) => code)),
      facilities: await knownFacilities(tx, codes),
    }
  },
  check,
  apply: (tx, changes, context) => writeSites(tx, changes, context),
}
