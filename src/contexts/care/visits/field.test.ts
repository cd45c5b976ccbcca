import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Version } from '../../../engines/merge/index.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Actor, systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { type Batch, type Operation, receive, type SyncDesk, syncRoutes } from '../../../platform/sync/index.ts'
import { recordPerson, startCategory } from '../../people/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { VISIT_FORM, visitKinds, visitPack } from './field.ts'
import { monthRate } from './month.ts'
import { visitsOf } from './views.ts'

const COUNTY = '532622'
const NOW = Date.parse('2026-10-20T09:00:00+08:00')
const YEAR = 365 * 86_400_000
const t = testDatabase()
const people = testDesk()
const desk: SyncDesk = { keys: people.keys, kinds: visitKinds(people), packs: [visitPack(people)] }
const officer = systemActor('test', COUNTY)
const as = <T>(work: (tx: Tx) => Promise<T>, actor = officer) => t.db.write(actor, work)
const iso = (ms: number) => new Date(ms).toISOString()
let n = 0

beforeAll(async () => {
  t.setNow(iso(NOW))
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
})

const greet = async (actor: Actor = officer): Promise<string> => {
  const id = newId()
  const route = syncRoutes(desk).find((each) => each.url === '/api/sync/device')!
  await route.handle(
    t.db as never,
    { params: {}, query: {}, body: { id, name: '测试手机' } } as never,
    { actor } as never,
  )
  return id
}

async function elder(): Promise<string> {
  n++
  return as(async (tx) => {
    const { id } = await recordPerson(tx, people, {
      name: `冯演示${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`,
      born: '1945-03-04',
      distinct: true,
    })
    await startCategory(tx, people, id, { category: 'living-alone', from: '2026-01-01', evidence: '演示' })
    return id
  })
}

const visit = (person: string, more: object = {}) => ({
  person,
  mode: 'door',
  answered: true,
  heldAt: iso(NOW - 3_600_000),
  findings: ['well'],
  ...more,
})
const operation = (seq: number, payload: object, more: Partial<Operation> = {}): Operation => ({
  id: newId(),
  seq,
  at: iso(NOW - 3_600_000),
  offset: null,
  kind: 'visit.record',
  form: VISIT_FORM,
  base: {},
  payload,
  ...more,
})
const send = (device: string, operations: Operation[], more: Partial<Batch> = {}, actor = officer) =>
  receive(t.db, actor, desk, { device, sentAt: iso(NOW), roundTrip: 0, operations, ...more })
const seen = (person: string) => as((tx) => visitsOf(tx, people, person, '核对'))

