import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dark, light } from '../theme/tokens.ts'
import { toCsv } from './csv.ts'
import { classColours, classOf, classTexts, featuresOf, inkOn, labelPoints } from './map.ts'
import { blocksOf, cellsOf, type Highlight, piecesOf } from './paper.ts'
import { unknownStretches } from './trend.ts'
import { unknownShare } from './why.ts'

const word = fc.stringMatching(/^[\u4e00-\u4e10\t\n a-c]{0,60}$/)

describe('paper', () => {
  it('cuts a block into pieces that are the block again, whatever the marks', () => {
    fc.assert(
      fc.property(word, fc.array(fc.tuple(fc.nat(70), fc.nat(70)), { maxLength: 6 }), (text, spans) => {
        const marks: Highlight[] = spans.map(([a, b], i) => ({
          id: `${i}`,
          start: Math.min(a, b),
          end: Math.max(a, b),
          tone: 'place',
        }))
        for (const block of blocksOf(text)) {
          const pieces = cellsOf(text, block).flatMap((cell) => piecesOf(text, cell, marks))
          expect(pieces.map((piece) => piece.text).join('')).toBe(
            text.slice(block.start, block.end).replaceAll('\t', block.role === 'row' ? '' : '\t'),
          )
          for (const { at, text: words, mark } of pieces) {
            const covered = marks.filter(
              (one) => one.start <= at && one.end >= at + words.length && one.end > one.start,
            )
            if (words !== '') expect(mark === null).toBe(covered.length === 0)
          }
        }
      }),
    )
  })

  it('draws the shorter of two marks that overlap', () => {
    const marks: Highlight[] = [
      { id: 'long', start: 0, end: 6, tone: 'place' },
      { id: 'short', start: 2, end: 4, tone: 'bad' },
    ]
    expect(piecesOf('六个字的一句', { start: 0, end: 6 }, marks).map((piece) => piece.mark?.id)).toEqual([
      'long',
      'short',
      'long',
    ])
  })
})

describe('map', () => {
  const minutes = { label: '', unit: '分钟', breaks: [5, 10, 15], lowIsStrong: true }

  it('counts fifteen minutes as within fifteen', () => {
    expect([5, 5.1, 15, 15.1].map((value) => classOf(value, minutes.breaks))).toEqual([0, 1, 2, 3])
    expect(classTexts(minutes)).toEqual(['≤ 5', '5–10', '10–15', '> 15 分钟'])
  })

  it('keeps numbers legible on every class colour', () => {
    for (const isDark of [false, true]) {
      for (const colour of classColours(minutes, isDark))
        expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('leaves what has no place off the map, and numbers the rest as the list does', () => {
    const at = { type: 'Point' as const, coordinates: [104, 23] }
    const { features } = featuresOf(
      [
        { id: 'a', title: '', geometry: null },
        { id: 'b', title: '', geometry: at, value: null },
      ],
      minutes,
      light,
      false,
    )
    expect(features.map(({ properties }) => [properties.order, properties.known])).toEqual([[2, false]])
  })

  it('writes the name of an area into its middle', () => {
    const square = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    }
    const [point] = labelPoints({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: {}, geometry: square }],
    }).features
    expect(point?.geometry.coordinates).toEqual([2, 1])
  })
})

describe('colours', () => {
  const texts = ['ink', 'ink2', 'ink3', 'brandInk', 'badInk', 'warnInk'] as const

  it('read at 4.5 to 1 on every ground they stand on', () => {
    const poor: string[] = []
    for (const palette of [light, dark]) {
      for (const text of texts) {
        for (const ground of ['paper', 'surface', 'sunken'] as const) {
          if (contrast(palette[text], palette[ground]) < 4.5) poor.push(`${text} on ${ground}`)
        }
      }
      if (contrast(palette.onBrand, palette.brand) < 4.5) poor.push('onBrand on brand')
      for (const [text, ground] of [
        ['badInk', 'badSoft'],
        ['warnInk', 'warnSoft'],
        ['brandInk', 'brandSoft'],
        ['ink2', 'brandSoft'],
      ] as const) {
        if (contrast(palette[text], palette[ground]) < 4.5) poor.push(`${text} on ${ground}`)
      }
      if (contrast(palette.edge, palette.paper) < 3) poor.push('edge on paper')
    }
    expect(poor).toEqual([])
  })
})

describe('small reckonings', () => {
  it('joins neighbouring unknown stretches', () => {
    const points = [1, null, null, 2, null].map((value, i) => ({ asOf: `2026-0${i + 1}-01`, value }))
    expect(unknownStretches(points)).toEqual([
      ['2026-01-01', '2026-04-01'],
      ['2026-04-01', '2026-05-01'],
    ])
  })

  it('tells an unknown share of nothing from a share of none', () => {
    const source = { label: '', href: null }
    expect(unknownShare([{ label: '', value: null, source }])).toBeNull()
    expect(unknownShare([{ label: '', value: 1, records: 3, unknown: 1, source }])).toBe(0.25)
    expect(unknownShare([{ label: '', value: 1, records: 3, unknown: 0, source }])).toBe(0)
  })

  it('writes CSV that spreadsheets read and never run', () => {
    expect(
      toCsv(
        ['名称', '床位'],
        [
          ['=HYPERLINK("x")', null],
          ['甲,"乙"', 3],
          ['-5.2', -1],
        ],
      ),
    ).toBe('\uFEFF名称,床位\r\n"\'=HYPERLINK(""x"")",\r\n"甲,""乙""",3\r\n-5.2,-1\r\n')
  })
})

function contrast(a: string, b: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high = 0, low = 0] = [light(a), light(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}
