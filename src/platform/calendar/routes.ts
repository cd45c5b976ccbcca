import Type from 'typebox'
import { isDate } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { addWorkdays, isWorkday } from '../../kernel/workdays.ts'
import { type AnyRoute, command, read } from '../http/index.ts'
import { calendar, knownYears, loadHolidayYear } from './calendar.ts'

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Year = Type.Object({
  year: Type.Integer(),
  notices: Type.Array(Type.String()),
  off: Type.Array(Type.Object({ name: Type.String(), from: Day, to: Day })),
  work: Type.Array(Day),
  loaded: Type.Union([
    Type.Null(),
    Type.Object({ edition: Type.Integer(), at: Type.String({ format: 'date-time' }), by: Type.String() }),
  ]),
})

/** The routes of the working-day calendar. */
export const calendarRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/calendar',
    summary: { zh: '法定节假日与调休安排', en: 'Rest days and make-up workdays by year' },
    permission: 'public',
    query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 1949, maximum: 2200 })) }),
    response: Type.Object({ years: Type.Array(Year) }),
    handle: async (tx, { query }) => {
      const years = await knownYears(tx)
      return { years: years.filter(({ year }) => query.year === undefined || year === query.year) }
    },
  }),
  read({
    method: 'GET',
    url: '/api/calendar/workdays',
    summary: { zh: '从某日起数若干个工作日', en: 'Count working days from a date' },
    permission: 'public',
    query: Type.Object({ from: Day, days: Type.Integer({ minimum: -2000, maximum: 2000, default: 0 }) }),
    response: Type.Object({
      date: Day,
      workday: Type.Boolean(),
      festival: Type.Union([Type.String(), Type.Null()]),
      provisional: Type.Boolean(),
    }),
    handle: async (tx, { query }) => {
      if (!isDate(query.from)) {
        const text = { zh: `${query.from} 不是日期`, en: `${query.from} is not a date` }
        throw refuse('calendar.date', text, { at: '/query/from' })
      }
      const known = await calendar(tx)
      const reached = addWorkdays(known, query.from, query.days)
      const { workday, festival } = isWorkday(known, reached.date)
      return { ...reached, workday, festival }
    },
  }),
  command({
    method: 'POST',
    url: '/api/calendar/years',
    summary: { zh: '录入一年的放假安排', en: 'Load the holiday notice of a year' },
    permission: 'calendar.load',
    status: 201,
    // What exactly is wrong with a notice is said by the reading itself, with the place.
    body: Type.Unsafe<unknown>({ type: 'object' }),
    response: Type.Object({ year: Type.Integer(), edition: Type.Integer() }),
    handle: (tx, { body }) => loadHolidayYear(tx, body),
  }),
]
