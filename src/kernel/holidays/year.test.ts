import { describe, expect, test } from 'vitest'
import { weekday } from '../dates.ts'
import { isWorkday } from '../workdays.ts'
import { ANNOUNCED_YEARS } from './announced.ts'
import { announcedCalendar } from './calendar.ts'
import { parseHolidayYear } from './year.ts'

/** Every weekend day that was worked, 2007–2026, as the second data set (chinese-days 1.5.7) has them. */
const MADE_UP = `
2006-12-30 2006-12-31 2007-02-17 2007-02-25 2007-04-28 2007-04-29 2007-09-29 2007-09-30
2007-12-29 2008-02-02 2008-02-03 2008-05-04 2008-09-27 2008-09-28
2009-01-04 2009-01-24 2009-02-01 2009-05-31 2009-09-27 2009-10-10
2010-02-20 2010-02-21 2010-06-12 2010-06-13 2010-09-19 2010-09-25 2010-09-26 2010-10-09
2011-01-30 2011-02-12 2011-04-02 2011-10-08 2011-10-09
2011-12-31 2012-01-21 2012-01-29 2012-03-31 2012-04-01 2012-04-28 2012-09-29
2013-01-05 2013-01-06 2013-02-16 2013-02-17 2013-04-07 2013-04-27 2013-04-28 2013-06-08 2013-06-09 2013-09-22 2013-09-29 2013-10-12
2014-01-26 2014-02-08 2014-05-04 2014-09-28 2014-10-11
2015-01-04 2015-02-15 2015-02-28 2015-09-06 2015-10-10
2016-02-06 2016-02-14 2016-06-12 2016-09-18 2016-10-08 2016-10-09
2017-01-22 2017-02-04 2017-04-01 2017-05-27 2017-09-30
2018-02-11 2018-02-24 2018-04-08 2018-04-28 2018-09-29 2018-09-30
2018-12-29 2019-02-02 2019-02-03 2019-04-28 2019-05-05 2019-09-29 2019-10-12
2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10
2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09
2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09
2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
`

const notice = (change: object = {}): unknown => ({
  year: 2027,
  notices: ['https://www.gov.cn/'],
  off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
  work: ['2027-01-09'],
  ...change,
})

describe('announced years', () => {
  const calendar = announcedCalendar()

  test('each is well-formed and in order', () => {
    for (const year of ANNOUNCED_YEARS) expect(parseHolidayYear(structuredClone(year))).toEqual(year)
    expect(ANNOUNCED_YEARS.map((y) => y.year)).toEqual(Array.from({ length: 20 }, (_, i) => 2007 + i))
  })

  test('the make-up days are these and no others', () => {
    const days = MADE_UP.trim().split(/\s+/)
    expect(ANNOUNCED_YEARS.flatMap((y) => y.work)).toEqual(days)
    for (const day of days) {
      expect(isWorkday(calendar, day).workday, day).toBe(true)
      expect(weekday(day), day).toBeGreaterThanOrEqual(6)
    }
  })

  test('2026', () => {
    const year = ANNOUNCED_YEARS.find((y) => y.year === 2026)
    const days = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
    expect(year?.work).toEqual(days)
    expect(isWorkday(calendar, '2026-02-23').workday).toBe(false)
  })

  test.each([2007, 2013, 2019, 2020, 2024, 2025, 2026])('New Year’s Day %s is free', (year) => {
    expect(isWorkday(calendar, `${year}-01-01`)).toMatchObject({ workday: false, festival: '元旦' })
  })
})

describe('a notice to load', () => {
  test('is read and put in order', () => {
    const year = parseHolidayYear(notice({ work: ['2027-02-27', '2027-01-09'], notices: undefined }))
    expect(year).toMatchObject({ notices: [], work: ['2027-01-09', '2027-02-27'] })
  })

  test.each([
    ['holiday.shape', '', null],
    ['holiday.shape', '/off', notice({ off: {} })],
    ['holiday.shape', '/work', notice({ work: undefined })],
    ['holiday.shape', '/off/0/name', notice({ off: [{ name: ' ', from: '2027-01-01', to: '2027-01-01' }] })],
    ['holiday.year', '/year', notice({ year: '2027' })],
    ['holiday.date', '/work/0', notice({ work: ['2027-02-30'] })],
    ['holiday.run', '/off/0', notice({ off: [{ name: '元旦', from: '2027-01-03', to: '2027-01-01' }] })],
    ['holiday.outside', '/work/0', notice({ work: ['2029-01-06'] })],
    ['holiday.duplicate', '/work/1', notice({ work: ['2027-01-09', '2027-01-09'] })],
    ['holiday.duplicate', '/work/0', notice({ work: ['2027-01-02'] })],
    ['holiday.weekday', '/work/0', notice({ work: ['2027-01-08'] })],
    ['holiday.empty', '/off', notice({ off: [] })],
  ])('%s at “%s”', (code, at, json) => {
    try {
      parseHolidayYear(json)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code, at })
    }
  })
})
