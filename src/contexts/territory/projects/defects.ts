import { isDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type DefectKind, STOP_CLAUSE } from './gates.ts'
import { whyNotRectified } from './rules.ts'
import { type BuildingRow, buildingForUpdate } from './store.ts'

export type NewDefect = {
  kind: DefectKind
  line?: string | null | undefined
  what: string
  missingArea: number | null
  clause?: string | null | undefined
  foundOn: string
  rectifyBy: string | null
}

type Written = Omit<NewDefect, 'foundOn' | 'rectifyBy'>

/** Opens defects of a project that are not open for the same line already. Returns the ids of the new ones. */
export async function openDefects(
  tx: Tx,
  project: Pick<BuildingRow, 'id'>,
  found: readonly Written[],
  on: string,
  rectifyBy: string | null = null,
): Promise<string[]> {
  const ids: string[] = []
  for (const defect of found) {
    const id = newId()
    const clause = defect.clause?.trim() ? `${defect.clause.trim()}；${STOP_CLAUSE}` : STOP_CLAUSE
    const added =
      await tx.run(sql`insert into territory.build_defect (jurisdiction, id, project, kind, line, what, missing_area, clause, found_on, rectify_by, recorded_by, recorded_at)
      select ${tx.actor.jurisdiction}, ${id}, ${project.id}, ${defect.kind}, ${defect.line ?? null}, ${defect.what}, ${defect.missingArea}, ${clause}, ${on}, ${rectifyBy},
        ${tx.actor.id}, ${tx.now}
      where not exists (select from territory.build_defect d where d.jurisdiction = ${tx.actor.jurisdiction} and d.project = ${project.id} and d.line = ${defect.line ?? null}
        and not exists (select from territory.defect_rectification r where r.jurisdiction = d.jurisdiction and r.defect = d.id))`)
    if (added === 1) ids.push(id)
  }
  return ids
}

/**
 * Records that facilities are deferred, smaller, stopped, not built or withheld. Until it is made good the project is not accepted.
 *
 * @throws Refusal `defect.date`, `building.accepted` for what can no longer stop an acceptance
 */
export async function recordDefect(tx: Tx, project: string, input: NewDefect): Promise<{ id: string }> {
  const row = await buildingForUpdate(tx, project)
  expectRegion(tx, row.region)
  const day = today(tx.now.getTime())
  if (!isDate(input.foundOn) || input.foundOn > day)
    throw refuse('defect.date', { zh: '发现日期应在今天或以前', en: 'Found today or before' }, { at: '/foundOn' })
  if (input.rectifyBy !== null && (!isDate(input.rectifyBy) || input.rectifyBy < input.foundOn))
    throw refuse(
      'defect.date',
      { zh: '整改期限早于发现日期', en: 'To be mended before it was found' },
      { at: '/rectifyBy' },
    )
  if (row.acceptedOn !== null && input.kind !== 'withheld')
    throw refuse(
      'building.accepted',
      { zh: `已于 ${row.acceptedOn} 竣工验收`, en: `It was accepted on ${row.acceptedOn}` },
      {
        kind: 'conflict',
        next: { zh: '验收后发现的不足，请列入补短板清单', en: 'Enter what was found later as a gap item' },
      },
    )
  const [id] = await openDefects(tx, row, [input], input.foundOn, input.rectifyBy)
  await touched(tx, project)
  await record(tx, {
    action: 'territory.defect.open',
    subject: { kind: 'building-project', id: project },
    detail: { defect: id, kind: input.kind, missingArea: input.missingArea },
  })
  await emit(tx, 'territory.defect.opened', { project, defect: id })
  return { id: id! }
}

/**
 * Closes a defect that was made good (整改到位), with the area measured again.
 *
 * @throws Refusal `defect.missing`, `defect.closed`, `defect.date`, `defect.unmeasured`, `defect.still-missing`
 */
export async function rectifyDefect(
  tx: Tx,
  project: string,
  defect: string,
  input: { on: string; madeGoodArea: number | null; what: string },
): Promise<void> {
  const row = await buildingForUpdate(tx, project)
  expectRegion(tx, row.region)
  const known = await tx.maybe<{ foundOn: string; missingArea: number | null; closed: boolean }>(
    sql`select found_on as "foundOn", missing_area as "missingArea", exists (select from territory.defect_rectification r
      where r.jurisdiction = d.jurisdiction and r.defect = d.id) closed
    from territory.build_defect d where d.jurisdiction = ${tx.actor.jurisdiction} and d.project = ${project} and d.id = ${defect}`,
  )
  if (known === null)
    throw refuse('defect.missing', { zh: '没有这个问题', en: 'There is no such defect' }, { kind: 'missing' })
  if (known.closed)
    throw refuse('defect.closed', { zh: '已经销号', en: 'It has been closed already' }, { kind: 'conflict' })
  const wrong = whyNotRectified(known, input, today(tx.now.getTime()))
  if (wrong !== null) throw wrong
  await tx.run(sql`insert into territory.defect_rectification (jurisdiction, defect, rectified_on, made_good_area, what, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${defect}, ${input.on}, ${input.madeGoodArea}, ${input.what}, ${tx.actor.id}, ${tx.now})`)
  await touched(tx, project)
  await record(tx, {
    action: 'territory.defect.close',
    subject: { kind: 'building-project', id: project },
    detail: { defect, on: input.on, madeGoodArea: input.madeGoodArea },
  })
  await emit(tx, 'territory.defect.closed', { project, defect })
}

/** A gate that was looked at before this is not decided on what was seen then. */
async function touched(tx: Tx, project: string): Promise<void> {
  await tx.run(
    sql`update territory.building_project set revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${project}`,
  )
}
