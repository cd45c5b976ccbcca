import { today } from '../../../kernel/dates.ts'
import { may, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { findFacility } from '../facilities/views.ts'
import { attachmentsOf } from '../projects/attachments.ts'
import { regionNames } from '../regions/views.ts'
import type {
  Application,
  AssetLease,
  AssetLine,
  AssetView,
  Consent,
  PublicAsset,
  Stage,
  TransitionState,
} from './model.ts'
import { transitionState } from './rules.ts'
import { type AssetStored, assetRow, assetRows } from './store.ts'

function lineOf(row: AssetStored, day: string, names: ReadonlyMap<string, string>): AssetLine {
  const { jurisdiction: _home, consent: _consent, note: _note, ...rest } = row
  return {
    ...rest,
    regionName: names.get(row.region) ?? row.region,
    transition: row.transitionUntil === null ? null : transitionState(row.transitionUntil, day),
  }
}

export type AssetFilter = {
  region?: string | undefined
  stage?: Stage | undefined
  transition?: TransitionState | 'warned' | undefined
}

/** Idle assets of the actor's government, by code. Two statements. */
export async function assetList(tx: Tx, filter: AssetFilter = {}): Promise<{ items: AssetLine[] }> {
  const day = today(tx.now.getTime())
  const rows = await assetRows(tx, tx.actor.jurisdiction, filter.region ?? '')
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  const warned = (line: AssetLine) => line.transition !== null && line.transition !== 'running'
  const items = rows
    .map((row) => lineOf(row, day, names))
    .filter((line) => filter.stage === undefined || line.stage === filter.stage)
    .filter(
      (line) =>
        filter.transition === undefined ||
        (filter.transition === 'warned' ? warned(line) : line.transition === filter.transition),
    )
  return { items }
}

/** One asset with its applications, consents, leases and everything that happened. */
export async function assetView(tx: Tx, id: string): Promise<AssetView> {
  const row = await assetRow(tx, id)
  const day = today(tx.now.getTime())
  const names = await regionNames(tx, [row.region], day)
  const applications =
    await tx.rows<Application>(sql`select id, applicant, applicant_code as "applicantCode", contact, use, plan, applied_on as "appliedOn", state,
      decided_on as "decidedOn", decided_by as "decidedBy", reason
    from territory.asset_application where asset = ${id} order by applied_on, recorded_at, id`)
  const consents =
    await tx.rows<Consent>(sql`select id, body, met_on as "metOn", minutes, agreed, votes, attachment, recorded_by as by
    from territory.owners_consent where asset = ${id} order by met_on desc, recorded_at desc`)
  const leases =
    await tx.rows<AssetLease>(sql`select l.id, l.code, l.lessee, lower(l.during) as "from", upper(l.during) as until, l.rent_fen as "rentFen", l.market_rent_fen as "marketRentFen",
      l.relief_fen as "reliefFen", l.relief_basis as "reliefBasis", d.statement as duty, d.clause as "dutyClause", l.ended_on as "endedOn"
    from territory.lease l left join territory.price_duty d on d.jurisdiction = l.jurisdiction and d.id = l.duty where l.asset = ${id} order by l.recorded_at desc`)
  const happenings = await tx.rows<
    AssetView['happenings'][number]
  >(sql`select id, act, detail, done_by as by, done_at as at
    from territory.asset_happening where asset = ${id} order by done_at desc, id desc`)
  const name = await actorNames(tx, [
    ...happenings.map((each) => each.by),
    ...consents.map((each) => each.by),
    ...applications.flatMap((each) => each.decidedBy ?? []),
  ])
  const facility = row.facility === null ? null : await findFacility(tx, row.facility, day)
  const own = row.jurisdiction === tx.actor.jurisdiction && worksIn(tx.actor, row.region)
  return {
    ...lineOf(row, day, names),
    note: row.note,
    applications: applications.map((each) => ({
      ...each,
      decidedBy: each.decidedBy === null ? null : name(each.decidedBy),
    })),
    consents: consents.map((each) => ({ ...each, by: name(each.by) })),
    attachments: (await attachmentsOf(tx, [id], name)).get(id) ?? [],
    leases,
    happenings: happenings.map((each) => ({ ...each, by: name(each.by) })),
    facilityName: facility?.name ?? null,
    may: { keep: own && may(tx.actor, 'register.write'), decide: own && may(tx.actor, 'asset.decide') },
  }
}

const PUBLIC_STAGES: readonly Stage[] = ['listed', 'approved', 'handed-over', 'in-use']

/** What everybody may see: what is offered at which price, and to whom it went. Applicants are named only once one was approved. */
export async function publicAssets(tx: Tx, jurisdiction: string): Promise<{ items: PublicAsset[] }> {
  const day = today(tx.now.getTime())
  const rows = (await assetRows(tx, jurisdiction, '')).filter((row) => PUBLIC_STAGES.includes(row.stage))
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  const told = await tx.rows<{
    asset: string
    n: number
    allotted: string | null
    use: string | null
    on: string | null
  }>(
    sql`select asset, count(*) filter (where state in ('pending', 'approved', 'declined')) n, max(applicant) filter (where state = 'approved') allotted,
      max(use) filter (where state = 'approved') use, max(decided_on) filter (where state = 'approved') "on"
    from territory.asset_application where jurisdiction = ${jurisdiction} and asset = any(${rows.map((row) => row.id)}::uuid[]) group by asset`,
  )
  const items = rows.map((row): PublicAsset => {
    const each = told.find(({ asset }) => asset === row.id)
    const {
      id,
      code,
      name,
      ownerName,
      ownerKind,
      address,
      area,
      storey,
      condition,
      constraints,
      tenure,
      priceMode,
      priceFen,
    } = row
    const { marketFen, uses, stage, listedOn, applyUntil } = row
    return {
      id,
      code,
      name,
      ownerName,
      ownerKind,
      regionName: names.get(row.region) ?? row.region,
      address,
      area,
      storey,
      condition,
      constraints,
      tenure,
      priceMode,
      priceFen,
      marketFen,
      uses,
      stage,
      listedOn,
      applyUntil,
      applications: each?.n ?? 0,
      allottedTo: each?.allotted ?? null,
      use: each?.use ?? null,
      decidedOn: each?.on ?? null,
    }
  })
  return {
    items: items.sort(
      (a, b) => PUBLIC_STAGES.indexOf(a.stage) - PUBLIC_STAGES.indexOf(b.stage) || a.code.localeCompare(b.code),
    ),
  }
}
