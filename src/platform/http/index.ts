export { type Answer, once } from './idempotency.ts'
export { cursorOf, PageOf, pageOf, PageQuery, readCursor } from './page.ts'
export { type AnyRoute, command, Download, open, Redirect, read, type RequestContext, type Upload } from './route.ts'
export { buildServer, type ServerOptions, UPLOAD_LIMIT } from './server.ts'
