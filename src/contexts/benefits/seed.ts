import { addMonths } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { checklistOn, clearReview } from '../../platform/reviews/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { enterRule, type NewRule, stopBenefit } from './commands.ts'
import { freezeList } from './freeze.ts'
import { candidateIds } from './views.ts'

/** Months of the demo whose lists are frozen. */
const FROZEN_MONTHS = 2
/** Of so many who qualify one has not asked yet. */
const LEFT_OUT_EVERY = 9

const POOR = ['destitute', 'subsistence', 'low-income'] as const
const NEEDS_CARE = ['lost-ability', 'part-lost-ability'] as const

/** 公平竞争审查 of the demo's rules: they favour no firm. */
const REVIEWED_ON = '2024-09-02'
const REVIEW = clearReview(checklistOn(REVIEWED_ON)!, {
  unit: '县市场监管局（演示数据）',
  opinion: '按人发放，不指定服务机构，不限制、不排斥外地经营者，符合公平竞争要求。',
  reviewedOn: REVIEWED_ON,
})

/** Rules of the demo. Their conditions follow the kinds that 民发〔2014〕113号 names; the amounts are made up. */
const rulesOf = (county: string): NewRule[] => [
  {
    benefit: 'old-age',
    kind: 'old-age',
    title: { zh: '高龄津贴', en: 'Old-age allowance' },
    region: county,
    from: '2024-01-01',
    basis: '演示数据：金额为演示参数，请换成本地文件',
    content: {
      facts: 'first-day',
      who: { ageFrom: 80 },
      bands: [
        { when: { ageFrom: 100 }, fen: 50_000, title: { zh: '100 周岁以上', en: '100 and older' } },
        { when: { ageFrom: 90 }, fen: 10_000, title: { zh: '90—99 周岁', en: '90 to 99' } },
        { when: {}, fen: 5_000, title: { zh: '80—89 周岁', en: '80 to 89' } },
      ],
    },
  },
  {
    benefit: 'service-allowance',
    kind: 'service',
    title: { zh: '经济困难老年人养老服务补贴', en: 'Service allowance for older people in hardship' },
    region: county,
    from: '2024-01-01',
    basis: '演示数据：金额为演示参数，请换成本地文件',
    content: {
      facts: 'first-day',
      who: { ageFrom: 60, groups: [[...POOR]] },
      bands: [
        {
          when: { groups: [['destitute', 'subsistence']] },
          fen: 10_000,
          title: { zh: '特困、低保', en: 'destitute or on subsistence' },
        },
        { when: {}, fen: 6_000, title: { zh: '低保边缘', en: 'low income' } },
      ],
    },
  },
  {
    benefit: 'care-allowance',
    kind: 'care',
    title: { zh: '经济困难失能老年人护理补贴', en: 'Care allowance for older people in hardship who lost ability' },
    region: county,
    from: '2024-01-01',
    basis: '演示数据：金额为演示参数，请换成本地文件',
    content: {
      facts: 'first-day',
      who: { ageFrom: 60, groups: [[...POOR], [...NEEDS_CARE]] },
      bands: [
        { when: { groups: [['lost-ability']] }, fen: 20_000, title: { zh: '失能', en: 'lost ability' } },
        { when: {}, fen: 10_000, title: { zh: '部分失能', en: 'partly lost ability' } },
      ],
    },
  },
]

async function grantMany(
  tx: Tx,
  desk: PeopleDesk,
  from: string,
  kinds: ReadonlyMap<string, string>,
): Promise<string[]> {
  const given = (await candidateIds(tx, desk)).filter((_, index) => index % LEFT_OUT_EVERY !== 0)
  const ids = given.map(() => newId())
  if (given.length === 0) return ids
  await tx.run(sql`insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, acting, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.id, x.person, x.benefit, x.kind, daterange(${from}::date, null), 'self', ${tx.actor.id}, ${tx.now}
    from unnest(${ids}::uuid[], ${given.map((each) => each.person)}::uuid[], ${given.map((each) => each.benefit)}::text[],
      ${given.map((each) => kinds.get(each.benefit)!)}::text[]) x(id, person, benefit, kind)`)
  await record(tx, {
    action: 'benefits.entitlements.load',
    subject: { kind: 'jurisdiction', id: tx.actor.jurisdiction },
    detail: { rows: ids.length, from },
  })
  return ids
}

/** The demo's rules, entitlements, two frozen months and one stop that leaves something to get back. Needs the persons of the demo. */
export async function seedBenefits(db: Database, desk: PeopleDesk, county: string, day: string): Promise<void> {
  const actor = systemActor('seed', county)
  const month = (back: number) => addMonths(`${day.slice(0, 7)}-01`, -back).slice(0, 7)
  const rules = rulesOf(county)
  const first = await db.write(actor, async (tx) => {
    for (const rule of rules) await enterRule(tx, { ...rule, review: REVIEW })
    return grantMany(
      tx,
      desk,
      `${month(FROZEN_MONTHS + 4)}-01`,
      new Map(rules.map((rule) => [rule.benefit, rule.kind])),
    )
  })
  for (let back = FROZEN_MONTHS; back > 0; back--) await db.write(actor, (tx) => freezeList(tx, desk, month(back)))
  const stopped = first[3]
  if (stopped !== undefined)
    await db.write(actor, (tx) =>
      stopBenefit(tx, desk, stopped, {
        on: `${month(1)}-01`,
        cause: 'no-longer',
        note: '家庭经济状况复核后不再符合（演示数据）',
      }),
    )
}
