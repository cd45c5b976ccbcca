export { calendar, type KnownYear, knownYears, loadHolidayYear, type YearLoaded } from './calendar.ts'
export { calendarRoutes } from './routes.ts'
