import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatInstant,
  formatMinutes,
  formatMoney,
  formatNumber,
  formatShare,
  formatTime,
  withUnit,
} from './format.ts'

describe('formats', () => {
  it('write money from fen', () => {
    expect(formatMoney(123_450, 'zh')).toBe('¥1,234.50')
    expect(formatMoney(-5, 'en')).toBe('−¥0.05')
    expect(formatMoney(0, 'zh')).toBe('¥0.00')
  })

  it('say unknown, never zero or nothing', () => {
    expect([
      formatMoney(null, 'zh'),
      formatNumber(null, 'zh'),
      formatShare(null, 'zh'),
      formatDate(null, 'zh'),
      formatMinutes(null, 'zh'),
    ]).toEqual(Array(5).fill('未知'))
    expect(formatNumber(null, 'en')).toBe('unknown')
  })

  it('write dates with the precision they have', () => {
    expect(formatDate('2026-11-22', 'zh')).toBe('2026年11月22日')
    expect(formatDate('2026-01-05', 'zh')).toBe('2026年1月5日')
    expect(formatDate('2026-11', 'zh')).toBe('2026年11月')
    expect(formatDate('2027', 'zh')).toBe('2027年')
    expect(formatDate('2026-11-22', 'en')).toBe('22 November 2026')
    expect(formatDate('2026-11', 'en')).toBe('November 2026')
  })

  it('write instants in China’s time, whatever the zone of the machine', () => {
    expect(formatInstant('2026-11-22T16:30:00Z', 'zh')).toBe('2026年11月23日 00:30')
    expect(formatTime('2026-11-22T06:05:00Z', 'en')).toBe('14:05')
    expect(formatInstant('2026-11-22T06:05:00Z', 'en')).toBe('22 November 2026 14:05')
  })

  it('keep asked decimals and pad none otherwise', () => {
    expect(formatNumber(51.94, 'zh', 1)).toBe('51.9')
    expect(formatNumber(12_480, 'zh')).toBe('12,480')
    expect(formatShare(0.519, 'zh')).toBe('51.9%')
  })

  it('set units close or apart as they are written', () => {
    expect(withUnit('51.9', '%')).toBe('51.9%')
    expect(withUnit('612', '张')).toBe('612 张')
    expect(withUnit('612', '')).toBe('612')
  })
})
