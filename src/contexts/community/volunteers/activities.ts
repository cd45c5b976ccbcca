import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { lockVolunteer } from './files.ts'
import type { ActivityKind } from './model.ts'
import { noActivity } from './refusals.ts'
import { isTrained, uninsuredDay } from './rules.ts'

export type NewActivity = {
  title: string
  kind: ActivityKind
  region: string
  place: string
  organiser: string
  from: string
  until: string
  places: number
  risky: boolean
  training: string | null
}

/** No activity is longer than this. */
const MOST_DAYS = 31

/** Announces an activity (发布活动). @throws Refusal `region.outside`, `access.region`, `activity.span` */
export async function openActivity(tx: Tx, input: NewActivity): Promise<{ id: string }> {
  expectOwn(tx, input.region)
  expectRegion(tx, input.region)
  const [from, until] = [new Date(input.from), new Date(input.until)]
  if (until <= from || until.getTime() - from.getTime() > MOST_DAYS * 86_400_000)
    throw refuse(
      'activity.span',
      { zh: `结束应晚于开始，且不超过 ${MOST_DAYS} 天`, en: `It must end after it begins, within ${MOST_DAYS} days` },
      { at: '/until' },
    )
  const id = newId()
  await tx.run(sql`insert into community.volunteer_activity (jurisdiction, id, title, kind, region, place, organiser, during, places, risky, training,
      recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.title}, ${input.kind}, ${input.region}, ${input.place}, ${input.organiser},
      tstzrange(${input.from}, ${input.until}), ${input.places}, ${input.risky}, ${input.training}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, { action: 'community.activity.open', subject: { kind: 'activity', id }, detail: { ...input } })
  return { id }
}

export type ActivityRow = {
  id: string
  title: string
  region: string
  from: string
  until: string
  places: number
  taken: number
  risky: boolean
  training: string | null
  state: 'open' | 'cancelled'
}

/** An activity held for the transaction. @throws Refusal `activity.missing`, `access.region` */
export async function lockActivity(tx: Tx, id: string): Promise<ActivityRow> {
  const row =
    await tx.maybe<ActivityRow>(sql`select id, title, region, lower(during) "from", upper(during) until, places, taken, risky, training, state
    from community.volunteer_activity where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null) throw noActivity()
  expectRegion(tx, row.region)
  return row
}

