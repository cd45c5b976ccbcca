import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { actOnCase, type Desk, type Hook, newSecret, openCase } from '../../../platform/procedures/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { lockVolunteer } from './files.ts'
import { hoursOf } from './rules.ts'

/** Code of the procedure that certifies (事项编码). */
const CODE = 'volunteer-record'

type Served = { minutes: number; activities: number; firstOn: string | null; lastOn: string | null }

/** What a volunteer served by the record, each moment once. One statement. */
async function servedBy(tx: Tx, volunteer: string): Promise<Served> {
  return tx.one<Served>(sql`select coalesce((select floor(sum(extract(epoch from upper(r) - lower(r))) / 60)::int from unnest(h.spans) r), 0) minutes,
      h.activities, h.first "firstOn", h.last "lastOn"
    from (select range_agg(s.during) spans, count(distinct s.activity)::int activities,
        min((lower(s.during) at time zone 'Asia/Shanghai')::date) "first", max((upper(s.during) at time zone 'Asia/Shanghai')::date) "last"
      from community.hour_standing s join community.volunteer o on o.jurisdiction = s.jurisdiction and o.id = s.volunteer
      where s.jurisdiction = ${tx.actor.jurisdiction} and (o.id = ${volunteer} or o.merged_into = ${volunteer}) and not isempty(s.during)) h`)
}

/**
 * Certifies what a volunteer served (志愿服务记录证明, 志愿服务条例 §19): free of charge, by the record and nothing else. The procedure is opened and
 * granted in one go; its certificate is numbered, signed and verifies without a network.
 *
 * @throws Refusal `volunteer.missing`, `access.region`, `volunteer.unseen`, `record.empty`, and those of the procedure
 */
export async function certifyHours(
  tx: Tx,
  desk: Desk,
  people: PeopleDesk,
  volunteer: string,
  random: (n: number) => number,
): Promise<{ certificate: string; case: string }> {
  const row = await lockVolunteer(tx, volunteer)
  const served = await servedBy(tx, volunteer)
  if (served.firstOn === null || served.lastOn === null || served.minutes === 0)
    throw refuse(
      'record.empty',
      { zh: '还没有核对过的服务时长', en: 'No hours were checked yet' },
      {
        kind: 'conflict',
        next: { zh: '请先由活动组织者登记到场时长', en: 'The organiser has to record the hours first' },
      },
    )
  const card = (await personCards(tx, people, [row.person], '开具志愿服务记录证明')).get(row.person)
  if (card === undefined)
    throw refuse(
      'volunteer.unseen',
      { zh: '此人的档案不在您负责的范围内', en: 'The file of this person lies beyond what you may see' },
      { kind: 'forbidden' },
    )
  const opened = await openCase(tx, desk, {
    code: CODE,
    form: {
      person_name: card.name,
      volunteer_no: row.no,
      place: row.region,
      hours: hoursOf(served.minutes),
      activities: served.activities,
      first_on: served.firstOn,
      last_on: served.lastOn,
    },
    materials: [],
    files: [],
    channel: 'counter',
    authority: { kind: 'self', relation: '', document: '', proxy: null },
    subject: row.person,
    secret: newSecret(random),
    incomplete: false,
  })
  const done = await actOnCase(tx, desk, opened.id, { act: 'issue', revision: 0, reason: '', values: {} }, 'officer')
  await tx.run(sql`insert into community.service_record (jurisdiction, casefile, volunteer, certificate, minutes, activities, first_on, last_on, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${opened.id}, ${volunteer}, ${done.certificate}, ${served.minutes}, ${served.activities}, ${served.firstOn},
      ${served.lastOn}, ${tx.actor.id}, ${tx.now})`)
  return { certificate: done.certificate!, case: opened.id }
}

/** 证明内容与记录一致: whoever applies, what is certified is what the record says on that day. */
const hoursRecorded: Hook = async (tx, { values }) => {
  const volunteer = await tx.maybe<{ id: string }>(sql`select coalesce(merged_into, id) id from community.volunteer
    where jurisdiction = ${tx.actor.jurisdiction} and no = ${String(values.volunteer_no ?? '')}`)
  if (volunteer === null)
    return { truth: false, says: { zh: '没有这个志愿者编号', en: 'no volunteer has this number' } }
  const served = await servedBy(tx, volunteer.id)
  const truth =
    served.minutes > 0 &&
    values.hours === hoursOf(served.minutes) &&
    values.activities === served.activities &&
    values.first_on === served.firstOn &&
    values.last_on === served.lastOn
  const hours = hoursOf(served.minutes)
  return {
    truth,
    says: {
      zh: `记录为 ${served.activities} 次、${hours} 小时（${served.firstOn ?? '—'} 至 ${served.lastOn ?? '—'}）`,
      en: `on record: ${hours} hours in ${served.activities} activities (${served.firstOn ?? '—'} to ${served.lastOn ?? '—'})`,
    },
  }
}

/** Questions of procedure definitions that this room answers. */
export const communityHooks: ReadonlyMap<string, Hook> = new Map([['community.hours-recorded', hoursRecorded]])
