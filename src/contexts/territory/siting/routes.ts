import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import Type from 'typebox'
import type { Verdict } from '../../../engines/siting/index.ts'
import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, raw, sql, type Tx } from '../../../platform/db/index.ts'
import { type AnyRoute, command, Download, PageQuery, read } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { recentRuns, requestRun } from '../../../platform/runs/index.ts'
import { startThread } from '../../../platform/threads/index.ts'
import { LONGEST_WALK } from '../circles/book.ts'
import { GROUPS } from '../dwellings/register.ts'
import { FACILITY_KINDS } from '../kinds.ts'
import { sitingRun } from './compute.ts'
import type { Goal, Question, ScenarioAnswer, ScenarioView } from './model.ts'

const Money = (description: string) => Type.Integer({ minimum: 0, maximum: 1e15, description })
const Kind = Type.String({ maxLength: 40 })
const Asked = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80 }),
  goal: Type.Union([Type.Literal('most-people'), Type.Literal('everyone'), Type.Literal('least-walk')]),
  kind: Kind,
  alike: Type.Optional(Type.Array(Kind, { maxItems: 10 })),
  group: Type.Union(GROUPS.map((group) => Type.Literal(group))),
  minutes: Type.Number({ exclusiveMinimum: 0, maximum: 60 }),
  metresPerMinute: Type.Integer({ minimum: 10, maximum: 200 }),
  region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
  count: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 500 }), Type.Null()])),
  // Not zero: null, which means no limit, would be read as zero where zero is allowed.
  budgetFen: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 1e15, description: 'fen' }), Type.Null()])),
  share: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  assets: Type.Boolean(),
  gridMetres: Type.Optional(Type.Union([Type.Integer({ minimum: 100, maximum: 5000 }), Type.Null()])),
  assetCostFen: Type.Optional(Money('fen')),
  gridCostFen: Type.Optional(Money('fen')),
  capacity: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Null()])),
  keep: Type.Optional(Type.Boolean()),
  seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 300 })),
  seed: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
})

type Body = {
  name: string
  goal: Goal
  kind: string
  alike?: string[]
  group: Question['group']
  minutes: number
  metresPerMinute: number
  region?: string
  count?: number | null
  budgetFen?: number | null
  share?: number
  assets: boolean
  gridMetres?: number | null
  assetCostFen?: number
  gridCostFen?: number
  capacity?: number | null
  keep?: boolean
  seconds?: number
  seed?: number
}

function questionOf(tx: Tx, body: Body): Question {
  for (const kind of [body.kind, ...(body.alike ?? [])]) {
    if (!FACILITY_KINDS.some(({ code }) => code === kind)) {
      throw refuse('facility.kind', { zh: `没有设施类型 ${kind}`, en: `There is no kind ${kind}` }, { at: '/kind' })
    }
  }
  const region = body.region ?? tx.actor.jurisdiction
  expectOwn(tx, region)
  if (!body.assets && (body.gridMetres ?? null) === null) {
    throw refuse(
      'siting.no-candidates',
      { zh: '请至少选择一种候选点位', en: 'Choose at least one kind of candidate sites' },
      {
        at: '/assets',
        next: {
          zh: '勾选闲置资源台账或居住点周围的网格',
          en: 'Tick the idle assets or the grid around where people live',
        },
      },
    )
  }
  const limited = (body.count ?? null) !== null || (body.budgetFen ?? null) !== null
  if (body.goal !== 'everyone' && !limited) {
    throw refuse(
      'siting.limit',
      {
        zh: '请说明最多新建几处，或有多少预算',
        en: 'Say how many new points there may be, or how much money there is',
      },
      { at: '/count' },
    )
  }
  if (body.minutes * body.metresPerMinute > LONGEST_WALK) {
    throw refuse(
      'reach.far',
      {
        zh: `步行路程最多计算 ${LONGEST_WALK / 1000} 公里`,
        en: `Ways on foot are searched up to ${LONGEST_WALK / 1000} km`,
      },
      { at: '/minutes' },
    )
  }
  return {
    goal: body.goal,
    kind: body.kind,
    alike: body.alike ?? [],
    group: body.group,
    minutes: body.minutes,
    metresPerMinute: body.metresPerMinute,
    region,
    asOf: today(tx.now.getTime()),
    count: body.count ?? null,
    budgetFen: body.budgetFen ?? null,
    share: body.share ?? 1,
    candidates: { assets: body.assets, gridMetres: body.gridMetres ?? null },
    costFen: { asset: body.assetCostFen ?? 0, grid: body.gridCostFen ?? 0 },
    capacity: body.capacity ?? null,
    keep: body.keep ?? true,
    seconds: body.seconds ?? 20,
    seed: body.seed ?? 1,
  }
}

type Row = Omit<ScenarioView, 'run' | 'answer'> & { runId: string; answer: ScenarioAnswer | null }

const COLUMNS = raw(`s.id, s.name, s.question, s.asked_by "askedBy", s.asked_at "askedAt", s.run "runId", a.answer`)

