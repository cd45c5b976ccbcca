import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { unitsCalled } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { type SiteOfKind, sitesOfKinds } from '../../providers/index.ts'
import { openDesk, ordersToSend, seedDayOrders } from '../../services/index.ts'
import { staffOf } from '../../workforce/index.ts'

/** The provider's desk of the demonstration, and the kind of its site. */
const DESK = '居家养老服务中心工作台（演示）'
const KIND = 'elder-home-centre'
const GOES_OUT = new Set(['carer', 'nurse', 'rehabilitation', 'social-worker'])
const CARERS = 8

/** Rota, wishes and two days of visits of one home-care centre (演示数据). A county that has a rota is left alone. */
export async function seedDispatching(
  db: Database,
  desk: PeopleDesk,
  county: string,
  day = today(Date.now()),
): Promise<void> {
  await db.write(systemActor('seed', county), async (tx) => {
    const known = await tx.maybe(sql`select 1 from dispatching.carer where jurisdiction = ${county} limit 1`)
    if (known !== null) return
    const found = await richest(tx, day)
    if (found === null) return
    const { site, staff } = found
    const [unit] = await unitsCalled(tx, DESK)
    if (unit !== undefined) await openDesk(tx, { unit: unit.id, organisation: site.organisation, site: null })
    await rota(tx, site.organisation, staff)
    const orders = await seedDayOrders(tx, desk, site, staff)
    const persons = [...new Set((await ordersToSend(tx, desk, site.id, addDays(day, 1))).map((each) => each.person))]
    await wishes(tx, persons, staff)
    await record(tx, {
      action: 'dispatching.load',
      subject: { kind: 'jurisdiction', id: county },
      detail: { site: site.code, staff: staff.length, orders },
    })
  })
}

/** The centre with the most people who go out. */
async function richest(tx: Tx, day: string): Promise<{ site: SiteOfKind; staff: string[] } | null> {
  let best: { site: SiteOfKind; staff: string[] } | null = null
  for (const site of await sitesOfKinds(tx, [KIND], day)) {
    const staff = (await staffOf(tx, site.organisation, day)).flatMap((each) =>
      GOES_OUT.has(each.post) ? [each.person] : [],
    )
    if (staff.length > (best?.staff.length ?? 0)) best = { site, staff: staff.slice(0, CARERS) }
  }
  return best
}

async function rota(tx: Tx, organisation: string, staff: readonly string[]): Promise<void> {
  const days = [1, 2, 3, 4, 5, 6, 7]
  const rows = staff.map((each, i) => {
    // Two free days a week by turns; the demonstration begins on any day, so that somebody is always there.
    const off = new Set([(i % 7) + 1])
    const windows =
      i % 4 === 3
        ? [
            { from: 480, until: 720 },
            { from: 840, until: 1080 },
          ]
        : [{ from: 480, until: 1050 }]
    return {
      staff: each,
      mode: i % 4 === 0 ? 'foot' : i % 7 === 5 ? 'car' : 'e-bike',
      start: i % 3 === 2 ? 'home' : 'site',
      pattern: days
        .filter((weekday) => !off.has(weekday))
        .flatMap((weekday) => windows.map((w) => ({ weekday, ...w }))),
      lunch: windows.length === 1,
      languages: i % 3 === 0 ? ['彝语'] : i % 3 === 1 ? ['壮语'] : [],
    }
  })
  await tx.run(sql`insert into dispatching.carer (jurisdiction, organisation, staff, mode, start_at, pattern, lunch_from, lunch_until, lunch_minutes, most_minutes, languages,
      recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, ${organisation}, x.staff, x.mode, x.start, x.pattern, case when x.lunch then 690 end, case when x.lunch then 780 end,
      case when x.lunch then 45 end, 480, array(select jsonb_array_elements_text(x.languages)), ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(staff uuid, mode text, start text, pattern jsonb, lunch boolean, languages jsonb)`)
}

async function wishes(tx: Tx, persons: readonly string[], staff: readonly string[]): Promise<void> {
  const rows = persons.slice(0, 12).map((person, i) => {
    const kind = (['carer', 'gender', 'not', 'language'] as const)[i % 4]!
    const named = kind === 'carer' || kind === 'not'
    return {
      id: newId(),
      person,
      kind,
      staff: named ? (staff[i % staff.length] ?? null) : null,
      value: kind === 'gender' ? 'female' : kind === 'language' ? '彝语' : null,
      hard: kind === 'not',
    }
  })
  await tx.run(sql`insert into dispatching.wish (jurisdiction, id, person, kind, staff, value, hard, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.id, x.person, x.kind, x.staff, x.value, x.hard, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, person uuid, kind text, staff uuid, value text, hard boolean)`)
}
