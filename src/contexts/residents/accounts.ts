import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { closeResidentAccount, openResidentAccount } from '../../platform/identity/index.ts'
import { record } from '../../platform/journal/index.ts'
import {
  demandPerson,
  mandatesOf,
  maskName,
  maskPhone,
  noPerson,
  noteRead,
  readPhone,
  sealsFor,
} from '../people/index.ts'
import { issueCode, phoneDigest } from './codes.ts'
import type { ResidentDesk } from './desk.ts'
import type { AccountView } from './model.ts'

/** Whose account is open with a telephone. One statement. */
export async function accountOfPhone(tx: Tx, digest: Buffer): Promise<{ account: string; person: string } | null> {
  return tx.maybe(sql`select account, person from residents.account
    where jurisdiction = ${tx.actor.jurisdiction} and phone_digest = ${digest} and closed_at is null`)
}

/** The open account of a person. One statement. */
export async function accountOfPerson(
  tx: Tx,
  person: string,
): Promise<{
  account: string
  digest: Buffer
  sealed: Buffer
  openedHow: 'counter' | 'self'
  openedAt: string
} | null> {
  return tx.maybe(sql`select account, phone_digest digest, phone_sealed sealed, opened_how "openedHow", opened_at "openedAt" from residents.account
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and closed_at is null`)
}

/** The persons an account may act for, the own one first: asked with every request of a resident. Three statements. */
export async function subjectsOf(tx: Tx, account: string): Promise<string[]> {
  const bound = await tx.maybe<{ person: string }>(sql`select person from residents.account
    where jurisdiction = ${tx.actor.jurisdiction} and account = ${account} and closed_at is null`)
  return bound === null ? [] : (await mandatesOf(tx, bound.person)).map((each) => each.person)
}

/**
 * Binds an account to a person's file and a telephone. Of two at once, one stands.
 *
 * @throws Refusal `resident.phone-taken` when the telephone brings in somebody else, `resident.account-open`
 */
export async function bindAccount(
  tx: Tx,
  desk: ResidentDesk,
  input: { account: string; person: string; phone: string; how: 'counter' | 'self' },
): Promise<void> {
  const seal = (await sealsFor(tx, desk.people, [input.person])).get(input.person)
  if (seal === undefined) throw noPerson()
  const digest = await phoneDigest(tx, desk, input.phone)
  const taken = await accountOfPhone(tx, digest)
  if (taken !== null && taken.person !== input.person) throw phoneTaken()
  const added =
    await tx.run(sql`insert into residents.account (jurisdiction, account, person, phone_digest, phone_sealed, opened_how, opened_at, opened_by)
    values (${tx.actor.jurisdiction}, ${input.account}, ${input.person}, ${digest}, ${seal.seal(input.phone)}, ${input.how}, ${tx.now}, ${tx.actor.id})
    on conflict do nothing`)
  if (added === 0)
    throw refuse(
      'resident.account-open',
      { zh: '这个人已有账号', en: 'This person has an account already' },
      { kind: 'conflict' },
    )
}

const phoneTaken = () =>
  refuse(
    'resident.phone-taken',
    { zh: '这个电话已用于另一位居民的账号', en: 'This telephone brings in somebody else' },
    {
      kind: 'conflict',
      at: '/phone',
      next: {
        zh: '一个电话只登录一个账号；共用电话的家人可由对方代办（登记代理人）',
        en: 'One telephone brings one account in; family who share it can be each other’s proxy',
      },
    },
  )

/** Opens an account for a person with a telephone. Returns its id. @throws those of `bindAccount` */
export async function openAccount(
  tx: Tx,
  desk: ResidentDesk,
  input: { person: string; phone: string; how: 'counter' | 'self' },
): Promise<string> {
  const [self] = await mandatesOf(tx, input.person)
  const account = await openResidentAccount(tx, maskName(self!.name))
  await bindAccount(tx, desk, { ...input, account })
  await record(tx, {
    action: 'residents.account.open',
    subject: { kind: 'person', id: input.person },
    detail: { account, how: input.how },
  })
  return account
}

/**
 * Opens an account at the counter, or gives somebody who has one a new way in: a slip with a code for once, good for two weeks. A new telephone
 * replaces the old one, and what was open with it is closed.
 *
 * @returns the code for the slip; it stands nowhere else
 * @throws Refusal `person.missing`, `resident.gone`, `resident.phone-taken`, and those of `readPhone`
 */
export async function openAtCounter(
  tx: Tx,
  desk: ResidentDesk,
  person: string,
  typed: string,
): Promise<{ code: string; name: string }> {
  const facts = await demandPerson(tx, desk.people, person)
  if (facts.state !== 'resident')
    throw refuse(
      'resident.gone',
      { zh: '只有在住居民可以开通账号', en: 'Only residents can have an account' },
      { kind: 'conflict' },
    )
  const phone = readPhone(typed)
  const before = await accountOfPerson(tx, person)
  const same = before?.digest.equals(await phoneDigest(tx, desk, phone)) === true
  if (before !== null && !same) await closeAccount(tx, person, '更换登录电话')
  if (!same) await openAccount(tx, desk, { person, phone, how: 'counter' })
  const code = await issueCode(tx, desk, { kind: 'slip', person, phone })
  await record(tx, { action: 'residents.slip.print', subject: { kind: 'person', id: person } })
  const [self] = await mandatesOf(tx, person)
  return { code, name: self!.name }
}

/**
 * Closes a person's account: its sessions and codes end at once. Nothing happens when there is none.
 *
 * @returns whether there was one
 */
export async function closeAccount(tx: Tx, person: string, why: string): Promise<boolean> {
  const own = tx.actor.jurisdiction
  const closed = await tx.maybe<{
    account: string
  }>(sql`update residents.account set closed_at = ${tx.now}, closed_why = ${why}
    where jurisdiction = ${own} and person = ${person} and closed_at is null returning account`)
  if (closed === null) return false
  await tx.run(sql`update residents.code set used_at = ${tx.now}, to_tell = null
    where jurisdiction = ${own} and person = ${person} and used_at is null`)
  await closeResidentAccount(tx, closed.account, why)
  return true
}

/** The account of a person as the counter sees it, telephone masked; noted. @throws Refusal `person.missing` */
export async function accountView(tx: Tx, desk: ResidentDesk, person: string): Promise<AccountView | null> {
  await demandPerson(tx, desk.people, person)
  const held = await accountOfPerson(tx, person)
  if (held === null) return null
  const seal = (await sealsFor(tx, desk.people, [person])).get(person)
  await noteRead(tx, { act: 'file', purpose: '居民账号', fields: ['phone-masked'], persons: [person] })
  const phone = seal === undefined ? '' : maskPhone(seal.open<string>(held.sealed))
  return { account: held.account, phone, openedHow: held.openedHow, openedAt: held.openedAt }
}