describe('operations of a device', () => {
  it('are carried out once, however often and in however many pieces they come', async () => {
    const [device, person] = [await greet(), await elder()]
    const batch = [operation(1, visit(person)), operation(2, visit(person, { mode: 'phone' }))]
    for (let times = 0; times < 5; times++) {
      const { outcomes, settledSeq } = await send(device, batch)
      expect(outcomes.map((each) => each.state)).toEqual(['done', 'done'])
      expect(settledSeq).toBe(2)
    }
    await send(device, [batch[1]!])
    expect(await seen(person)).toHaveLength(2)
    const kept = await t.asOwner<{ payload: unknown }>(
      'select payload from sync.operation where device = $1',
      [device],
      true,
    )
    expect(kept).toEqual([{ payload: null }, { payload: null }])
  })

  it('that come too early wait for what is missing, and are carried out in the device’s own order', async () => {
    const [device, person] = [await greet(), await elder()]
    const first = operation(1, visit(person))
    const second = operation(2, { operation: first.id, fields: { needs: '助餐' } }, { kind: 'visit.edit' })
    expect((await send(device, [second])).outcomes[0]!.state).toBe('waiting')
    expect(await seen(person)).toHaveLength(0)
    expect((await send(device, [first])).settledSeq).toBe(2)
    expect(await seen(person)).toMatchObject([{ needs: '助餐' }])
  })

  it('that cannot be carried out are kept with the reason, and those after them go on', async () => {
    const [device, person] = [await greet(), await elder()]
    const bad = [
      operation(1, visit(person, { findings: [] })),
      operation(2, visit(person, { findings: ['nonsense'] })),
      operation(3, visit(newId())),
      operation(4, visit(person), { kind: 'no.such' }),
      operation(5, visit(person), { form: 99 }),
      operation(6, visit(person)),
    ]
    const { outcomes } = await send(device, bad)
    expect(outcomes.map((each) => each.reason?.code ?? each.state)).toEqual([
      'visit.findings',
      'sync.payload',
      'person.missing',
      'sync.kind',
      'sync.form',
      'done',
    ])
    expect(await seen(person)).toHaveLength(1)
    const kept = await t.asOwner<{ n: number }>(
      `select count(*)::int n from sync.operation where device = $1 and state = 'refused' and payload is not null`,
      [device],
      true,
    )
    expect(kept[0]!.n).toBe(5)
  })

  it('of an account that lost the right are refused and kept; given back, its author tries again', async () => {
    const may: Actor = { ...officer, kind: 'account', id: newId() }
    const stripped: Actor = { ...may, permissions: new Set(['field.use']) }
    const [device, person] = [await greet(may), await elder()]
    const one = operation(1, visit(person))
    expect((await send(device, [one], {}, stripped)).outcomes[0]!.reason?.code).toBe('access.forbidden')
    expect((await send(device, [one], {}, may)).outcomes[0]!.state).toBe('refused')
    const again = syncRoutes(desk).find((each) => each.url === '/api/sync/operations/:id/again')!
    await as((tx) => again.handle(tx as never, { params: { id: one.id } } as never, {} as never), may)
    expect((await send(device, [one], {}, may)).outcomes[0]!.state).toBe('done')
    expect(await seen(person)).toHaveLength(1)
  })

  it('of a telephone whose clock is a year off are put right and marked', async () => {
    for (const off of [YEAR, -YEAR]) {
      const [device, person] = [await greet(), await elder()]
      const held = NOW - 7_200_000
      const one = operation(1, visit(person, { heldAt: iso(held + off) }), { at: iso(held + off) })
      const { outcomes, offsetMs } = await send(device, [one], { sentAt: iso(NOW + off) })
      expect(offsetMs).toBe(-off)
      expect(outcomes[0]).toMatchObject({ state: 'done', clock: 'corrected', late: false })
      expect((await seen(person))[0]).toMatchObject({ heldAt: iso(held), clock: 'corrected', entry: 'live' })
    }
    const [device, person] = [await greet(), await elder()]
    const long = NOW - 3 * 86_400_000
    const { outcomes } = await send(device, [operation(1, visit(person, { heldAt: iso(long) }), { at: iso(long) })])
    expect(outcomes[0]).toMatchObject({ late: true, clock: 'ok' })
    expect((await seen(person))[0]).toMatchObject({ entry: 'late' })
  })

  it('of a counter that began anew are told apart from those sent twice', async () => {
    const [device, person] = [await greet(), await elder()]
    await send(device, [operation(1, visit(person))])
    expect((await send(device, [operation(1, visit(person))])).outcomes[0]!.state).toBe('clash')
    expect(await seen(person)).toHaveLength(1)
  })

  it('of somebody else’s device, or of a stopped one, are not taken', async () => {
    const device = await greet()
    const other: Actor = { ...officer, kind: 'account', id: newId() }
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
    expect(await code(send(device, [], {}, other))).toBe('device.missing')
    const revoke = syncRoutes(desk).find((each) => each.url === '/api/sync/devices/:id/revoke')!
    await as((tx) =>
      revoke.handle(tx as never, { params: { id: device }, body: { reason: '丢失' } } as never, {} as never),
    )
    expect(await code(send(device, []))).toBe('device.revoked')
  })
})

/** A field day of three devices: who visits whom, who corrects which visit, having seen what. */
type Step =
  | { device: number; act: 'visit'; person: number }
  | { device: number; act: 'edit'; visit: number; needs: number; fetch: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ device: fc.nat(2), act: fc.constant('visit' as const), person: fc.nat(1) }),
  fc.record({
    device: fc.nat(2),
    act: fc.constant('edit' as const),
    visit: fc.nat(3),
    needs: fc.nat(2),
    fetch: fc.boolean(),
  }),
)

type Planned = {
  device: number
  seq: number
  visit: number
  after: number | null
  needs: number | null
  person: number
  base: Record<number, number>
  wrong: number
}

