import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { today } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type Scheme, schemeProblems } from './rules.ts'

/** The scheme that comes with the software; a county's own versions go before it. */
export const SHIPPED_SCHEME = JSON.parse(readFileSync(join(import.meta.dirname, 'scheme.json'), 'utf8')) as Scheme

/** Versions a government has put in force, newest first, the delivered one last. One statement. */
export async function schemes(tx: Tx): Promise<Scheme[]> {
  const own = await tx.rows<{ content: Scheme }>(sql`select content from providers.grading_scheme
    where jurisdiction = ${tx.actor.jurisdiction} and code = ${SHIPPED_SCHEME.code} order by version desc`)
  const kept = own.map(({ content }) => content)
  return kept.some(({ version }) => version === SHIPPED_SCHEME.version) ? kept : [...kept, SHIPPED_SCHEME]
}

/** The version by which a sheet opened on a day is scored. */
export async function schemeOn(tx: Tx, day: string): Promise<Scheme> {
  const all = await schemes(tx)
  return all.find(({ validFrom }) => validFrom <= day) ?? all.at(-1)!
}

/** A version, however old. Throws when a sheet refers to one that is gone, which the foreign key excludes. */
export async function schemeWith(tx: Tx, version: number): Promise<Scheme> {
  const found = (await schemes(tx)).find((each) => each.version === version)
  if (found === undefined) throw new Error(`there is no version ${version} of the grading scheme`)
  return found
}

/** Enters a version into the government's own table, so that a sheet can refer to it for ever. */
export async function keepScheme(tx: Tx, scheme: Scheme): Promise<void> {
  await tx.run(sql`insert into providers.grading_scheme (jurisdiction, code, version, content, hash, valid_from, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${scheme.code}, ${scheme.version}, ${JSON.stringify(scheme)}, ${hashOf(scheme)}, ${scheme.validFrom},
      ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
}

/**
 * Puts a county's own version of the scheme in force from a day on; sheets opened before keep theirs.
 *
 * @throws Refusal `grading.scheme`, `grading.past`
 */
export async function enactScheme(tx: Tx, given: Omit<Scheme, 'code' | 'version'>): Promise<{ version: number }> {
  const problems = schemeProblems({ ...given, code: SHIPPED_SCHEME.code, version: 0 })
  if (problems.length > 0) throw refuse('grading.scheme', problems[0]!, { params: { problems } })
  if (given.validFrom < today(tx.now.getTime()))
    throw refuse(
      'grading.past',
      { zh: '新版本应从今天或以后起用', en: 'A new version takes force today or later' },
      { at: '/validFrom' },
    )
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.jurisdiction} grading scheme`}, 0))`)
  const version = Math.max(...(await schemes(tx)).map((each) => each.version)) + 1
  const scheme: Scheme = { ...given, code: SHIPPED_SCHEME.code, version }
  await keepScheme(tx, scheme)
  await record(tx, {
    action: 'providers.grading.enact',
    subject: { kind: 'grading-scheme', id: `${scheme.code} ${version}` },
    detail: { hash: hashOf(scheme), validFrom: scheme.validFrom },
  })
  return { version }
}
