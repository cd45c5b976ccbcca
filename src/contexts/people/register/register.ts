import { today } from '../../../kernel/dates.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, RegisterDefinition, RegisterRow } from '../../../platform/imports/index.ts'
import { placesOfDwellings } from '../../territory/index.ts'
import { noteRead } from '../access.ts'
import { CATEGORIES, categoryTags } from '../categories.ts'
import type { PeopleDesk } from '../desk.ts'
import { scopeOf } from '../scope.ts'
import { hex, likenessOf, numberHash, type Secrets, sealOf } from '../seals.ts'
import { PERSON_COLUMNS, type PersonRow } from '../store.ts'
import { PERSON_REGISTER_COLUMNS, type PersonRegisterRow } from './columns.ts'
import { applyPersons, readRow } from './write.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** What `check` looks up for a chunk of rows. */
type Lookup = {
  day: string
  /** Numbers whose file lies outside the actor's scope. */
  beyond: ReadonlySet<string>
  /** Name and birth date of other files, with the number of those files that have one. */
  like: ReadonlyMap<string, number>
  dwellings: ReadonlyMap<string, { region: string }>
}

const COLUMN_OF: Record<string, keyof PersonRegisterRow> = {
  '/name': 'name',
  '/number': 'number',
  '/idKind': 'id_kind',
  '/born': 'born',
  '/sex': 'sex',
  '/phones': 'phone',
}

function check(row: PersonRegisterRow, looked: unknown, before: PersonRegisterRow | null): CellIssue[] {
  const { day, beyond, like, dwellings } = looked as Lookup
  const issues: CellIssue[] = []
  const wrong = (column: keyof PersonRegisterRow, code: string, zh: string, en: string) =>
    issues.push({ column, code, text: t(zh, en) })
  if (beyond.has(row.number)) {
    wrong(
      'number',
      'person.duplicate',
      '其他乡镇已有这个证件号码的档案，请办理迁入',
      'A file in another town has this number: enter a move',
    )
    return issues
  }
  try {
    const read = readRow(row, day, false)
    if (read.secrets.number !== row.number)
      wrong('number', 'person.number', '请填完整的 18 位号码', 'Write the whole number of 18 characters')
    const others = read.born === null ? 0 : (like.get(`${read.name}|${read.born}`) ?? 0)
    if (before === null && others > 0 && row.distinct !== true)
      wrong(
        'name',
        'person.similar',
        `已有 ${others} 份同名同出生日期的档案；核对后不是同一人的，“不是同一人”填“是”`,
        `${others} files have this name and birth date; if it is another person, write yes under “Another person”`,
      )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const next = error.next === undefined ? { zh: '', en: '' } : { zh: `；${error.next.zh}`, en: `; ${error.next.en}` }
    const at = COLUMN_OF[error.at ?? ''] ?? (error.code === 'citizenid.invalid' ? 'number' : 'name')
    wrong(at, error.code, `${error.text.zh}${next.zh}`, `${error.text.en}${next.en}`)
  }
  if (row.dwelling !== null && row.dwelling !== before?.dwelling) {
    const place = dwellings.get(row.dwelling)
    if (place === undefined) wrong('dwelling', 'person.dwelling', '没有这个居住点', 'There is no such dwelling point')
    else if (place.region !== row.region)
      wrong(
        'dwelling',
        'person.dwelling',
        '这个居住点不在所填的村（社区）',
        'This dwelling point does not lie in the village stated',
      )
  }
  return issues
}

/** The rows of files by their numbers, opened; noted as a reading. Three statements. */
async function load(tx: Tx, desk: PeopleDesk, keys: readonly string[]): Promise<Map<string, RegisterRow>> {
  const ring = await desk.keys.ring(tx)
  const tags = categoryTags(ring)
  const numbers = keys.map((key) => String((JSON.parse(key) as string[])[0]))
  if (numbers.length === 0) return new Map()
  const rows = await tx.rows<
    PersonRow & { sought: string; tags: string[]; address: Buffer | null }
  >(sql`select n.number sought, ${PERSON_COLUMNS},
      coalesce((select array_agg(encode(c.tag, 'hex')) from people.category c where c.jurisdiction = p.jurisdiction and c.person = p.id and upper_inf(c.during)), '{}') tags,
      (select a.sealed from people.address a where a.jurisdiction = p.jurisdiction and a.person = p.id and a.kind = 'residence' and upper_inf(a.during)) address
    from unnest(${numbers}::text[], ${numbers.map((each) => hex(numberHash(ring, each)))}::bytea[]) n(number, hash)
    join people.person p on p.number_hash = n.hash and p.state not in ('merged', 'destroyed') where ${scopeOf(tx, desk)}`)
  if (rows.length > 0)
    await noteRead(tx, {
      act: 'import',
      purpose: '人员名册导入比对',
      fields: ['register-row'],
      persons: rows.map((row) => row.id),
    })
  return new Map(
    rows.map((row) => {
      const seal = sealOf(ring.unwrap(row.wrapped!))
      const secrets = seal.open<Secrets>(row.sealed!)
      const held = new Set(row.tags.map((tag) => tags.name(tag)))
      const value: PersonRegisterRow = {
        number: row.sought,
        name: row.name ?? '',
        reading: row.reading,
        id_kind: row.idKind,
        sex: row.sex,
        born: row.born,
        ethnicity: row.ethnicity,
        phone: secrets.phones[0]?.number ?? null,
        region: row.region ?? '',
        dwelling: row.dwelling,
        address: row.address === null ? null : seal.open<string>(row.address),
        household: secrets.household ?? null,
        relation: row.relation,
        categories:
          CATEGORIES.filter(({ code }) => held.has(code))
            .map(({ code }) => code)
            .join(',') || null,
        note: secrets.note,
        distinct: null,
      }
      return [JSON.stringify([row.sought]), value]
    }),
  )
}

