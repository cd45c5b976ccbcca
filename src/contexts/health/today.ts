import { addDays, today } from '../../kernel/dates.ts'
import type { Duty } from '../../kernel/duty.ts'
import { may, sql, type Tx } from '../../platform/db/index.ts'
import { type PeopleDesk, residentsSelect } from '../people/index.ts'
import { agreementState } from './agreements/views.ts'
import { checkState } from './checks/views.ts'
import { rulesOn } from './rules.ts'

/**
 * What is due in health today: checks still missing this year, contracts about to end, care institutions whose agreement does not count.
 */
export async function healthDuties(tx: Tx, desk: PeopleDesk): Promise<Duty<'health'>[]> {
  const day = today(tx.now.getTime())
  const duties: Duty<'health'>[] = []
  const checks = await checkState(tx, desk, {})
  if (checks.missing > 0)
    duties.push({
      kind: 'health',
      title: {
        zh: `${checks.missing} 位老人今年还没有做健康管理`,
        en: `${checks.missing} persons have not had this year’s check`,
      },
      subtitle: {
        zh: `应做 ${checks.due} 位，已做 ${checks.checked} 位`,
        en: `${checks.checked} of ${checks.due} had it`,
      },
      due: `${checks.year}-12-31`,
      overdue: 0,
      href: '/console/health/checks',
    })
  const remind = (await rulesOn(tx, day))('contract.remind-days').value
  const { ending, next } = await tx.one<{
    ending: number
    next: string | null
  }>(sql`select count(*)::int ending, min(upper(c.during) - 1) "next"
    from health.contract c join (${residentsSelect(tx, desk, { on: day })}) p on p.id = c.person
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.during @> ${day}::date and upper(c.during) <= ${addDays(day, remind + 1)}::date
      and not exists (select from health.contract n where n.jurisdiction = c.jurisdiction and n.person = c.person and lower(n.during) >= upper(c.during))`)
  if (ending > 0)
    duties.push({
      kind: 'health',
      title: {
        zh: `${ending} 份家庭医生签约将在 ${remind} 天内到期`,
        en: `${ending} contracts with family doctors end within ${remind} days`,
      },
      subtitle: { zh: '到期自动失效，需要续签', en: 'They end by themselves and want renewing' },
      due: next,
      overdue: 0,
      href: '/console/health/doctors',
    })
  if (!may(tx.actor, 'register.write') && !may(tx.actor, 'health.manage')) return duties
  const agreements = await agreementState(tx, {})
  for (const line of agreements.lines)
    if (!line.covered)
      duties.push({
        kind: 'health',
        title: { zh: `${line.name}没有有效的医养签约`, en: `${line.name}: no medical agreement in force` },
        subtitle:
          line.agreements.length > 0
            ? { zh: '有协议，但没有履约活动', en: 'There is one, but nothing was done under it' }
            : { zh: '没有协议，或协议已到期', en: 'None, or it has ended' },
        due: null,
        overdue: 0,
        href: '/console/health/care',
      })
  return duties
}
