/**
 * What happened, told upwards. Emitted in the transaction that made it true, delivered at least once after the commit;
 * a subscriber is idempotent by `id`.
 */
export type DomainEvent<Name extends string = string, Payload = unknown> = {
  id: string
  /** Six-digit code of the government that keeps the record. */
  jurisdiction: string
  /** `context.subject.verb-in-past`, e.g. `statistics.rows.imported`. */
  name: Name
  payload: Payload
  /** Instant, ISO 8601 with zone. */
  at: string
}
