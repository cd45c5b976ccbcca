import { addDays, today } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { type DueItem, type DueSource, type PeopleDesk, personFacts } from '../people/index.ts'
import { dueFrom, rulesOn } from './rules.ts'

/**
 * What health has due for persons: this year's check, a family-doctor contract that ends. Three statements.
 *
 * @param desk a desk without sources, to look the ages up with
 */
export const healthDue =
  (desk: PeopleDesk): DueSource =>
  async (tx: Tx, persons) => {
    const day = today(tx.now.getTime())
    const year = day.slice(0, 4)
    const rules = await rulesOn(tx, day)
    const rule = { age: rules('check.age').value, wholeYear: rules('check.whole-year').value === 1 }
    const facts = await personFacts(tx, desk, persons)
    const wanted = [...facts.values()].filter((each) => each.state === 'resident').map((each) => each.id)
    const rows = await tx.rows<{
      person: string
      checks: string[]
      until: string | null
      renewed: boolean
    }>(sql`select w.person,
        coalesce((select array_agg(k.held_on::text) from health.check k where k.jurisdiction = ${tx.actor.jurisdiction} and k.person = w.person and k.void_at is null
          and k.held_on between ${`${year}-01-01`}::date and ${day}::date), '{}') checks,
        (select upper(c.during) - 1 from health.contract c where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = w.person and c.during @> ${day}::date) "until",
        exists (select from health.contract c where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = w.person and lower(c.during) > ${day}::date) renewed
      from unnest(${wanted}::uuid[]) w(person)`)
    const found = new Map<string, DueItem[]>()
    for (const { person, checks, until, renewed } of rows) {
      const items: DueItem[] = []
      const born = facts.get(person)?.born ?? null
      const from = born === null ? null : dueFrom(born, Number(year), rule)
      if (from !== null && from <= day && !checks.some((held) => held >= from))
        items.push({
          kind: 'health-check',
          title: { zh: `${year}年健康管理还没有做`, en: `No health check in ${year} yet` },
          due: `${year}-12-31`,
          late: false,
          href: '/console/health/checks',
        })
      if (until !== null && !renewed && until <= addDays(day, rules('contract.remind-days').value))
        items.push({
          kind: 'doctor-contract',
          title: { zh: '家庭医生签约到期', en: 'Family-doctor contract ends' },
          due: until,
          late: false,
          href: '/console/health/doctors',
        })
      if (items.length > 0) found.set(person, items)
    }
    return found
  }
