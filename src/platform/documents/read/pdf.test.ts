import { describe, expect, it } from 'vitest'
import { fontFile } from '../write/pdfpage.ts'
import { readPaperHere } from './paper.ts'

async function pdf(draw: (doc: PDFKit.PDFDocument) => void, options: object = {}): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({ size: [400, 600], margin: 0, ...options })
  doc
    .registerFont('zh', await fontFile('regular'))
    .font('zh')
    .fontSize(12)
  const chunks: Buffer[] = []
  const end = new Promise((resolve) => doc.on('end', resolve))
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  draw(doc)
  doc.end()
  await end
  return new Uint8Array(Buffer.concat(chunks))
}

const at = (doc: PDFKit.PDFDocument, x: number, y: number, text: string) => doc.text(text, x, y, { lineBreak: false })

/** A PDF whose Chinese font is not embedded, as older office software writes it: codes in a Chinese character set, no Unicode map. */
function cidPdf(encoding: string, hex: string): Uint8Array {
  const stream = `BT /F1 12 Tf 50 700 Td <${hex}> Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 7 0 R>>',
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[5 0 R]>>`,
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 6 0 R>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 90>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
  ]
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('')
  return new TextEncoder().encode(`%PDF-1.4\n${body}trailer<</Root 1 0 R/Size 8>>\n%%EOF`)
}

describe('pdf', () => {
  it.each([
    ['GBK-EUC-H', 'D1F8C0CFB7FECEF1B4B2CEBB'],
    ['UniGB-UCS2-H', '517B8001670D52A15E8A4F4D'],
  ])('reads Chinese fonts that are not embedded (%s)', async (encoding, hex) => {
    expect((await readPaperHere(cidPdf(encoding, hex), 'a.pdf')).text).toBe('养老服务床位')
  })

  it('joins wrapped lines, also over a page, and keeps page numbers apart', async () => {
    const full = '到二〇二五年全县养老机构床位总数达到一千二百张以上其中护理'
    const file = await pdf((doc) => {
      at(doc, 20 + 24, 40, full.slice(0, 27))
      at(doc, 20, 60, full.slice(0, 29))
      at(doc, 20, 80, '型床位占比不低于百分之五十五。')
      at(doc, 44, 100, '下一段落也要占满整整的一行文字才能够继续到下一页去的啊')
      at(doc, 190, 570, '— 1 —')
      doc.addPage()
      at(doc, 20, 40, '页的开头。')
      at(doc, 20 + 24, 60, '再一段。')
      at(doc, 190, 570, '— 2 —')
    })
    const { text, pages } = await readPaperHere(file, 'a.pdf')
    expect(pages).toBe(2)
    expect(text.split('\n')).toEqual([
      `${full.slice(0, 27)}${full.slice(0, 29)}型床位占比不低于百分之五十五。`,
      '下一段落也要占满整整的一行文字才能够继续到下一页去的啊页的开头。',
      '— 1 —',
      '再一段。',
      '— 2 —',
    ])
  })

  it('reads ruled tables by their cells: wrapped, merged down, merged across', async () => {
    const file = await pdf((doc) => {
      const xs = [20, 100, 240, 380]
      for (const y of [40, 70, 130, 190]) doc.moveTo(20, y).lineTo(380, y).stroke()
      doc.moveTo(100, 160).lineTo(380, 160).stroke()
      for (const x of [20, 100, 380]) doc.moveTo(x, 40).lineTo(x, 190).stroke()
      doc.moveTo(240, 70).lineTo(240, 190).stroke()
      at(doc, (xs[0] ?? 0) + 5, 47, '领域')
      at(doc, (xs[1] ?? 0) + 5, 47, '任务和目标')
      at(doc, 25, 90, '托育')
      at(doc, 105, 80, '每千人口三岁')
      at(doc, 105, 96, '以下托位数')
      at(doc, 245, 88, '4.5个')
      at(doc, 25, 150, '养老')
      at(doc, 105, 137, '床位')
      at(doc, 245, 137, '50张')
      at(doc, 105, 167, '中心')
      at(doc, 245, 167, '7个')
    })
    expect((await readPaperHere(file, 'a.pdf')).text.split('\n')).toEqual([
      '领域\t任务和目标\t',
      '托育\t每千人口三岁以下托位数\t4.5个',
      '养老\t床位\t50张',
      '养老\t中心\t7个',
    ])
  })

  it('tells columns without rules by gaps that line up, and leaves single gaps alone', async () => {
    const file = await pdf((doc) => {
      at(doc, 120, 40, '通')
      at(doc, 160, 40, '知')
      at(doc, 20, 80, '指标')
      at(doc, 200, 80, '目标')
      at(doc, 20, 100, '床位')
      at(doc, 200, 100, '50张')
    })
    expect((await readPaperHere(file, 'a.pdf')).text.split('\n')).toEqual(['通 知', '指标\t目标', '床位\t50张'])
  })

  it('says which pages have no text', async () => {
    const file = await pdf((doc) => {
      at(doc, 20, 40, '有文字的一页在这里')
      doc.addPage()
    })
    const read = await readPaperHere(file, 'a.pdf')
    expect(read.notes).toMatchObject([{ code: 'pages_without_text', zh: expect.stringContaining('第 2 页') }])
  })

  it('leaves turned watermarks out and reads fonts that are not embedded', async () => {
    const file = await pdf((doc) => {
      doc.font('Helvetica')
      at(doc, 20, 40, 'By 2027 there will be 50 places.')
      doc.rotate(45, { origin: [200, 300] })
      at(doc, 100, 300, 'DRAFT')
    })
    expect((await readPaperHere(file, 'a.pdf')).text).toBe('By 2027 there will be 50 places.')
  })
})
