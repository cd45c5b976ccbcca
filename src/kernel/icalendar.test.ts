import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarEvent, foldLine, icalendar } from './icalendar.ts'

const event = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'a@yike',
  from: '2026-11-22T09:00:00+08:00',
  until: '2026-11-22T10:30:00+08:00',
  title: '老年课堂',
  changedAt: '2026-11-20T00:00:00Z',
  revision: 2,
  ...more,
})

/** Reads one property back the way a calendar does. */
function read(text: string, property: string): string {
  const line = text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .find((each) => each.startsWith(`${property}:`))!
  return line
    .slice(property.length + 1)
    .replace(/\\([\\;,nN])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark))
}

describe('a calendar file', () => {
  it('says times in UTC and who is the newer of two versions', () => {
    const text = icalendar('预约', [event({ cancelled: true, place: '砚山县; 江那镇, 活动室' })])
    expect(text).toContain('DTSTART:20261122T010000Z\r\nDTEND:20261122T023000Z\r\n')
    expect(text).toContain('SEQUENCE:2\r\n')
    expect(text).toContain('STATUS:CANCELLED\r\n')
    expect(text).toContain('LOCATION:砚山县\\; 江那镇\\, 活动室\r\n')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })

  it('keeps any text, folded to 75 octets with no character cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        const said = Array.from(title.replace(/\r\n|\r/g, '\n'))
          .filter((each) => each === '\t' || each === '\n' || (each >= ' ' && each !== '\u007f'))
          .join('')
        const text = icalendar('x', [event({ title })])
        expect(read(text, 'SUMMARY')).toBe(said)
        for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
      }),
    )
    expect(foldLine('字'.repeat(30)).replaceAll('\r\n ', '')).toBe('字'.repeat(30))
  })
})
