import { addDays, today } from '../../kernel/dates.ts'
import type { Duty } from '../../kernel/duty.ts'
import { inScope, sql, type Tx } from '../../platform/db/index.ts'

/** Calls for urgent help that nobody answered (助急): at the top of everything. One statement. */
export async function urgentDuties(tx: Tx): Promise<Duty<'urgent'>[]> {
  const { n, since } = await tx.one<{
    n: number
    since: string | null
  }>(sql`select count(*)::int n, min(opened_at) since from community.urgent_call
    where jurisdiction = ${tx.actor.jurisdiction} and state = 'open' and ${inScope(tx, sql`region`)}`)
  if (n === 0) return []
  const minutes = Math.floor((tx.now.getTime() - new Date(since!).getTime()) / 60_000)
  return [
    {
      kind: 'urgent',
      title: { zh: `${n} 个紧急求助还没有人应答`, en: `${n} calls for urgent help wait for an answer` },
      subtitle: { zh: `最久已等 ${minutes} 分钟`, en: `the longest for ${minutes} minutes` },
      due: today(tx.now.getTime()),
      overdue: 1,
      href: '/console/community/urgent',
    },
  ]
}

/** How far back activities without hours are asked for. */
const BACK_DAYS = 60

/** Activities of volunteers that are over without hours; events whose day has passed. Two statements. */
export async function communityDuties(tx: Tx): Promise<Duty<'community'>[]> {
  const day = today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const rows = await tx.rows<{ id: string; title: string; on: string; kind: 'activity' | 'event' }>(sql`
    (select a.id, a.title, (upper(a.during) at time zone 'Asia/Shanghai')::date "on", 'activity' kind from community.volunteer_activity a
      where a.jurisdiction = ${own} and a.state = 'open' and a.taken > 0 and upper(a.during) between ${addDays(day, -BACK_DAYS)}::date and ${tx.now}
        and ${inScope(tx, sql`a.region`)}
        and not exists (select from community.hour_standing h where h.jurisdiction = a.jurisdiction and h.activity = a.id)
      order by upper(a.during) limit 20)
    union all
    (select e.id, e.name, e.planned_on, 'event' from community.event e where e.jurisdiction = ${own} and e.state = 'planned'
        and e.planned_on between ${addDays(day, -BACK_DAYS)}::date and ${addDays(day, -1)}::date and ${inScope(tx, sql`e.region`)}
      order by e.planned_on limit 20)`)
  return rows.map(({ id, title, on, kind }) => ({
    kind: 'community',
    title:
      kind === 'activity'
        ? { zh: `登记服务时长：${title}`, en: `Record hours: ${title}` }
        : { zh: `登记是否举办：${title}`, en: `Was it held: ${title}` },
    subtitle: kind === 'activity' ? { zh: '志愿服务', en: 'Volunteers' } : { zh: '活动', en: 'Events' },
    due: on,
    overdue: 0,
    href: kind === 'activity' ? `/console/community/activities/${id}` : '/console/community/events',
  }))
}
