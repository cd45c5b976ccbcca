import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Answer, type Progress, solve } from '../../../engines/siting/index.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { Halted, type RunKind } from '../../../platform/runs/index.ts'
import { type Book, LONGEST_WALK } from '../circles/book.ts'
import { openBookOn } from '../circles/reach.ts'
import { regions } from '../regions/views.ts'
import { askDesk } from '../streets/desk.ts'
import { candidatesFor } from './candidates.ts'
import type { Candidate, ChosenSite, Question, ScenarioAnswer } from './model.ts'
import { BEYOND_METRES, type Pairs, type Posed, pose } from './pose.ts'
import { reasonOf } from './reason.ts'

type Input = { scenario: string; question: Question }

/** Everything a scenario is computed from, as it stands when it is computed. */
type Ground = { book: Book; candidates: Candidate[]; names: ReadonlyMap<string, string> }

async function groundOf(db: Database, jurisdiction: string, question: Question): Promise<Ground> {
  return db.read(systemActor('siting', jurisdiction), async (tx) => {
    const book = await openBookOn(tx, question.asOf)
    const candidates = await candidatesFor(tx, question, book)
    const named = await regions(tx, { asOf: question.asOf, within: jurisdiction })
    return { book, candidates, names: new Map(named.map(({ code, name }) => [code, name])) }
  })
}

/**
 * Answers where to build: ways on foot from the streets' thread, the search in the engine's own thread, the answer written in one
 * transaction. A cancelled run keeps the best answer it had.
 */
export const sitingRun: RunKind<Input, { scenario: string }> = {
  name: 'territory.siting',
  title: { zh: '设施选址', en: 'Where to build' },
  permission: 'siting.run',
  run: async ({ db, jurisdiction, input, askedBy, signal, progress }) => {
    const { question, scenario } = input
    progress(null, { phase: 'reading', objective: null, bound: null, gap: null })
    const ground = await groundOf(db, jurisdiction, question)
    const { book, candidates } = ground
    const pairs = await askDesk<Pairs>(
      'matrix',
      {
        key: book.key,
        points: Float64Array.from(candidates.flatMap(({ lon, lat }) => [lon, lat])),
        cut: question.goal === 'least-walk' ? LONGEST_WALK : question.minutes * question.metresPerMinute,
      },
      { signal },
    )
    const anywhere = await book.walkTo([...book.sources.keys()])
    const prefix = prefixOf(question.region)
    const posed = pose(
      question,
      book.dwellings,
      (i) => !Number.isNaN(anywhere.metres[i]!),
      candidates,
      pairs,
      (region) => region.startsWith(prefix),
    )
    const answer = await solve(posed.problem, {
      seconds: question.seconds,
      seed: question.seed,
      signal,
      onProgress: (news: Progress) => progress(Math.min(0.99, news.seconds / question.seconds), news),
    })
    // A process that stops begins the search again; a person who cancels keeps the best answer so far.
    if (signal.reason instanceof Halted && signal.reason.why === 'stopping') throw signal.reason
    const told = tell(question, ground, pairs, posed, answer)
    // Certificates of large questions are tens of megabytes: they are packed outside the transaction and off this thread.
    const certificate =
      'certificate' in answer && answer.certificate !== null ? await pack(JSON.stringify(answer.certificate)) : null
    const actor = { ...systemActor('siting', jurisdiction), id: askedBy }
    await db.write(actor, (tx) => save(tx, scenario, told, certificate))
    return { scenario }
  },
}

const pack = promisify(gzip)

async function save(tx: Tx, scenario: string, told: ScenarioAnswer, certificate: Buffer | null): Promise<void> {
  await tx.run(sql`insert into territory.scenario_answer (jurisdiction, scenario, status, objective, bound, gap, proven, answer, certificate, answered_at)
    values (${tx.actor.jurisdiction}, ${scenario}, ${told.status}, ${told.objective}, ${told.bound}, ${told.gap}, ${told.proven},
      ${JSON.stringify(told)}, ${certificate}, ${tx.now}) on conflict do nothing`)
  await record(tx, {
    action: 'territory.scenario.answer',
    subject: { kind: 'scenario', id: scenario },
    detail: { status: told.status, objective: told.objective, bound: told.bound, proven: told.proven },
  })
  await emit(tx, 'territory.scenario.answered', { scenario, status: told.status })
}

