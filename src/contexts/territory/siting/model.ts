import type { Bilingual } from '../../../kernel/refusal.ts'
import type { RunRefusal, RunState } from '../../../platform/runs/index.ts'
import type { Group } from '../dwellings/register.ts'

/** 覆盖最多的人、覆盖所有人、总路程最短. */
export type Goal = 'most-people' | 'everyone' | 'least-walk'

/** What is asked. Money in fen. */
export type Question = {
  goal: Goal
  /** Kind that is to be built; open ones of it are kept. */
  kind: string
  /** Further kinds that serve the same need: theirs are kept too. */
  alike: string[]
  group: Group
  minutes: number
  metresPerMinute: number
  region: string
  asOf: string
  /** New points at most; null: as many as the money allows (or, for `everyone`, as are needed). */
  count: number | null
  /** Money there is, fen; null: no limit. */
  budgetFen: number | null
  /** For `everyone`: part of the people that must be reached, above 0, at most 1. */
  share: number
  /** Idle assets that are registered or listed, and points of a grid; at least one of both. */
  candidates: { assets: boolean; gridMetres: number | null }
  /** What a new point costs, fen: in an idle asset, and built anew. */
  costFen: { asset: number; grid: number }
  /** How many of the group a point can serve; null: no limit. */
  capacity: number | null
  /** Whether the open facilities of these kinds stay. */
  keep: boolean
  seconds: number
  seed: number
}

/** Where something may be built. */
export type Candidate = {
  /** Code of the idle asset, of the facility that is kept, or of the grid point. */
  code: string
  name: string
  from: 'kept' | 'asset' | 'grid'
  lon: number
  lat: number
  region: string
  costFen: number
}

/** A chosen site and what it brings. */
export type ChosenSite = Candidate & {
  /** People of the group who have it nearest of all open points. */
  serves: number
}

/** What a community gains. */
export type Gain = { region: string; name: string; total: number; before: number; after: number }

/** An answer as screens show it. */
export type ScenarioAnswer = {
  status: 'solved' | 'impossible' | 'undecided'
  objective: number | null
  bound: number | null
  gap: number | null
  proven: boolean
  cancelled: boolean
  seconds: number
  sites: ChosenSite[]
  kept: number
  costFen: number
  /** People of the group in the region: all, within reach before and after, off the streets. */
  people: { total: number; before: number; after: number; unknown: number }
  /** People × metres, before and after, of those within the search. */
  walk: { before: number; after: number } | null
  gains: Gain[]
  /** Why there is no solution, and what would be enough. */
  reason: Bilingual | null
  needs: { of: 'sites' | 'cost'; atLeast: number; enough: number | null } | null
  candidates: { kept: number; assets: number; grid: number; offStreets: number }
  /** Demand points after those of one place were put together. */
  demands: number
  manifest: { streets: string; population: string; facilities: string; asOf: string }
  certificate: boolean
}

export type ScenarioView = {
  id: string
  name: string
  question: Question
  askedBy: string
  askedAt: string
  run: {
    id: string
    state: RunState
    progress: number | null
    note: { objective: number | null; bound: number | null; gap: number | null; phase: string } | null
    refusal: RunRefusal | null
  }
  answer: ScenarioAnswer | null
}
