import { formatDate, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { gradesOn, organisationNames, organisationWith } from '../../providers/index.ts'
import { firmByCode } from '../who.ts'

/** What an institution can do for others' staff: train them, or take interns. */
export type CapabilityKind = 'training' | 'practice'

export type CapabilityView = {
  id: string
  organisation: string
  organisationName: string
  grade: number | null
  kind: CapabilityKind
  proof: string
  places: number | null
  from: IsoDate
  endsOn: IsoDate | null
  endedReason: string | null
  /** Whether it holds today. */
  holds: boolean
}

/** Of the institutions of a grade, how many train (A159, T44). */
export type GradeShare = { grade: number; institutions: number; train: number }

/**
 * Enters that an institution has a capability, with its proof.
 *
 * @throws Refusal `organisation.missing`, `capability.twice`
 */
export async function addCapability(
  tx: Tx,
  input: {
    creditCode: string
    kind: CapabilityKind
    proof: string
    places?: number | null
    from: IsoDate
    until?: IsoDate | null
  },
): Promise<{ id: string }> {
  const firm = await firmByCode(tx, input.creditCode)
  if (input.until && input.until < input.from)
    throw refuse(
      'capability.term',
      { zh: '截止日期早于开始日期', en: 'It would end before it begins' },
      { at: '/until' },
    )
  const id = newId()
  const kept =
    await tx.run(sql`insert into workforce.capability (jurisdiction, id, organisation, kind, proof, places, during, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${firm.id}, ${input.kind}, ${input.proof}, ${input.places ?? null},
      daterange(${input.from}, ${input.until ?? null}, '[]'), ${tx.now}, ${tx.actor.id}) on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'capability.twice',
      { zh: '这段时间内已登记过', en: 'It is entered for this time already' },
      { kind: 'conflict', at: '/from' },
    )
  await tell(tx, id, firm.id, 'add', { kind: input.kind, from: input.from })
  return { id }
}

/** Ends a capability; `on` is the first day on which it no longer holds. @throws Refusal `capability.missing`, `capability.ended`, `access.region` */
export async function endCapability(tx: Tx, id: string, input: { on: IsoDate; reason: string }): Promise<void> {
  const row = await tx.maybe<{
    organisation: string
    from: IsoDate
    until: IsoDate | null
  }>(sql`select organisation, lower(during) "from",
      upper(during) "until" from workforce.capability where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('capability.missing', { zh: '没有这条记录', en: 'There is no such entry' }, { kind: 'missing' })
  expectRegion(tx, (await organisationWith(tx, row.organisation)).region)
  if (row.until !== null && row.until <= input.on)
    throw refuse(
      'capability.ended',
      { zh: `${formatDate(row.until)} 起已不再有效`, en: `It no longer holds from ${formatDate(row.until, 'en')}` },
      { kind: 'conflict' },
    )
  if (input.on <= row.from)
    throw refuse(
      'capability.term',
      { zh: '结束日期应在开始日期之后', en: 'It cannot end before it begins' },
      { at: '/on' },
    )
  await tx.run(sql`update workforce.capability set during = daterange(lower(during), ${input.on}), ended_reason = ${input.reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tell(tx, id, row.organisation, 'end', { on: input.on, reason: input.reason })
}

async function tell(
  tx: Tx,
  id: string,
  organisation: string,
  act: string,
  detail: { [key: string]: string },
): Promise<void> {
  await record(tx, {
    action: `workforce.capability.${act}`,
    subject: { kind: 'organisation', id: organisation },
    detail: { capability: id, ...detail },
  })
  await emit(tx, 'workforce.capability.changed', { capability: id, organisation, act })
}

/** Every capability, and of each grade the share that trains: graded institutions only, each once. Three statements. */
export async function capabilityList(tx: Tx): Promise<{ items: CapabilityView[]; shares: GradeShare[] }> {
  const day = today(tx.now.getTime())
  const rows = await tx.rows<
    Omit<CapabilityView, 'organisationName' | 'grade'>
  >(sql`select id, organisation, kind, proof, places,
      lower(during) "from", upper(during) "endsOn", ended_reason "endedReason", during @> ${day}::date holds
    from workforce.capability where jurisdiction = ${tx.actor.jurisdiction} order by lower(during) desc, id limit 2000`)
  const grades = new Map((await gradesOn(tx, day)).map((each) => [each.organisation, each.grade]))
  const names = await organisationNames(
    tx,
    rows.map((row) => row.organisation),
  )
  const train = new Set(rows.filter((row) => row.kind === 'training' && row.holds).map((row) => row.organisation))
  return {
    items: rows.map((row) => ({
      ...row,
      organisationName: names.get(row.organisation)?.name ?? '',
      grade: grades.get(row.organisation) ?? null,
    })),
    shares: [5, 4, 3, 2, 1].map((grade) => {
      const held = [...grades].filter(([, each]) => each === grade)
      return { grade, institutions: held.length, train: held.filter(([id]) => train.has(id)).length }
    }),
  }
}
