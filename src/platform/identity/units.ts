import { today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { checkRegion } from './rules.ts'

export const UNIT_KINDS = ['department', 'township', 'agency', 'external'] as const

/** 部门, 乡镇（街道）, 直属机构, 外部单位. */
export type UnitKind = (typeof UNIT_KINDS)[number]

/** 责任单位: who answers for a task or keeps a register. */
export type Unit = {
  jurisdiction: string
  id: string
  name: string
  kind: UnitKind
  region: string | null
  aliases: string[]
  active: boolean
  validFrom: string
  validUntil: string | null
}

export type NewUnit = { name: string; kind: UnitKind; region?: string | null; aliases?: string[]; validFrom?: string }

const COLUMNS = sql`jurisdiction, id, name, kind, region, aliases, active, valid_from "validFrom", valid_until "validUntil"`

/** Units of the actor's own jurisdiction by name, those that are closed at the end. */
export async function listUnits(tx: Tx): Promise<Unit[]> {
  return tx.rows<Unit>(
    sql`select ${COLUMNS} from identity.unit where jurisdiction = ${tx.actor.jurisdiction} order by active desc, name, id`,
  )
}

/**
 * @throws Refusal `unit.missing`
 */
export async function unitWith(tx: Tx, id: string): Promise<Unit> {
  const unit = await tx.maybe<Unit>(
    sql`select ${COLUMNS} from identity.unit where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  if (unit === null)
    throw refuse(
      'unit.missing',
      { zh: '没有这个单位', en: 'There is no such unit' },
      { kind: 'missing', params: { id } },
    )
  return unit
}

/** Active units that a paper may mean by a name: the name itself or one of the other names. Empty when there is none. */
export async function unitsCalled(tx: Tx, name: string): Promise<Unit[]> {
  return tx.rows<Unit>(sql`select ${COLUMNS} from identity.unit
    where jurisdiction = ${tx.actor.jurisdiction} and active and (name = ${name} or ${name} = any(aliases)) order by name, id`)
}

/**
 * Sets up a unit.
 *
 * @throws Refusal `unit.exists` when an active one has the name, `region.outside`
 */
export async function createUnit(tx: Tx, input: NewUnit): Promise<Unit> {
  const { jurisdiction } = tx.actor
  const region = input.region ?? null
  if (region !== null) checkRegion(region, jurisdiction)
  const from = input.validFrom ?? today(tx.now.getTime())
  const id = newId()
  const name = input.name.trim()
  const added = await tx.run(sql`
    insert into identity.unit (jurisdiction, id, name, kind, region, aliases, valid_from)
    select ${jurisdiction}, ${id}, ${name}, ${input.kind}, ${region}, ${input.aliases ?? []}, ${from}::date
    where not exists (select from identity.unit where jurisdiction = ${jurisdiction} and name = ${name} and active)
    on conflict do nothing`)
  if (added === 0) {
    throw refuse(
      'unit.exists',
      { zh: `已有单位“${name}”`, en: `There is a unit “${name}” already` },
      { kind: 'conflict', at: '/name', params: { name } },
    )
  }
  await record(tx, {
    action: 'identity.unit.create',
    subject: { kind: 'unit', id },
    detail: { name, kind: input.kind, region },
  })
  return unitWith(tx, id)
}

/** Renames a unit or changes its other names, kind or region. What is left out stays. */
export async function changeUnit(tx: Tx, id: string, input: Partial<Omit<NewUnit, 'validFrom'>>): Promise<Unit> {
  const before = await unitWith(tx, id)
  if (input.region != null) checkRegion(input.region, tx.actor.jurisdiction)
  const region = input.region === undefined ? before.region : input.region
  await tx.run(sql`update identity.unit
    set name = ${input.name?.trim() ?? before.name}, kind = ${input.kind ?? before.kind}, region = ${region}, aliases = ${input.aliases ?? before.aliases}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  const after = await unitWith(tx, id)
  await record(tx, {
    action: 'identity.unit.change',
    subject: { kind: 'unit', id },
    detail: { before: facts(before), after: facts(after) },
  })
  return after
}

/**
 * Closes a unit from today. Its past stays.
 *
 * @throws Refusal `unit.closed`, `unit.occupied` while active accounts belong to it
 */
export async function closeUnit(tx: Tx, id: string): Promise<Unit> {
  const { jurisdiction } = tx.actor
  const people = await tx.one<{ n: number }>(
    sql`select count(*) n from identity.account where jurisdiction = ${jurisdiction} and unit = ${id} and status <> 'disabled'`,
  )
  if (people.n > 0) {
    throw refuse(
      'unit.occupied',
      { zh: `还有 ${people.n} 个账号属于这个单位`, en: `${people.n} accounts still belong to this unit` },
      {
        kind: 'conflict',
        params: { accounts: people.n },
        next: { zh: '请先停用这些账号或改到其他单位', en: 'Disable them or move them to another unit first' },
      },
    )
  }
  const day = today(tx.now.getTime())
  const closed =
    await tx.run(sql`update identity.unit set active = false, valid_until = greatest(valid_from, ${day}::date)
    where jurisdiction = ${jurisdiction} and id = ${id} and active`)
  const unit = await unitWith(tx, id)
  if (closed === 0)
    throw refuse('unit.closed', { zh: '这个单位已经停用', en: 'This unit is closed already' }, { kind: 'conflict' })
  await record(tx, { action: 'identity.unit.close', subject: { kind: 'unit', id }, detail: { until: day } })
  return unit
}

const facts = (unit: Unit) => ({ name: unit.name, kind: unit.kind, region: unit.region, aliases: unit.aliases })
