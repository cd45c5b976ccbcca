import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPaper, readTable, writeCsv, writeXlsx } from '../index.ts'
import { readTableHere } from './table.ts'

const cellsOf = (table: { rows: { cells: string[] }[] }) => table.rows.map((row) => row.cells)

describe('csv', () => {
  it.each([
    ['comma', '名称,床位\n甲,1\n'],
    ['semicolon', '名称;床位\r\n甲;1'],
    ['tab', '名称\t床位\n甲\t1'],
  ])('%s', async (_, text) => {
    expect(await readTable(strToU8(text), 'a.csv')).toEqual({
      format: 'csv',
      header: ['名称', '床位'],
      rows: [{ line: 2, cells: ['甲', '1'] }],
      encoding: 'utf-8',
      notes: [],
    })
  })

  it('GB18030, titles above the header, quotes over lines, short and long rows, line numbers', async () => {
    const gb = new Uint8Array([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb4, 0xb2, 0xce, 0xbb, 0x0a, 0xb4, 0xb2, 0x2c, 0x31])
    expect(await readTableHere(gb, 'a.csv')).toMatchObject({ header: ['名称', '床位'], encoding: 'gb18030' })
    const text = '机构名册\n名称,床位,备注\n"甲\n院",1,"a ""b"", c"\n\n乙\n丙,1,2,多出\n'
    const table = await readTableHere(strToU8(text), 'a.csv')
    expect(table.header).toEqual(['名称', '床位', '备注'])
    expect(table.rows).toEqual([
      { line: 3, cells: ['甲\n院', '1', 'a "b", c'] },
      { line: 6, cells: ['乙', '', ''] },
      { line: 7, cells: ['丙', '1', '2', '多出'] },
    ])
  })

  it('what was written is read again, whatever the texts', async () => {
    const text = fc
      .oneof(fc.string({ unit: fc.constantFrom(...'=+-@\'",;\n\t 养老1.a') }), fc.string())
      .map((value) => value.replace(/[\0\r\uFEFF]/g, '').trim())
      .filter((value) => value !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 }), async (rows) => {
        const bytes = writeCsv([{ title: '名称' }, { title: '备注' }], rows)
        expect(cellsOf(await readTableHere(bytes, 'a.csv'))).toEqual(rows)
      }),
      { numRuns: 200 },
    )
  })

  it('neutralises formulas, keeps numbers numbers, writes money in yuan and leaves the unknown empty', () => {
    const columns = [
      { title: '名称' },
      { title: '金额', kind: 'money' as const },
      { title: '数', kind: 'number' as const },
    ]
    const rows = [
      ['=HYPERLINK("http://x")', -1234, 1e21],
      ['@SUM(A1)', null, -0.5],
      ['-3.5', 100, 1e-7],
      ['＋1|cmd', 5, null],
    ]
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv(columns, rows))
    expect(text).toBe(
      '\uFEFF名称,金额,数\r\n"\'=HYPERLINK(""http://x"")",-12.34,1000000000000000000000\r\n\'@SUM(A1),,-0.5\r\n-3.5,1.00,0.0000001\r\n\'＋1|cmd,0.05,\r\n',
    )
  })
})

