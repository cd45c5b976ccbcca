import { formatDate, today } from '../../kernel/dates.ts'
import { sql } from '../../platform/db/index.ts'
import type { Hook } from '../../platform/procedures/index.ts'
import { stoppingBan } from './bans/commands.ts'
import { balancesRefunded, residentsPlaced } from './exits/commands.ts'
import { sheetAgrees } from './grading/cases.ts'
import { countsIn } from './store.ts'

/** Procedures that are decided as recognition; every other one that asks is a filing. */
const RECOGNITIONS = new Set(['inclusive-recognition', 'elder-care-grading', 'demonstration-award'])

/** 不在禁入期内. */
const notBanned: Hook = async (tx, { code, creditCode }) => {
  if (creditCode === null)
    return { truth: null, says: { zh: '没有信用代码，无法核对', en: 'no credit code to look up' } }
  const stops = await stoppingBan(tx, { creditCode }, RECOGNITIONS.has(code) ? 'recognition' : 'filing')
  if (stops === null) return { truth: true, says: { zh: '没有在禁入期内的决定', en: 'no ban in force' } }
  const { paperNumber, endsOn } = stops
  return {
    truth: false,
    says: {
      zh: `${paperNumber} 决定禁入，${endsOn === null ? '没有截止日期' : `至 ${formatDate(endsOn)}`}`,
      en: `banned by ${paperNumber} ${endsOn === null ? 'without end' : `until ${formatDate(endsOn, 'en')}`}`,
    },
  }
}

/** 备案有效: of the applicant, or of the provider that a person names; a number, where one is given, must be that of the filing. */
const filingInForce: Hook = async (tx, { creditCode, values }) => {
  const named = typeof values.provider === 'string' ? values.provider.trim() : null
  const wanted = typeof values.filed_number === 'string' ? values.filed_number.trim() : null
  if (creditCode === null && (named === null || named === ''))
    return { truth: null, says: { zh: '没有写明机构', en: 'no organisation was named' } }
  const day = today(tx.now.getTime())
  const filings = await tx.rows<{
    certificate: string | null
    number: string | null
    name: string
  }>(sql`select t.certificate,
      t.case_number number, coalesce(s.name, o.name) name
    from providers.standing t
    join providers.organisation o on o.jurisdiction = t.jurisdiction and o.id = t.organisation
    left join providers.site s on s.jurisdiction = t.jurisdiction and s.id = t.site
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.kind = 'filing' and ${countsIn(sql`t`, day)}
      and ${
        creditCode === null
          ? sql`(o.name = ${named} or o.short_name = ${named} or s.name = ${named})`
          : sql`(o.credit_code = ${creditCode} or exists (select from providers.organisation d where d.jurisdiction = o.jurisdiction
              and d.merged_into = o.id and d.credit_code = ${creditCode}))`
      } limit 50`)
  if (filings.length === 0) return { truth: false, says: { zh: '没有有效的备案', en: 'no filing in force' } }
  // What was filed before it was done here has no number of ours to compare with.
  const own = filings.filter((filing) => filing.certificate !== null || filing.number !== null)
  const match = filings.find((filing) => wanted !== null && (filing.certificate === wanted || filing.number === wanted))
  if (wanted !== null && wanted !== '' && match === undefined && own.length === filings.length)
    return { truth: false, says: { zh: `有效备案中没有 ${wanted}`, en: `no filing in force has the number ${wanted}` } }
  const shown = match ?? filings[0]!
  return {
    truth: true,
    says: {
      zh: `${shown.name}备案有效（${shown.certificate ?? '此前备案'}）`,
      en: `${shown.name} is filed (${shown.certificate ?? 'before'})`,
    },
  }
}

/** Questions of procedure definitions that this room answers. */
export const providerHooks: ReadonlyMap<string, Hook> = new Map([
  ['providers.not-banned', notBanned],
  ['providers.filing-in-force', filingInForce],
  ['providers.residents-placed', residentsPlaced],
  ['providers.balances-refunded', balancesRefunded],
  ['providers.sheet-agrees', sheetAgrees],
])
