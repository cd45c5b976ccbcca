import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAt, readHours, weekdayOf } from './hours.ts'

const h = (hours: number, minutes = 0) => hours * 60 + minutes

describe('opening hours', () => {
  it('are read as people write them', () => {
    const office = readHours('周一至周五 8:30—12:00、14:00—17:30；周六 9:00—12:00')
    expect(office?.week[0]).toEqual([
      { from: h(8, 30), to: h(12) },
      { from: h(14), to: h(17, 30) },
    ])
    expect(office?.week[5]).toEqual([{ from: h(9), to: h(12) }])
    expect(office?.week[6]).toEqual([])
    expect(readHours('每天 7：00～21：00')?.week.every((day) => day[0]?.from === h(7) && day[0].to === h(21))).toBe(
      true,
    )
    expect(readHours('7:00-21:00')).toEqual(readHours('每日7:00-21:00'))
    expect(readHours('24小时')?.week).toEqual(Array(7).fill([{ from: 0, to: 1440 }]))
    expect(readHours('周一、周三、周五 9:00-11:00；法定节假日休息')).toMatchObject({ holidays: 'closed' })
    expect(readHours('工作日 9点-17点半')?.week[4]).toEqual([{ from: h(9), to: h(17, 30) }])
    expect(readHours('星期一到星期日 6:00-22:00')?.week[6]).toEqual([{ from: h(6), to: h(22) }])
    expect(readHours('Mon-Fri 9:00-17:00')?.week[5]).toEqual([])
  })

  it('are unknown rather than guessed', () => {
    for (const text of [
      null,
      '',
      '看情况',
      '周一至周五',
      '上午',
      '周八 9:00-10:00',
      '9:00-25:00',
      '每月 15 日 9:00-10:00',
    ])
      expect(readHours(text)).toBeNull()
  })

  it('go on past midnight into the next day', () => {
    const night = readHours('周六 20:00-次日2:00')
    expect(night?.week[5]).toEqual([{ from: h(20), to: 1440 }])
    expect(night?.week[6]).toEqual([{ from: 0, to: h(2) }])
  })

  it('say whether it is open, until when, and follow exceptions', () => {
    const at = (date: string, minute: number, holiday: boolean | null = false) => ({ date, minute, holiday })
    const text = '周一至周五 8:30—17:30；法定节假日休息'
    expect(openAt(text, [], at('2026-11-23', h(10)))).toMatchObject({ open: true, changesAt: '17:30' })
    expect(openAt(text, [], at('2026-11-23', h(7)))).toMatchObject({ open: false, changesAt: '08:30' })
    expect(openAt(text, [], at('2026-11-22', h(10)))).toMatchObject({ open: false, changesAt: null })
    expect(openAt(text, [], at('2026-11-23', h(10), true))).toMatchObject({ open: false })
    expect(openAt(text, [], at('2026-11-23', h(10), null)).open).toBeNull()
    const shut = { from: '2026-11-23', to: '2026-11-24', hours: null, reason: '消杀' }
    expect(openAt(text, [shut], at('2026-11-24', h(10)))).toMatchObject({ open: false, reason: '消杀' })
    expect(openAt('看情况', [], at('2026-11-24', h(10))).open).toBeNull()
    expect(openAt('24小时', [], at('2026-11-24', h(23)))).toMatchObject({ open: true, changesAt: null })
  })

  it('print and read the same, whatever spans a week has', () => {
    const day = fc
      .uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 6 })
      .map((marks) => marks.sort((a, b) => a - b))
      .map((marks) => marks.slice(0, marks.length - (marks.length % 2)))
    const clock = (m: number) => `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}`
    fc.assert(
      fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), fc.integer({ min: 0, max: 1439 }), (days, minute) => {
        const text = days
          .map((marks, i) => {
            const spans = marks.flatMap((mark, k) => (k % 2 === 0 ? [`${clock(mark)}-${clock(marks[k + 1]!)}`] : []))
            return `周${'一二三四五六日'[i]} ${spans.join('、')}`
          })
          .join('；')
        const date = '2026-11-25'
        const marks = days[weekdayOf(date)]!
        const inside = marks.some((from, k) => k % 2 === 0 && from <= minute && minute < marks[k + 1]!)
        expect(openAt(text, [], { date, minute, holiday: false }).open).toBe(inside)
      }),
    )
  })
})
