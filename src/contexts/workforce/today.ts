import { addMonths, type IsoDate, today } from '../../kernel/dates.ts'
import type { Duty, Words } from '../../kernel/duty.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import type { DueSource } from '../people/index.ts'
import { organisationNames } from '../providers/index.ts'
import { retentionsToAsk } from './hiring/views.ts'
import { skills } from './skills.ts'
import { classesToClose } from './training/views.ts'

/** What waits, naming nobody: certificates that end within a month by skill, classes to close, hirings to ask after. Six statements. */
export async function workforceDuties(tx: Tx): Promise<Duty<'workforce'>[]> {
  const day = today(tx.now.getTime())
  const ending = await tx.rows<{
    skill: string
    persons: number
    first: IsoDate
  }>(sql`select skill, count(distinct person)::int persons,
      min(valid_until) "first"
    from workforce.certificate where jurisdiction = ${tx.actor.jurisdiction} and revoked_on is null and state <> 'refuted'
      and valid_until between ${day}::date and ${addMonths(day, 1)}::date group by skill order by 3`)
  const titles = new Map((await skills(tx)).map((each) => [each.code, each.title]))
  const classes = await classesToClose(tx)
  const hirings = await retentionsToAsk(tx)
  const names = await organisationNames(
    tx,
    hirings.map((each) => each.organisation),
  )
  const duty = (title: Words, subtitle: Words, due: IsoDate | null, href: string): Duty<'workforce'> => {
    return { kind: 'workforce', title, subtitle, due, overdue: due !== null && due < day ? 1 : 0, href }
  }
  return [
    ...ending.map(({ skill, persons, first }) => {
      const { zh, en } = titles.get(skill) ?? { zh: skill, en: skill }
      return duty(
        { zh: `${persons} 人的“${zh}”证书一个月内到期`, en: `${persons} certificates of “${en}” end within a month` },
        { zh: '从业人员证书', en: 'Certificates of staff' },
        first,
        `/console/workforce/staff?skill=${skill}&papers=soon`,
      )
    }),
    ...classes.map((each) =>
      duty(
        { zh: `培训班待结业：${each.title}`, en: `Class to be closed: ${each.title}` },
        each.organiser,
        each.endsOn,
        `/console/workforce/training/${each.id}`,
      ),
    ),
    ...hirings.map((each) => {
      const firm = names.get(each.organisation)?.name ?? ''
      return duty(
        { zh: `核实三个月留存：${firm}`, en: `Still there after three months? ${firm}` },
        { zh: '用工推荐', en: 'Hiring' },
        each.due,
        `/console/workforce/hiring/${each.vacancy}`,
      )
    }),
  ]
}

/** Certificates of persons that end within three months or have ended, for the box in which people are searched. One statement. */
export const certificatesDue: DueSource = async (tx, persons) => {
  const day = today(tx.now.getTime())
  const rows = await tx.rows<{
    person: string
    until: IsoDate
    zh: string
    en: string
  }>(sql`select c.person, c.valid_until "until", s.title_zh zh,
      s.title_en en
    from workforce.certificate c join workforce.skill s on s.code = c.skill
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = any(${[...persons]}::uuid[]) and c.revoked_on is null and c.state <> 'refuted'
      and c.valid_until < ${addMonths(day, 3)}::date
      and not exists (select from workforce.certificate n where n.jurisdiction = c.jurisdiction and n.person = c.person and n.skill = c.skill
        and n.id <> c.id and n.revoked_on is null and n.state <> 'refuted' and coalesce(n.valid_until > c.valid_until, true))`)
  return new Map(
    [...Map.groupBy(rows, (row) => row.person)].map(([person, due]) => [
      person,
      due.map((each) => ({
        kind: 'certificate',
        title: { zh: `${each.zh}证书到期`, en: `Certificate ends: ${each.en}` },
        due: each.until,
        late: each.until < day,
        href: `/console/workforce/staff/${person}`,
      })),
    ]),
  )
}
