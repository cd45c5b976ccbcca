import { type IsoDate, today } from '../../../kernel/dates.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import {
  demandPerson,
  maskNumber,
  type PeopleDesk,
  type PersonCard,
  personCards,
  personsInScope,
  sealsFor,
  searchPeople,
} from '../../people/index.ts'
import { bansHolding, organisationNames, sitesOf } from '../../providers/index.ts'
import type { CertificateSecrets } from '../certificates/commands.ts'
import { type CertificateTerm, type Standing, standingOf } from '../certificates/rules.ts'
import { CERTIFICATE, type CertificateRow } from '../certificates/store.ts'
import { type ClassKind, type Education, MODE_CODES, type Mode, type Post } from '../model.ts'
import { belongsTo } from '../who.ts'
import { accountOf } from './accounts.ts'
import { EMPLOYMENT, type EmploymentRow, noWorker } from './store.ts'

/** Somebody in the list of staff. */
export type StaffLine = {
  person: string
  name: string | null
  age: number | null
  phone: string | null
  posts: { organisation: string; organisationName: string; post: Post; mode: Mode | null }[]
  certificates: { skill: string; level: number | null; standing: Standing; until: IsoDate | null }[]
}

export type StaffQuery = {
  q?: string
  organisation?: string
  skill?: string
  /** `soon`: a certificate ends within three months or has ended; `unverified`: one waits to be verified; `none`: nobody has seen one. */
  papers?: 'soon' | 'unverified' | 'none'
  cursor?: string
  limit: number
}

type StoredLine = {
  person: string
  posts: { organisation: string; post: Post; mode: Mode | null }[]
  certificates: (CertificateTerm & { skill: string; level: number | null })[]
}

/** Rows of a worker in the list, under whichever of the worker's files they were entered. */
const ofWorker = (table: Sql): Sql =>
  sql`${table}.jurisdiction = w.jurisdiction and ${table}.person in (select w.person union all
    select a.person from workforce.alias a where a.jurisdiction = w.jurisdiction and a.holder = w.person)`

function papersWhere(papers: NonNullable<StaffQuery['papers']>, day: IsoDate): Sql {
  const own = sql`${ofWorker(sql`c`)} and c.state <> 'refuted' and c.revoked_on is null`
  switch (papers) {
    case 'soon':
      return sql`exists (select from workforce.certificate c where ${own} and c.valid_until < ${day}::date + interval '3 months')`
    case 'unverified':
      return sql`exists (select from workforce.certificate c where ${own} and c.state = 'unverified')`
    default:
      return sql`not exists (select from workforce.certificate c where ${own})`
  }
}

/** Staff within the actor's scope, those who work somewhere today first entered last; names noted as read. Seven statements at most. */
export async function staffList(
  tx: Tx,
  desk: PeopleDesk,
  query: StaffQuery,
): Promise<{ items: StaffLine[]; next: string | null }> {
  const day = today(tx.now.getTime())
  const after = readCursor(query.cursor, 1)
  const found = query.q?.trim()
    ? (await searchPeople(tx, desk, query.q, '查找从业人员')).items.map((each) => each.id)
    : null
  const conditions = [
    sql`w.jurisdiction = ${tx.actor.jurisdiction}`,
    sql`not exists (select from workforce.alias a where a.jurisdiction = w.jurisdiction and a.person = w.person)`,
    sql`w.person in (${personsInScope(tx, desk)})`,
    ...(found === null ? [] : [sql`w.person = any(${found}::uuid[])`]),
    ...(query.organisation
      ? [
          sql`exists (select from workforce.employment e where ${ofWorker(sql`e`)}
            and e.organisation = ${query.organisation} and e.during @> ${day}::date)`,
        ]
      : []),
    ...(query.skill
      ? [sql`exists (select from workforce.certificate c where ${ofWorker(sql`c`)} and c.skill = ${query.skill})`]
      : []),
    ...(query.papers ? [papersWhere(query.papers, day)] : []),
    ...(after === null ? [] : [sql`w.person < ${after[0]!}::uuid`]),
  ]
  const rows = await tx.rows<StoredLine>(sql`select w.person,
      coalesce((select json_agg(json_build_object('organisation', e.organisation, 'post', e.post, 'mode', e.mode) order by e.during)
        from workforce.employment e where ${ofWorker(sql`e`)} and e.during @> ${day}::date), '[]') posts,
      coalesce((select json_agg(json_build_object('skill', c.skill, 'level', c.level, 'state', c.state, 'from', c.issued_on, 'until', c.valid_until,
        'revokedOn', c.revoked_on) order by c.skill, c.issued_on desc) from workforce.certificate c
        where ${ofWorker(sql`c`)}), '[]') certificates
    from workforce.worker w where ${conditions.reduce((all, each) => sql`${all} and ${each}`)} order by w.person desc limit ${query.limit + 1}`)
  const shown = rows.slice(0, query.limit)
  const cards = await personCards(
    tx,
    desk,
    shown.map((row) => row.person),
    '查看从业人员名册',
  )
  const names = await organisationNames(
    tx,
    shown.flatMap((row) => row.posts.map((each) => each.organisation)),
  )
  return {
    items: shown.map((row) => {
      const card = cards.get(row.person)
      return {
        person: row.person,
        name: card?.name ?? null,
        age: card?.age ?? null,
        phone: card?.phone ?? null,
        posts: row.posts.map((each) => ({ ...each, organisationName: names.get(each.organisation)?.name ?? '' })),
        certificates: row.certificates.map((each) => ({
          skill: each.skill,
          level: each.level,
          until: each.until,
          standing: standingOf(each, day),
        })),
      }
    }),
    next: rows.length > shown.length ? cursorOf([shown.at(-1)!.person]) : null,
  }
}

