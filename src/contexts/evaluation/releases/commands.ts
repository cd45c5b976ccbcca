import { formatDate } from '../../../kernel/dates.ts'
import { hashOf, sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Period, parsePeriod } from '../../../kernel/periods.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { jurisdictionNamed } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { evaluatorsOf } from '../measures/views.ts'
import { contentOf, roundOf } from '../rounds/store.ts'
import { restatementsOf } from '../rounds/views.ts'
import { periodName } from '../rounds/words.ts'
import { nameOf } from '../who.ts'
import { bundleOf } from './bundle.ts'
import type { ReleaseContent } from './model.ts'

/** Payload of `evaluation.release.published` and `evaluation.release.withdrawn`. */
export type ReleasePublished = { release: string; period: string; version: number; hash: string }

type Standing = { id: string; version: number; ended: boolean }

async function lastRelease(tx: Tx, period: string): Promise<Standing | null> {
  return tx.maybe<Standing>(sql`select r.id, r.version, e.release is not null ended from evaluation.release r
    left join evaluation.release_end e on e.jurisdiction = r.jurisdiction and e.release = r.id
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.period = ${period} order by r.version desc limit 1`)
}

async function contentFor(tx: Tx, period: Period, version: number, reason: string | null): Promise<ReleaseContent> {
  const rows = [await roundOf(tx, period.id, 'unit'), await roundOf(tx, period.id, 'region')].filter(
    (row) => row !== null,
  )
  if (rows.length === 0) {
    throw refuse(
      'release.no-round',
      { zh: `${period.id} 还没有固化的评价`, en: `No round of ${period.id} is frozen` },
      { kind: 'missing', at: '/period', next: { zh: '先固化，再公布', en: 'Freeze first, then publish' } },
    )
  }
  const place = (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? tx.actor.jurisdiction
  const rounds: ReleaseContent['rounds'] = []
  const restatements: ReleaseContent['restatements'] = []
  const figures = new Map<string, ReleaseContent['figures'][number]>()
  const contents = []
  for (const row of rows) {
    const content = await contentOf(tx, row)
    contents.push(content)
    rounds.push({ kind: row.kind, hash: row.hash, frozenAt: row.frozenAt, rule: row.rule, lines: content.lines })
    for (const figure of content.figures) if (!figures.has(figure.key)) figures.set(figure.key, figure)
    for (const each of await restatementsOf(tx, row.id)) restatements.push({ ...each, round: row.kind })
  }
  const first = contents[0]!
  return {
    jurisdiction: tx.actor.jurisdiction,
    place,
    period: period.id,
    asOf: period.to,
    title: `${place}${periodName(period)}目标任务评价结果`,
    version,
    reason,
    summary: first.summary,
    rounds,
    targets: first.targets,
    figures: [...figures.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    tasks: first.tasks,
    evaluators: await evaluatorsOf(tx, period.id),
    restatements,
  }
}

/**
 * Publishes the frozen rounds of a period as a release that never changes, with its bundle of open data (定期向社会发布). A later
 * release of the period is a new version: the one before stays to be read and is marked.
 *
 * @param reason why there is a new version; required after the first
 * @throws Refusal `period.invalid`, `release.no-round`, `release.reason`
 */
export async function publishRelease(
  tx: Tx,
  input: { period: string; reason?: string },
  at: Date = tx.now,
): Promise<ReleasePublished> {
  const period = parsePeriod(input.period)
  const j = tx.actor.jurisdiction
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`evaluation.publish ${j} ${period.id}`}, 0))`)
  const before = await lastRelease(tx, period.id)
  if (before !== null && (input.reason ?? '').trim().length < 4) {
    throw refuse(
      'release.reason',
      { zh: '已公布过，公布新版要写明原因', en: 'A release exists; a new version needs a reason' },
      { at: '/reason', params: { version: before.version } },
    )
  }
  const version = (before?.version ?? 0) + 1
  const content = await contentFor(tx, period, version, before === null ? null : input.reason!.trim())
  const hash = hashOf(JSON.parse(JSON.stringify(content)))
  const id = newId()
  await tx.run(sql`insert into evaluation.release (jurisdiction, id, period, version, title, as_of, reason, restated, content, hash, published_by, published_at)
    values (${j}, ${id}, ${period.id}, ${version}, ${content.title}, ${content.asOf}, ${content.reason}, ${content.restatements.length > 0},
      ${JSON.stringify(content)}, ${hash}, ${await nameOf(tx, tx.actor.id)}, ${at})`)
  const { bytes } = bundleOf(content)
  await tx.run(sql`insert into evaluation.release_file (jurisdiction, release, name, type, sha256, bytes)
    values (${j}, ${id}, ${`yike-${j}-${period.id}-v${version}.zip`}, 'application/zip', ${sha256Hex(bytes)}, ${Buffer.from(bytes)})`)
  if (before !== null && !before.ended)
    await end(tx, before.id, 'superseded', `第 ${version} 版：${content.reason}`, at)
  await record(tx, {
    action: 'evaluation.release.publish',
    subject: { kind: 'evaluation-release', id },
    detail: { period: period.id, version, hash, bundle: sha256Hex(bytes), restatements: content.restatements.length },
  })
  const published: ReleasePublished = { release: id, period: period.id, version, hash }
  await emit(tx, 'evaluation.release.published', published)
  return published
}

async function end(tx: Tx, release: string, kind: 'withdrawn' | 'superseded', reason: string, at: Date): Promise<void> {
  await tx.run(sql`insert into evaluation.release_end (jurisdiction, release, kind, reason, ended_at)
    values (${tx.actor.jurisdiction}, ${release}, ${kind}, ${reason}, ${at})`)
}

/**
 * Withdraws a release with a reason. It stays to be read, marked as withdrawn.
 *
 * @throws Refusal `release.missing`, `release.ended`
 */
export async function withdrawRelease(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await tx.maybe<{
    period: string
    version: number
    hash: string
    ended: boolean
    since: string
  }>(sql`select r.period, r.version, r.hash,
      r.published_at since, exists (select from evaluation.release_end e where e.jurisdiction = r.jurisdiction and e.release = r.id) ended
    from evaluation.release r where r.jurisdiction = ${tx.actor.jurisdiction} and r.id = ${id}`)
  if (row === null) {
    throw refuse('release.missing', { zh: '没有这次公布', en: 'There is no such release' }, { kind: 'missing' })
  }
  if (row.ended) {
    throw refuse(
      'release.ended',
      {
        zh: `${formatDate(row.since.slice(0, 10))}公布的这一版已经撤回或被新版代替`,
        en: 'This version was withdrawn or superseded already',
      },
      { kind: 'conflict' },
    )
  }
  await end(tx, id, 'withdrawn', reason, tx.now)
  await record(tx, {
    action: 'evaluation.release.withdraw',
    subject: { kind: 'evaluation-release', id },
    detail: { period: row.period, version: row.version, reason },
  })
  const { period, version, hash } = row
  await emit<'evaluation.release.withdrawn', ReleasePublished>(tx, 'evaluation.release.withdrawn', {
    release: id,
    period,
    version,
    hash,
  })
}
