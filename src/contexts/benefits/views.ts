import { today } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../../platform/db/index.ts'
import { cutPage, type Paging, pageOf, readCursor } from '../../platform/http/index.ts'
import { actorNames } from '../../platform/identity/index.ts'
import { noteRead, type PeopleDesk, personCards, personsInScope, personsWhere, sealsFor } from '../people/index.ts'
import { factsOn, noList, type SealedLine } from './freeze.ts'
import type { CandidateView, Cause, EntitlementView, LineView, ListView, Outcome, OverpaymentView } from './model.ts'
import { categoriesAsked, judge } from './rules.ts'
import { allRules, rulesOn } from './store.ts'

type Page<T> = { items: T[]; next: string | null }

/** Titles of benefits, of the newest version. */
export async function titlesOf(tx: Tx): Promise<(benefit: string) => Bilingual> {
  const titles = new Map((await allRules(tx)).toReversed().map((rule) => [rule.benefit, rule.title]))
  return (benefit) => titles.get(benefit) ?? { zh: benefit, en: benefit }
}

/** The frozen lists, newest month first. Two statements. */
export async function lists(tx: Tx): Promise<ListView[]> {
  const rows =
    await tx.rows<ListView>(sql`select id, month, rules, lines, due, unknown, total_fen "totalFen", hash, frozen_at "frozenAt", frozen_by "frozenBy"
    from benefits.list where jurisdiction = ${tx.actor.jurisdiction} order by month desc`)
  const names = await actorNames(
    tx,
    rows.map((row) => row.frozenBy),
  )
  return rows.map((row) => ({
    ...row,
    frozenBy: names(row.frozenBy),
  }))
}

/**
 * Lines of a month's list with the masked persons of the reader's area; the reading is noted.
 *
 * @throws Refusal `benefits.list-missing`
 */
export async function listLines(
  tx: Tx,
  desk: PeopleDesk,
  month: string,
  filter: Paging & { outcome?: Outcome; benefit?: string },
): Promise<Page<LineView>> {
  const own = tx.actor.jurisdiction
  const list = await tx.maybe<{ id: string }>(
    sql`select id from benefits.list where jurisdiction = ${own} and month = ${month}`,
  )
  if (list === null) throw noList()
  const after = readCursor(filter.cursor, 2)
  type Row = {
    person: string
    benefit: string
    version: number
    factsOn: string
    outcome: Outcome
    fen: number
    sealed: Buffer
  }
  const rows =
    await tx.rows<Row>(sql`select person, benefit, version, facts_on "factsOn", outcome, fen, sealed from benefits.line
    where jurisdiction = ${own} and list = ${list.id} and person in (${personsInScope(tx, desk)})
      ${filter.outcome === undefined ? empty : sql`and outcome = ${filter.outcome}`} ${filter.benefit === undefined ? empty : sql`and benefit = ${filter.benefit}`}
      ${after === null ? empty : sql`and (person, benefit) > (${after[0]}::uuid, ${after[1]})`}
    order by person, benefit limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.person, row.benefit])
  const persons = [...new Set(page.items.map((row) => row.person))]
  const cards = await personCards(tx, desk, persons, `查看 ${month} 补贴名单`)
  const seals = await sealsFor(tx, desk, persons)
  if (persons.length > 0)
    await noteRead(tx, { act: 'care', purpose: `查看 ${month} 补贴名单`, fields: ['benefit-facts'], persons })
  const title = await titlesOf(tx)
  return {
    next: page.next,
    items: page.items.map((row) => {
      const opened = seals.get(row.person)?.open<SealedLine>(row.sealed) ?? null
      return {
        id: `${row.person}.${row.benefit}`,
        person: cards.get(row.person) ?? null,
        benefit: row.benefit,
        title: title(row.benefit),
        version: row.version,
        factsOn: row.factsOn,
        outcome: row.outcome,
        fen: row.fen,
        reasons: opened?.judged.reasons ?? [],
        facts: opened?.facts ?? null,
      }
    }),
  }
}

/** Entitlements of the reader's area; the reading is noted. */
export async function entitlements(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { benefit?: string; person?: string; state?: 'open' | 'ended' },
): Promise<Page<EntitlementView>> {
  const after = readCursor(filter.cursor, 1)
  type Row = {
    id: string
    person: string
    benefit: string
    from: string
    until: string | null
    endedCause: Cause | null
    endedNote: string | null
  }
  const rows =
    await tx.rows<Row>(sql`select id, person, benefit, lower(during) "from", upper(during) "until", ended_cause "endedCause", ended_note "endedNote"
    from benefits.entitlement where jurisdiction = ${tx.actor.jurisdiction} and person in (${personsInScope(tx, desk)})
      ${filter.benefit === undefined ? empty : sql`and benefit = ${filter.benefit}`} ${filter.person === undefined ? empty : sql`and person = ${filter.person}`}
      ${filter.state === 'open' ? sql`and ended_at is null` : filter.state === 'ended' ? sql`and ended_at is not null` : empty}
      ${after === null ? empty : sql`and id < ${after[0]}::uuid`} order by id desc limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.id])
  const cards = await personCards(tx, desk, [...new Set(page.items.map((row) => row.person))], '查看享受补贴人员')
  const title = await titlesOf(tx)
  return {
    next: page.next,
    items: page.items.flatMap(({ person, ...row }) => {
      const card = cards.get(person)
      return card === undefined ? [] : [{ ...row, person: card, title: title(row.benefit) }]
    }),
  }
}

