import { formatDate, today } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import type { Hook, HookAnswer, HookSubject } from '../../platform/procedures/index.ts'
import { type PeopleDesk, personOfNumber } from '../people/index.ts'
import { skillsValidOn } from './certificates/valid.ts'
import { belongsTo } from './who.ts'

type Answers = (tx: Tx, person: string, skill: string) => Promise<HookAnswer>

/** Asks about the applicant of a case and the skill it names; without a file nothing can be said. */
const ofApplicant =
  (desk: PeopleDesk, ask: Answers): Hook =>
  async (tx: Tx, { values }: HookSubject) => {
    const { citizen_id: number, course } = values
    if (typeof number !== 'string' || typeof course !== 'string')
      return { truth: null, says: { zh: '没有写明申请人或工种', en: 'applicant or course not stated' } }
    const person = await personOfNumber(tx, desk, number)
    return person === null
      ? { truth: null, says: { zh: '人员档案中没有这个人，无法核对', en: 'no file of this person to compare with' } }
      : ask(tx, person, course)
  }

/** 已结业: the last class of the skill that the person completed. A class that is not closed yet leaves it open. */
const completedCourse: Answers = async (tx, person, skill) => {
  const found = await tx.maybe<{
    title: string
    endsOn: string
    completed: boolean | null
  }>(sql`select c.title, c.ends_on "endsOn", e.completed
    from workforce.enrolment e join workforce.class c on c.jurisdiction = e.jurisdiction and c.id = e.class
    where e.jurisdiction = ${tx.actor.jurisdiction} and ${belongsTo(tx, sql`e`, [person])} and e.state = 'enrolled' and c.skill = ${skill}
      and c.state <> 'cancelled' order by e.completed desc nulls last, c.ends_on desc limit 1`)
  if (found === null) return { truth: false, says: { zh: '没有参加过这个工种的培训班', en: 'no class of this skill' } }
  const { title, endsOn, completed } = found
  if (completed === true)
    return {
      truth: true,
      says: {
        zh: `${formatDate(endsOn)}结业：${title}`,
        en: `completed on ${formatDate(endsOn, 'en')}: ${title}`,
      },
    }
  return completed === null
    ? { truth: null, says: { zh: `${title}还没有办结`, en: `${title} is not closed yet` } }
    : { truth: false, says: { zh: `${title}没有结业`, en: `did not complete ${title}` } }
}

/** 持证: a certificate of the skill that counts today. */
const holdsCertificate: Answers = async (tx, person, skill) => {
  const held = (await skillsValidOn(tx, person, today(tx.now.getTime()))).find((each) => each.skill === skill)
  return held === undefined
    ? { truth: false, says: { zh: '没有核验有效的证书', en: 'no verified certificate that counts today' } }
    : { truth: true, says: { zh: '证书有效', en: 'the certificate counts' } }
}

/** Questions of procedure definitions that this room answers. */
export const workforceHooks = (desk: PeopleDesk): ReadonlyMap<string, Hook> =>
  new Map([
    ['workforce.completed-course', ofApplicant(desk, completedCourse)],
    ['workforce.holds-certificate', ofApplicant(desk, holdsCertificate)],
  ])
