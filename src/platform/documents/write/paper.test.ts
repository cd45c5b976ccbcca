import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type PaperDocument, readPaper, writeDocx, writePdf, writeQrSvg } from '../index.ts'
import { readPaperHere } from '../read/paper.ts'
import { compose, printedDate } from './compose.ts'
import { breakLines } from './pdftext.ts'
import { balanced, ems } from './words.ts'

const bulletin: PaperDocument = {
  issuer: '砚山县发展和改革局',
  number: '砚发改〔2026〕12号',
  title: '关于2026年第三季度目标任务完成情况的通报',
  addressees: '各乡（镇）人民政府，县直各有关部门',
  blocks: [
    { kind: 'heading', level: 1, text: '总体进展' },
    {
      kind: 'paragraph',
      text: '截至2026年9月30日，行动方案附件4所列23项目标中，已完成9项，按期推进11项，滞后2项，数据不足1项。养老服务床位达到1,286张，其中护理型床位占57.3%。',
    },
    { kind: 'heading', level: 2, text: '养老服务' },
    {
      kind: 'table',
      caption: '主要目标完成情况',
      columns: [
        { title: '指标' },
        { title: '目标值', align: 'right' },
        { title: '实际值', align: 'right' },
        { title: '牵头单位' },
      ],
      rows: [
        ['护理型养老床位占全部养老床位的比例（含公建民营机构）', '≥55%', '57.3%', '县民政局'],
        ['每千人口拥有3岁以下婴幼儿托位数', '4.5个', '4.2个', '县卫生健康局、各乡（镇）人民政府'],
        ['城市社区综合服务设施覆盖率', '100%', '', '县民政局'],
      ],
      note: '注：空白表示数据不足，不等于零。',
    },
    { kind: 'heading', level: 2, text: '托育服务' },
    { kind: 'heading', level: 3, text: '新增托位120个。' },
    { kind: 'heading', level: 1, text: '下一步工作' },
    { kind: 'paragraph', text: '各乡（镇）要对照附件逐项落实。' },
  ],
  annexes: ['明细表', '整改要求'],
  signature: { issuer: '砚山县发展和改革局', date: '2026-10-12' },
  notes: ['（此件公开发布）'],
  verification: { content: 'https://example.gov.cn/v/1', caption: '扫码核验本件。' },
  imprint: { copies: '县委办公室，县人大常委会办公室。', office: '砚山县发展和改革局办公室', date: '2026-10-12' },
}

const expected = [
  '砚山县发展和改革局',
  '砚发改〔2026〕12号',
  '各乡（镇）人民政府，县直各有关部门：',
  '一、总体进展',
  '截至2026年9月30日，行动方案附件4所列23项目标中，已完成9项，按期推进11项，滞后2项，数据不足1项。养老服务床位达到1,286张，其中护理型床位占57.3%。',
  '（一）养老服务',
  '主要目标完成情况',
  '指标\t目标值\t实际值\t牵头单位',
  '护理型养老床位占全部养老床位的比例（含公建民营机构）\t≥55%\t57.3%\t县民政局',
  '每千人口拥有3岁以下婴幼儿托位数\t4.5个\t4.2个\t县卫生健康局、各乡（镇）人民政府',
  '城市社区综合服务设施覆盖率\t100%\t\t县民政局',
  '注：空白表示数据不足，不等于零。',
  '（二）托育服务',
  '1.新增托位120个。',
  '二、下一步工作',
  '附件：1. 明细表',
  '2. 整改要求',
  '2026年10月12日',
  '（此件公开发布）',
  '扫码核验本件。',
]

const bare = (text: string) => text.replace(/— \d+ —/g, '').replace(/\s/g, '')

