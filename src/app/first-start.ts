import { createInterface } from 'node:readline/promises'
import pg from 'pg'
import { refuse } from '../kernel/refusal.ts'
import { type Address, clientConfig, type Database, migrate } from '../platform/db/index.ts'
import { addJurisdiction, createFirstAdministrator } from '../platform/identity/index.ts'
import { ROOMS } from './rooms.ts'

export type Kind = 'demo' | 'real'

async function asOwner<T>(owner: Address, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientConfig(owner, null))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Brings the database to the newest form and says what it holds: `null` when nobody has used it yet. A first filling that was cut
 * short is taken back whole, so that the next start begins again; only our own schemas are touched, and only before they were ready.
 */
export async function prepare(owner: Address): Promise<Kind | null> {
  await migrate(owner, ROOMS)
  const state = await asOwner(
    owner,
    async (client) =>
      (await client.query<{ kind: Kind; ready: boolean }>('select kind, ready from platform.installation')).rows[0],
  )
  if (state === undefined || state.ready) return state?.kind ?? null
  await asOwner(owner, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspowner = current_user::regrole and nspname not like 'pg_%' and nspname not in ('public', 'information_schema')`,
    )
    for (const { name } of rows) await client.query(`drop schema ${pg.escapeIdentifier(name)} cascade`)
  })
  await migrate(owner, ROOMS)
  return null
}

/**
 * Has the tables counted that are larger than when they were counted last: a stage writes to few of them. Those with next to no rows for their
 * size are counted again, too: they were counted while another stage was about to commit its rows.
 */
async function countGrown(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relowner = current_user::regrole and n.nspname !~ '^(pg_|information_schema$)'
       and (pg_relation_size(c.oid) > 1.1 * c.relpages * current_setting('block_size')::int
         or c.relpages > 0 and c.reltuples = 0 or c.relpages > 8 and c.reltuples < 4 * c.relpages)`,
  )
  if (rows.length > 0) await client.query(`analyze ${rows.map(({ name }) => name).join(', ')}`)
}

/**
 * Marks the filling as begun, runs it, and marks it as done. The work is given a way to have the tables counted: plans made on the
 * statistics of empty tables are many times slower. What the work wrote without waiting for the disk is there before it counts as done: the
 * mark is waited for, and the log of the database is written in order.
 */
export async function fill(
  owner: Address,
  kind: Kind,
  work: (analyze: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await asOwner(owner, (client) =>
    client.query('insert into platform.installation (kind, ready) values ($1, false)', [kind]),
  )
  const analyze = () => asOwner(owner, countGrown)
  await work(analyze)
  await asOwner(owner, (client) => client.query('update platform.installation set ready = true'))
  await analyze()
}

type Answers = {
  code: string
  name: string
  username: string
  person: string
  password: string
}

const FROM_ENVIRONMENT: Record<keyof Answers, string> = {
  code: 'YIKE_JURISDICTION',
  name: 'YIKE_JURISDICTION_NAME',
  username: 'YIKE_ADMIN_USERNAME',
  person: 'YIKE_ADMIN_NAME',
  password: 'YIKE_ADMIN_PASSWORD',
}

const QUESTIONS: Record<keyof Answers, string> = {
  code: '本级政府的六位区划代码 · six-digit code of this government: ',
  name: '名称，如 砚山县 · its name: ',
  username: '首位系统管理员的用户名 · user name of the first administrator: ',
  person: '系统管理员姓名 · name of the administrator: ',
  password: '密码（至少 10 位） · password (10 characters or more): ',
}

async function ask(environment: NodeJS.ProcessEnv): Promise<Answers> {
  const answers: Partial<Answers> = {}
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null
  try {
    for (const key of Object.keys(QUESTIONS) as (keyof Answers)[]) {
      const given = environment[FROM_ENVIRONMENT[key]]
      const answer = given ?? (await terminal?.question(QUESTIONS[key]))
      if (answer === undefined || answer.trim() === '') {
        throw refuse('start.administrator', {
          zh: `正式安装需要首位管理员；没有终端时请设置环境变量 ${Object.values(FROM_ENVIRONMENT).join('、')}`,
          en: `A real installation needs a first administrator; without a terminal set ${Object.values(FROM_ENVIRONMENT).join(', ')}`,
        })
      }
      answers[key] = key === 'password' ? answer : answer.trim()
    }
  } finally {
    terminal?.close()
  }
  return answers as Answers
}

/** Asks for the government and its first administrator (on the terminal, or from the environment) and makes both. */
export async function firstAdministrator(db: Database, environment: NodeJS.ProcessEnv): Promise<void> {
  const answers = await ask(environment)
  await addJurisdiction(db, { code: answers.code, name: answers.name })
  await createFirstAdministrator(db, {
    jurisdiction: answers.code,
    username: answers.username,
    name: answers.person,
    password: answers.password,
  })
}
