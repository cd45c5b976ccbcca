import { describe, expect, it } from 'vitest'
import { filedOn, gradeOn } from './facilities.ts'

const filing = (from: string, endedOn: string | null = null) => ({ from, until: null, endedOn })

describe('what an institution makes of its facility', () => {
  it('is filed from the day of the filing until it ends, whatever was declared before', () => {
    const standings = { filings: [filing('2025-03-01', '2026-01-15')], grades: [] }
    const days = ['2025-02-28', '2025-03-01', '2026-01-14', '2026-01-15']
    expect(days.map((day) => filedOn(standings, '2020-01-01', day))).toEqual([false, true, true, false])
  })

  it('is filed as declared where no filing was ever entered', () => {
    expect(filedOn(undefined, '2020-01-01', '2026-01-01')).toBe(true)
    expect(filedOn({ filings: [], grades: [] }, '2027-01-01', '2026-01-01')).toBe(false)
    expect(filedOn({ filings: [], grades: [] }, null, '2026-01-01')).toBe(false)
  })

  it('has the grade in force, none when it has run out, and an unknown one where no institution is known', () => {
    const grade = { from: '2023-05-01', until: '2026-04-30', endedOn: null, value: 3 }
    const standings = { filings: [], grades: [grade] }
    expect(['2023-04-30', '2023-05-01', '2026-04-30', '2026-05-01'].map((day) => gradeOn(standings, day))).toEqual([
      0, 3, 3, 0,
    ])
    expect(gradeOn(undefined, '2026-01-01')).toBeNull()
  })
})
