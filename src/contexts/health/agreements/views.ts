import { addDays, addMonths, today } from '../../../kernel/dates.ts'
import type { InForce, Tx } from '../../../platform/db/index.ts'
import { endings, type PaperView, papersOn, sitesOfKinds } from '../../providers/index.ts'
import { rulesOn } from '../rules.ts'

/** Kinds of care institutions that owe a medical agreement (养老机构). */
export const CARE_KINDS = ['elder-institution', 'elder-failing-care', 'elder-regional-centre'] as const

/** Why an agreement counts or not. `fresh`: signed so lately that nothing need have been done yet. */
export type AgreementStanding = 'active' | 'fresh' | 'idle'

/** Whether an agreement in force counts on a day: something was done under it lately, or it is younger than that. Pure. */
export function standingOf(
  paper: { from: string; activeOn: string | null },
  day: string,
  months: number,
): AgreementStanding {
  const since = addMonths(day, -months)
  if (paper.activeOn !== null && paper.activeOn > since && paper.activeOn <= day) return 'active'
  return paper.from > since ? 'fresh' : 'idle'
}

/** A care institution with its medical agreements in force. */
export type AgreementLine = {
  site: string
  name: string
  organisation: string
  organisationName: string
  agreements: (Pick<PaperView, 'id' | 'title' | 'party' | 'scope' | 'from' | 'until' | 'activeOn'> & {
    standing: AgreementStanding
    endsSoon: boolean
  })[]
  covered: boolean
}

/** Agreements of care and medical institutions on a day (医养签约), with the rule that decided it. */
export type AgreementState = {
  asOf: string
  institutions: number
  covered: number
  share: number | null
  rule: InForce
  lines: AgreementLine[]
  /** Agreements that ended within the last year and were not replaced. */
  expired: { paper: string; organisation: string; organisationName: string; title: string; until: string }[]
}

const SOON_DAYS = 60

/**
 * Which care institutions have an agreement that counts. What ended yesterday does not count today, and neither does one under which nothing
 * is done. Four statements.
 */
export async function agreementState(tx: Tx, query: { asOf?: string }): Promise<AgreementState> {
  const day = query.asOf ?? today(tx.now.getTime())
  const rule = (await rulesOn(tx, day))('agreement.activity-months')
  const sites = await sitesOfKinds(tx, CARE_KINDS, day)
  const papers = await papersOn(tx, day, { kind: 'agreement', subkind: 'medical' })
  const lines = sites.map((site): AgreementLine => {
    const own = papers.filter(
      (paper) => paper.organisation === site.organisation && (paper.site === null || paper.site === site.id),
    )
    const agreements = own.map(({ id, title, party, scope, from, until, activeOn }) => ({
      id,
      title,
      party,
      scope,
      from,
      until,
      activeOn,
      standing: standingOf({ from, activeOn }, day, rule.value),
      endsSoon: until !== null && until <= addDays(day, SOON_DAYS),
    }))
    return {
      site: site.id,
      name: site.name,
      organisation: site.organisation,
      organisationName: site.organisationName,
      agreements,
      covered: agreements.some((each) => each.standing !== 'idle'),
    }
  })
  const ended = (await endings(tx, { since: addMonths(day, -12), until: addDays(day, -1) })).filter(
    (each) => each.kind === 'paper' && each.subkind === 'medical',
  )
  const covered = lines.filter((line) => line.covered).length
  return {
    asOf: day,
    institutions: lines.length,
    covered,
    share: lines.length === 0 ? null : covered / lines.length,
    rule,
    lines,
    expired: ended.map(({ id, organisation, organisationName, title, until }) => ({
      paper: id,
      organisation,
      organisationName,
      title,
      until,
    })),
  }
}
