import { addMonths, type IsoDate } from '../../../kernel/dates.ts'

/** What decides whether a certificate counts. `until` and the days before `revokedOn` are included; `until` null is without end. */
export type CertificateTerm = {
  state: 'unverified' | 'verified' | 'refuted'
  from: IsoDate
  until: IsoDate | null
  revokedOn: IsoDate | null
}

/** How a certificate stands on a day. Unverified is neither valid nor worthless: nobody has looked yet. */
export type Standing = 'valid' | 'soon' | 'expired' | 'revoked' | 'refuted' | 'unverified' | 'future'

/** Months before its end from which a certificate is called ending soon. */
export const SOON_MONTHS = 3

/** How a certificate stands on a day. */
export function standingOf(term: CertificateTerm, day: IsoDate): Standing {
  if (term.state === 'refuted') return 'refuted'
  if (term.revokedOn !== null && term.revokedOn <= day) return 'revoked'
  if (day < term.from) return 'future'
  if (term.until !== null && term.until < day) return 'expired'
  if (term.state === 'unverified') return 'unverified'
  return term.until !== null && term.until < addMonths(day, SOON_MONTHS) ? 'soon' : 'valid'
}

/** Whether a certificate counts on a day: verified, begun, not over, not revoked. */
export const counts = (term: CertificateTerm, day: IsoDate): boolean => {
  const standing = standingOf(term, day)
  return standing === 'valid' || standing === 'soon'
}

/** A skill that a task needs; `level` is the lowest that will do (5 is the lowest there is), null where any will. */
export type Need = { skill: string; level: number | null }

/** A certificate as far as a task asks. */
export type Attested = CertificateTerm & { skill: string; level: number | null }

/** Why a need is not met, from the certificate that comes nearest. */
export type Lack = {
  skill: string
  level: number | null
  why: 'none' | 'level' | Exclude<Standing, 'valid' | 'soon'>
  until: IsoDate | null
}

/** What comes nearest to being valid, best first. */
const NEARNESS: Lack['why'][] = ['unverified', 'future', 'expired', 'level', 'revoked', 'refuted', 'none']

/**
 * Which of a task's needs the certificates do not meet on a day (A156). A level is met by the same or a higher one (a smaller number); a
 * certificate of a skill without a level does not meet a need with one.
 */
export function lacksOf(certificates: readonly Attested[], needs: readonly Need[], day: IsoDate): Lack[] {
  return needs.flatMap((need): Lack[] => {
    const own = certificates.filter((each) => each.skill === need.skill)
    const high = (each: Attested) => need.level === null || (each.level !== null && each.level <= need.level)
    if (own.some((each) => high(each) && counts(each, day))) return []
    const lacks = own.map((each): Lack => {
      const standing = standingOf(each, day)
      const why = !high(each) ? 'level' : standing === 'valid' || standing === 'soon' ? 'none' : standing
      return { ...need, why, until: each.until }
    })
    lacks.push({ ...need, why: 'none', until: null })
    return [lacks.toSorted((a, b) => NEARNESS.indexOf(a.why) - NEARNESS.indexOf(b.why))[0]!]
  })
}

/** What has to be told of a certificate's end on a day; null when nothing is near or it counts for nothing. */
export function noticeOf(term: CertificateTerm, day: IsoDate): 'quarter' | 'month' | 'expired' | null {
  if (term.until === null || term.state === 'refuted' || term.revokedOn !== null || day < term.from) return null
  if (term.until < day) return 'expired'
  if (term.until < addMonths(day, 1)) return 'month'
  return term.until < addMonths(day, SOON_MONTHS) ? 'quarter' : null
}
