import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { tellRowsChanged } from '../../../platform/imports/index.ts'
import { type Json, record } from '../../../platform/journal/index.ts'
import { attach } from '../projects/attachments.ts'
import type { AssetRow, Votes } from './model.ts'
import { writeAssets } from './register.ts'
import {
  MOVES,
  type Move,
  whyNotApply,
  whyNotApprove,
  whyNotConsent,
  whyNotList,
  whyNotMove,
  whyNotTransition,
} from './rules.ts'
import { type AssetStored, assetForUpdate } from './store.ts'

/** What is entered of an asset by hand; the register takes the same by file. */
export type NewAsset = Omit<AssetRow, 'stage' | 'coordinates'>

/**
 * Enters an idle asset (登记).
 *
 * @throws Refusal `asset.exists`, `region.*`, `access.region`, `asset.price-free`
 */
export async function registerAsset(tx: Tx, input: NewAsset): Promise<{ id: string }> {
  const code = input.code.trim().toUpperCase()
  expectOwn(tx, input.region)
  expectRegion(tx, input.region)
  if (input.price_mode === 'free' && (input.price ?? 0) > 0)
    throw refuse(
      'asset.price-free',
      { zh: '无偿提供的没有价格', en: 'What is free of charge has no price' },
      { at: '/price' },
    )
  const early = input.transition_from === null ? null : whyNotTransition(input.transition_from, today(tx.now.getTime()))
  if (early !== null) throw early
  const known = await tx.maybe(
    sql`select 1 from territory.idle_asset where jurisdiction = ${tx.actor.jurisdiction} and code = ${code}`,
  )
  if (known !== null)
    throw refuse(
      'asset.exists',
      { zh: `已有编号为 ${code} 的资产`, en: `There is an asset ${code} already` },
      { kind: 'conflict', at: '/code' },
    )
  await writeAssets(
    tx,
    { added: [{ ...input, code, stage: null, coordinates: null }], changed: [], removed: [] },
    { import: null },
  )
  const { id } = await tx.one<{ id: string }>(
    sql`select id from territory.idle_asset where jurisdiction = ${tx.actor.jurisdiction} and code = ${code}`,
  )
  await happened(tx, id, 'register', { code })
  await tellRowsChanged(tx, {
    register: 'idle-asset',
    import: null,
    rows: 1,
    regions: [input.region],
    from: null,
    to: null,
  })
  return { id }
}