export type EmploymentView = EmploymentRow & {
  organisationName: string
  creditCode: string | null
  siteName: string | null
}
export type CertificateView = CertificateRow & {
  standing: Standing
  /** Masked. */
  number: string | null
  verifiedByName: string | null
}

/** A staff file. */
export type StaffFile = {
  person: string
  card: PersonCard
  since: IsoDate | null
  education: Education | null
  employments: EmploymentView[]
  certificates: CertificateView[]
  classes: {
    id: string
    title: string
    kind: ClassKind
    endsOn: IsoDate
    state: string
    completed: boolean | null
    score: number | null
  }[]
  /** What this worker signs in with in the field. */
  account: { name: string; since: string } | null
  /** A ban that stops this person from being sent out today. */
  ban: { paperNumber: string; endsOn: IsoDate | null } | null
}

/**
 * A staff file with everything about work: where, as what, with which certificates and classes. Numbers masked; noted as a reading.
 *
 * @throws Refusal `person.missing`, `worker.missing`
 */
export async function staffFile(tx: Tx, desk: PeopleDesk, person: string): Promise<StaffFile> {
  const day = today(tx.now.getTime())
  await demandPerson(tx, desk, person)
  const own = tx.actor.jurisdiction
  const worker = await tx.maybe<{
    since: IsoDate | null
    education: Education | null
    digest: string | null
  }>(sql`select since, education,
      ban_digest digest from workforce.worker where jurisdiction = ${own} and person = ${person}`)
  if (worker === null) throw noWorker()
  const card = (await personCards(tx, desk, [person], '查看从业人员档案')).get(person)!
  const mine = [person]
  const employments = await tx.rows<EmploymentRow>(sql`select ${EMPLOYMENT} from workforce.employment e
    where e.jurisdiction = ${own} and ${belongsTo(tx, sql`e`, mine)} order by upper_inf(e.during) desc, lower(e.during) desc`)
  const certificates = await tx.rows<
    CertificateRow & { sealed: Buffer }
  >(sql`select ${CERTIFICATE}, c.sealed from workforce.certificate c
    where c.jurisdiction = ${own} and ${belongsTo(tx, sql`c`, mine)} order by c.skill, c.issued_on desc`)
  const classes = await tx.rows<
    StaffFile['classes'][number]
  >(sql`select k.id, k.title, k.kind, k.ends_on "endsOn", k.state, e.completed, e.score
    from workforce.enrolment e join workforce.class k on k.jurisdiction = e.jurisdiction and k.id = e.class
    where e.jurisdiction = ${own} and e.state = 'enrolled' and ${belongsTo(tx, sql`e`, mine)} order by k.ends_on desc`)
  const firms = [...new Set(employments.map((each) => each.organisation))]
  const names = await organisationNames(tx, firms)
  const sites = new Map((await sitesOf(tx, firms)).map((site) => [site.id, site.name]))
  const seals = await sealsFor(tx, desk, [...new Set(certificates.map((each) => each.person))])
  const link = await accountOf(tx, person)
  const accounts = await accountNames(tx, [
    ...certificates.flatMap((each) => each.verifiedBy ?? []),
    ...(link === null ? [] : [link.account]),
  ])
  const bans = worker.digest === null ? [] : await bansHolding(tx, { creditCodes: [], personDigests: [worker.digest] })
  const ban = bans.find((each) => each.scopes.includes('dispatch'))
  return {
    person,
    card,
    since: worker.since,
    education: worker.education,
    employments: employments.map((each) => ({
      ...each,
      organisationName: names.get(each.organisation)?.name ?? '',
      creditCode: names.get(each.organisation)?.creditCode ?? null,
      siteName: each.site === null ? null : (sites.get(each.site) ?? null),
    })),
    certificates: certificates.map(({ sealed, ...each }) => ({
      ...each,
      standing: standingOf(each, day),
      number: maskNumber(seals.get(each.person)?.open<CertificateSecrets>(sealed).number ?? null),
      verifiedByName: each.verifiedBy === null ? null : (accounts.get(each.verifiedBy) ?? null),
    })),
    classes,
    account: link === null ? null : { name: accounts.get(link.account) ?? '', since: link.since },
    ban: ban === undefined ? null : { paperNumber: ban.paperNumber, endsOn: ban.endsOn },
  }
}

