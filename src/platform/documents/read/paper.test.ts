import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPaper } from '../index.ts'
import { readPaperHere } from './paper.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const docx = (body: string, more: Zippable = {}) =>
  zipSync({ 'word/document.xml': strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`), ...more })
const p = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const tc = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`
const tr = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
const num = (id: number, level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`

/** 养老服务 in GB 2312. */
const GB = [0xd1, 0xf8, 0xc0, 0xcf, 0xb7, 0xfe, 0xce, 0xf1]

describe('text files', () => {
  it('GB18030', async () => {
    const read = await readPaper(new Uint8Array([...GB, 0x0d, 0x0a, 0x35, 0x30, ...GB]), '方案.txt')
    expect(read).toMatchObject({ text: '养老服务\n50养老服务', format: 'txt', encoding: 'gb18030', notes: [] })
  })

  it('UTF-8 with and without a mark, UTF-16 both ways', async () => {
    const text = '一、养老服务\n到2025年，床位达到50张。'
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
    const files: [Uint8Array, string][] = [
      [strToU8(text), 'utf-8'],
      [strToU8(`\uFEFF${text}`), 'utf-8'],
      [new Uint8Array(utf16), 'utf-16le'],
      [new Uint8Array(Buffer.from(utf16).swap16()), 'utf-16be'],
      [new Uint8Array(Buffer.from(text, 'utf16le')), 'utf-16le'],
    ]
    for (const [bytes, encoding] of files) expect(await readPaperHere(bytes, 'a.txt')).toMatchObject({ text, encoding })
  })

  it('a few spoilt bytes cost a note, not the paper', async () => {
    const bytes = new Uint8Array([...strToU8('养老服务床位达到五十张。'.repeat(40)), 0xff, ...strToU8('完。')])
    const read = await readPaperHere(bytes, 'a.txt')
    expect(read.text).toContain('完。')
    expect(read.notes.map((note) => note.code)).toEqual(['characters_lost'])
  })

  it('English', async () => {
    const read = await readPaperHere(strToU8('By 2027 there will be 50 places.'), 'plan.txt')
    expect(read.text).toBe('By 2027 there will be 50 places.')
  })

  it('markdown keeps tables as rows', async () => {
    const source =
      '# 方案\n\n**到2025年**，见[附件](a.html)。\n\n| 指标 | 目标 |\n|:---|---:|\n| 床位<br>总数 | 50 \\| 60 |\n'
    expect((await readPaperHere(strToU8(source), 'a.md')).text).toBe(
      '方案\n\n到2025年，见附件。\n\n指标\t目标\n床位总数\t50 | 60',
    )
  })
})

describe('web pages', () => {
  it('blocks, merged cells, no scripts and no navigation', async () => {
    const page = `<!DOCTYPE html><html><head><title>通知_县政府</title><style>p{}</style></head><body>
      <nav>首页</nav><script>alert(1)</script><p>一、养老
      服务</p><div>第二行<br>第三行</div>
      <table><tr><th>领域</th><th colspan="2">目标</th></tr>
      <tr><td rowspan="2">养老</td><td>床位</td><td><p>50</p><p>张</p></td></tr><tr><td>中心</td><td>7个</td></tr></table>
      <table><tr><td><table><tr><td>版式</td><td>表</td></tr></table></td></tr></table>
      <footer>版权</footer></body></html>`
    const { text } = await readPaperHere(strToU8(page), 'a.htm')
    expect(text).toBe('一、养老服务\n第二行\n第三行\n领域\t目标\t\n养老\t床位\t50张\n养老\t中心\t7个\n版式\t表')
  })

  it('keeps to the box that holds the paper, with its title', async () => {
    const page = `<html><head><title>关于印发方案的通知_某县人民政府</title></head><body><div>热点 专题 办事</div>
      <div id="UCAP-CONTENT"><p>${'各乡镇人民政府要认真落实。'.repeat(20)}</p></div><div>上一篇 下一篇</div></body></html>`
    const { text } = await readPaperHere(strToU8(page), 'a.html')
    expect(text.split('\n')[0]).toBe('关于印发方案的通知')
    expect(text).not.toMatch(/热点|上一篇/)
  })
})

describe('docx', () => {
  it('numbers paragraphs as Word prints them', async () => {
    const level = (i: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const levels =
      level(0, 'chineseCounting', '%1、') + level(1, 'chineseCounting', '（%2）') + level(2, 'decimal', '%3.')
    const numbering = `<w:numbering ${W}><w:abstractNum w:abstractNumId="7">${levels}</w:abstractNum>
      <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num></w:numbering>`
    const styles = `<w:styles ${W}><w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr>${num(1, 0)}</w:pPr></w:style>
      <w:style w:styleId="H1b"><w:basedOn w:val="H1"/></w:style><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>`
    const body = [
      p('目录行……1', '<w:pStyle w:val="T"/>'),
      p('总体要求', '<w:pStyle w:val="H1b"/>'),
      p('养老', num(1, 1)),
      p('床位', num(1, 2)),
      p('助餐', num(1, 2)),
      p('托育', num(1, 1)),
      p('Home care', num(1, 2)),
      p('保障措施', '<w:pStyle w:val="H1"/>'),
      p('组织', num(1, 1)),
      p('要点', num(2, 0)),
      p('附则', num(3, 0)),
      p('不编号', num(0, 0)),
    ].join('')
    const file = docx(body, { 'word/numbering.xml': strToU8(numbering), 'word/styles.xml': strToU8(styles) })
    expect((await readPaperHere(file, 'a.docx')).text.split('\n')).toEqual([
      '一、总体要求',
      '（一）养老',
      '1.床位',
      '2.助餐',
      '（二）托育',
      '1. Home care',
      '二、保障措施',
      '（一）组织',
      '要点',
      '十一、附则',
      '不编号',
    ])
  })

  it('merged cells, lines inside cells, nested tables', async () => {
    const nested = `<w:tc>${p('见')}<w:tbl>${tr(tc('甲'), tc('乙'))}</w:tbl>${p('')}</w:tc>`
    const table = [
      tr(tc('领域'), tc('任务', '<w:gridSpan w:val="2"/>')),
      tr(tc('养老', '<w:vMerge w:val="restart"/>'), `<w:tc>${p('床位')}${p('建设')}</w:tc>`, tc('50张')),
      tr(tc('', '<w:vMerge/>'), tc('老年<w:br/>食堂'.replace('<w:br/>', '</w:t><w:br/><w:t>')), tc('7个')),
      tr(tc('托育'), nested, tc('')),
    ].join('')
    expect((await readPaperHere(docx(`<w:tbl>${table}</w:tbl>`), 'a.docx')).text.split('\n')).toEqual([
      '领域\t任务\t',
      '养老\t床位建设\t50张',
      '养老\t老年食堂\t7个',
      '托育\t见甲 乙\t',
    ])
  })

  it('leaves out deletions, hidden text, field codes and second copies; keeps text boxes and footnotes', async () => {
    const box = `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p('框内')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('框内')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`
    const body = `<w:p><w:r><w:t>到</w:t></w:r><w:del><w:r><w:delText>2024</w:delText></w:r></w:del><w:ins><w:r><w:t>2025</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>年</w:t><w:footnoteReference w:id="1"/></w:r>${box}</w:p>`
    const footnotes = `<w:footnotes ${W}><w:footnote>${p('含在建')}</w:footnote></w:footnotes>`
    const read = await readPaperHere(docx(body, { 'word/footnotes.xml': strToU8(footnotes) }), 'a.docx')
    expect(read.text).toBe('到2025年\n框内\n〔注1〕含在建')
    expect(read.notes.map((note) => note.code)).toEqual(['revisions_accepted'])
  })

  it('is known by its content, and says so when the name differs', async () => {
    const read = await readPaper(docx(p('养老服务')), '方案.pdf')
    expect(read).toMatchObject({ text: '养老服务', format: 'docx' })
    expect(read.notes.map((note) => note.code)).toEqual(['name_does_not_fit'])
  })
})

describe('ofd', () => {
  it('lines and ruled tables', async () => {
    const text = (x: number, y: number, words: string) =>
      `<ofd:TextObject Boundary="${x} ${y} 80 6" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g ${words.length - 1} 5">${words}</ofd:TextCode></ofd:TextObject>`
    const rule = (x1: number, y1: number, x2: number, y2: number) =>
      `<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M ${x1} ${y1} L ${x2} ${y2}</ofd:AbbreviatedData></ofd:PathObject>`
    const grid =
      [50, 60, 70].map((y) => rule(30, y, 130, y)).join('') + [30, 80, 130].map((x) => rule(x, 50, x, 70)).join('')
    const cells = text(32, 52, '指标') + text(82, 52, '目标') + text(32, 62, '床位') + text(82, 62, '50张')
    const file = zipSync({
      'OFD.xml': strToU8('<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'),
      'Doc_0/Document.xml': strToU8(
        '<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
      ),
      'Doc_0/Pages/Page_0/Content.xml': strToU8(
        `<ofd:Page><ofd:Content><ofd:Layer>${text(30, 30, '一、养老服务')}${cells}${grid}</ofd:Layer></ofd:Content></ofd:Page>`,
      ),
    })
    expect(await readPaper(file, '方案.ofd')).toMatchObject({
      text: '一、养老服务\n指标\t目标\n床位\t50张',
      format: 'ofd',
      pages: 1,
    })
  })
})