async function viewsOf(tx: Tx, rows: Row[]): Promise<ScenarioView[]> {
  const ids = rows.map(({ runId }) => runId)
  const runs = await recentRuns(tx, { kinds: [sitingRun.name], ids, limit: ids.length })
  return rows.map(({ runId, ...row }) => {
    const run = runs.find(({ id }) => id === runId)
    return {
      ...row,
      run: {
        id: runId,
        state: run?.state ?? 'done',
        progress: run?.progress ?? null,
        note: (run?.note ?? null) as ScenarioView['run']['note'],
        refusal: run?.refusal ?? null,
      },
    }
  })
}

/**
 * One scenario of the actor's jurisdiction.
 *
 * @throws Refusal `scenario.missing`
 */
export async function scenarioView(tx: Tx, id: string): Promise<ScenarioView> {
  const row = await tx.maybe<Row>(sql`select ${COLUMNS} from territory.scenario s
    left join territory.scenario_answer a on a.jurisdiction = s.jurisdiction and a.scenario = s.id
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.id = ${id}`)
  if (row === null) {
    throw refuse('scenario.missing', { zh: '没有这个选址方案', en: 'There is no such scenario' }, { kind: 'missing' })
  }
  return (await viewsOf(tx, [row]))[0]!
}

const unpack = promisify(gunzip)

async function certificateOf(tx: Tx, id: string): Promise<Uint8Array> {
  const row = await tx.maybe<{ certificate: Buffer | null }>(sql`select certificate from territory.scenario_answer
    where jurisdiction = ${tx.actor.jurisdiction} and scenario = ${id}`)
  if (row === null || row.certificate === null) {
    throw refuse(
      'scenario.certificate',
      { zh: '这个方案还没有证书', en: 'There is no certificate of this scenario yet' },
      { kind: 'missing' },
    )
  }
  return unpack(row.certificate)
}

/** Checks a certificate in a thread of its own: adding up thousands of dual prices would hold up everybody else. */
async function checkAside(text: string): Promise<Verdict> {
  const thread = startThread(new URL('./check.worker.ts', import.meta.url))
  try {
    return await thread.call<Verdict>('check', { text })
  } finally {
    await thread.close()
  }
}

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Where to build: ask, follow, compare, check. */
export const sitingRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/scenarios',
    summary: { zh: '选址方案', en: 'Scenarios where to build' },
    permission: 'siting.read',
    query: Type.Object({ ...PageQuery.properties }),
    handle: async (tx, { query }) => {
      const rows = await tx.rows<Row>(sql`select ${COLUMNS} from territory.scenario s
        left join territory.scenario_answer a on a.jurisdiction = s.jurisdiction and a.scenario = s.id
        where s.jurisdiction = ${tx.actor.jurisdiction} order by s.asked_at desc limit ${query.limit ?? 50}`)
      return { items: await viewsOf(tx, rows), next: null }
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/scenarios',
    summary: { zh: '提出一个选址方案并开始计算', en: 'Ask where to build; the search begins' },
    permission: 'siting.run',
    status: 201,
    body: Asked,
    handle: async (tx, { body }) => {
      const question = questionOf(tx, body as Body)
      const id = newId()
      const run = await requestRun(tx, sitingRun, { scenario: id, question }, { kind: 'scenario', id })
      await tx.run(sql`insert into territory.scenario (jurisdiction, id, name, goal, region, as_of, question, run, asked_by, asked_at)
        values (${tx.actor.jurisdiction}, ${id}, ${(body as Body).name}, ${question.goal}, ${question.region}, ${question.asOf},
          ${JSON.stringify(question)}, ${run}, ${tx.actor.id}, ${tx.now})`)
      await record(tx, {
        action: 'territory.scenario.ask',
        subject: { kind: 'scenario', id },
        detail: { name: (body as Body).name, goal: question.goal, kind: question.kind },
      })
      return { id, run }
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/scenarios/:id',
    summary: { zh: '一个选址方案：进度或结果', en: 'A scenario: how far it is, or what came out' },
    permission: 'siting.read',
    params: Id,
    handle: (tx, { params }) => scenarioView(tx, params.id),
  }),
  read({
    method: 'GET',
    url: '/api/territory/scenarios/:id/certificate',
    summary: { zh: '选址证书（可用 siting check 核验）', en: 'The certificate, for anyone to check' },
    permission: 'siting.read',
    params: Id,
    handle: async (tx, { params }) =>
      new Download(`siting-${params.id}.json`, 'application/json', await certificateOf(tx, params.id)),
  }),
  read({
    method: 'GET',
    url: '/api/territory/scenarios/:id/check',
    summary: { zh: '核验选址证书', en: 'Check the certificate' },
    permission: 'siting.read',
    params: Id,
    handle: async (tx, { params }) => checkAside(Buffer.from(await certificateOf(tx, params.id)).toString('utf8')),
  }),
]
