import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPlan, samePaper, similarity } from './index.ts'
import { type Gold, type Score, scoreReading } from './scoring.ts'

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url))
const papers = readdirSync(fixtures)
  .filter((f) => f.endsWith('.txt'))
  .sort()

const scoreFile = (text: string, gold: string): Score =>
  scoreReading(JSON.parse(readFileSync(gold, 'utf8')) as Gold, readPlan(readFileSync(text, 'utf8')))

describe('papers of our own in many layouts', () => {
  const scores = papers.map((f) => ({ f, score: scoreFile(fixtures + f, fixtures + f.replace('.txt', '.gold.json')) }))
  it.each(scores)('$f', ({ score }) => {
    expect(score.value, score.notes.join('\n')).toBeGreaterThanOrEqual(0.9)
    expect(score.tasks, score.notes.join('\n')).toBeGreaterThanOrEqual(0.9)
  })
  it('meets the figures over all papers', () => {
    const weight = scores.reduce((n, s) => n + s.score.goldTargets, 0)
    const mean = (pick: (s: Score) => number) =>
      scores.reduce((sum, s) => sum + pick(s.score) * s.score.goldTargets, 0) / weight
    expect(papers.length).toBeGreaterThanOrEqual(25)
    expect(mean((s) => s.value)).toBeGreaterThanOrEqual(0.97)
    expect(mean((s) => s.full)).toBeGreaterThanOrEqual(0.94)
    expect(mean((s) => s.tasks)).toBeGreaterThanOrEqual(0.98)
    expect(mean((s) => s.units)).toBeGreaterThanOrEqual(0.96)
    expect(scores.reduce((n, s) => n + s.score.silent, 0) / weight).toBeLessThanOrEqual(0.02)
  })
})

const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url))
const present = existsSync(`${shared}gold/001.gold.json`)
if (!present) console.log('skipped: the labelled papers are not beside this repository')

describe.skipIf(!present)('the labelled papers', () => {
  it.each(['001', '004'])('reads %s', (id) => {
    const seed = readdirSync(`${shared}seeds`).find((f) => f.startsWith(id)) as string
    const score = scoreFile(`${shared}seeds/${seed}`, `${shared}gold/${id}.gold.json`)
    expect(score.value, score.notes.join('\n')).toBe(1)
    expect(score.full, score.notes.join('\n')).toBe(1)
    expect(score.tasks, score.notes.join('\n')).toBe(1)
    expect(score.units, score.notes.join('\n')).toBe(1)
    expect(score.silent, score.notes.join('\n')).toBe(0)
  })
  it('knows a cut-off copy, and keeps papers of one model apart', () => {
    const [a, b, c, , e] = readdirSync(`${shared}seeds`)
      .sort()
      .map((f) => readPlan(readFileSync(`${shared}seeds/${f}`, 'utf8')))
    if (!a || !b || !c || !e) throw new Error('seeds are missing')
    expect(samePaper(a, b)).toBe(true)
    expect(similarity(a, b)).toBeGreaterThan(0.9)
    expect(samePaper(b, c)).toBe(false)
    expect(samePaper(c, e)).toBe(false)
    expect(a.complete).toBe(false)
    expect(b.complete).toBe(true)
    expect(c.complete).toBe(false)
    expect(a.warnings.map((w) => w.code)).toContain('vendor-trailer')
  })
})