describe('a bulletin', () => {
  it.each([
    ['docx', writeDocx],
    ['pdf', writePdf],
  ] as const)('written as %s is read again, line by line and row by row', async (format, write) => {
    const read = await readPaper(await write(bulletin), `通报.${format}`)
    const lines = read.text.split('\n')
    for (const line of expected) expect(lines).toContain(line)
    expect(read.notes).toEqual([])
  })

  it('has the same words in both', async () => {
    const [docx, pdf] = await Promise.all([writeDocx(bulletin), writePdf(bulletin)])
    const [a, b] = [await readPaperHere(docx, 'a.docx'), await readPaperHere(pdf, 'a.pdf')]
    expect(bare(b.text)).toBe(bare(a.text))
  })

  it('has the same bytes every time', async () => {
    expect(Buffer.compare(await writeDocx(bulletin), await writeDocx(bulletin))).toBe(0)
    expect(Buffer.compare(await writePdf(bulletin), await writePdf(bulletin))).toBe(0)
  })

  it('embeds only the characters it uses', async () => {
    const pdf = await writePdf(bulletin)
    expect(pdf.length).toBeLessThan(200_000)
    expect(Buffer.from(pdf).includes('NotoSansSC')).toBe(true)
  })

  it('survives control characters and breaks in its words', async () => {
    const doc: PaperDocument = { title: '题', blocks: [{ kind: 'paragraph', text: '甲\u0001乙\t丙\n丁 <&>' }] }
    for (const [name, bytes] of [
      ['a.docx', await writeDocx(doc)],
      ['a.pdf', await writePdf(doc)],
    ] as const)
      expect(bare((await readPaperHere(bytes, name)).text)).toBe('题甲乙丙丁<&>')
  })

  it('names stand-ins for typefaces a machine may not have', async () => {
    const parts = unzipSync(await writeDocx(bulletin))
    expect(strFromU8(parts['word/fontTable.xml'] ?? new Uint8Array())).toContain('<w:altName w:val="仿宋"/>')
  })

  it('carries a long table over pages, its header on each, no row lost', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [
      `第${i + 1}家`,
      i % 9 === 0 ? '限期整改，逾期未改的依法处理。'.repeat(3) : '正常',
    ])
    const pdf = await writePdf({
      style: 'plain',
      title: '名册',
      blocks: [{ kind: 'table', columns: [{ title: '机构' }, { title: '情况' }], rows }],
    })
    const lines = (await readPaperHere(pdf, 'a.pdf')).text.split('\n')
    for (const row of rows) expect(lines).toContain(row.join('\t'))
    const pages = (await readPaperHere(pdf, 'a.pdf')).pages ?? 0
    expect(pages).toBeGreaterThan(2)
    expect(lines.filter((line) => line === '机构\t情况')).toHaveLength(pages)
  })

  it('carries a row longer than a page over pages', async () => {
    const long = '这一格的内容比一整页还要长。'.repeat(300)
    const pdf = await writePdf({
      style: 'plain',
      title: '长',
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: '甲', width: 1 },
            { title: '乙', width: 1 },
          ],
          rows: [['壹', long]],
        },
      ],
    })
    const { text } = await readPaperHere(pdf, 'a.pdf')
    expect(text.replace(/甲\t乙|— \d+ —|\s|壹/g, '')).toBe(`长${long}`)
  })
})

describe('words', () => {
  it('numbers headings by language', () => {
    const doc: PaperDocument = {
      title: 'T',
      language: 'en',
      blocks: [
        { kind: 'heading', level: 1, text: 'A' },
        { kind: 'heading', level: 2, text: 'B' },
        { kind: 'heading', level: 2, text: 'C' },
        { kind: 'heading', level: 1, text: 'D' },
      ],
    }
    const texts = (given: PaperDocument) =>
      compose(given).pieces.flatMap((piece) => (piece.kind === 'heading' ? [piece.text] : []))
    expect(texts(doc)).toEqual(['1. A', '1.1 B', '1.2 C', '2. D'])
    expect(texts({ ...doc, language: 'zh' })).toEqual(['一、A', '（一）B', '（二）C', '二、D'])
    expect(texts({ ...doc, numbering: false })).toEqual(['A', 'B', 'C', 'D'])
  })

  it('prints dates in words', () => {
    expect(printedDate('2026-11-02', 'zh')).toBe('2026年11月2日')
    expect(printedDate('2026-11-02', 'en')).toBe('2 November 2026')
  })

  it('breaks titles evenly, never inside a word or between a number and its unit', () => {
    const lines = balanced('关于《砚山县推动生活性服务业补短板上水平行动方案》2026年第三季度实施情况的通报', 20)
    expect(lines.join('')).toBe('关于《砚山县推动生活性服务业补短板上水平行动方案》2026年第三季度实施情况的通报')
    for (const line of lines) expect(ems(line)).toBeLessThanOrEqual(20)
    expect(lines.some((line) => /^年|2026$/.test(line))).toBe(false)
  })

  it('never begins a line with a closing mark nor ends one with an opening mark', () => {
    const text = '一二三四五六七八九十。一二三四五六七八《九》，十（一二）三四五六七八九十，2026年！'
    for (const room of [40, 50, 60, 70, 80, 90, 100]) {
      const lines = breakLines(text, room, (part) => [...part].length * 10)
      expect(lines.map((line) => line.text).join('')).toBe(text)
      for (const line of lines) {
        expect(line.text).not.toMatch(/^[。，》）！]/)
        expect(line.text).not.toMatch(/[《（]$/)
        expect(line.width).toBeLessThanOrEqual(room)
      }
    }
  })

  it('draws a QR code as SVG', async () => {
    expect(await writeQrSvg('https://example.gov.cn')).toMatch(/^<svg[^>]*viewBox/)
  })
})
