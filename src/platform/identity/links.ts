import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { record } from '../journal/index.ts'
import { accountWith } from './accounts.ts'
import type { IdentityConfig } from './config.ts'
import { checkCredentials } from './rules.ts'

/**
 * Says which person of the sign-on service the account belongs to.
 *
 * @throws Refusal `oidc.off`, `oidc.linked` when the person has an account here already, `credential.own`, `credential.duty`
 */
export async function linkSubject(
  tx: Tx,
  config: IdentityConfig,
  account: string,
  subject: string,
): Promise<{ id: string }> {
  if (config.oidc === null)
    throw refuse(
      'oidc.off',
      { zh: '本站没有启用统一身份认证', en: 'No sign-on service is set up here' },
      { kind: 'conflict' },
    )
  checkCredentials(await accountWith(tx, tx.actor.id), await accountWith(tx, account, true))
  const id = newId()
  const added = await tx.run(sql`
    insert into identity.oidc_link (jurisdiction, id, account, issuer, subject, linked_by, linked_at)
    values (${tx.actor.jurisdiction}, ${id}, ${account}, ${config.oidc.issuer}, ${subject}, ${tx.actor.id}, ${tx.now})
    on conflict do nothing`)
  if (added === 0) {
    throw refuse(
      'oidc.linked',
      { zh: '这个用户已关联到一个账号', en: 'This person is linked to an account already' },
      { kind: 'conflict', at: '/subject' },
    )
  }
  await record(tx, { action: 'identity.oidc.link', subject: { kind: 'account', id: account }, detail: { link: id } })
  return { id }
}

/**
 * Ends every link of an account.
 *
 * @throws Refusal `oidc.missing`, `credential.own`, `credential.duty`
 */
export async function unlinkSubject(tx: Tx, account: string): Promise<void> {
  checkCredentials(await accountWith(tx, tx.actor.id), await accountWith(tx, account, true))
  const ended = await tx.run(sql`update identity.oidc_link set ended_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and account = ${account} and ended_at is null`)
  if (ended === 0)
    throw refuse('oidc.missing', { zh: '这个账号没有关联', en: 'This account has no link' }, { kind: 'missing' })
  await record(tx, {
    action: 'identity.oidc.unlink',
    subject: { kind: 'account', id: account },
    detail: { links: ended },
  })
}

/** The account of a person of an issuer, in the transaction's jurisdiction; null when there is none. */
export async function accountOfSubject(tx: Tx, issuer: string, subject: string): Promise<string | null> {
  const link = await tx.maybe<{ account: string }>(sql`select account from identity.oidc_link
    where jurisdiction = ${tx.actor.jurisdiction} and issuer = ${issuer} and subject = ${subject} and ended_at is null`)
  return link?.account ?? null
}