/** What the devices make out of the steps, devices and visits by number, so that a day can be played again with other ids. */
function plan(steps: readonly Step[], offsets: readonly number[]): Planned[] {
  const made: Planned[] = []
  const seqs = [0, 0, 0]
  const visits: { owner: number; person: number; at: number }[] = []
  const known: Map<number, Record<number, number>>[] = [new Map(), new Map(), new Map()]
  for (const each of steps) {
    const wrong = offsets[each.device]!
    if (each.act === 'visit') {
      visits.push({ owner: each.device, person: each.person, at: made.length })
      const seq = ++seqs[each.device]!
      made.push({
        device: each.device,
        seq,
        visit: visits.length - 1,
        after: null,
        needs: null,
        person: each.person,
        base: {},
        wrong,
      })
    } else {
      if (visits.length === 0) continue
      const visit = each.visit % visits.length
      const here = known[each.device]!
      if (each.fetch)
        for (const op of made)
          if (op.visit === visit && op.needs !== null) here.set(visit, { ...here.get(visit), [op.device]: op.seq })
      const seq = ++seqs[each.device]!
      const base = { ...here.get(visit) }
      const after = visits[visit]!.owner === each.device ? null : visits[visit]!.at
      made.push({ device: each.device, seq, visit, after, needs: each.needs, person: 0, base, wrong })
      here.set(visit, { ...base, [each.device]: seq })
    }
  }
  return made
}

/** Plays a day: the operations arrive in an order, some twice, each device with its own wrong clock. Returns what stands in the end. */
async function play(planned: readonly Planned[], order: readonly number[]): Promise<string> {
  const persons = [await elder(), await elder()]
  const devices = [await greet(), await greet(), await greet()]
  const ids = planned.map(() => newId())
  const firstOf = new Map(planned.flatMap((op, i) => (op.needs === null ? [[op.visit, i] as const] : [])))
  const operations = planned.map((op, i): Operation => {
    const at = iso(NOW - 3_600_000 + op.wrong)
    const base: Version = Object.fromEntries(
      Object.entries(op.base).map(([device, seq]) => [devices[Number(device)]!, seq]),
    )
    return op.needs === null
      ? {
          ...operation(op.seq, visit(persons[op.person]!, { heldAt: at, note: `第 ${op.visit} 次` }), { at }),
          id: ids[i]!,
        }
      : {
          ...operation(
            op.seq,
            { operation: ids[firstOf.get(op.visit)!]!, fields: { needs: `需要 ${op.needs}` } },
            { kind: 'visit.edit', base, at },
          ),
          id: ids[i]!,
          after: op.after === null ? [] : [ids[op.after]!],
        }
  })
  for (const i of order) {
    const op = operations[i]
    if (op !== undefined) await send(devices[planned[i]!.device]!, [op], { sentAt: iso(NOW + planned[i]!.wrong) })
  }
  // Everybody has a line again: what was never heard of is sent, and each device calls once more.
  for (const again of [0, 1, 2])
    for (const [at, device] of devices.entries()) {
      const own = operations.filter((_, i) => planned[i]!.device === at)
      const { outcomes } = await send(device, again === 0 ? own : [], {
        sentAt: iso(NOW + (planned.find((op) => op.device === at)?.wrong ?? 0)),
      })
      expect(outcomes.filter((each) => each.state === 'clash' || each.state === 'refused')).toEqual([])
    }
  const open = await t.asOwner<{ n: number }>(
    `select count(*)::int n from sync.operation where device = any($1::uuid[]) and state <> 'done'`,
    [devices],
    true,
  )
  expect(open[0]!.n).toBe(0)
  const views = (await Promise.all(persons.map(seen))).flat()
  const nameOf = (device: string) => devices.indexOf(device)
  return JSON.stringify(
    views
      .map((view) => ({
        note: view.note,
        needs: view.conflicts.length > 0 ? '?' : view.needs,
        heads: view.conflicts
          .flatMap((each) => each.heads.map((head) => `${nameOf(head.device)}:${head.seq}:${head.value}`))
          .sort(),
        heldAt: view.heldAt,
        clock: view.clock,
      }))
      .sort((a, b) => ((a.note ?? '') < (b.note ?? '') ? -1 : 1)),
  )
}

describe('three devices on PostgreSQL', () => {
  it('end in the same state in every order of arrival; nothing accepted is lost or doubled', async () => {
    const [before, made] = [await as((tx) => monthRate(tx, people, '2026-10')), { visits: 0 }]
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 9 }),
        fc.array(fc.nat(8), { maxLength: 14 }),
        fc.tuple(fc.constantFrom(0, YEAR), fc.constantFrom(0, -YEAR), fc.constant(0)),
        async (steps, order, offsets) => {
          const planned = plan(steps, offsets)
          const one = await play(planned, order)
          const other = await play(planned, order.toReversed().concat(order))
          expect(other).toBe(one)
          const visits = planned.filter((op) => op.needs === null).length
          expect(JSON.parse(one)).toHaveLength(visits)
          made.visits += 2 * visits
        },
      ),
      { numRuns: 100 },
    )
    const after = await as((tx) => monthRate(tx, people, '2026-10'))
    expect(after.contacts - before.contacts).toBe(made.visits)
  }, 180_000)
})