describe('xlsx', () => {
  const columns = [
    { title: '名称' },
    { title: '代码' },
    { title: '床位', kind: 'integer' as const },
    { title: '收费', kind: 'money' as const },
    { title: '入住率', kind: 'share' as const },
    { title: '备案', kind: 'date' as const },
  ]
  const rows = [
    ['甲院', '0087', 120, 158000, 0.8125, '2024-03-05'],
    ['=1+1', '12532622MB0X12345A', null, -1234, 0.1 + 0.2, null],
    ['两\n行 <&>', '-3.5', 0, 5, 1, '2026-12-31'],
  ]

  it('what was written is read again, with its types', async () => {
    const bytes = await writeXlsx([
      { name: '机构/名册', title: '养老机构名册', notes: ['截至2026年9月30日'], columns, rows },
    ])
    const table = await readTable(bytes, 'a.xlsx')
    expect(table).toMatchObject({
      format: 'xlsx',
      sheet: '机构 名册',
      header: columns.map((column) => column.title),
      notes: [],
    })
    expect(table.rows).toEqual([
      { line: 4, cells: ['甲院', '0087', '120', '1580', '0.8125', '2024-03-05'] },
      { line: 5, cells: ['=1+1', '12532622MB0X12345A', '', '-12.34', '0.3', ''] },
      { line: 6, cells: ['两\n行 <&>', '-3.5', '0', '0.05', '1', '2026-12-31'] },
    ])
    expect(
      Buffer.compare(
        bytes,
        await writeXlsx([{ name: '机构/名册', title: '养老机构名册', notes: ['截至2026年9月30日'], columns, rows }]),
      ),
    ).toBe(0)
  })

  it('is read alike by another reader', async () => {
    const { default: readXlsxFile } = await import('read-excel-file/node')
    const bytes = await writeXlsx([{ name: '一', columns, rows }])
    const sheets = (await readXlsxFile(Buffer.from(bytes))) as unknown as { data: unknown[][] }[]
    expect(sheets[0]?.data[1]?.slice(0, 5)).toEqual(['甲院', '0087', 120, 1580, 0.8125])
    expect(sheets[0]?.data[2]?.[0]).toBe("'=1+1")
    expect(sheets[0]?.data[3]?.[5]).toEqual(new Date('2026-12-31T00:00:00Z'))
  })

  it('as a paper: all sheets, dates and shares as people read them', async () => {
    const bytes = await writeXlsx([
      { name: '甲', columns, rows },
      { name: '乙', columns: [{ title: '指标' }], rows: [['床位']] },
    ])
    const { text } = await readPaper(bytes, '附件.xlsx')
    expect(text.split('\n')).toContain('甲院\t0087\t120\t1580\t81.25%\t2024年3月5日')
    expect(text.split('\n').slice(-3)).toEqual(['乙', '指标', '床位'])
  })

  it('merged cells, shared strings, formulas without a result, hidden sheets, other sheets', async () => {
    const rel = (id: number) => `<Relationship Id="r${id}" Target="worksheets/sheet${id}.xml"/>`
    const sheet = (data: string, merges = '') =>
      strToU8(`<x:worksheet><x:sheetData>${data}</x:sheetData>${merges}</x:worksheet>`)
    const s = (ref: string, index: number) => `<x:c r="${ref}" t="s"><x:v>${index}</x:v></x:c>`
    const file = zipSync({
      'xl/workbook.xml': strToU8(
        '<x:workbook><x:sheets><x:sheet name="表" r:id="r1"/><x:sheet name="藏" state="hidden" r:id="r2"/><x:sheet name="二" r:id="r3"/></x:sheets></x:workbook>',
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships>${rel(1)}${rel(2)}${rel(3)}<Relationship Id="s" Target="sharedStrings.xml"/></Relationships>`,
      ),
      'xl/sharedStrings.xml': strToU8(
        '<sst><si><t>领域</t></si><si><r><t>任</t></r><r><t>务</t></r><rPh><t>x</t></rPh></si><si><t>养老</t></si></sst>',
      ),
      'xl/worksheets/sheet1.xml': sheet(
        `<x:row r="1">${s('A1', 0)}${s('B1', 1)}<x:c r="C1" t="inlineStr"><x:is><x:t>数</x:t></x:is></x:c></x:row>
         <x:row r="2">${s('A2', 2)}<x:c r="B2" t="str"><x:f>A1</x:f><x:v>床位</x:v></x:c><x:c r="C2"><x:v>1.5000000000000002</x:v></x:c></x:row>
         <x:row r="4"><x:c r="B4" t="inlineStr"><x:is><x:t>中心</x:t></x:is></x:c><x:c r="C4"><x:f>1+1</x:f></x:c></x:row>`,
        '<x:mergeCells><x:mergeCell ref="A2:A4"/></x:mergeCells>',
      ),
      'xl/worksheets/sheet2.xml': sheet('<x:row r="1"><x:c r="A1"><x:v>9</x:v></x:c></x:row>'),
      'xl/worksheets/sheet3.xml': sheet('<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'),
    })
    const table = await readTableHere(file, 'a.xlsx')
    expect(table.header).toEqual(['领域', '任务', '数'])
    expect(table.rows).toEqual([
      { line: 2, cells: ['养老', '床位', '1.5'] },
      { line: 4, cells: ['养老', '中心', ''] },
    ])
    expect(table.notes.map((note) => note.code)).toEqual(['other_sheets_left_out', 'formulas_without_result'])
    expect((await readTableHere(file, 'a.xlsx', '二')).header).toEqual(['7'])
    await expect(readTable(file, 'a.xlsx', { sheet: '三' })).rejects.toMatchObject({ code: 'documents.no_such_sheet' })
  })
})
