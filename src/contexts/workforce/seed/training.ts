import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Random } from '../../../kernel/random.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { ClassKind } from '../model.ts'

const CLASSES: [kind: ClassKind, skill: string | null, name: string, region: string, ago: number, learners: number][] =
  [
    ['carer', 'elder-care', '养老护理员初级班', '532622101000', 310, 28],
    ['carer', 'elder-care', '养老护理员提升班', '532622101000', 160, 22],
    ['carer', 'elder-care', '养老护理员乡镇班', '532622102000', 70, 20],
    ['carer', 'elder-care', '养老护理员冬季班', '532622101000', -6, 18],
    ['manager', 'institution-head', '养老机构负责人班', '532622101000', 120, 10],
    ['barber', 'barber', '爱心理发员班', '532622102000', 95, 14],
    ['domestic', 'domestic', '家政服务员班', '532622103000', 45, 16],
    ['family', null, '家庭照护者课堂', '532622101000', 3, 15],
  ]

const SESSIONS = 5

/** A class of the demonstration with everybody's marks and scores. */
export type DemoClass = {
  id: string
  code: string
  title: string
  kind: ClassKind
  skill: string | null
  region: string
  startsOn: IsoDate
  endsOn: IsoDate
  passMark: number | null
  sessions: { no: number; heldOn: IsoDate }[]
  learners: { person: string; score: number | null; marks: { session: number; present: boolean }[] }[]
  closes: boolean
}

/** Classes of the last year: closed ones, one that runs, one that waits to be closed. Some persons come twice. */
export function demoClasses(persons: readonly string[], today: IsoDate, random: Random): DemoClass[] {
  let next = 0
  return CLASSES.map(([kind, skill, name, region, ago, count], n) => {
    const endsOn = addDays(today, -ago)
    const startsOn = addDays(endsOn, -SESSIONS * 3)
    const sessions = Array.from({ length: SESSIONS }, (_, i) => ({ no: i + 1, heldOn: addDays(startsOn, (i + 1) * 3) }))
    // A fifth of each class was in the one before: persons are fewer than person-times.
    const from = Math.max(0, next - Math.round(count / 5))
    next = from + count
    const closes = ago > 10
    const learners = persons.slice(from, next).map((person) => {
      const steady = random.chance(0.9)
      const marks = sessions
        .filter((session) => session.heldOn < today)
        .filter(() => closes || random.chance(0.93))
        .map((session) => ({ session: session.no, present: steady ? random.chance(0.97) : random.chance(0.4) }))
      const score = kind === 'family' || ago < 0 ? null : steady ? random.between(62, 98) : random.between(30, 70)
      return { person, score, marks }
    })
    return {
      id: newId(),
      code: `PX-${startsOn.slice(0, 4)}-D${String(n + 1).padStart(2, '0')}`,
      title: `${name}（演示数据）`,
      kind,
      skill,
      region,
      startsOn,
      endsOn,
      passMark: kind === 'family' ? null : 60,
      sessions,
      learners,
      closes,
    }
  })
}

/** Writes classes with sessions, learners and marks. Four statements. */
export async function insertClasses(tx: Tx, classes: readonly DemoClass[]): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into workforce.class (jurisdiction, id, code, title, kind, skill, organiser, region, place, starts_on, ends_on, capacity, least_share,
      pass_mark, recorded_at, recorded_by)
    select ${own}, id, code, title, kind, skill, '县人力资源社会保障局（演示）', region, '县职业技能培训中心（演示）', "startsOn", "endsOn", 40, 80, "passMark",
      ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(classes)}::jsonb) as g(id uuid, code text, title text, kind text, skill text, region text,
      "startsOn" date, "endsOn" date, "passMark" numeric)`)
  const sessions = classes.flatMap((each) => each.sessions.map((session) => ({ class: each.id, ...session })))
  await tx.run(sql`insert into workforce.session (jurisdiction, class, no, held_on, tenths, title)
    select ${own}, class, no, "heldOn", 80, null from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as g(class uuid, no int, "heldOn" date)`)
  const learners = classes.flatMap((each) =>
    each.learners.map(({ person, score }) => ({ class: each.id, person, score, on: addDays(each.startsOn, -9) })),
  )
  await tx.run(sql`insert into workforce.enrolment (jurisdiction, class, person, channel, score, scored_by, enrolled_on, recorded_at, recorded_by)
    select ${own}, class, person, 'counter', score, case when score is not null then ${tx.actor.id} end, "on", ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(learners)}::jsonb) as g(class uuid, person uuid, score numeric, "on" date)`)
  const marks = classes.flatMap((each) =>
    each.learners.flatMap(({ person, marks: own }) => own.map((mark) => ({ class: each.id, person, ...mark }))),
  )
  await tx.run(sql`insert into workforce.attendance (jurisdiction, class, session, person, revision, present, recorded_at, recorded_by)
    select ${own}, class, session, person, 1, present, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as g(class uuid, session int, person uuid, present boolean)`)
}
