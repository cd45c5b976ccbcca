export { type Answer, once } from './idempotency.ts'
export { cursorOf, cutPage, PageOf, PageQuery, type Paging, pagedBy, pageOf, readCursor } from './page.ts'
export { httpJobs } from './prune.ts'
export {
  type AnyRoute,
  command,
  Download,
  open,
  Redirect,
  type RequestContext,
  read,
  Tagged,
  type Upload,
} from './route.ts'
export { buildServer, type ServerOptions, UPLOAD_LIMIT } from './server.ts'
