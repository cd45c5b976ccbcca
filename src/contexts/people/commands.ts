import { today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { KeyRing } from '../../platform/keys/index.ts'
import { placesOfDwellings, regionNames } from '../territory/index.ts'
import type { PeopleDesk } from './desk.ts'
import { checkBirth, ID_KIND_NAMES, readIdentity } from './identity.ts'
import type { PersonInput } from './model.ts'
import { readName } from './names.ts'
import { readPhone } from './phones.ts'
import { demandPlace, scopeOf } from './scope.ts'
import { hashesOf, insertFiles, type NewFile } from './store.ts'

/** A file that may be of the same person, as far as the actor may see it. */
export type Likeness = { id: string; name: string; why: 'number' | 'name-and-birth' }

/** What was stated, checked and in its one form; identity by the document where it speaks. */
export function readPerson(input: PersonInput, day: string) {
  const name = readName(input.name)
  const identity = readIdentity(input.number, day, input.idKind)
  const said = { born: input.born ?? null, sex: input.sex ?? null }
  if (identity.born !== null && said.born !== null && identity.born !== said.born)
    throw disagrees('/born', '出生日期', 'birth date')
  if (identity.sex !== null && said.sex !== null && identity.sex !== said.sex) throw disagrees('/sex', '性别', 'sex')
  const born = identity.born ?? said.born
  if (born !== null) checkBirth(born, day, input.ageConfirmed ?? false)
  return {
    name,
    reading: input.reading?.trim() ? input.reading.trim() : null,
    sex: identity.sex ?? said.sex,
    born,
    ethnicity: input.ethnicity ?? null,
    idKind: identity.kind,
    secrets: {
      number: identity.number,
      phones: (input.phones ?? []).map((phone) => ({
        number: readPhone(phone.number),
        label: phone.label?.trim() || null,
      })),
      note: input.note?.trim() || null,
    },
  }
}

function disagrees(at: string, zh: string, en: string) {
  return refuse(
    'person.disagrees',
    { zh: `填写的${zh}与证件号码不一致`, en: `The ${en} differs from what the number says` },
    {
      at,
      next: {
        zh: '请核对证件；以证件为准时留空即可',
        en: 'Check the document; leave it empty where the document decides',
      },
    },
  )
}

/** Village, cell and dwelling point of a stated place; the dwelling point decides where one is given. */
export async function placeOf(
  tx: Tx,
  place: Pick<PersonInput, 'region' | 'dwelling' | 'cell'>,
): Promise<{ region: string | null; cell: string | null; dwelling: string | null }> {
  const day = today(tx.now.getTime())
  if (place.dwelling) {
    const found = (await placesOfDwellings(tx, [place.dwelling], day)).get(place.dwelling)
    if (found === undefined)
      throw refuse(
        'person.dwelling',
        { zh: '没有这个居住点', en: 'There is no such dwelling point' },
        { at: '/dwelling' },
      )
    return { region: found.region, cell: found.cell, dwelling: found.dwelling }
  }
  const region = place.region?.padEnd(12, '0') ?? null
  if (region !== null && (await regionNames(tx, [region], day)).get(region) === undefined)
    throw refuse(
      'person.region',
      { zh: '没有这个村（社区）', en: 'There is no such village or community' },
      { at: '/region' },
    )
  return { region, cell: place.cell ?? null, dwelling: null }
}

/** Files with the same number, or with the same name and birth date: within the actor's scope, and how many lie outside. One statement. */
export async function likenesses(
  tx: Tx,
  desk: PeopleDesk,
  ring: KeyRing,
  file: Parameters<typeof hashesOf>[1],
  except: string | null = null,
): Promise<{ seen: Likeness[]; sameNumber: boolean }> {
  const { numberHash, likeness } = hashesOf(ring, file)
  const scope = scopeOf(tx, desk)
  const rows = await tx.rows<Likeness & { seen: boolean }>(sql`select p.id, p.name, (${scope}) seen,
      case when p.number_hash = ${numberHash} then 'number' else 'name-and-birth' end why
    from people.person p where p.jurisdiction = ${tx.actor.jurisdiction} and p.state not in ('merged', 'destroyed')
      and (p.number_hash = ${numberHash} or p.likeness = ${likeness}) and p.id is distinct from ${except}::uuid limit 10`)
  return {
    seen: rows.filter((row) => row.seen).map(({ id, name, why }) => ({ id, name, why })),
    sameNumber: rows.some((row) => row.why === 'number'),
  }
}

/** Two files with one number cannot be: the answer names the one that is there, where the actor may see it. */
export function sameNumber(seen: readonly Likeness[]) {
  const twin = seen.find((each) => each.why === 'number')
  return refuse(
    'person.duplicate',
    { zh: '已有档案使用这个证件号码', en: 'Another file has this number already' },
    {
      kind: 'conflict',
      at: '/number',
      params: { person: twin?.id ?? null, name: twin?.name ?? null },
      next:
        twin === undefined
          ? {
              zh: '该档案在其他乡镇，请联系县级合并或办理迁入',
              en: 'It lies in another town: ask the county to merge, or enter a move',
            }
          : { zh: '请打开已有档案更新，不要重复建档', en: 'Open that file and update it instead' },
    },
  )
}

/**
 * Makes a person's file (建档). A number that is in use is refused; a person of the same name and birth date is asked about.
 *
 * @param distinct somebody looked: it is not the person of the same name and birth date
 * @throws Refusal `person.name`, `citizenid.invalid`, `person.number`, `person.id-kind`, `person.born`, `person.age`, `person.disagrees`,
 *   `person.phone`, `person.dwelling`, `person.region`, `person.scope`, `person.duplicate`, `person.similar`
 */
export async function recordPerson(
  tx: Tx,
  desk: PeopleDesk,
  input: PersonInput & { distinct?: boolean },
): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  const read = readPerson(input, day)
  const place = await placeOf(tx, input)
  await demandPlace(tx, place)
  const ring = await desk.keys.ring(tx)
  const like = await likenesses(tx, desk, ring, { ...read, number: read.secrets.number })
  if (like.sameNumber) throw sameNumber(like.seen)
  if (like.seen.length > 0 && input.distinct !== true) {
    throw refuse(
      'person.similar',
      {
        zh: `已有 ${like.seen.length} 份同名同出生日期的档案`,
        en: `There are ${like.seen.length} files with this name and birth date`,
      },
      {
        kind: 'conflict',
        params: { persons: like.seen.map((each) => each.id) },
        next: {
          zh: '请先看是不是同一个人；不是的，勾选“不是同一人”再保存',
          en: 'See whether it is the same person; if not, tick “another person” and save',
        },
      },
    )
  }
  const file: NewFile = {
    id: newId(),
    ...read,
    ...place,
    household: input.household ?? null,
    relation: input.relation ?? null,
    address: input.address?.trim() || null,
    since: day,
  }
  try {
    await insertFiles(tx, ring, [file])
  } catch (error) {
    // Somebody entered the same number a moment ago.
    if ((error as { constraint?: string }).constraint === 'person_number') throw sameNumber([])
    throw error
  }
  await record(tx, {
    action: 'people.person.enter',
    subject: { kind: 'person', id: file.id },
    detail: {
      idKind: ID_KIND_NAMES[file.idKind].zh,
      region: file.region,
      cell: file.cell,
      distinct: input.distinct ?? false,
    },
  })
  await emit(tx, 'people.person.entered', { person: file.id, region: file.region })
  return { id: file.id }
}
