export { type AuditEntry, auditRoutes } from './routes.ts'