async function lookup(tx: Tx, desk: PeopleDesk, rows: readonly PersonRegisterRow[]): Promise<Lookup> {
  const ring = await desk.keys.ring(tx)
  const day = today(tx.now.getTime())
  const own = tx.actor.jurisdiction
  const numbers = rows.map((row) => row.number)
  const beyond = await tx.rows<{ number: string }>(sql`select n.number
    from unnest(${numbers}::text[], ${numbers.map((each) => hex(numberHash(ring, each)))}::bytea[]) n(number, hash)
    join people.person p on p.jurisdiction = ${own} and p.number_hash = n.hash and p.state not in ('merged', 'destroyed') where (${scopeOf(tx, desk)}) is not true`)
  const born = rows.flatMap((row) => {
    const date =
      row.born ??
      (/^\d{17}[\dX]$/.test(row.number)
        ? `${row.number.slice(6, 10)}-${row.number.slice(10, 12)}-${row.number.slice(12, 14)}`
        : null)
    return date === null ? [] : [{ key: `${row.name}|${date}`, hash: hex(likenessOf(ring, row.name, date)) }]
  })
  const like = await tx.rows<{ key: string; n: number }>(sql`select l.key, count(*) n
    from unnest(${born.map((each) => each.key)}::text[], ${born.map((each) => each.hash)}::bytea[]) l(key, hash)
    join people.person p on p.jurisdiction = ${own} and p.likeness = l.hash and p.state not in ('merged', 'destroyed') group by 1`)
  const dwellings = await placesOfDwellings(
    tx,
    rows.flatMap((row) => row.dwelling ?? []),
    day,
  )
  return {
    day,
    beyond: new Set(beyond.map((row) => row.number)),
    like: new Map(like.map((row) => [row.key, row.n])),
    dwellings,
  }
}

/** Birth date, sex and kind of document as the number says them, so that a file that leaves them out is not taken for a change. */
function completed(row: PersonRegisterRow): PersonRegisterRow {
  const telephone =
    row.phone === null
      ? null
      : row.phone
          .normalize('NFKC')
          .replace(/[\s()（）-]/g, '')
          .replace(/^(\+|00)86/, '')
  try {
    const read = readRow({ ...row, phone: null, note: null }, '2999-12-31', true)
    return { ...row, name: read.name, phone: telephone, id_kind: read.idKind, born: read.born, sex: read.sex }
  } catch {
    // What is wrong is told by the check, with its place.
    return { ...row, phone: telephone }
  }
}

/** The register of persons (人员名册): brought in with a preview, kept sealed, read in the people room only. */
export function personRegister(desk: PeopleDesk): RegisterDefinition<PersonRegisterRow> {
  return {
    name: 'person',
    title: t('人员名册', 'Persons'),
    description: t(
      '服务对象的基本档案：姓名、证件、住址、电话、特殊困难类别；证件号码、电话、住址加密保存。',
      'Basic files of those who are served: name, document, address, telephone, special difficulties; numbers and addresses are kept encrypted.',
    ),
    columns: PERSON_REGISTER_COLUMNS,
    key: ['number'],
    regionColumn: 'region',
    permissions: { read: 'people.import', import: 'people.import' },
    private: { keys: desk.keys, load: (tx, keys) => load(tx, desk, keys) },
    normalise: completed,
    lookup: (tx, rows) => lookup(tx, desk, rows),
    check,
    apply: (tx, changes, context) => applyPersons(tx, desk, changes, context),
    sideBySide: true,
  }
}
