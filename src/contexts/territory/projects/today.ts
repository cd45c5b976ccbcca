import { addDays, today } from '../../../kernel/dates.ts'
import type { Duty, Words } from '../../../kernel/duty.ts'
import { may, type Tx } from '../../../platform/db/index.ts'
import { assetList } from '../assets/views.ts'
import { gapList } from '../gaps/views.ts'
import { type Gate, STEPS, type Step } from './gates.ts'
import type { BuildingLine } from './model.ts'
import { nextGate } from './rules.ts'
import { decides, receives } from './scope.ts'
import { buildingList, casesOfUse } from './views.ts'

/** Something of building, gaps and assets that waits for the reader; `overdue` counts working days. */
export type TerritoryDuty = Duty<'gate' | 'handover' | 'use-case' | 'gap' | 'transition'>

/** Gap items that fall due within so many days are shown. */
const AHEAD_DAYS = 30

/** What waits for the reader: gates that are theirs, hand-overs due and late, cases of use, gap items, ending transitions. */
export async function territoryDuties(tx: Tx): Promise<TerritoryDuty[]> {
  const region = tx.actor.region === '*' ? '' : tx.actor.region
  const { items } = await buildingList(tx, { region })
  return [
    ...(may(tx.actor, 'gate.decide') ? await gatesOf(tx, items) : []),
    ...items.flatMap((line): TerritoryDuty[] => {
      if (line.handover !== 'overdue' && line.handover !== 'soon') return []
      const { name, regionName, handoverDue, overdueWorkdays, id } = line
      return [
        {
          kind: 'handover',
          title: name,
          subtitle: regionName,
          due: handoverDue,
          overdue: overdueWorkdays,
          href: `/console/territory/buildings/${id}`,
        },
      ]
    }),
    ...(await casesOfUse(tx, { open: true, region })).map(
      ({ facility, facilityName, what, mendBy, overdueWorkdays, project }): TerritoryDuty => ({
        kind: 'use-case',
        title: facilityName ?? facility,
        subtitle: what,
        due: mendBy,
        overdue: overdueWorkdays,
        href:
          project === null
            ? `/console/territory/facilities/${encodeURIComponent(facility)}`
            : `/console/territory/buildings/${project}`,
      }),
    ),
    ...(await gapsOf(tx, region)),
    ...(await transitionsOf(tx, region)),
  ]
}

/** Gates that wait for the reader's unit, as far as nothing stops them. */
async function gatesOf(tx: Tx, items: readonly BuildingLine[]): Promise<TerritoryDuty[]> {
  const day = today(tx.now.getTime())
  const mine = new Set<Step>()
  for (const step of STEPS) if (await decides(tx, step, day)) mine.add(step)
  const found: TerritoryDuty[] = []
  for (const line of items) {
    const turn: Gate | null = nextGate(line.chain.filter((gate) => gate.state === 'passed'))
    const view = line.chain.find((gate) => gate.gate === turn)
    if (turn === null || view === undefined || view.state === 'blocked') continue
    if (turn === 'design' && line.stance === null && mine.has('opinion')) {
      found.push(gateDuty(line, { zh: '征求民政意见', en: 'The opinion of civil affairs' }))
      continue
    }
    const yes = turn === 'handover' ? await receives(tx, line.region) : mine.has(turn)
    // Late and near hand-overs stand on the list already, under their own heading.
    if (!yes || line.handover === 'overdue' || line.handover === 'soon') continue
    found.push(gateDuty(line, view.title))
  }
  return found
}

const gateDuty = (line: BuildingLine, subtitle: Words): TerritoryDuty => ({
  kind: 'gate',
  title: line.name,
  subtitle,
  due: null,
  overdue: 0,
  href: `/console/territory/buildings/${line.id}`,
})

async function gapsOf(tx: Tx, region: string): Promise<TerritoryDuty[]> {
  const horizon = addDays(today(tx.now.getTime()), AHEAD_DAYS)
  return (await gapList(tx, { region, state: 'open' })).items
    .filter((item) => item.plannedOn !== null && item.plannedOn <= horizon)
    .map((item) => ({
      kind: 'gap',
      title: `${item.regionName}：${item.title}`,
      subtitle: item.ownerUnit ?? '',
      due: item.plannedOn,
      overdue: item.overdueWorkdays,
      href: `/console/territory/gaps/${item.id}`,
    }))
}

async function transitionsOf(tx: Tx, region: string): Promise<TerritoryDuty[]> {
  return (await assetList(tx, { region, transition: 'warned' })).items
    .filter((line) => line.transition !== 'over')
    .map((line) => ({
      kind: 'transition',
      title: line.name,
      subtitle: line.ownerName,
      due: line.transitionUntil,
      overdue: 0,
      href: `/console/territory/assets/${line.id}`,
    }))
}
