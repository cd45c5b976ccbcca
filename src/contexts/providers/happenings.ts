import { newId } from '../../kernel/ids.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { actorNames } from '../../platform/identity/index.ts'
import { type Json, record } from '../../platform/journal/index.ts'
import type { HappeningView } from './model.ts'

/** Payload of `providers.organisation.changed`: what was done, by the same word as on the timeline. */
export type OrganisationChanged = { organisation: string; site: string | null; act: string }

/** Keeps what was done with an organisation on its timeline, tells the journal and whoever listens. */
export async function happened(
  tx: Tx,
  about: { organisation: string; site?: string | null },
  act: string,
  detail: { [key: string]: Json | undefined },
): Promise<void> {
  const site = about.site ?? null
  await tx.run(sql`insert into providers.happening (jurisdiction, id, organisation, site, act, detail, done_by, done_at)
    values (${tx.actor.jurisdiction}, ${newId()}, ${about.organisation}, ${site}, ${act}, ${JSON.stringify(detail)}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: `providers.organisation.${act}`,
    subject: { kind: 'organisation', id: about.organisation },
    detail: { ...detail, ...(site === null ? {} : { site }) },
  })
  const told: OrganisationChanged = { organisation: about.organisation, site, act }
  await emit(tx, 'providers.organisation.changed', told)
}

/** Everything that happened to an organisation, newest first. Two statements. */
export async function happeningsOf(tx: Tx, organisation: string): Promise<HappeningView[]> {
  const rows =
    await tx.rows<HappeningView>(sql`select id, site, act, detail, done_by "by", done_at "at" from providers.happening
    where jurisdiction = ${tx.actor.jurisdiction} and organisation = ${organisation} order by done_at desc, id desc limit 300`)
  const name = await actorNames(
    tx,
    rows.map((row) => row.by),
  )
  return rows.map((row) => ({ ...row, by: name(row.by) }))
}