/** Calls an activity off; who signed up is let go. @throws Refusal `activity.missing`, `access.region`, `activity.cancelled`, `activity.served` */
export async function cancelActivity(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await lockActivity(tx, id)
  if (row.state === 'cancelled') throw refuseCancelled()
  const { served } = await tx.one<{ served: number }>(sql`select count(*)::int served from community.hour_standing
    where jurisdiction = ${tx.actor.jurisdiction} and activity = ${id} and not isempty(during)`)
  if (served > 0)
    throw refuse(
      'activity.served',
      { zh: '已经登记服务时长，不能取消', en: 'Hours were recorded, so it cannot be called off' },
      { kind: 'conflict' },
    )
  await tx.run(sql`update community.volunteer_activity set state = 'cancelled', cancel_reason = ${reason}, taken = 0
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tx.run(
    sql`update community.signup set state = 'withdrawn' where jurisdiction = ${tx.actor.jurisdiction} and activity = ${id} and state = 'signed'`,
  )
  await record(tx, { action: 'community.activity.cancel', subject: { kind: 'activity', id }, detail: { reason } })
}

export const refuseCancelled = () =>
  refuse('activity.cancelled', { zh: '活动已取消', en: 'The activity was called off' }, { kind: 'conflict' })

/**
 * Signs a volunteer up (报名). The activity is held while places are counted. Work with a danger to people wants an insurance on every day
 * (志愿服务条例); a training asked for has to be had.
 *
 * @throws Refusal `activity.missing`, `activity.cancelled`, `activity.over`, `activity.full`, `volunteer.missing`, `volunteer.left`,
 *   `signup.exists`, `signup.uninsured`, `signup.untrained`, `access.region`
 */
export async function signUp(tx: Tx, activity: string, volunteer: string): Promise<{ taken: number }> {
  const row = await lockActivity(tx, activity)
  if (row.state === 'cancelled') throw refuseCancelled()
  if (new Date(row.until) <= tx.now)
    throw refuse('activity.over', { zh: '活动已经结束', en: 'The activity is over' }, { kind: 'conflict' })
  const own = tx.actor.jurisdiction
  const person = await lockVolunteer(tx, volunteer)
  if (person.leftOn !== null)
    throw refuse(
      'volunteer.left',
      { zh: '此人已退出志愿服务', en: 'The volunteer has left' },
      { kind: 'conflict', at: '/volunteer' },
    )
  const known = await tx.maybe<{ state: string }>(sql`select state from community.signup
    where jurisdiction = ${own} and activity = ${activity} and volunteer = ${volunteer}`)
  if (known?.state === 'signed')
    throw refuse(
      'signup.exists',
      { zh: '已经报名', en: 'The volunteer has signed up already' },
      { kind: 'conflict', at: '/volunteer' },
    )
  if (row.taken >= row.places)
    throw refuse(
      'activity.full',
      { zh: `${row.places} 个名额已满`, en: `All ${row.places} places are taken` },
      {
        kind: 'conflict',
        params: { places: row.places },
        next: { zh: '请选择另一次活动', en: 'Choose another activity' },
      },
    )
  await expectFit(tx, row, volunteer)
  await tx.run(sql`insert into community.signup (jurisdiction, activity, volunteer, state, recorded_by, recorded_at)
    values (${own}, ${activity}, ${volunteer}, 'signed', ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, activity, volunteer) do update set state = 'signed', recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
  await tx.run(
    sql`update community.volunteer_activity set taken = taken + 1 where jurisdiction = ${own} and id = ${activity}`,
  )
  await record(tx, {
    action: 'community.activity.sign-up',
    subject: { kind: 'activity', id: activity },
    detail: { volunteer },
  })
  return { taken: row.taken + 1 }
}

/** Whether a volunteer may do what the activity asks. Two statements. */
async function expectFit(tx: Tx, row: ActivityRow, volunteer: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const insured = row.risky
    ? await tx.rows<{
        from: string
        until: string
      }>(sql`select lower(during) "from", upper(during) - 1 until from community.volunteer_insurance
        where jurisdiction = ${own} and volunteer = ${volunteer}`)
    : []
  const trained =
    row.training === null
      ? []
      : await tx.rows<{
          topic: string
          heldOn: string
        }>(sql`select topic, held_on "heldOn" from community.volunteer_training
          where jurisdiction = ${own} and volunteer = ${volunteer}`)
  const firstDay = today(new Date(row.from).getTime())
  const lastDay = today(new Date(row.until).getTime() - 1)
  const fitness = { risky: row.risky, training: row.training, firstDay, lastDay, insured, trained }
  const bare = row.risky ? uninsuredDay(fitness, (day) => addDays(day, 1)) : null
  if (bare !== null)
    throw refuse(
      'signup.uninsured',
      {
        zh: `这项服务可能发生人身危险，${bare} 没有志愿者保险，不能参加`,
        en: `This work may endanger people, and no insurance covers ${bare}`,
      },
      {
        kind: 'conflict',
        at: '/volunteer',
        params: { day: bare },
        next: {
          zh: '请组织者先购买保险并登记保单',
          en: 'The organiser has to insure the volunteer and note the policy first',
        },
      },
    )
  if (!isTrained(fitness))
    throw refuse(
      'signup.untrained',
      { zh: `要求先参加培训：${row.training}`, en: `A training is asked for first: ${row.training}` },
      {
        kind: 'conflict',
        at: '/volunteer',
        params: { training: row.training },
        next: { zh: '请先登记培训', en: 'Note the training first' },
      },
    )
}

/** Takes a sign-up back before the activity begins. @throws Refusal `activity.missing`, `access.region`, `activity.begun`, `signup.missing` */
export async function withdrawSignUp(tx: Tx, activity: string, volunteer: string): Promise<void> {
  const row = await lockActivity(tx, activity)
  if (new Date(row.from) <= tx.now)
    throw refuse('activity.begun', { zh: '活动已经开始', en: 'The activity has begun' }, { kind: 'conflict' })
  const own = tx.actor.jurisdiction
  const gone =
    await tx.run(sql`update community.signup set state = 'withdrawn' where jurisdiction = ${own} and activity = ${activity}
    and volunteer = ${volunteer} and state = 'signed'`)
  if (gone === 0)
    throw refuse('signup.missing', { zh: '没有报名', en: 'The volunteer has not signed up' }, { kind: 'missing' })
  await tx.run(
    sql`update community.volunteer_activity set taken = taken - 1 where jurisdiction = ${own} and id = ${activity}`,
  )
  await record(tx, {
    action: 'community.activity.withdraw',
    subject: { kind: 'activity', id: activity },
    detail: { volunteer },
  })
}
