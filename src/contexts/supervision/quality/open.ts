import { type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { listUnits, type Unit } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { sealJson } from '../../../platform/keys/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { siteWith } from '../../providers/index.ts'
import { orderWith } from '../../services/index.ts'
import type { About, CaseKind, CaseMoved } from './model.ts'
import { dueOf } from './terms.ts'

/** By which way something was said. */
export type Said = 'app' | 'phone' | 'counter' | 'paper'

/**
 * The unit that deals with cases of a place (承办单位): the one that was named for it, the longest region first; else the unit of whoever enters
 * it, the township of the place, a department of the county. Nobody's complaint waits for an office to be named.
 *
 * @throws Refusal `case.no-handler` in a county without any unit
 */
async function handlerOf(tx: Tx, region: string): Promise<string> {
  const named = await tx.maybe<{
    unit: string
  }>(sql`select h.unit from supervision.handler h where h.jurisdiction = ${tx.actor.jurisdiction}
    and starts_with(${region}, regexp_replace(h.region, '(000)+$', '')) order by length(regexp_replace(h.region, '(000)+$', '')) desc limit 1`)
  const unit = named?.unit ?? tx.actor.unit ?? nearest(await listUnits(tx), region)
  if (unit) return unit
  throw refuse(
    'case.no-handler',
    { zh: '这个地区还没有指定承办单位', en: 'Nobody has been named to deal with cases of this place' },
    {
      kind: 'conflict',
      next: {
        zh: '请先在“投诉和差评”里指定承办单位',
        en: 'Name a unit under “Complaints and bad ratings” first',
      },
    },
  )
}

/** The township of a place, else a department of the county; null where there is neither. */
function nearest(units: readonly Unit[], region: string): string | null {
  const active = units.filter((unit) => unit.active)
  const town = active.find((unit) => unit.kind === 'township' && unit.region !== null && region.startsWith(unit.region))
  return (town ?? active.find((unit) => unit.kind === 'department'))?.id ?? null
}

type Opening = {
  kind: CaseKind
  about: About
  order: string | null
  person: string | null
  organisation: string | null
  site: string | null
  region: string
  words: string | null
  channel: Said
}

/** Opens a case with an owner and its deadlines. What was said is sealed under a key of the case. */
export async function openCase(
  tx: Tx,
  desk: PeopleDesk,
  input: Opening,
): Promise<{ id: string; no: string; due: IsoDate }> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const id = newId()
  const no = `TS${day.replaceAll('-', '').slice(2)}${id.replaceAll('-', '').slice(-6).toUpperCase()}`
  const unit = await handlerOf(tx, input.region)
  const callbackDue = await dueOf(tx, 'callback', day)
  const due = await dueOf(tx, input.kind === 'bad-rating' ? 'rectify' : 'answer', day)
  const { key, wrapped } = (await desk.keys.ring(tx)).newKey()
  await tx.run(sql`insert into supervision.casefile (jurisdiction, id, no, kind, order_id, person, organisation, site, region, about, wrapped, sealed, unit, state,
      opened_at, opened_by, channel, callback_due, due)
    values (${own}, ${id}, ${no}, ${input.kind}, ${input.order}, ${input.person}, ${input.organisation}, ${input.site}, ${input.region}, ${input.about},
      ${wrapped}, ${input.words === null ? null : sealJson(key, input.words)}, ${unit}, 'open', ${tx.now}, ${tx.actor.id}, ${input.channel},
      ${callbackDue}::date, ${due}::date)`)
  await tx.run(sql`insert into supervision.casefile_step (jurisdiction, id, casefile, act, by, at)
    values (${own}, ${newId()}, ${id}, 'open', ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'supervision.case.open',
    subject: { kind: 'case', id },
    detail: { no, kind: input.kind, about: input.about, order: input.order, unit, due },
  })
  const told: CaseMoved = { case: id, no, kind: input.kind, state: 'open', site: input.site }
  await emit(tx, 'supervision.case.opened', told)
  return { id, no, due }
}

export type Complaint = {
  kind: 'complaint' | 'report'
  about: About
  words: string
  /** Null: whoever says it stays unnamed, and no answer is owed. */
  person: string | null
  order: string | null
  site: string | null
  channel: Said
}

/**
 * Files a complaint or a report (投诉、举报). An order brings provider and place; an unnamed complaint names the site or the place it is about.
 *
 * @throws Refusal `case.about-nothing`, `case.no-handler`, `person.missing`, `order.missing`, `site.missing`
 */
export async function fileComplaint(
  tx: Tx,
  desk: PeopleDesk,
  input: Complaint,
): Promise<{ id: string; no: string; due: IsoDate }> {
  const order = input.order === null ? null : await orderWith(tx, desk, input.order)
  if (order !== null && input.person !== order.person)
    throw refuse(
      'case.order-person',
      { zh: '这不是投诉人的订单', en: 'The order is not for whoever complains' },
      { at: '/order' },
    )
  const person = input.person === null ? null : await demandPerson(tx, desk, input.person)
  const site = order?.site ?? input.site
  const place = site === null ? null : await siteWith(tx, site)
  const region = place?.region ?? person?.region ?? null
  if (region === null)
    throw refuse(
      'case.about-nothing',
      { zh: '请写明投诉的机构网点或订单', en: 'Name the site or the order it is about' },
      { at: '/site' },
    )
  return openCase(tx, desk, {
    kind: input.kind,
    about: input.about,
    order: order?.id ?? null,
    person: input.person,
    organisation: place?.organisation ?? null,
    site,
    region,
    words: input.words,
    channel: input.channel,
  })
}