/** Keeps what was done with an asset, tells the journal and whoever listens. */
export async function happened(
  tx: Tx,
  asset: string,
  act: string,
  detail: { [key: string]: Json | undefined },
): Promise<void> {
  await tx.run(sql`insert into territory.asset_happening (jurisdiction, id, asset, act, detail, done_by, done_at)
    values (${tx.actor.jurisdiction}, ${newId()}, ${asset}, ${act}, ${JSON.stringify(detail)}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, { action: `territory.asset.${act}`, subject: { kind: 'idle-asset', id: asset }, detail })
  await emit(tx, 'territory.asset.changed', { asset, act })
}

/** Locks an asset, checks place and revision and that the move is its turn. */
export async function openMove(tx: Tx, id: string, move: Move, revision: number): Promise<AssetStored> {
  const asset = await assetForUpdate(tx, id)
  expectRegion(tx, asset.region)
  if (asset.revision !== revision)
    throw refuse(
      'asset.changed-meanwhile',
      { zh: '这处资产刚被别人办理过', en: 'Somebody has dealt with this asset meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再办', en: 'Refresh, then decide' } },
    )
  const wrong = whyNotMove(asset.stage, move)
  if (wrong !== null) throw wrong
  return asset
}

export async function moveTo(tx: Tx, id: string, move: Move): Promise<void> {
  await tx.run(sql`update territory.idle_asset set stage = ${MOVES[move].to}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

/**
 * Lists an asset for everybody to see, with its price (发布).
 *
 * @throws Refusal `asset.stage`, `asset.incomplete`, `asset.unsafe`, `asset.price-low`, `asset.until`
 */
export async function listAsset(tx: Tx, id: string, input: { revision: number; applyUntil: string }): Promise<void> {
  const asset = await openMove(tx, id, 'list', input.revision)
  const day = today(tx.now.getTime())
  const wrong = whyNotList(asset, input.applyUntil, day)
  if (wrong !== null) throw wrong
  await moveTo(tx, id, 'list')
  await tx.run(sql`update territory.idle_asset set listed_on = ${day}, apply_until = ${input.applyUntil}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await happened(tx, id, 'list', { applyUntil: input.applyUntil, priceMode: asset.priceMode, priceFen: asset.priceFen })
}

/**
 * Takes an asset off the list, back into it, or back from whoever had it; open applications are declined with the reason.
 *
 * @throws Refusal `asset.stage`, `asset.changed-meanwhile`
 */
export async function shiftAsset(
  tx: Tx,
  id: string,
  input: { revision: number; move: 'withdraw' | 'restore' | 'return'; reason: string },
): Promise<void> {
  await openMove(tx, id, input.move, input.revision)
  await moveTo(tx, id, input.move)
  const day = today(tx.now.getTime())
  const settled = input.move === 'return' ? ['approved', 'pending'] : ['pending']
  if (input.move !== 'restore')
    await tx.run(sql`update territory.asset_application set state = case state when 'approved' then 'withdrawn' else 'declined' end, decided_on = ${day},
        decided_by = ${tx.actor.id}, reason = ${input.reason}
      where jurisdiction = ${tx.actor.jurisdiction} and asset = ${id} and state = any(${settled})`)
  if (input.move === 'return') {
    await tx.run(
      sql`update territory.lease set ended_on = ${day} where jurisdiction = ${tx.actor.jurisdiction} and asset = ${id} and ended_on is null`,
    )
    await tx.run(sql`update territory.idle_asset set handed_over_on = null, in_use_on = null, facility = null
      where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  }
  await happened(tx, id, input.move, { reason: input.reason })
}

export type NewApplication = {
  applicant: string
  applicantCode: string | null
  contact: string | null
  use: string
  plan: string
}

/**
 * Takes an application for a listed asset; several may compete.
 *
 * @throws Refusal `application.not-listed`, `application.late`, `application.twice`
 */
export async function applyFor(tx: Tx, id: string, input: NewApplication): Promise<{ id: string }> {
  const asset = await assetForUpdate(tx, id)
  expectRegion(tx, asset.region)
  const day = today(tx.now.getTime())
  const wrong = whyNotApply(asset, day)
  if (wrong !== null) throw wrong
  const application = newId()
  const added =
    await tx.run(sql`insert into territory.asset_application (jurisdiction, id, asset, applicant, applicant_code, contact, use, plan, applied_on, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${application}, ${id}, ${input.applicant.trim()}, ${input.applicantCode}, ${input.contact}, ${input.use}, ${input.plan}, ${day},
      ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, asset, applicant) where state = 'pending' do nothing`)
  if (added === 0)
    throw refuse(
      'application.twice',
      {
        zh: `${input.applicant.trim()}已有未办结的申请`,
        en: `${input.applicant.trim()} has an open application already`,
      },
      { kind: 'conflict', at: '/applicant' },
    )
  await happened(tx, id, 'apply', { application })
  return { id: application }
}

/**
 * Keeps the record of the owners' consent with its paper (业主委员会同意、业主表决).
 *
 * @throws Refusal `consent.*`, those of `attach`
 */
export async function recordConsent(
  tx: Tx,
  id: string,
  input: { body: 'committee' | 'owners'; metOn: string; minutes: string; agreed: boolean; votes: Votes | null },
  files: readonly Upload[],
): Promise<{ id: string }> {
  const asset = await assetForUpdate(tx, id)
  expectRegion(tx, asset.region)
  const wrong = whyNotConsent(input, today(tx.now.getTime()))
  if (wrong !== null) throw wrong
  const [attachment] = await attach(tx, { kind: 'asset', id }, 'consent', files)
  const consent = newId()
  await tx.run(sql`insert into territory.owners_consent (jurisdiction, id, asset, body, met_on, minutes, agreed, votes, attachment, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${consent}, ${id}, ${input.body}, ${input.metOn}, ${input.minutes}, ${input.agreed},
      ${input.votes === null ? null : JSON.stringify(input.votes)}, ${attachment}, ${tx.actor.id}, ${tx.now})`)
  await happened(tx, id, 'consent', { consent, agreed: input.agreed, metOn: input.metOn })
  return { id: consent }
}

/**
 * Approves one application; the others that compete for the asset are declined with the reason. Of two approvals at once one wins.
 *
 * @throws Refusal `asset.stage`, `asset.consent`, `asset.estate-unknown`, `application.missing`, `asset.changed-meanwhile`
 */
export async function approveApplication(
  tx: Tx,
  id: string,
  application: string,
  input: { revision: number; reason: string },
): Promise<void> {
  const asset = await openMove(tx, id, 'approve', input.revision)
  const wrong = whyNotApprove(asset)
  if (wrong !== null) throw wrong
  const day = today(tx.now.getTime())
  await settle(tx, id, application, 'approved', input.reason, day)
  await tx.run(sql`update territory.asset_application set state = 'declined', decided_on = ${day}, decided_by = ${tx.actor.id}, reason = ${`已由其他申请人获批：${input.reason}`}
    where jurisdiction = ${tx.actor.jurisdiction} and asset = ${id} and state = 'pending'`)
  await moveTo(tx, id, 'approve')
  await happened(tx, id, 'approve', { application, reason: input.reason })
}

/**
 * Declines one application; the asset stays listed.
 *
 * @throws Refusal `application.missing`
 */
export async function declineApplication(tx: Tx, id: string, application: string, reason: string): Promise<void> {
  const asset = await assetForUpdate(tx, id)
  expectRegion(tx, asset.region)
  await settle(tx, id, application, 'declined', reason, today(tx.now.getTime()))
  await happened(tx, id, 'decline', { application, reason })
}

async function settle(
  tx: Tx,
  asset: string,
  application: string,
  state: 'approved' | 'declined',
  reason: string,
  day: string,
): Promise<void> {
  const settled =
    await tx.run(sql`update territory.asset_application set state = ${state}, decided_on = ${day}, decided_by = ${tx.actor.id}, reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and asset = ${asset} and id = ${application} and state = 'pending'`)
  if (settled === 0)
    throw refuse(
      'application.missing',
      { zh: '没有这份待审批的申请', en: 'There is no such open application' },
      { kind: 'missing' },
    )
}
