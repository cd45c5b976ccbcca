export { type Entry, type Json, type Place, record, wasRecorded } from './record.ts'
