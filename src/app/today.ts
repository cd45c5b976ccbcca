import Type, { type Static } from 'typebox'
import { benefitsToday } from '../contexts/benefits/index.ts'
import { careToday } from '../contexts/care/index.ts'
import { communityDuties, urgentDuties } from '../contexts/community/index.ts'
import { alertViews } from '../contexts/evaluation/index.ts'
import { healthDuties } from '../contexts/health/index.ts'
import { learningDuties } from '../contexts/learning/index.ts'
import type { PeopleDesk } from '../contexts/people/index.ts'
import { conflictViews, documents, escalationList, taskLines } from '../contexts/plan/index.ts'
import { providerDuties } from '../contexts/providers/index.ts'
import { correctionsWaiting } from '../contexts/residents/index.ts'
import { territoryDuties } from '../contexts/territory/index.ts'
import { workforceDuties } from '../contexts/workforce/index.ts'
import { addDays, today } from '../kernel/dates.ts'
import { formatMoney } from '../kernel/money.ts'
import type { Bilingual } from '../kernel/refusal.ts'
import { may, type Tx } from '../platform/db/index.ts'
import { type AnyRoute, open } from '../platform/http/index.ts'
import { casesDue, type Desk } from '../platform/procedures/index.ts'
import { fieldDuties } from '../platform/sync/index.ts'

/** A name, or words of ours in both languages. */
const Words = Type.Union([Type.String(), Type.Object({ zh: Type.String(), en: Type.String() })])

/** Something that waits for the reader. `overdue` counts working days; `due` is null where nothing presses. */
export const TodayItem = Type.Object({
  kind: Type.Union([
    Type.Literal('escalation'),
    Type.Literal('task'),
    Type.Literal('returned'),
    Type.Literal('review'),
    Type.Literal('draft'),
    Type.Literal('conflict'),
    Type.Literal('alert'),
    Type.Literal('gate'),
    Type.Literal('handover'),
    Type.Literal('use-case'),
    Type.Literal('gap'),
    Type.Literal('transition'),
    Type.Literal('case'),
    Type.Literal('care'),
    Type.Literal('health'),
    Type.Literal('learning'),
    Type.Literal('benefit'),
    Type.Literal('exit'),
    Type.Literal('ending'),
    Type.Literal('appeal'),
    Type.Literal('grading'),
    Type.Literal('workforce'),
    Type.Literal('urgent'),
    Type.Literal('community'),
  ]),
  title: Words,
  subtitle: Words,
  due: Type.Union([Type.String(), Type.Null()]),
  overdue: Type.Integer(),
  href: Type.String(),
})
export type TodayItem = Static<typeof TodayItem>

/** Tasks that fall due within so many days are shown today. */
const AHEAD_DAYS = 30
const MOST = 60
/** So many of each kind are shown in any case. */
const FIRST = 8

type Gather = { needs: string; items(tx: Tx, desk: Desk, people: PeopleDesk): Promise<TodayItem[]> }

/** A case comes on the list so many working days before it is due. */
const CASE_AHEAD = 5

