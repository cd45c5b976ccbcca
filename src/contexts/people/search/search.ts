import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { empty, join, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { KeyRing } from '../../../platform/keys/index.ts'
import { placesCalled } from '../../territory/index.ts'
import { noteRead } from '../access.ts'
import type { PeopleDesk } from '../desk.ts'
import type { DueItem, PersonCard } from '../model.ts'
import { idsWithin, scopeIds, scopeOf } from '../scope.ts'
import { type Secrets, sealOf } from '../seals.ts'
import { PERSON_COLUMNS, type PersonRow } from '../store.ts'
import { CARD_FIELDS, cardsOf } from '../views.ts'
import { beyond, readQuery, type Word } from './query.ts'

/** A person the box found, with what is due today. */
export type FoundPerson = PersonCard & { due: DueItem[] }

/** At most so many are shown; who needs more adds a word. */
export const MOST_FOUND = 20
/** Tails shared by more persons than this are compared with this many only. */
const MOST_OPENED = 400

/** `select` of person ids that one word leads to, in the order of the index: what is called so exactly stands first. */
function leadOf(word: Word, own: string): Sql | null {
  const token = sql`t.jurisdiction = ${own}`
  switch (word.kind) {
    case 'name':
      return join(
        word.tokens.map((each) => sql`select t.person from people.token t where ${token} and t.token = ${each}`),
        ' intersect ',
      )
    case 'sound':
      return sql`select t.person from people.token t where ${token} and t.token >= ${`i${word.letters}`} and t.token < ${beyond(`i${word.letters}`)}
        union all select t.person from people.token t where ${token} and t.token >= ${`p${word.letters}`} and t.token < ${beyond(`p${word.letters}`)}`
    case 'digits':
      return sql`${
        word.hashes.length === 0
          ? sql``
          : sql`select n.id person from people.person n where n.jurisdiction = ${own} and n.number_hash = any(${word.hashes})
          and n.state not in ('merged', 'destroyed') union all `
      }
        select t.person from people.token t where ${token} and t.token = any(${word.tokens})`
    default:
      return null
  }
}

/** `select` of the ids of all persons that a word leads to, each read from an index alone; null where the name itself is needed. */
function allOf(word: Word, own: string): Sql | null {
  if (word.kind !== 'place') return word.kind === 'name' ? null : leadOf(word, own)
  return join(
    word.prefixes.map((prefix) => idsWithin(own, prefix)),
    ' union all ',
  )
}

/** Condition on `p` by which a word narrows what another one leads to. */
function narrowOf(word: Word): Sql {
  if (word.kind === 'place')
    return sql`(${join(
      word.prefixes.map((prefix) => sql`starts_with(p.region, ${prefix})`),
      ' or ',
    )})`
  return word.kind === 'character' || word.kind === 'name' ? sql`strpos(p.name, ${word.part}) > 0` : sql`true`
}

/** The word with the fewest persons behind it leads: digits, then part of a name, then letters. */
const KEENNESS: Record<Word['kind'], number> = { digits: 0, name: 1, sound: 2, place: 3, character: 4 }

/**
 * The one search box: pinyin initials, two or more characters of the name, the tail (four or more) of a telephone or an identity number, a
 * village; several words narrow each other. At most 20 within the actor's scope, masked, with what is due; noted as a reading.
 *
 * @throws Refusal `search.short` when nothing in it can be looked for
 */
export async function searchPeople(
  tx: Tx,
  desk: PeopleDesk,
  text: string,
  purpose = '查找人员',
): Promise<{ items: FoundPerson[]; more: boolean }> {
  const ring = await desk.keys.ring(tx)
  const day = today(tx.now.getTime())
  const places = /\p{Script=Han}/u.test(text)
    ? await placesCalled(tx, text.trim().split(/[\s,，、]+/), day)
    : new Map<string, string[]>()
  const words = readQuery(ring, text, (name) => places.get(name) ?? []).toSorted(
    (a, b) => KEENNESS[a.kind] - KEENNESS[b.kind],
  )
  const lead = words[0]
  if (lead === undefined || lead.kind === 'character') throw tooShort()
  const rows = await candidates(tx, desk, ring, lead, words.slice(1))
  // A word that begins the name of a village may also be somebody's name: those so called stand first.
  const named = words.length === 1 && lead.kind === 'place' ? readQuery(ring, text, () => [])[0] : undefined
  if (named?.kind === 'name') {
    const called = await candidates(tx, desk, ring, named, [])
    const known = new Set(called.map((row) => row.id))
    rows.splice(0, rows.length, ...called, ...rows.filter((row) => !known.has(row.id)))
  }
  const shown = rows.slice(0, MOST_FOUND)
  const cards = await cardsOf(tx, desk, shown)
  const due = await dueOf(
    tx,
    desk,
    cards.map((card) => card.id),
  )
  if (cards.length > 0)
    await noteRead(tx, { act: 'search', purpose, fields: CARD_FIELDS, persons: cards.map((card) => card.id) })
  return { items: cards.map((card) => ({ ...card, due: due.get(card.id) ?? [] })), more: rows.length > shown.length }
}

async function candidates(
  tx: Tx,
  desk: PeopleDesk,
  ring: KeyRing,
  lead: Word,
  others: readonly Word[],
): Promise<PersonRow[]> {
  const own = tx.actor.jurisdiction
  const from = leadOf(lead, own)
  const conditions = join(
    [
      scopeOf(tx, desk),
      sql`p.state not in ('merged', 'destroyed')`,
      ...(lead.kind === 'name' || lead.kind === 'place' ? [narrowOf(lead)] : []),
      ...others.map(narrowOf),
    ],
    ' and ',
  )
  const opened = [lead, ...others].filter((word) => word.kind === 'digits')
  const limit = opened.some((word) => word.digits.length > 4) ? MOST_OPENED : MOST_FOUND * 2 + 2
  const sets = [...others.map((word) => allOf(word, own)), lead.kind === 'digits' ? null : scopeIds(tx, desk)].filter(
    (set) => set !== null,
  )
  // Nothing here is left to what was counted of the tables: the ids come out of the indexes once, are compared as sets, and each that is left is
  // looked up by its key (`offset 0` keeps the look-up from being planned in another order).
  const rows =
    from === null
      ? await tx.rows<PersonRow>(
          sql`select ${PERSON_COLUMNS} from people.person p where ${conditions} order by p.id limit ${limit}`,
        )
      : await tx.rows<PersonRow>(sql`select p.* from (${join(
          [from, ...sets].map((each) => sql`(${each})`),
          ' intersect ',
        )}) f cross join lateral
          (select ${PERSON_COLUMNS} from people.person p where p.jurisdiction = ${own} and p.id = f.person
            and case when ${conditions} then true else false end offset 0) p
          ${sets.length === 0 ? empty : exactFirst(lead, own)} limit ${limit}`)
  const once = [...new Map(rows.map((row) => [row.id, row])).values()]
  return opened.length === 0 ? once : once.filter((row) => opened.every((word) => endsWith(ring, row, word.digits)))
}

/** Sets have no order: who is called by the letters exactly stands before who is called by more. */
function exactFirst(word: Word, own: string): Sql {
  if (word.kind !== 'sound') return sql`order by p.id`
  return sql`order by not exists (select from people.token t where t.jurisdiction = ${own} and t.token = any(${[`i${word.letters}`, `p${word.letters}`]})
    and t.person = p.id), p.id`
}

/** A tail longer than the hash is compared after opening; a hash that happens to agree is sorted out here too. */
function endsWith(ring: KeyRing, row: PersonRow, digits: string): boolean {
  if (row.wrapped === null || row.sealed === null) return false
  const { number, phones } = sealOf(ring.unwrap(row.wrapped)).open<Secrets>(row.sealed)
  return (number?.endsWith(digits) ?? false) || phones.some((phone) => phone.number.endsWith(digits))
}

/** What the other rooms have due for persons. One statement for each source. */
export async function dueOf(tx: Tx, desk: PeopleDesk, persons: readonly string[]): Promise<Map<string, DueItem[]>> {
  const all = new Map<string, DueItem[]>()
  if (persons.length === 0) return all
  for (const source of desk.due) {
    for (const [person, items] of await source(tx, persons)) all.set(person, [...(all.get(person) ?? []), ...items])
  }
  for (const items of all.values()) items.sort((a, b) => (a.due < b.due ? -1 : 1))
  return all
}

function tooShort() {
  return refuse(
    'search.short',
    { zh: '请再多输一点', en: 'Type a little more' },
    {
      at: '/q',
      next: {
        zh: '姓名两个字、拼音首字母两个、电话或证件尾号四位，或村名',
        en: 'Two characters of the name, two initials, four digits of a telephone or number, or a village',
      },
    },
  )
}
