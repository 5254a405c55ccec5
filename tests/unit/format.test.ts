import { describe, expect, test } from 'vitest'
import { greet } from '@/app/(app)/dashboard/greeting'
import {
  formatClock,
  formatDay,
  formatNumber,
  formatPercent,
  formatRecent,
  formatShortDay,
  formatShortDate,
  formatTime,
  formatZone,
  readingMinutes,
} from '@/lib/format'

const NOW = '2026-11-25T22:30:00.000Z'

describe('dates and numbers', () => {
  test('an instant shows in UTC whatever zone the machine is in, and in a person’s own when it is given', () => {
    expect(process.env.TZ).toBe('Asia/Kolkata')
    expect(formatDay(NOW)).toBe('Wednesday 25 November')
    expect(formatTime(NOW)).toBe('22:30')
    expect(formatDay(NOW, { timeZone: 'Pacific/Auckland' })).toBe('Thursday 26 November')
  })

  test('the near past has its weekday, today its hour, the far past its year', () => {
    expect(formatRecent('2026-11-25T09:12:00Z', NOW)).toBe('today 09:12')
    expect(formatRecent('2026-11-17T09:12:00Z', NOW)).toBe('Tue 17 Nov')
    expect(formatRecent('2025-08-11T09:12:00Z', NOW)).toBe('11 Aug 2025')
    expect(formatShortDay('2026-09-30T00:00:00Z')).toBe('30 Sep')
  })

  test('a person’s own locale and zone reach every date and number', () => {
    const own = { locale: 'de-DE', timeZone: 'Pacific/Auckland' }
    expect(formatDay(NOW, own)).toBe('Donnerstag, 26. November')
    expect(formatShortDate(NOW, own)).toBe('26. Nov. 2026')
    expect(formatClock(NOW, own)).toBe('11:30:00')
    expect(formatRecent('2026-11-25T11:05:00Z', NOW, own)).toBe('heute 00:05')
    expect([formatZone(NOW), formatZone(NOW, own)]).toEqual(['UTC', 'GMT+13'])
    expect([formatNumber(9109, own), formatPercent(0.118, own)]).toEqual(['9.109', '11,8 %'])
    expect(formatShortDate(NOW, { locale: 'en-US' })).toBe('Nov 25, 2026')
  })

  test('a greeting goes by the clock of who is greeted', () => {
    expect(greet('Nora Kis', new Date(NOW), 'UTC')).toBe('Good evening, Nora')
    expect(greet('Nora Kis', new Date(NOW), 'Pacific/Auckland')).toBe('Good morning, Nora')
    expect(greet('Nora Kis', new Date(NOW), 'Asia/Kolkata')).toBe('Hello, Nora')
  })

  test('numbers are grouped and ratios become percent', () => {
    expect([formatNumber(9109), formatNumber(0), formatPercent(0.118)]).toEqual(['9,109', '0', '11.8 %'])
  })

  test('the shortest text takes a minute', () => {
    expect([readingMinutes(''), readingMinutes('word '.repeat(690))]).toEqual([1, 3])
  })
})
