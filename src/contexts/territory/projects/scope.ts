import { refuse } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { listUnits, type Unit, unitWith } from '../../../platform/identity/index.ts'
import { GATE_RULES, type Gate, type Step } from './gates.ts'
import { authorityOf } from './store.ts'

/** The unit of the actor; null for jobs and accounts without one. */
export async function actorUnit(tx: Tx): Promise<Unit | null> {
  return tx.actor.unit === null ? null : unitWith(tx, tx.actor.unit)
}

const called = (unit: Unit, name: string) => unit.name === name || unit.aliases.includes(name)

/** Whether an actor decides a step: the unit appointed, or anybody with the right where none is. */
export async function decides(tx: Tx, step: Step, on: string): Promise<boolean> {
  if (tx.actor.kind === 'system') return true
  const appointed = await authorityOf(tx, step, on)
  if (appointed === null) return true
  const own = await actorUnit(tx)
  return own !== null && called(own, appointed)
}

/** Whether an actor takes facilities over in a place: the street or township there. */
export async function receives(tx: Tx, region: string): Promise<boolean> {
  if (tx.actor.kind === 'system') return true
  const own = await actorUnit(tx)
  return own !== null && own.kind === 'township' && own.region !== null && covers(own.region, region)
}

/** Who decides a gate of a project, by name; null where nobody is appointed. */
export async function deciderOf(tx: Tx, gate: Gate, region: string, on: string): Promise<string | null> {
  if (gate !== 'handover') return authorityOf(tx, gate, on)
  const streets = (await listUnits(tx)).filter(
    (unit) => unit.active && unit.kind === 'township' && unit.region !== null,
  )
  return streets.find((unit) => covers(unit.region as string, region))?.name ?? null
}

/** @throws Refusal `gate.not-yours`, naming who decides */
export async function expectDecider(tx: Tx, gate: Gate, region: string, on: string): Promise<void> {
  const yes = gate === 'handover' ? await receives(tx, region) : await decides(tx, gate, on)
  if (yes) return
  const who = await deciderOf(tx, gate, region, on)
  const title = GATE_RULES[gate].title
  throw refuse(
    'gate.not-yours',
    {
      zh: `“${title.zh}”由${who ?? '其他单位'}决定`,
      en: `“${title.en}” is decided by ${who ?? 'another unit'}`,
    },
    { kind: 'forbidden', at: '/gate', params: { gate, unit: who } },
  )
}

/** The name under which a decision stands: the actor's unit, else whoever is appointed. */
export async function decidingUnit(tx: Tx, gate: Gate, region: string, on: string): Promise<string> {
  const own = await actorUnit(tx)
  return own?.name ?? (await deciderOf(tx, gate, region, on)) ?? ''
}
