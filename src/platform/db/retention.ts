import sql from 'sql-template-tag'
import type { Tx } from './database.ts'

/** The instant before which used-up rows of a subject (`event`, `answer`, `session`) are no longer kept. Throws for an unknown subject. */
export async function keptSince(tx: Tx, subject: string): Promise<Date> {
  const { days } = await tx.one<{ days: number }>(sql`select days from platform.retention where subject = ${subject}`)
  return new Date(tx.now.getTime() - days * 86_400_000)
}
