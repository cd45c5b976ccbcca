import { formatDate, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { CellIssue, Changes, RegisterColumn, RegisterDefinition } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk, type PersonCard, personCards } from '../../people/index.ts'
import { holderOf } from '../who.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** 产教融合型企业建设培育库、实习实训基地: a row as it goes through import and export. */
export type BaseRow = {
  code: string
  kind: string
  name: string
  credit_code: string | null
  school: string | null
  courses: string | null
  region: string
  places: number | null
  listed_on: string
  valid_until: string | null
  removed_on: string | null
  source: string | null
}

const BASE_KINDS = [
  { value: 'enterprise', title: t('产教融合型企业', 'enterprise of joint education') },
  { value: 'practice-base', title: t('实习实训基地', 'base for practice') },
]

const COLUMNS: RegisterColumn[] = [
  {
    key: 'code',
    title: t('编号', 'Code'),
    type: 'code',
    required: true,
    listed: true,
    maxLength: 40,
    example: 'CJ-001',
  },
  {
    key: 'kind',
    title: t('类别', 'Kind'),
    type: 'choice',
    required: true,
    listed: true,
    filter: true,
    choices: BASE_KINDS,
    example: 'practice-base',
  },
  {
    key: 'name',
    title: t('名称', 'Name'),
    type: 'text',
    required: true,
    listed: true,
    maxLength: 100,
    example: '安康养老实训基地（示例）',
  },
  {
    key: 'credit_code',
    title: t('统一社会信用代码', 'Unified credit code'),
    type: 'creditcode',
    listed: true,
    example: '91350100M000100Y43',
  },
  { key: 'school', title: t('合作院校', 'School'), type: 'text', listed: true, maxLength: 100, example: '州职业学校' },
  { key: 'courses', title: t('专业', 'Courses'), type: 'text', maxLength: 200, example: '护理、老年服务' },
  {
    key: 'region',
    title: t('所在区划', 'Region'),
    type: 'region',
    required: true,
    listed: true,
    filter: true,
    example: '江那镇',
  },
  { key: 'places', title: t('实习岗位', 'Places'), type: 'integer', listed: true, min: 1, max: 10_000, example: 20 },
  {
    key: 'listed_on',
    title: t('入库（挂牌）日期', 'Listed on'),
    type: 'date',
    required: true,
    listed: true,
    example: '2025-03-01',
  },
  { key: 'valid_until', title: t('有效期至', 'Valid until'), type: 'date', emptyIsNone: true, example: '2028-02-29' },
  { key: 'removed_on', title: t('移出日期', 'Removed on'), type: 'date', emptyIsNone: true, example: null },
  { key: 'source', title: t('数据来源', 'Source'), type: 'text', example: '州发展改革委公布名单' },
]

const issue = (column: string, zh: string, en: string): CellIssue => ({ column, code: 'base.dates', text: { zh, en } })

