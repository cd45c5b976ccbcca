import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { AssetLine, Consent } from './model.ts'

/** An asset as the database keeps it. */
export type AssetStored = Omit<AssetLine, 'regionName' | 'transition'> & {
  jurisdiction: string
  note: string | null
  /** The newest record of consent. */
  consent: Pick<Consent, 'agreed'> | null
}

const ASSET: Sql = sql`a.jurisdiction, a.id, a.code, a.name, a.owner_name as "ownerName", a.owner_kind as "ownerKind", a.region, a.address, a.lon, a.lat, a.area, a.storey,
  a.condition, a.constraints, a.tenure, a.price_mode as "priceMode", a.price_fen as "priceFen", a.market_fen as "marketFen", a.uses, a.in_estate as "inEstate", a.note,
  a.stage, a.listed_on as "listedOn", a.apply_until as "applyUntil", a.handed_over_on as "handedOverOn", a.in_use_on as "inUseOn", a.facility,
  a.transition_from as "transitionFrom", a.transition_until as "transitionUntil", a.transition_terms as "transitionTerms", a.revision,
  (select count(*) from territory.asset_application p where p.jurisdiction = a.jurisdiction and p.asset = a.id and p.state = 'pending') as pending,
  (select jsonb_build_object('agreed', c.agreed) from territory.owners_consent c where c.jurisdiction = a.jurisdiction and c.asset = a.id
    order by c.met_on desc, c.recorded_at desc, c.id desc limit 1) as consent`

/** Assets of a jurisdiction in a region (prefix), by code. One statement. */
export async function assetRows(tx: Tx, jurisdiction: string, prefix: string): Promise<AssetStored[]> {
  return tx.rows<AssetStored>(sql`select ${ASSET} from territory.idle_asset a
    where a.jurisdiction = ${jurisdiction} and starts_with(a.region, ${prefix}) order by a.code`)
}

const missing = () =>
  refuse('asset.missing', { zh: '没有这处闲置资源', en: 'There is no such asset' }, { kind: 'missing' })

/** @throws Refusal `asset.missing` */
export async function assetRow(tx: Tx, id: string): Promise<AssetStored> {
  const row = await tx.maybe<AssetStored>(sql`select ${ASSET} from territory.idle_asset a where a.id = ${id}`)
  if (row !== null) return row
  throw missing()
}

/** An asset of one's own jurisdiction, locked. */
export async function assetForUpdate(tx: Tx, id: string): Promise<AssetStored> {
  const own = await tx.run(
    sql`select from territory.idle_asset where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`,
  )
  if (own === 0) throw missing()
  return assetRow(tx, id)
}
