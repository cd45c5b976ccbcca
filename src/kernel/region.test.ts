import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ancestorsOf, covers, isRegion, jurisdictionOf, levelOf, parentOf, parseRegion, prefixOf } from './region.ts'

describe('region codes', () => {
  test.each([
    ['530000', 'province', 'province'],
    ['532600000000', 'prefecture', 'prefecture'],
    ['532622', 'county', 'county'],
    ['532622001000', 'subdistrict', 'township'],
    ['532622100000', 'town', 'township'],
    ['532622200000', 'township', 'township'],
    ['532622400000', 'township-equivalent', 'township'],
    ['220581102001', 'residents-committee', 'village'],
    ['220581102200', 'villagers-committee', 'village'],
    ['220581102400', 'village-equivalent', 'village'],
  ])('%s is a %s', (code, kind, level) => {
    expect(parseRegion(code)).toMatchObject({ kind, level })
    expect(levelOf(code)).toBe(level)
  })

  test.each([
    ['53262', null],
    ['03262X', 6],
    ['032622', 1],
    ['530022', 3],
    ['530000100000', 3],
    ['532622000200', 7],
    ['532622600000', 7],
  ])('%s is refused at position %s', (code, position) => {
    expect(isRegion(code)).toBe(false)
    try {
      parseRegion(code)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'region.invalid', params: { position } })
    }
  })

  test('parents up to the province', () => {
    expect(ancestorsOf('532622100201')).toEqual(['532622100000', '532622000000', '532600000000', '530000000000'])
    expect(parentOf('530000')).toBeNull()
  })

  test('a prefecture without counties keeps its towns', () => {
    expect(parentOf('441900003000')).toBe('441900000000')
    expect(jurisdictionOf('441900003000')).toBe('441900')
    expect(covers(prefixOf('441900'), '441900003001')).toBe(true)
  })

  test('prefixes', () => {
    expect(['530000', '532600', '532622', '532622100000', '532622100201'].map(prefixOf)).toEqual([
      '53',
      '5326',
      '532622',
      '532622100',
      '532622100201',
    ])
    expect(covers('5326', '532722')).toBe(false)
    expect(covers('', '110101')).toBe(true)
  })

  test('a region is covered by itself and by each of its ancestors', () => {
    const digits = fc.tuple(
      fc.integer({ min: 11, max: 82 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
    )
    const tail = fc.tuple(fc.integer({ min: 1, max: 599 }), fc.integer({ min: 0, max: 999 }))
    fc.assert(
      fc.property(digits, tail, ([p, c, x], [t, v]) => {
        const pad = (n: number, width: number) => String(n).padStart(width, '0')
        const code = pad(p, 2) + pad(c, 2) + pad(x, 2) + pad(t, 3) + pad(v, 3)
        for (const above of [code, ...ancestorsOf(code)]) expect(covers(prefixOf(above), code)).toBe(true)
        expect(jurisdictionOf(code)).toBe(code.slice(0, 6))
      }),
    )
  })
})