/** The register of enterprises and bases (A160). */
export const baseRegister: RegisterDefinition<BaseRow> = {
  name: 'training-base',
  title: t('产教融合企业和实训基地', 'Enterprises and bases for practice'),
  description: t(
    '产教融合型企业建设培育库和实习实训基地，一家一行；实习学生在“培训机构和基地”页登记。',
    'Enterprises of joint education and bases for practice, one row each; interns are entered on the page of institutions.',
  ),
  columns: COLUMNS,
  key: ['code'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['listed_on'],
  href: () => '/console/workforce/institutions',
  source: (
    tx,
  ) => sql`select b.code, b.kind, b.name, b.credit_code, b.school, b.courses, b.region, b.places, b.listed_on, b.valid_until, b.removed_on,
      b.source from workforce.base b where b.jurisdiction = ${tx.actor.jurisdiction}`,
  check: (row) => [
    ...(row.valid_until !== null && row.valid_until < row.listed_on
      ? [issue('valid_until', '有效期早于入库日期', 'It would end before it was listed')]
      : []),
    ...(row.removed_on !== null && row.removed_on < row.listed_on
      ? [issue('removed_on', '移出日期早于入库日期', 'It was removed before it was listed')]
      : []),
  ],
  apply: (tx, changes, context) => writeBases(tx, changes, context.import),
}

/** Writes bases, set-based; one where somebody learned is not taken out again by undoing an import. */
export async function writeBases(tx: Tx, changes: Changes<BaseRow>, origin: string | null): Promise<number> {
  const rows = [...changes.added, ...changes.changed.map(({ after }) => after)]
  await tx.run(sql`insert into workforce.base (jurisdiction, code, kind, name, credit_code, school, courses, region, places, listed_on, valid_until,
      removed_on, source, recorded_at, recorded_by, import)
    select ${tx.actor.jurisdiction}, code, kind, name, credit_code, school, courses, region, places, listed_on, valid_until, removed_on, source,
      ${tx.now}, ${tx.actor.id}, ${origin}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(code text, kind text, name text, credit_code text, school text, courses text,
      region text, places int, listed_on date, valid_until date, removed_on date, source text)
    on conflict (jurisdiction, code) do update set kind = excluded.kind, name = excluded.name, credit_code = excluded.credit_code,
      school = excluded.school, courses = excluded.courses, region = excluded.region, places = excluded.places, listed_on = excluded.listed_on,
      valid_until = excluded.valid_until, removed_on = excluded.removed_on, source = excluded.source, import = excluded.import`)
  const gone = changes.removed.map((row) => row.code)
  const removed =
    await tx.run(sql`delete from workforce.base b where b.jurisdiction = ${tx.actor.jurisdiction} and b.code = any(${gone})
    and not exists (select from workforce.placement p where p.jurisdiction = b.jurisdiction and p.base = b.code)`)
  if (removed < gone.length)
    throw refuse(
      'base.used',
      {
        zh: '其中有基地已登记实习，不能撤销导入',
        en: 'Interns were entered at some of them; the import cannot be undone',
      },
      { kind: 'conflict' },
    )
  return rows.length + removed
}

/** A base with who learned there: distinct persons and placements apart. */
export type BaseView = Omit<BaseRow, 'credit_code' | 'listed_on' | 'valid_until' | 'removed_on'> & {
  creditCode: string | null
  listedOn: IsoDate
  validUntil: IsoDate | null
  removedOn: IsoDate | null
  holds: boolean
  interns: number
  persons: number
  placements: number
}

/** Every base; placements ever, persons among them, and who is there today. One statement. */
export async function baseList(tx: Tx): Promise<{ items: BaseView[] }> {
  const day = today(tx.now.getTime())
  const items =
    await tx.rows<BaseView>(sql`select b.code, b.kind, b.name, b.credit_code "creditCode", b.school, b.courses, b.region, b.places,
      b.listed_on "listedOn", b.valid_until "validUntil", b.removed_on "removedOn", b.source,
      (b.listed_on <= ${day}::date and coalesce(b.valid_until >= ${day}::date, true) and coalesce(b.removed_on > ${day}::date, true)) holds,
      p.interns, p.persons, p.placements
    from workforce.base b,
      lateral (select count(*)::int placements, count(distinct ${holderOf(sql`p`)})::int persons,
        (count(*) filter (where p.during @> ${day}::date))::int interns
        from workforce.placement p where p.jurisdiction = b.jurisdiction and p.base = b.code) p
    where b.jurisdiction = ${tx.actor.jurisdiction} order by b.kind, b.code limit 2000`)
  return { items }
}

/** An internship: somebody at a base. `person` is null where the reader may not see who it is. */
export type PlacementView = {
  id: string
  person: PersonCard | null
  school: string
  course: string
  from: IsoDate
  /** The first day no longer there; null while it runs. */
  until: IsoDate | null
  outcome: 'completed' | 'hired' | 'left' | null
}

/** Interns of a base, those who are there first; the reading of names is noted. One statement and the cards. */
export async function placementList(tx: Tx, desk: PeopleDesk, code: string): Promise<{ items: PlacementView[] }> {
  const rows = await tx.rows<
    Omit<PlacementView, 'person'> & { holder: string }
  >(sql`select p.id, ${holderOf(sql`p`)} holder, p.school, p.course, lower(p.during) "from",
      upper(p.during) "until", p.outcome
    from workforce.placement p where p.jurisdiction = ${tx.actor.jurisdiction} and p.base = ${code}
    order by upper_inf(p.during) desc, lower(p.during) desc, p.id limit 500`)
  const cards = await personCards(
    tx,
    desk,
    rows.map((row) => row.holder),
    '查看实习人员',
  )
  return { items: rows.map(({ holder, ...row }) => ({ ...row, person: cards.get(holder) ?? null })) }
}

/**
 * Enters an intern at a base.
 *
 * @throws Refusal `base.missing`, `base.over`, `base.full`, `person.missing`, `placement.twice`, `access.region`
 */
export async function placeIntern(
  tx: Tx,
  desk: PeopleDesk,
  code: string,
  input: { person: string; school: string; course: string; from: IsoDate },
): Promise<{ id: string }> {
  const own = tx.actor.jurisdiction
  const base = await tx.maybe<{
    region: string
    places: number | null
    ends: IsoDate | null
  }>(sql`select region, places,
      least(valid_until + 1, removed_on) ends from workforce.base where jurisdiction = ${own} and code = ${code} for update`)
  if (base === null)
    throw refuse('base.missing', { zh: '没有这个基地', en: 'There is no such base' }, { kind: 'missing' })
  expectRegion(tx, base.region)
  if (base.ends !== null && base.ends <= input.from)
    throw refuse(
      'base.over',
      { zh: `${formatDate(base.ends)} 起不再是实训基地`, en: `It is no base from ${formatDate(base.ends, 'en')}` },
      { kind: 'conflict', at: '/from' },
    )
  await demandPerson(tx, desk, input.person)
  const { here } = await tx.one<{ here: number }>(sql`select count(*)::int here from workforce.placement
    where jurisdiction = ${own} and base = ${code} and during @> ${input.from}::date`)
  if (base.places !== null && here >= base.places)
    throw refuse(
      'base.full',
      { zh: `${base.places} 个岗位已满`, en: `All ${base.places} places are taken` },
      { kind: 'conflict' },
    )
  const id = newId()
  const kept =
    await tx.run(sql`insert into workforce.placement (jurisdiction, id, base, person, school, course, during, recorded_at, recorded_by)
    values (${own}, ${id}, ${code}, ${input.person}, ${input.school}, ${input.course}, daterange(${input.from}, null), ${tx.now}, ${tx.actor.id})
    on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'placement.twice',
      { zh: '此人这段时间已在这个基地实习', en: 'This person is an intern here at that time already' },
      { kind: 'conflict', at: '/person' },
    )
  await tell(tx, id, input.person, 'add', { base: code, from: input.from })
  return { id }
}

/** Ends an internship with what came of it. @throws Refusal `placement.missing`, `person.missing` */
export async function endPlacement(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; outcome: 'completed' | 'hired' | 'left' },
): Promise<void> {
  const ended = await tx.maybe<{
    person: string
  }>(sql`update workforce.placement set during = daterange(lower(during), ${input.on}),
      outcome = ${input.outcome}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and upper_inf(during) and lower(during) < ${input.on}::date returning person`)
  if (ended === null)
    throw refuse(
      'placement.missing',
      { zh: '没有这条在实习的记录，或日期早于开始日期', en: 'There is no running internship, or it began later' },
      { kind: 'missing', at: '/on' },
    )
  await demandPerson(tx, desk, ended.person)
  await tell(tx, id, ended.person, 'end', input)
}

async function tell(tx: Tx, id: string, person: string, act: string, detail: { [key: string]: string }): Promise<void> {
  await record(tx, {
    action: `workforce.placement.${act}`,
    subject: { kind: 'person', id: person },
    detail: { placement: id, ...detail },
  })
  await emit(tx, 'workforce.placement.changed', { placement: id, act })
}
