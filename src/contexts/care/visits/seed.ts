import { addDays, daysBetween, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { workingAccounts } from '../../../platform/identity/index.ts'
import { type PeopleDesk, sealsFor } from '../../people/index.ts'
import { visitsDue } from './due.ts'
import { FINDINGS, type FindingCode, REFERRALS, type VisitContent, type VisitMode } from './model.ts'
import { tellMonth } from './routes.ts'
import { coarse } from './rules.ts'

type Made = {
  id: string
  person: string
  on: IsoDate
  answered: boolean
  mode: VisitMode
  content: VisitContent
  region: string | null
}

const NOTES: Partial<Record<FindingCode, string>> = {
  fall: '上周在院里滑倒，右腿疼（演示数据）',
  'no-meals': '一天做一顿饭（演示数据）',
  'home-hazard': '电线老化（演示数据）',
}

/** Visits of the last six weeks of the demo, all invented: most reached, some not at home, a few findings with referrals. */
export async function seedVisits(tx: Tx, desk: PeopleDesk, day: IsoDate, visitor: string | null): Promise<number> {
  const random = seededRandom(71)
  const { items } = await visitsDue(tx, desk)
  const month = `${day.slice(0, 7)}-01`
  const passed = daysBetween(month, day)
  const made: Made[] = []
  const say = (person: string, region: string | null, on: IsoDate, answered: boolean) => {
    const ill = random.chance(0.08)
    const finding = ill ? random.pick(FINDINGS.slice(1)).code : 'well'
    const mode = random.chance(0.6) ? 'door' : random.chance(0.7) ? 'phone' : 'video'
    const note = NOTES[finding] ?? null
    made.push({
      id: newId(),
      person,
      on,
      answered,
      mode,
      region,
      content: { findings: answered ? [finding] : [], needs: null, note: answered ? note : '未应答（演示数据）' },
    })
  }
  for (const { person, spans } of items) {
    const back = random.chance(0.97) ? random.between(1, 26) : random.between(35, 60)
    say(person, spans.region, addDays(month, -back), true)
    if (random.chance(0.06)) say(person, spans.region, addDays(day, -random.between(1, 6)), false)
    if (passed > 0 && random.chance(0.88))
      say(person, spans.region, addDays(month, random.between(0, passed - 1)), true)
  }
  const seals = await sealsFor(
    tx,
    desk,
    items.map((each) => each.person),
  )
  const who = (await workingAccounts(tx)).find((each) => each.username === visitor)?.id ?? tx.actor.id
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into care.visit (jurisdiction, id, person, visitor, mode, answered, held_at, held_on, minutes, region, place_lon, place_lat, sealed,
      confirmed, entry, clock, recorded_by, recorded_at)
    select ${own}, x.id, x.person, ${who}, x.mode, x.answered, (x.on_day + x.at_minute * interval '1 minute') at time zone 'Asia/Shanghai', x.on_day, case when x.answered then 12 end,
      x.region, case when x.mode = 'door' then ${coarse(104.337)}::numeric end, case when x.mode = 'door' then ${coarse(23.606)}::numeric end, x.sealed, 'none',
      'live', 'ok', ${who}, ${tx.now}
    from unnest(${made.map((v) => v.id)}::uuid[], ${made.map((v) => v.person)}::uuid[], ${made.map((v) => v.mode)}::text[], ${made.map((v) => v.answered)}::boolean[],
      ${made.map((v) => v.on)}::date[], ${made.map((_, i) => 540 + ((i * 17) % 420))}::int[], ${made.map((v) => v.region)}::text[],
      ${made.map((v) => seals.get(v.person)!.seal(v.content))}::bytea[]) x(id, person, mode, answered, on_day, at_minute, region, sealed)`)
  const open = made.flatMap((each) => {
    const kind = FINDINGS.find((one) => one.code === each.content.findings[0])?.refer ?? null
    return kind === null || each.on < month
      ? []
      : [{ ...each, kind, unit: REFERRALS.find((one) => one.code === kind)! }]
  })
  await tx.run(sql`insert into care.referral (jurisdiction, id, visit, person, kind, unit, due, sealed, opened_by, opened_at)
    select ${own}, x.id, x.visit, x.person, x.kind, x.unit, x.due, x.sealed, ${who}, ${tx.now} from unnest(${open.map(() => newId())}::uuid[],
      ${open.map((v) => v.id)}::uuid[], ${open.map((v) => v.person)}::uuid[], ${open.map((v) => v.kind)}::text[], ${open.map((v) => v.unit.unit)}::text[],
      ${open.map((v) => addDays(v.on, v.unit.days))}::date[], ${open.map((v) => seals.get(v.person)!.seal(v.content.note))}::bytea[])
      x(id, visit, person, kind, unit, due, sealed)`)
  await tellMonth(tx, desk, day.slice(0, 7))
  return made.length
}