/** Metres from each demand point to the nearest of some candidates; Infinity where none is within the search. */
function nearestOf(posed: Posed, pairs: Pairs, open: ReadonlySet<number>): { metres: Float64Array; site: Int32Array } {
  const demandOf = new Map(posed.dwellers.map((dweller, demand) => [dweller, demand]))
  const metres = new Float64Array(posed.dwellers.length).fill(Number.POSITIVE_INFINITY)
  const site = new Int32Array(posed.dwellers.length).fill(-1)
  for (let k = 0; k < pairs.site.length; k++) {
    const demand = demandOf.get(pairs.dweller[k]!)
    if (demand === undefined || !open.has(pairs.site[k]!) || pairs.metres[k]! >= metres[demand]!) continue
    metres[demand] = pairs.metres[k]!
    site[demand] = pairs.site[k]!
  }
  return { metres, site }
}

/** The engine's answer in the terms of the question. Pure. */
export function tell(
  question: Question,
  { book, candidates, names }: Ground,
  pairs: Pairs,
  posed: Posed,
  answer: Answer,
): ScenarioAnswer {
  const solved = answer.status === 'solved' ? answer : null
  const kept = candidates.flatMap(({ from }, i) => (from === 'kept' ? [i] : []))
  const before = nearestOf(posed, pairs, new Set(kept))
  const after = nearestOf(posed, pairs, new Set(solved === null ? kept : solved.sites))
  const within = question.minutes * question.metresPerMinute
  const people = (demand: number) => book.dwellings[posed.dwellers[demand]!]![question.group] ?? 0
  const placeOf = (demand: number) => {
    const { region } = book.dwellings[posed.dwellers[demand]!]!
    return names.get(region) ?? region
  }
  const gains = new Map<string, ScenarioAnswer['gains'][number]>()
  const serves = new Map<number, number>()
  const sum = { total: 0, before: 0, after: 0, walkBefore: 0, walkAfter: 0 }
  posed.dwellers.forEach((dweller, demand) => {
    const count = people(demand)
    const { region } = book.dwellings[dweller]!
    const gain = gains.get(region) ?? { region, name: names.get(region) ?? region, total: 0, before: 0, after: 0 }
    gains.set(region, gain)
    const had = before.metres[demand]! <= within ? count : 0
    const has = after.metres[demand]! <= within ? count : 0
    gain.total += count
    gain.before += had
    gain.after += has
    sum.total += count
    sum.before += had
    sum.after += has
    sum.walkBefore += count * Math.min(BEYOND_METRES, before.metres[demand]!)
    sum.walkAfter += count * Math.min(BEYOND_METRES, after.metres[demand]!)
    const site = after.site[demand]!
    if (site >= 0) serves.set(site, (serves.get(site) ?? 0) + count)
  })
  const chosen = (solved?.added ?? []).map((i): ChosenSite => ({ ...candidates[i]!, serves: serves.get(i) ?? 0 }))
  const reachable = new Set(Array.from(pairs.site))
  const lost = () => {
    const nearest = nearestOf(posed, pairs, new Set(candidates.keys())).metres
    const far = [...nearest.keys()].filter((demand) => nearest[demand]! > within)
    return far.map((demand) => ({ people: people(demand), place: placeOf(demand) }))
  }
  return {
    status: answer.status,
    objective: solved?.objective ?? null,
    bound: answer.status === 'impossible' ? null : answer.bound,
    gap: solved?.gap ?? null,
    proven: solved?.proven ?? answer.status === 'impossible',
    cancelled: answer.status === 'impossible' ? false : answer.cancelled,
    seconds: answer.seconds,
    sites: chosen,
    kept: kept.length,
    costFen: chosen.reduce((total, { costFen }) => total + costFen, 0),
    people: { total: sum.total + posed.unknown, before: sum.before, after: sum.after, unknown: posed.unknown },
    walk: question.goal === 'least-walk' ? { before: sum.walkBefore, after: sum.walkAfter } : null,
    gains: [...gains.values()].sort(
      (a, b) => b.after - b.before - (a.after - a.before) || (a.region < b.region ? -1 : 1),
    ),
    reason: reasonOf(question, answer, sum.total, lost),
    needs: answer.status === 'impossible' ? answer.needs : null,
    candidates: {
      kept: kept.length,
      assets: candidates.filter(({ from }) => from === 'asset').length,
      grid: candidates.filter(({ from }) => from === 'grid').length,
      offStreets: candidates.filter((_, i) => !reachable.has(i)).length,
    },
    demands: posed.dwellers.length,
    manifest: {
      streets: book.streets.sha256,
      population: book.population.stamp,
      facilities: `${kept.length} ${question.kind}`,
      asOf: book.day,
    },
    certificate: 'certificate' in answer && answer.certificate !== null,
  }
}
