/** An appointment of a calendar. Instants are ISO 8601 with zone. */
export type CalendarEvent = {
  /** Stays the same for the same appointment. */
  uid: string
  from: string
  until: string
  title: string
  place?: string | null
  note?: string | null
  cancelled?: boolean
  /** Instant of the last change. */
  changedAt: string
  /** Counts changes, so that a calendar knows which of two versions is the newer. */
  revision: number
}

/** Characters a calendar may not hold: controls other than tab and line feed. */
const printable = (character: string): boolean => {
  const code = character.codePointAt(0)!
  return code >= 32 ? code !== 127 : code === 9 || code === 10
}

/** Text as RFC 5545 §3.3.11 wants it. */
const escaped = (text: string): string =>
  Array.from(text.replace(/\r\n|\r/g, '\n'))
    .filter(printable)
    .join('')
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll('\n', '\\n')

const stamp = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const encoder = new TextEncoder()
const LONGEST = 75

/** Folds a content line so that no line is longer than 75 octets and no character is cut (RFC 5545 §3.1). */
export function foldLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > LONGEST) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

/** A calendar file (iCalendar, RFC 5545) of appointments. Times are written in UTC, which every calendar shows in its own zone. */
export function icalendar(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Yike//Services//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${escaped(event.uid)}`,
      `DTSTAMP:${stamp(event.changedAt)}`,
      `SEQUENCE:${event.revision}`,
      `DTSTART:${stamp(event.from)}`,
      `DTEND:${stamp(event.until)}`,
      `SUMMARY:${escaped(event.title)}`,
      ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
      ...(event.note ? [`DESCRIPTION:${escaped(event.note)}`] : []),
      `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(foldLine).join('\r\n')}\r\n`
}
