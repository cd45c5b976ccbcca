import { type IsoDate, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PeopleDesk } from './desk.ts'
import { readIdentity } from './identity.ts'
import { readName } from './names.ts'
import { personOfNumber } from './numbers.ts'
import { readPhone } from './phones.ts'
import { type ActingFor, PROXY_SCOPES, type ProxyScope } from './proxies.ts'
import { noPerson, scopeOf } from './scope.ts'
import { numberHash, sealsFor } from './seals.ts'
import { noteHappenings, personRow } from './store.ts'
import type { RelativeSecrets } from './views.ts'

/** A contact, guardian (监护人) or proxy (代理人) to be noted. A proxy needs a scope, an end and the document that gives the authority. */
export type NewRelative = {
  role: 'contact' | 'guardian' | 'proxy'
  name: string
  relation?: string | null
  phone?: string | null
  number?: string | null
  other?: string | null
  document?: string | null
  scope?: ProxyScope[]
  from: IsoDate
  /** First day on which it no longer holds. */
  until?: IsoDate | null
}

/**
 * Notes another person for a person.
 *
 * @throws Refusal `person.missing`, `proxy.scope`, `proxy.until`, `proxy.document`, `guardian.document`, and those of name, phone, number
 */
export async function addRelative(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: NewRelative,
): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  const row = await personRow(tx, scopeOf(tx, desk), person, true)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (row === null || seal === undefined) throw noPerson()
  const scope =
    input.role === 'proxy' ? PROXY_SCOPES.map((each) => each.code).filter((code) => input.scope?.includes(code)) : []
  if (input.role === 'proxy') checkAuthority(input, scope, day)
  if (input.role === 'guardian' && !input.document?.trim())
    throw refuse(
      'guardian.document',
      { zh: '请填写监护依据（户口簿、判决、指定文件等）', en: 'State the ground of the guardianship' },
      { at: '/document' },
    )
  const identity = readIdentity(input.number, day)
  const secrets: RelativeSecrets = {
    name: readName(input.name),
    relation: input.relation?.trim() || null,
    phone: input.phone?.trim() ? readPhone(input.phone) : null,
    number: identity.number,
    document: input.document?.trim() || null,
  }
  const ring = await desk.keys.ring(tx)
  const hash = identity.number === null ? null : numberHash(ring, identity.number)
  const other = input.other ?? (identity.number === null ? null : await personOfNumber(tx, desk, identity.number))
  const id = newId()
  await tx.run(sql`insert into people.relative (jurisdiction, id, person, role, other, scope, sealed, number_hash, during, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${person}, ${input.role}, ${other}, ${scope}, ${seal.seal(secrets)}, ${hash},
      daterange(${input.from}, ${input.until ?? null}), ${tx.now}, ${tx.actor.id})`)
  await noteHappenings(tx, [{ person, kind: `${input.role}-added`, on: input.from }])
  await record(tx, {
    action: `people.${input.role}.add`,
    subject: { kind: 'person', id: person },
    detail: { relative: id, scope, from: input.from, until: input.until ?? null },
  })
  return { id }
}

function checkAuthority(input: NewRelative, scope: readonly ProxyScope[], day: IsoDate): void {
  if (scope.length === 0)
    throw refuse('proxy.scope', { zh: '请写明代理人可以办哪些事', en: 'State what the proxy may do' }, { at: '/scope' })
  if (!input.until || input.until <= input.from || input.until <= day)
    throw refuse(
      'proxy.until',
      {
        zh: '代理应有期限，且终止日期晚于今天和开始日期',
        en: 'An authority has an end, later than today and its start',
      },
      { at: '/until' },
    )
  if (!input.document?.trim())
    throw refuse(
      'proxy.document',
      { zh: '请填写授权书的形式和日期', en: 'State the paper that gives the authority' },
      { at: '/document' },
    )
}

/**
 * Ends a contact, guardianship or authority at once (revocation, 撤销): from today on it no longer holds.
 *
 * @throws Refusal `person.missing`, `relative.ended`
 */
export async function endRelative(tx: Tx, desk: PeopleDesk, person: string, id: string, reason: string): Promise<void> {
  const day = today(tx.now.getTime())
  if ((await personRow(tx, scopeOf(tx, desk), person, true)) === null) throw noPerson()
  const ended = await tx.maybe<{ role: string }>(sql`update people.relative
    set during = daterange(lower(during), greatest(${day}::date, lower(during) + 1)), ended_reason = ${reason}, ended_at = ${tx.now}, ended_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and id = ${id} and ended_at is null and (upper_inf(during) or upper(during) > ${day}::date)
    returning role`)
  if (ended === null)
    throw refuse('relative.ended', { zh: '已经终止', en: 'It has ended already' }, { kind: 'conflict' })
  await noteHappenings(tx, [{ person, kind: `${ended.role}-ended`, on: day }])
  await record(tx, {
    action: `people.${ended.role}.end`,
    subject: { kind: 'person', id: person },
    detail: { relative: id },
  })
  await emit(tx, 'people.relative.ended', { person, relative: id, role: ended.role })
}

/**
 * Refuses whoever acts for a person without the authority to: a proxy only inside a dated, unrevoked authority whose scope names the act; a
 * guardian while the guardianship holds. Every room calls it before it does something on another's word.
 *
 * @throws Refusal `proxy.authority`
 */
export async function demandAuthority(tx: Tx, person: string, acting: ActingFor, scope: ProxyScope): Promise<void> {
  if (acting.by === 'self') return
  const day = today(tx.now.getTime())
  const held = await tx.maybe<{
    role: string
    scope: string[]
    active: boolean
  }>(sql`select role, scope, during @> ${day}::date and ended_at is null active from people.relative
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and id = ${acting.relative}`)
  const word = PROXY_SCOPES.find((each) => each.code === scope)!.title
  if (held?.active && held.role === acting.by && (acting.by === 'guardian' || held.scope.includes(scope))) return
  throw refuse(
    'proxy.authority',
    held?.active && held.role === acting.by
      ? { zh: `授权范围不包括“${word.zh}”`, en: `The authority does not cover: ${word.en}` }
      : {
          zh: '没有有效的授权：未授权、已撤销或不在期限内',
          en: 'There is no authority in force: never given, revoked, or not within its dates',
        },
    {
      kind: 'forbidden',
      params: { scope },
      next: { zh: '请本人办理，或先登记新的授权', en: 'Let the person act, or enter a new authority first' },
    },
  )
}
