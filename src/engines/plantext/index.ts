export { samePaper, similarity } from './family.ts'
export { readPlan } from './read.ts'
export type * from './types.ts'