/** How the staff of a firm work for it (A163). The share is of those whose mode is known. */
export type FirmStaff = {
  organisation: string
  organisationName: string
  creditCode: string
  persons: number
  employed: number
  /** Persons whose mode is known. */
  known: number
  unknown: number
  /** Persons whose employment somebody confirmed within the last half year. */
  confirmed: number
  modes: Record<Mode, number>
}

/** Staff of firms on a day, persons and not posts; volunteers apart from the share. Two statements. */
export async function firmStaff(
  tx: Tx,
  day: IsoDate,
): Promise<{ items: FirmStaff[]; total: Omit<FirmStaff, 'organisation' | 'organisationName' | 'creditCode'> }> {
  const rows = await tx.rows<{
    organisation: string
    person: string
    mode: Mode | null
    confirmed: boolean
  }>(sql`select e.organisation,
      e.person, e.mode, coalesce(e.confirmed_on > ${day}::date - 183, false) confirmed
    from workforce.employment e where e.jurisdiction = ${tx.actor.jurisdiction} and e.during @> ${day}::date`)
  const names = await organisationNames(
    tx,
    rows.map((row) => row.organisation),
  )
  const byFirm = Map.groupBy(rows, (row) => names.get(row.organisation)?.id ?? row.organisation)
  const items = [...byFirm].map(([organisation, staff]) => ({
    organisation,
    organisationName: names.get(organisation)?.name ?? '',
    creditCode: names.get(organisation)?.creditCode ?? '',
    ...staffOf(staff),
  }))
  return {
    items: items.sort((a, b) => b.persons - a.persons || (a.organisationName < b.organisationName ? -1 : 1)),
    total: staffOf(rows),
  }
}

/** Persons by mode; somebody with two posts counts once, as employed if one of them is so. */
function staffOf(rows: readonly { person: string; mode: Mode | null; confirmed: boolean }[]) {
  const best = new Map<string, { mode: Mode | null; confirmed: boolean }>()
  const rank = (mode: Mode | null) => (mode === null ? MODE_CODES.length : MODE_CODES.indexOf(mode))
  for (const row of rows) {
    const known = best.get(row.person)
    if (known === undefined) best.set(row.person, { mode: row.mode, confirmed: row.confirmed })
    else if (rank(row.mode) < rank(known.mode)) known.mode = row.mode
    if (known !== undefined && row.confirmed) known.confirmed = true
  }
  const all = [...best.values()]
  const of = (mode: Mode | null) => all.filter((each) => each.mode === mode).length
  const modes = Object.fromEntries(MODE_CODES.map((mode) => [mode, of(mode)])) as Record<Mode, number>
  return {
    persons: all.length,
    employed: modes.employee,
    known: all.length - of(null) - modes.volunteer,
    unknown: of(null),
    confirmed: all.filter((each) => each.confirmed).length,
    modes,
  }
}
