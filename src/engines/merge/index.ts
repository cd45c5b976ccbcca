/** Merging what several people wrote about the same thing while out of each other's sight. */
export { type Arrival, Inbox, type Numbered } from './inbox.ts'
export { type Conflict, type Edit, type Head, type Merged, merge, type Version } from './merge.ts'
