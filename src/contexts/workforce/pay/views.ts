import { FEWEST, medianBand, type PublishedRow, publishRow } from '../../../engines/disclosure/index.ts'
import { type IsoDate, today, yearsBetween } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type CertificateTerm, counts } from '../certificates/rules.ts'
import { LEVELS, PAY_BANDS } from '../model.ts'
import { holderOf } from '../who.ts'

/** Pay bands by level of skill and by years in the trade (A165): aggregates only, small cells withheld. */
export type PayTables = {
  asOf: IsoDate
  bands: readonly Bilingual[]
  fewest: number
  byLevel: (PublishedRow & { title: Bilingual })[]
  /** Persons and the middle band; both null for fewer than five persons. */
  byYears: { group: string; title: Bilingual; total: number | null; median: number | null }[]
  /** Share of running employments whose pay band is unknown, in whole per cent; null when there are none. */
  unknownShare: number | null
}

type Paid = {
  person: string
  band: number | null
  since: IsoDate | null
  certificates: (CertificateTerm & { level: number | null })[]
}

const YEARS: { title: Bilingual; from: number; to: number }[] = [
  { title: { zh: '不满 1 年', en: 'less than 1 year' }, from: 0, to: 1 },
  { title: { zh: '1—3 年', en: '1–3 years' }, from: 1, to: 3 },
  { title: { zh: '3—5 年', en: '3–5 years' }, from: 3, to: 5 },
  { title: { zh: '5—10 年', en: '5–10 years' }, from: 5, to: 10 },
  { title: { zh: '10 年及以上', en: '10 years and more' }, from: 10, to: 200 },
]

/** Highest level of the certificates that count on a day; null without any. */
function levelOf(paid: Paid, day: IsoDate): number | null {
  const levels = paid.certificates.filter((each) => counts(each, day)).flatMap((each) => each.level ?? [])
  return levels.length === 0 ? null : Math.min(...levels)
}

/**
 * The tables of pay bands over everybody employed today, each person once by the best paid employment. No row leads back to a person, and
 * whoever reads them reads no personal data.
 */
export async function payTables(tx: Tx): Promise<PayTables> {
  const day = today(tx.now.getTime())
  const all = await tx.rows<Paid>(sql`select ${holderOf(sql`e`)} person, max(e.pay_band) band, min(w.since) since,
      coalesce((select json_agg(json_build_object('level', c.level, 'state', c.state, 'from', c.issued_on, 'until', c.valid_until, 'revokedOn',
        c.revoked_on)) from workforce.certificate c where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = any(array_agg(e.person))), '[]') certificates
    from workforce.employment e
    join workforce.worker w on w.jurisdiction = e.jurisdiction and w.person = e.person
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.during @> ${day}::date and e.mode is distinct from 'volunteer'
    group by 1`)
  const known = all.filter((each) => each.band !== null)
  const cellsOf = (some: readonly Paid[]) =>
    PAY_BANDS.map((_, band) => some.filter((each) => each.band === band).length)
  const row = (group: string, title: Bilingual, some: readonly Paid[]) => ({
    ...publishRow({ group, cells: cellsOf(some) }),
    title,
  })
  const middle = (group: string, title: Bilingual, some: readonly Paid[]) => {
    const median = medianBand(cellsOf(some))
    return { group, title, total: median === null ? null : some.length, median }
  }
  const levelled = Map.groupBy(known, (each) => levelOf(each, day))
  const yearsOf = (each: Paid) => (each.since === null ? null : yearsBetween(each.since, day))
  return {
    asOf: day,
    bands: PAY_BANDS,
    fewest: FEWEST,
    byLevel: [
      row('none', { zh: '没有有效的等级证书', en: 'no valid certificate of a level' }, levelled.get(null) ?? []),
      ...[5, 4, 3, 2, 1].map((level) => row(String(level), LEVELS[level]!, levelled.get(level) ?? [])),
    ],
    byYears: [
      ...YEARS.map(({ title, from, to }) => {
        const inside = (years: number | null) => years !== null && years >= from && years < to
        return middle(
          `${from}`,
          title,
          known.filter((each) => inside(yearsOf(each))),
        )
      }),
      middle(
        'unknown',
        { zh: '从业年限未知', en: 'years not known' },
        known.filter((each) => each.since === null),
      ),
    ],
    unknownShare: all.length === 0 ? null : Math.round(((all.length - known.length) / all.length) * 100),
  }
}
