import { type IsoDate, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { reachOf, sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { type CategoryCode, type PeopleDesk, personFacts, personsWhere, sealsFor } from '../people/index.ts'
import type { Facts, Judged, Rule } from './model.ts'
import { categoriesAsked, factsDay, judge, lineText, listHash } from './rules.ts'
import { insertLines, type NewLine, rulesOn } from './store.ts'

/** What is sealed in a line. */
export type SealedLine = { facts: Facts; judged: Judged }

type Entitled = { id: string; person: string; benefit: string }

/** Facts of persons on a day by id. Two statements, one more the first time. */
export async function factsOn(
  tx: Tx,
  desk: PeopleDesk,
  persons: readonly string[],
  day: IsoDate,
  categories: readonly CategoryCode[],
): Promise<Map<string, Facts>> {
  const known = await personFacts(tx, desk, persons)
  const held = new Map(
    categories.length === 0
      ? []
      : (await personsWhere(tx, desk, { on: day, categories })).map((each) => [each.person, each.categories]),
  )
  return new Map(
    [...known].map(([id, person]) => [
      id,
      {
        born: person.born,
        region: person.region,
        categories: (held.get(id) ?? []).toSorted(),
        goneOn: person.state === 'resident' ? null : (person.stateOn ?? day),
      },
    ]),
  )
}

/** Refuses whoever does not work for the whole government: a list is of all or it is none. */
export function demandWhole(tx: Tx): void {
  if (tx.actor.region === '*' || tx.actor.region === reachOf(tx.actor.jurisdiction)) return
  throw refuse(
    'benefits.whole',
    { zh: '名单由县级统一冻结', en: 'Lists are frozen for the whole county' },
    { kind: 'forbidden', next: { zh: '请联系县民政部门', en: 'Ask the county’s department' } },
  )
}

/** What a list of a month would hold, decided by the facts as they are known now. Nothing is written. */
export async function draftList(
  tx: Tx,
  desk: PeopleDesk,
  month: string,
): Promise<{ rules: Rule[]; lines: Omit<NewLine, 'digest' | 'seal'>[] }> {
  demandWhole(tx)
  const day = today(tx.now.getTime())
  // A rule is that of the day whose facts decide; those of the month's first and last day are all there can be.
  const byDay = new Map<IsoDate, Rule[]>()
  for (const facts of ['first-day', 'last-day'] as const) {
    const on = factsDay(month, { facts })
    const rules = (await rulesOn(tx, on)).filter((rule) => rule.content.facts === facts)
    if (rules.length > 0) byDay.set(on, rules)
  }
  const early = [...byDay.keys()].find((on) => on > day)
  if (early !== undefined)
    throw refuse(
      'benefits.month-open',
      { zh: `${month} 的名单要到 ${early} 才能冻结`, en: `The list of ${month} can be frozen from ${early} on` },
      { kind: 'conflict', at: '/month', params: { from: early } },
    )
  if (byDay.size === 0)
    throw refuse(
      'benefits.no-rules',
      { zh: '这个月没有有效的补贴规则', en: 'No rule is in force in this month' },
      { kind: 'conflict', at: '/month', next: { zh: '请先登记补贴规则', en: 'Enter the rules first' } },
    )
  const lines: Omit<NewLine, 'digest' | 'seal'>[] = []
  for (const [on, rules] of byDay) {
    const entitled = await tx.rows<Entitled>(sql`select id, person, benefit from benefits.entitlement
      where jurisdiction = ${tx.actor.jurisdiction} and during @> ${on}::date and benefit = any(${rules.map((rule) => rule.benefit)}::text[])
      order by person, benefit`)
    const persons = [...new Set(entitled.map((each) => each.person))]
    const facts = await factsOn(tx, desk, persons, on, categoriesAsked(rules))
    const ruleOf = new Map(rules.map((rule) => [rule.benefit, rule]))
    for (const each of entitled) {
      const rule = ruleOf.get(each.benefit)!
      const known = facts.get(each.person)
      if (known === undefined) throw new Error(`the file of an entitled person is gone: ${each.person}`)
      lines.push({
        person: each.person,
        benefit: each.benefit,
        entitlement: each.id,
        version: rule.version,
        factsOn: on,
        facts: known,
        judged: judge(rule, known, on),
      })
    }
  }
  return { rules: [...byDay.values()].flat(), lines }
}

/**
 * Freezes the list of a month (A68): who gets how much, with the facts and rule versions that decided, in one transaction; once frozen it
 * is never changed. The same facts and rules give the same hash.
 *
 * @throws Refusal `benefits.whole`, `benefits.month-open`, `benefits.no-rules`, `benefits.frozen` when the month has its list
 */
export async function freezeList(
  tx: Tx,
  desk: PeopleDesk,
  month: string,
): Promise<{ id: string; hash: string; lines: number; totalFen: number }> {
  const own = tx.actor.jurisdiction
  const { rules, lines } = await draftList(tx, desk, month)
  const ring = await desk.keys.ring(tx)
  const seals = await sealsFor(tx, desk, [...new Set(lines.map((line) => line.person))])
  const done: NewLine[] = lines.flatMap((line) => {
    const seal = seals.get(line.person)
    // A destroyed file has nobody to pay.
    if (seal === undefined) return []
    const { facts, judged } = line
    const { entitlement: _, ...text } = line
    return [
      {
        ...line,
        digest: ring.digest('benefit-line', lineText(text)),
        seal: () => seal.seal({ facts, judged } satisfies SealedLine),
      },
    ]
  })
  const id = newId()
  const hash = listHash(done)
  const due = done.filter((line) => line.judged.outcome === 'due')
  const totalFen = due.reduce((sum, line) => sum + line.judged.fen, 0)
  const unknown = done.filter((line) => line.judged.outcome === 'unknown').length
  const named = rules.map(({ benefit, version, title }) => ({ benefit, version, title }))
  const made =
    await tx.run(sql`insert into benefits.list (jurisdiction, id, month, rules, lines, due, unknown, total_fen, hash, frozen_by, frozen_at)
    values (${own}, ${id}, ${month}, ${JSON.stringify(named)}, ${done.length}, ${due.length}, ${unknown}, ${totalFen}, ${hash}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, month) do nothing`)
  if (made === 0)
    throw refuse(
      'benefits.frozen',
      { zh: `${month} 的名单已经冻结`, en: `The list of ${month} is frozen already` },
      {
        kind: 'conflict',
        at: '/month',
        next: {
          zh: '打开已冻结的名单；有出入的登记为多发或下月补发',
          en: 'Open the frozen list; differences are settled afterwards',
        },
      },
    )
  await insertLines(tx, id, done)
  await record(tx, {
    action: 'benefits.list.freeze',
    subject: { kind: 'benefit-list', id },
    detail: { month, lines: done.length, due: due.length, unknown, totalFen, hash },
  })
  await emit(tx, 'benefits.list.frozen', { list: id, month, hash, totalFen })
  return { id, hash, lines: done.length, totalFen }
}

/** What repeating a frozen list found. `agrees` is null where nothing could be repeated. */
export type Repeated = { agrees: boolean; hash: string; lines: number; differing: number; unreadable: number }

/**
 * Repeats a frozen list: opens the frozen facts, judges them by the frozen rule versions, and makes digests and hash anew. Lines whose
 * person's key is destroyed cannot be opened; their digest stands.
 *
 * @throws Refusal `benefits.list-missing`
 */
export async function repeatList(tx: Tx, desk: PeopleDesk, month: string): Promise<Repeated> {
  demandWhole(tx)
  const own = tx.actor.jurisdiction
  const list = await tx.maybe<{ id: string; hash: string }>(
    sql`select id, hash from benefits.list where jurisdiction = ${own} and month = ${month}`,
  )
  if (list === null) throw noList()
  const rules = new Map((await allVersions(tx)).map((rule) => [`${rule.benefit} ${rule.version}`, rule]))
  const rows = await tx.rows<{
    person: string
    benefit: string
    version: number
    factsOn: string
    digest: Buffer
    sealed: Buffer
  }>(sql`select person, benefit,
    version, facts_on "factsOn", digest, sealed from benefits.line where jurisdiction = ${own} and list = ${list.id}`)
  const ring = await desk.keys.ring(tx)
  const seals = await sealsFor(tx, desk, [...new Set(rows.map((row) => row.person))])
  let differing = 0
  let unreadable = 0
  const again = rows.map(({ sealed, digest, ...row }) => {
    const seal = seals.get(row.person)
    if (seal === undefined) {
      unreadable++
      return { ...row, digest }
    }
    const { facts } = seal.open<SealedLine>(sealed)
    const judged = judge(rules.get(`${row.benefit} ${row.version}`)!, facts, row.factsOn)
    const fresh = ring.digest('benefit-line', lineText({ ...row, facts, judged }))
    if (!fresh.equals(digest)) differing++
    return { ...row, digest: fresh }
  })
  const hash = listHash(again)
  const agrees = hash === list.hash
  await record(tx, {
    action: 'benefits.list.repeat',
    subject: { kind: 'benefit-list', id: list.id },
    detail: { month, agrees, hash, lines: rows.length, differing, unreadable },
  })
  return { agrees, hash, lines: rows.length, differing, unreadable }
}

async function allVersions(tx: Tx): Promise<Pick<Rule, 'benefit' | 'version' | 'region' | 'content'>[]> {
  return tx.rows(
    sql`select benefit, version, region, content from benefits.rule where jurisdiction = ${tx.actor.jurisdiction}`,
  )
}

export const noList = () =>
  refuse(
    'benefits.list-missing',
    { zh: '这个月还没有冻结的名单', en: 'No list of this month is frozen' },
    { kind: 'missing' },
  )