/** Persons who meet a rule today and have no benefit of its kind, by id. Four statements for all rules. */
export async function candidateIds(
  tx: Tx,
  desk: PeopleDesk,
): Promise<{ person: string; benefit: string; fen: number }[]> {
  const day = today(tx.now.getTime())
  const rules = await rulesOn(tx, day)
  const held = new Set(
    (
      await tx.rows<{
        key: string
      }>(sql`select person || ' ' || kind "key" from benefits.entitlement where jurisdiction = ${tx.actor.jurisdiction}
        and (upper_inf(during) or upper(during) > ${day}::date)`)
    ).map((row) => row.key),
  )
  const found: { person: string; benefit: string; fen: number }[] = []
  for (const rule of rules) {
    const { who } = rule.content
    const likely = await personsWhere(tx, desk, {
      on: day,
      region: rule.region,
      ...(who.ageFrom === undefined ? {} : { ageFrom: who.ageFrom }),
      ...(who.ageTo === undefined ? {} : { ageTo: who.ageTo }),
      ...(who.groups?.[0] === undefined ? {} : { categories: who.groups[0] }),
    })
    const open = likely.flatMap(({ person }) => (held.has(`${person} ${rule.kind}`) ? [] : [person]))
    if (open.length === 0) continue
    const facts = await factsOn(tx, desk, open, day, categoriesAsked([rule]))
    for (const [person, known] of facts) {
      const judged = judge(rule, known, day)
      if (judged.outcome === 'due') found.push({ person, benefit: rule.benefit, fen: judged.fen })
    }
  }
  return found
}

/** 应享未享: who meets a rule and does not get the benefit, page by page, with how many there are. The reading is noted. */
export async function candidates(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { benefit?: string },
): Promise<Page<CandidateView> & { total: number }> {
  const all = (await candidateIds(tx, desk)).filter(
    (each) => filter.benefit === undefined || each.benefit === filter.benefit,
  )
  const { items: shown, next } = cutPage(all, filter, (each) => `${each.person} ${each.benefit}`)
  const cards = await personCards(tx, desk, [...new Set(shown.map((each) => each.person))], '核查应享未享补贴')
  const title = await titlesOf(tx)
  return {
    total: all.length,
    next,
    items: shown.flatMap(({ person, ...each }) => {
      const card = cards.get(person)
      return card === undefined ? [] : [{ ...each, person: card, title: title(each.benefit) }]
    }),
  }
}

/** Overpayments of the reader's area, open ones first; the reading is noted. */
export async function overpayments(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { open?: boolean },
): Promise<Page<OverpaymentView>> {
  const after = readCursor(filter.cursor, 1)
  type Row = Omit<OverpaymentView, 'person' | 'title'> & { person: string }
  const rows =
    await tx.rows<Row>(sql`select o.id, o.person, o.benefit, l.month, o.fen, o.cause, o.since, o.found_at "foundAt", o.settled, o.settled_note "settledNote"
    from benefits.overpayment o join benefits.list l on l.jurisdiction = o.jurisdiction and l.id = o.list
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.person in (${personsInScope(tx, desk)}) ${filter.open ? sql`and o.settled is null` : empty}
      ${after === null ? empty : sql`and o.id < ${after[0]}::uuid`} order by o.id desc limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.id])
  const cards = await personCards(tx, desk, [...new Set(page.items.map((row) => row.person))], '处理多发补贴')
  const title = await titlesOf(tx)
  return {
    next: page.next,
    items: page.items.map((row) => ({ ...row, person: cards.get(row.person) ?? null, title: title(row.benefit) })),
  }
}

/** What waits for the reader: benefits nobody asked for, money to get back, a month without its list. Names nobody. */
export async function benefitsToday(
  tx: Tx,
  desk: PeopleDesk,
): Promise<{ candidates: number; overpaid: number; overpaidFen: number; unfrozen: string | null }> {
  const month = today(tx.now.getTime()).slice(0, 7)
  const row = await tx.one<{
    overpaid: number
    fen: number
    frozen: boolean
    rules: boolean
  }>(sql`select count(*)::int overpaid, coalesce(sum(fen), 0)::bigint fen,
      exists (select from benefits.list where jurisdiction = ${tx.actor.jurisdiction} and month = ${month}) frozen,
      exists (select from benefits.rule where jurisdiction = ${tx.actor.jurisdiction}) rules
    from benefits.overpayment where jurisdiction = ${tx.actor.jurisdiction} and settled is null and person in (${personsInScope(tx, desk)})`)
  return {
    candidates: new Set((await candidateIds(tx, desk)).map((each) => each.person)).size,
    overpaid: row.overpaid,
    overpaidFen: row.fen,
    unfrozen: row.rules && !row.frozen ? month : null,
  }
}
