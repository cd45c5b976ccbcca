import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Random } from '../../../kernel/random.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { OrganisationName } from '../../providers/index.ts'
import type { DemoStaff } from './staff.ts'

/** Vacancies of the last year: some filled by staff of the demonstration, some open with persons proposed. Three statements. */
export async function hirings(
  tx: Tx,
  staff: readonly DemoStaff[],
  seekers: readonly string[],
  firms: readonly OrganisationName[],
  today: IsoDate,
  random: Random,
): Promise<void> {
  const own = tx.actor.jurisdiction
  const hired = staff.filter((each) => each.post === 'carer' && each.startsOn > addDays(today, -420)).slice(0, 12)
  const open = firms.slice(0, 5)
  const vacancies = [
    ...hired.map((each) => ({
      id: newId(),
      organisation: each.organisation,
      post: each.post as string,
      skill: 'elder-care' as string | null,
      places: 1,
      low: 260_000,
      high: 360_000,
      on: addDays(each.startsOn, -25),
      closed: each.startsOn as string | null,
    })),
    ...open.map((firm, i) => ({
      id: newId(),
      organisation: firm.id,
      post: ['carer', 'cook', 'nurse', 'carer', 'manager'][i]!,
      skill: ['elder-care', 'cook', 'nurse', 'elder-care', null][i] ?? null,
      places: random.between(1, 4),
      low: 280_000 + i * 20_000,
      high: 400_000 + i * 30_000,
      on: addDays(today, -random.between(3, 40)),
      closed: null,
    })),
  ]
  await tx.run(sql`insert into workforce.vacancy (jurisdiction, id, organisation, post, skill, places, pay_low_fen, pay_high_fen, region, opened_on, note, state,
      closed_on, closed_reason, recorded_at, recorded_by)
    select ${own}, id, organisation, post, skill, places, low, high, '532622101000', "on", '演示数据', case when closed is null then 'open' else 'closed' end,
      closed, case when closed is null then null else '已招满' end, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(vacancies)}::jsonb) as g(id uuid, organisation uuid, post text, skill text, places int, low bigint,
      high bigint, "on" date, closed date)`)
  const matches = [
    ...hired.map((each, i) => ({ vacancy: vacancies[i]!.id, person: each.person, state: 'hired', on: each.startsOn })),
    ...seekers.slice(0, 9).map((person, i) => ({
      vacancy: vacancies[hired.length + (i % open.length)]!.id,
      person,
      state: i % 4 === 0 ? 'interviewed' : i % 7 === 3 ? 'declined' : 'proposed',
      on: addDays(today, -i - 1),
    })),
  ].map((each) => ({ id: newId(), ...each }))
  await tx.run(sql`insert into workforce.match (jurisdiction, id, vacancy, person, state, state_on, employment, recorded_at, recorded_by)
    select ${own}, g.id, g.vacancy, g.person, g.state, g."on", e.id, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(matches)}::jsonb) as g(id uuid, vacancy uuid, person uuid, state text, "on" date)
    left join workforce.employment e on g.state = 'hired' and e.jurisdiction = ${own} and e.person = g.person and upper_inf(e.during)`)
}
