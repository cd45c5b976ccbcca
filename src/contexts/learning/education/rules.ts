/** A person at one session. */
export type Presence = { person: string; session: string }

/**
 * Who comes regularly (经常性参与): distinct persons with at least so many sessions. One who comes twice to one session came once; the same
 * person in two courses is one person. Person-times are all presences, and those of guests without a file besides.
 */
export function regularsOf(
  presences: readonly Presence[],
  least: number,
): { persons: number; regulars: Set<string>; personTimes: number } {
  const sessions = new Map<string, Set<string>>()
  for (const { person, session } of presences) {
    const known = sessions.get(person)
    if (known === undefined) sessions.set(person, new Set([session]))
    else known.add(session)
  }
  const personTimes = [...sessions.values()].reduce((sum, each) => sum + each.size, 0)
  const regulars = new Set([...sessions].filter(([, each]) => each.size >= least).map(([person]) => person))
  return { persons: sessions.size, regulars, personTimes }
}
