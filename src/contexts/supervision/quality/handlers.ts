import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { listUnits, unitWith } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { regionNames } from '../../territory/index.ts'

/** The unit that deals with cases of a place (承办单位). `region` is a code of 6 to 12 digits. */
export type HandlerView = { region: string; regionName: string; unit: string; unitName: string; since: string }

/** Units that were named for places, the wider place first. One statement and the names. */
export async function handlers(tx: Tx): Promise<HandlerView[]> {
  const rows = await tx.rows<{
    region: string
    unit: string
    since: string
  }>(sql`select region, unit, recorded_at since from supervision.handler
    where jurisdiction = ${tx.actor.jurisdiction} order by rpad(region, 12, '0')`)
  if (rows.length === 0) return []
  const units = new Map((await listUnits(tx)).map((each) => [each.id, each.name]))
  const whole = (region: string) => region.padEnd(12, '0')
  const regions = await regionNames(
    tx,
    rows.map((row) => whole(row.region)),
    today(tx.now.getTime()),
  )
  return rows.map((row) => ({
    ...row,
    regionName: regions.get(whole(row.region)) ?? row.region,
    unitName: units.get(row.unit) ?? '—',
  }))
}

/** Names the unit that deals with cases of a place from now on; cases under way stay where they are. @throws Refusal `access.region`, `unit.missing` */
export async function nameHandler(tx: Tx, input: { region: string; unit: string }): Promise<{ region: string }> {
  if (!input.region.startsWith(tx.actor.jurisdiction.replace(/(00)+$/, '')))
    throw refuse(
      'access.region',
      { zh: '不在您负责的范围内', en: 'Outside the area you work for' },
      { kind: 'forbidden', at: '/region' },
    )
  await unitWith(tx, input.unit)
  await tx.run(sql`insert into supervision.handler (jurisdiction, region, unit, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${input.region}, ${input.unit}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, region) do update set unit = excluded.unit, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
  await record(tx, {
    action: 'supervision.handler.name',
    subject: { kind: 'region', id: input.region },
    detail: { unit: input.unit },
  })
  return { region: input.region }
}
