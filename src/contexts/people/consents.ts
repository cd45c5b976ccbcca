import { type IsoDate, today, yearsBetween } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PeopleDesk } from './desk.ts'
import type { ActingFor } from './proxies.ts'
import { demandAuthority } from './relatives.ts'
import { noPerson, scopeOf } from './scope.ts'
import { noteHappenings, personRow } from './store.ts'

/** Why personal data may be used (个人信息保护法 §13). */
export type LegalBasis = 'consent' | 'contract' | 'legal-duty' | 'emergency' | 'public-interest'

/** A purpose in the version in force. */
export type Purpose = {
  code: string
  version: number
  titleZh: string
  titleEn: string
  textZh: string
  textEn: string
  basis: LegalBasis
  law: string
  sensitive: boolean
  validFrom: IsoDate
}

/** Purposes in force on a day. One statement. */
export async function purposes(tx: Tx, on: IsoDate): Promise<Purpose[]> {
  return tx.rows<Purpose>(sql`select distinct on (code) code, version, title_zh "titleZh", title_en "titleEn", text_zh "textZh", text_en "textEn",
      basis, law, sensitive, valid_from "validFrom" from people.purpose where valid_from <= ${on}::date order by code, version desc`)
}

/** Under this age the consent of a guardian is needed (个人信息保护法 §31). */
const OWN_CONSENT_FROM = 14

export type Channel = 'screen' | 'phone' | 'counter' | 'paper'

/**
 * Notes consent to a purpose in the version of its text that is in force. Consent to an older version ends with it.
 *
 * @throws Refusal `person.missing`, `consent.purpose`, `consent.not-needed`, `consent.guardian`, `proxy.authority`
 */
export async function giveConsent(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: { purpose: string; acting: ActingFor; channel: Channel },
): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  const row = await personRow(tx, scopeOf(tx, desk), person, true)
  if (row === null) throw noPerson()
  const purpose = (await purposes(tx, day)).find((each) => each.code === input.purpose)
  if (purpose === undefined)
    throw refuse('consent.purpose', { zh: '没有这个用途', en: 'There is no such purpose' }, { at: '/purpose' })
  if (purpose.basis !== 'consent')
    throw refuse(
      'consent.not-needed',
      {
        zh: `这个用途的依据是法律（${purpose.law}），不需要同意`,
        en: `This purpose rests on the law (${purpose.law}) and needs no consent`,
      },
      { kind: 'conflict', at: '/purpose' },
    )
  if (row.born !== null && yearsBetween(row.born, day) < OWN_CONSENT_FROM && input.acting.by !== 'guardian')
    throw refuse(
      'consent.guardian',
      { zh: '不满十四周岁的，由监护人同意', en: 'Under fourteen the guardian consents' },
      { kind: 'conflict', at: '/acting', next: { zh: '请先登记监护人', en: 'Enter the guardian first' } },
    )
  await demandAuthority(tx, person, input.acting, 'consent')
  await tx.run(sql`update people.consent set withdrawn_on = ${day}, withdrawn_at = ${tx.now}, withdrawn_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and purpose = ${purpose.code} and withdrawn_at is null`)
  const id = newId()
  const relative = input.acting.by === 'self' ? null : input.acting.relative
  await tx.run(sql`insert into people.consent (jurisdiction, id, person, purpose, version, given_on, given_by, relative, channel, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${person}, ${purpose.code}, ${purpose.version}, ${day}, ${input.acting.by}, ${relative}, ${input.channel},
      ${tx.now}, ${tx.actor.id})`)
  await noteHappenings(tx, [{ person, kind: 'consent-given', on: day, fields: [purpose.code] }])
  await record(tx, {
    action: 'people.consent.give',
    subject: { kind: 'person', id: person },
    detail: { purpose: purpose.code, version: purpose.version, by: input.acting.by, channel: input.channel },
  })
  await emit(tx, 'people.consent.given', { person, purpose: purpose.code })
  return { id }
}

/**
 * Withdraws consent, as easily as it was given (§15): from now on the purpose is closed.
 *
 * @throws Refusal `person.missing`, `consent.none`, `proxy.authority`
 */
export async function withdrawConsent(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: { purpose: string; acting: ActingFor },
): Promise<void> {
  const day = today(tx.now.getTime())
  if ((await personRow(tx, scopeOf(tx, desk), person, true)) === null) throw noPerson()
  await demandAuthority(tx, person, input.acting, 'consent')
  const ended =
    await tx.run(sql`update people.consent set withdrawn_on = ${day}, withdrawn_at = ${tx.now}, withdrawn_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and purpose = ${input.purpose} and withdrawn_at is null`)
  if (ended === 0)
    throw refuse(
      'consent.none',
      { zh: '没有有效的同意', en: 'There is no consent in force' },
      { kind: 'conflict', at: '/purpose' },
    )
  await noteHappenings(tx, [{ person, kind: 'consent-withdrawn', on: day, fields: [input.purpose] }])
  await record(tx, {
    action: 'people.consent.withdraw',
    subject: { kind: 'person', id: person },
    detail: { purpose: input.purpose },
  })
  await emit(tx, 'people.consent.withdrawn', { person, purpose: input.purpose })
}

/**
 * Refuses to use a person's data for a purpose without ground: a purpose that rests on the law is open, one that rests on consent needs it in
 * the version in force. Returns the ground, to be kept with the decision. Two statements at most.
 *
 * @throws Refusal `consent.needed`, `consent.purpose`
 */
export async function demandGround(
  tx: Tx,
  person: string,
  code: string,
): Promise<{ basis: LegalBasis; law: string; consent: string | null }> {
  const purpose = (await purposes(tx, today(tx.now.getTime()))).find((each) => each.code === code)
  if (purpose === undefined)
    throw refuse('consent.purpose', { zh: '没有这个用途', en: 'There is no such purpose' }, { at: '/purpose' })
  if (purpose.basis !== 'consent') return { basis: purpose.basis, law: purpose.law, consent: null }
  const given = await tx.maybe<{
    id: string
  }>(sql`select id from people.consent where jurisdiction = ${tx.actor.jurisdiction} and person = ${person}
    and purpose = ${code} and version = ${purpose.version} and withdrawn_at is null`)
  if (given !== null) return { basis: 'consent', law: purpose.law, consent: given.id }
  throw refuse(
    'consent.needed',
    { zh: `还没有“${purpose.titleZh}”的同意`, en: `There is no consent to: ${purpose.titleEn}` },
    {
      kind: 'conflict',
      params: { purpose: code },
      next: { zh: '请先征得本人（或监护人）同意并登记', en: 'Ask the person (or the guardian) and enter the consent' },
    },
  )
}
