import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { CategoryCode, PersonCard } from '../people/index.ts'

/** A condition on a person: completed years, both included, and one category of every group. What is left out does not matter. */
export type Test = { ageFrom?: number; ageTo?: number; groups?: CategoryCode[][] }

/** An amount a month for those who meet a condition. */
export type Band = { when: Test; fen: number; title: Bilingual }

/**
 * 补贴规则 as data. `facts` is the day of the month whose facts decide: on the first day, whoever dies or moves during a month still has
 * that month and whoever qualifies during it begins with the next; on the last day it is the other way round. The first band that holds
 * gives the amount.
 */
export type RuleContent = { facts: 'first-day' | 'last-day'; who: Test; bands: Band[] }

/** A version of a benefit's rule. `region` is a prefix of region codes; `until` the last day. */
export type Rule = {
  id: string
  benefit: string
  version: number
  kind: string
  title: Bilingual
  region: string
  content: RuleContent
  basis: string
  from: IsoDate
  until: IsoDate | null
}

/** What is known of a person on a day. Unknown is null. */
export type Facts = {
  born: IsoDate | null
  region: string | null
  /** Codes in order. */
  categories: CategoryCode[]
  /** First day on which the person was no longer here, by death or move. */
  goneOn: IsoDate | null
}

/** Why a line is as it is. */
export const REASONS = {
  met: { zh: '符合', en: 'meets the rule' },
  gone: { zh: '已去世或迁出', en: 'died or moved away' },
  region: { zh: '不在适用地区', en: 'lives elsewhere' },
  'region-unknown': { zh: '住址不明', en: 'residence unknown' },
  age: { zh: '年龄不符', en: 'age' },
  'age-unknown': { zh: '出生日期不明', en: 'birth date unknown' },
  category: { zh: '不属规定的类别', en: 'not in the categories' },
  amount: { zh: '没有对应的标准', en: 'no amount applies' },
} as const satisfies Record<string, Bilingual>
export type Reason = keyof typeof REASONS

export type Outcome = 'due' | 'not-due' | 'unknown'

/** What a rule says of a person on a day. */
export type Judged = { outcome: Outcome; fen: number; band: number | null; reasons: Reason[] }

/** Why a benefit ended. */
export const CAUSES = {
  died: { zh: '去世', en: 'died' },
  'moved-out': { zh: '迁出', en: 'moved away' },
  'no-longer': { zh: '不再符合', en: 'no longer qualifies' },
  renounced: { zh: '本人放弃', en: 'renounced' },
  error: { zh: '登记有误', en: 'entered in error' },
  merged: { zh: '重复档案', en: 'double file' },
} as const satisfies Record<string, Bilingual>
export type Cause = keyof typeof CAUSES

/** A list as it was frozen. Money in fen; `month` is `2026-11`. */
export type ListView = {
  id: string
  month: string
  rules: { benefit: string; version: number; title: Bilingual }[]
  lines: number
  due: number
  unknown: number
  totalFen: number
  hash: string
  frozenAt: string
  frozenBy: string
}

/** One line of a list with the masked person and the facts; `person` is null for files beyond the reader's area or destroyed. */
export type LineView = {
  id: string
  person: PersonCard | null
  benefit: string
  title: Bilingual
  version: number
  factsOn: IsoDate
  outcome: Outcome
  fen: number
  reasons: Reason[]
  /** Facts as frozen; null once the person's key is destroyed. */
  facts: Facts | null
}

/** An entitlement as lists show it. `until` is the first day on which it no longer holds. */
export type EntitlementView = {
  id: string
  person: PersonCard
  benefit: string
  title: Bilingual
  from: IsoDate
  until: IsoDate | null
  endedCause: Cause | null
  endedNote: string | null
}

/** Somebody who meets a rule and does not get the benefit (应享未享). */
export type CandidateView = { person: PersonCard; benefit: string; title: Bilingual; fen: number }

/** What was listed too much. */
export type OverpaymentView = {
  id: string
  person: PersonCard | null
  benefit: string
  title: Bilingual
  month: string
  fen: number
  cause: Cause
  since: IsoDate
  foundAt: string
  settled: 'recovered' | 'waived' | 'cancelled' | null
  settledNote: string | null
}
