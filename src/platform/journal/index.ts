export { type Entry, type Json, type Place, record } from './record.ts'