/** What each kind of work brings, and the permission it needs. */
const SOURCES: Gather[] = [
  { needs: 'urgent.answer', items: urgentDuties },
  {
    needs: 'task.read',
    items: async (tx) =>
      (await escalationList(tx, { open: true, mine: true })).items.map((each) => ({
        kind: 'escalation',
        title: each.title,
        subtitle: each.stepTitle ?? each.leads.join('、'),
        due: each.due,
        overdue: each.overdueWorkdays,
        href: `/console/tasks/${each.task}`,
      })),
  },
  {
    needs: 'task.report',
    items: async (tx) => {
      const horizon = addDays(today(tx.now.getTime()), AHEAD_DAYS)
      const mine = await taskLines(tx, { mine: true })
      return mine.flatMap((line): TodayItem[] => {
        const open = line.state !== 'done' && line.state !== 'claimed'
        const returned = line.lastReport?.returned === true
        if (!open || (!returned && (line.due === null || line.due > horizon))) return []
        return [
          {
            kind: returned ? 'returned' : 'task',
            title: line.title,
            subtitle: line.planTitle,
            due: line.due,
            overdue: line.overdueWorkdays,
            href: `/console/tasks/${line.id}`,
          },
        ]
      })
    },
  },
  {
    needs: 'task.review',
    items: async (tx) =>
      (await taskLines(tx, { state: 'claimed' })).map((line) => ({
        kind: 'review',
        title: line.title,
        subtitle: line.lastReport?.unitName ?? line.planTitle,
        due: line.due,
        overdue: line.overdueWorkdays,
        href: `/console/tasks/${line.id}`,
      })),
  },
  {
    needs: 'plan.decide',
    items: async (tx) =>
      (await documents(tx, { limit: MOST })).items.flatMap((document) =>
        document.plans
          .filter((plan) => plan.state === 'draft' && document.jurisdiction === tx.actor.jurisdiction)
          .map((plan) => ({
            kind: 'draft' as const,
            title: document.title,
            subtitle: document.number ?? '',
            due: null,
            overdue: 0,
            href: `/console/plan/plans/${plan.id}/read`,
          })),
      ),
  },
  {
    needs: 'conflict.decide',
    items: async (tx) =>
      (await conflictViews(tx, { state: 'open' })).map((conflict) => ({
        kind: 'conflict',
        title: conflict.printed,
        subtitle: conflict.owner ?? '',
        due: null,
        overdue: 0,
        href: '/console/plan/conflicts',
      })),
  },
  {
    needs: 'monitor.acknowledge',
    items: async (tx) =>
      (await alertViews(tx, { mine: true, open: true })).map((alert) => ({
        kind: 'alert',
        title: alert.name,
        subtitle: '',
        due: null,
        overdue: 0,
        href: '/console/evaluation/monitors',
      })),
  },
  {
    needs: 'procedure.handle',
    items: async (tx, desk) =>
      (await casesDue(tx, desk, CASE_AHEAD)).map((line) => ({
        kind: 'case',
        title: { zh: `${line.title.zh}：${line.applicant}`, en: `${line.title.en}: ${line.applicant}` },
        subtitle: {
          zh: `${line.stepTitle?.zh ?? ''} · ${line.number}`,
          en: `${line.stepTitle?.en ?? ''} · ${line.number}`,
        },
        due: line.due,
        overdue: Math.max(0, -(line.workdaysLeft ?? 0)),
        href: `/console/cases/${line.id}`,
      })),
  },
  { needs: 'learning.manage', items: learningDuties },
  { needs: 'health.read', items: (tx, _, people) => healthDuties(tx, people) },
  { needs: 'register.write', items: territoryDuties },
  { needs: 'care.manage', items: (tx, _, people) => careToday(tx, people) },
  { needs: 'field.settle', items: (tx) => fieldDuties(tx, 'care') },
  {
    needs: 'benefits.manage',
    items: async (tx, _, people) => {
      const { candidates, overpaid, overpaidFen, unfrozen } = await benefitsToday(tx, people)
      const subtitle = { zh: '补贴', en: 'Benefits' }
      const line = (count: number, title: Bilingual, href: string): TodayItem[] =>
        count === 0 ? [] : [{ kind: 'benefit', title, subtitle, due: null, overdue: 0, href }]
      return [
        ...line(
          candidates,
          { zh: `${candidates} 人符合条件而没有享受补贴`, en: `${candidates} persons qualify and get nothing` },
          '/console/benefits/candidates',
        ),
        ...line(
          overpaid,
          {
            zh: `${overpaid} 笔多发待处理，共 ${formatMoney(overpaidFen)}`,
            en: `${overpaid} overpayments to settle, ${formatMoney(overpaidFen)}`,
          },
          '/console/benefits/overpayments',
        ),
        ...line(
          unfrozen === null ? 0 : 1,
          { zh: `${unfrozen} 的发放名单还没有冻结`, en: `The list of ${unfrozen} is not frozen yet` },
          '/console/benefits',
        ),
      ]
    },
  },
  {
    needs: 'resident.desk',
    items: async (tx, _, people) => {
      const count = await correctionsWaiting(tx, people)
      const title = { zh: `${count} 项居民更正请求等待答复`, en: `${count} corrections that residents asked for` }
      const subtitle = { zh: '居民账号', en: 'Residents’ accounts' }
      return count === 0 ? [] : [{ kind: 'case', title, subtitle, due: null, overdue: 0, href: '/console/residents' }]
    },
  },
  { needs: 'register.write', items: providerDuties },
  { needs: 'workforce.write', items: workforceDuties },
  { needs: 'community.manage', items: communityDuties },
]

/** Today's work of one account over all rooms: late first, then by date. */
export const todayRoutes = (desk: Desk, people: PeopleDesk): AnyRoute[] => [
  // Not a plain read: what persons wait for is found by keyed tags, and the first question makes the key.
  open({
    method: 'GET',
    url: '/api/today',
    summary: { zh: '今天的工作：逾期、到期、等我办理', en: 'Today’s work: late, due, waiting for me' },
    permission: 'signed-in',
    response: Type.Object({ items: Type.Array(TodayItem) }),
    handle: (db, _, { actor }) =>
      db.write(actor, async (tx) => {
        const items: TodayItem[] = []
        for (const source of SOURCES)
          if (may(tx.actor, source.needs)) items.push(...(await source.items(tx, desk, people)))
        items.sort((a, b) => b.overdue - a.overdue || (a.due ?? '9999').localeCompare(b.due ?? '9999'))
        // However much presses elsewhere, every kind of work shows its first lines.
        const seen = new Map<string, number>()
        const shown = items.filter((item, at) => {
          const before = seen.get(item.kind) ?? 0
          seen.set(item.kind, before + 1)
          return at < MOST || before < FIRST
        })
        return { items: shown }
      }),
  }),
]
