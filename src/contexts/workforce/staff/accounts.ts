import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { accountCalled, rolesHeld } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { demandWorker } from './commands.ts'

/**
 * Says which account is a worker's own: who signs in with it carries out what this worker is sent to, and sees nobody else.
 *
 * @param username an active account that holds the role `carer`
 * @throws Refusal `person.missing`, `worker.missing`, `worker.account-unknown`, `worker.account-taken`
 */
export async function linkAccount(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  username: string,
): Promise<{ account: string }> {
  await demandWorker(tx, desk, person)
  const account = await accountCalled(tx, username)
  if (account === null || !(await rolesHeld(tx, account.id)).includes('carer'))
    throw refuse(
      'worker.account-unknown',
      { zh: `没有登录名为 ${username} 的护理员账号`, en: `No carer signs in as ${username}` },
      {
        at: '/username',
        kind: 'missing',
        next: {
          zh: '请先由系统管理员开设账号并授予“护理员”',
          en: 'An administrator opens it and gives it the role of carer first',
        },
      },
    )
  const made =
    await tx.maybe(sql`insert into workforce.worker_account (jurisdiction, id, person, account, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${newId()}, ${person}, ${account.id}, ${tx.actor.id}, ${tx.now}) on conflict do nothing returning id`)
  if (made === null)
    throw refuse(
      'worker.account-taken',
      { zh: '这个账号或这名人员已经关联，请先解除', en: 'This account or this worker is linked already' },
      { at: '/username', kind: 'conflict', next: { zh: '解除原来的关联后再办', en: 'End the other link first' } },
    )
  await record(tx, {
    action: 'workforce.account.link',
    subject: { kind: 'person', id: person },
    detail: { account: account.id },
  })
  return { account: account.id }
}

/** Ends the link between a worker and an account: it sees and does nothing more. @throws Refusal `person.missing`, `worker.missing`, `worker.account-none` */
export async function unlinkAccount(tx: Tx, desk: PeopleDesk, person: string): Promise<void> {
  await demandWorker(tx, desk, person)
  const ended = await tx.maybe<{
    account: string
  }>(sql`update workforce.worker_account set ended_by = ${tx.actor.id}, ended_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and ended_at is null returning account`)
  if (ended === null)
    throw refuse(
      'worker.account-none',
      { zh: '这名人员没有外勤账号', en: 'This worker has no account' },
      { kind: 'conflict' },
    )
  await record(tx, {
    action: 'workforce.account.unlink',
    subject: { kind: 'person', id: person },
    detail: { account: ended.account },
  })
}

/** The account a worker signs in with in the field (外勤账号), null where there is none. One statement. */
export async function accountOf(tx: Tx, person: string): Promise<{ account: string; since: string } | null> {
  return tx.maybe(sql`select account, recorded_at since from workforce.worker_account
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and ended_at is null`)
}

/** A `select` of the person files of the worker whose account the actor is: merged ones too, none for anybody else. */
export const selfAtWork = (tx: Tx): Sql => sql`select file.person from workforce.worker_account l
  cross join lateral (select coalesce((select a.holder from workforce.alias a where a.jurisdiction = l.jurisdiction and a.person = l.person), l.person) person) self
  cross join lateral (select self.person union all
    select a.person from workforce.alias a where a.jurisdiction = l.jurisdiction and a.holder = self.person) file
  where l.jurisdiction = ${tx.actor.jurisdiction} and l.account::text = ${tx.actor.id} and l.ended_at is null`
