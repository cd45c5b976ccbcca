import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { readPaper, readTable } from '../index.ts'
import { qrPng } from '../write/qr.ts'
import { LIMITS } from './limits.ts'
import { readPaperHere } from './paper.ts'
import { readTableHere } from './table.ts'

async function refusalOf(reading: Promise<unknown>): Promise<Refusal> {
  try {
    await reading
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('It was read, and should have been refused')
}

const ole = (...streams: string[]) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(504),
      ...streams.map((stream) => Buffer.from(stream, 'utf16le')),
    ]),
  )

async function pdf(options: object, draw: (doc: PDFKit.PDFDocument) => void): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument(options)
  const chunks: Buffer[] = []
  const end = new Promise((resolve) => doc.on('end', resolve))
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  draw(doc)
  doc.end()
  await end
  return new Uint8Array(Buffer.concat(chunks))
}

const docx = (body: string, more: Zippable = {}) =>
  zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(body), ...more })

/** Overwrites a little-endian number of four bytes in the central directory entry of the first part. */
function patchCentral(zip: Uint8Array, part: string, offset: number, value: number): Uint8Array {
  const copy = Buffer.from(zip)
  let at = copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  while (at >= 0 && copy.subarray(at + 46, at + 46 + part.length).toString() !== part)
    at = copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 4)
  copy.writeUInt32LE(value, at + offset)
  return new Uint8Array(copy)
}

describe('a file that cannot be read is refused in plain words', () => {
  it.each([
    ['an empty file', new Uint8Array(), 'a.docx', 'documents.empty', /空/],
    ['an old Word file', ole('WordDocument'), '方案.doc', 'documents.not_a_paper', /doc/],
    ['an old WPS file', ole('WordDocument'), '方案.wps', 'documents.not_a_paper', /WPS/],
    ['an old workbook', ole('Workbook'), '附表.xls', 'documents.not_a_paper', /xls/],
    ['a locked docx', ole('EncryptionInfo', 'EncryptedPackage'), '方案.docx', 'documents.encrypted', /密码/],
    ['an RTF document', strToU8('{\\rtf1\\ansi hello}'), 'a.doc', 'documents.not_a_paper', /RTF/],
    ['a RAR archive', strToU8('Rar!\u001a\u0007\u0000xxxxxxxx'), 'a.rar', 'documents.not_a_paper', /压缩包/],
    ['zeros', new Uint8Array(4096), 'a.txt', 'documents.unknown_content', /不是文字/],
    ['a zip of other things', zipSync({ 'a.txt': strToU8('hello') }), 'a.docx', 'documents.not_a_paper', /压缩包/],
    ['a presentation', zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }), 'a.pptx', 'documents.not_a_paper', /演示/],
    ['a cut zip', docx('<w:document/>').subarray(0, 60), 'a.docx', 'documents.damaged', /损坏/],
    ['a cut document part', docx('<w:document><w:body><w:p><w:r><w:t>一'), 'a.docx', 'documents.damaged', /损坏/],
    [
      'a document without words',
      docx('<w:document><w:body></w:body></w:document>'),
      'a.docx',
      'documents.no_words',
      /没有文字/,
    ],
    ['a broken PDF', strToU8('%PDF-1.7\nnothing here'), 'a.pdf', 'documents.damaged', /损坏/],
  ])('%s', async (_, bytes, name, code, words) => {
    const refusal = await refusalOf(readPaper(bytes, name))
    expect(refusal.code).toBe(code)
    expect(refusal.text.zh).toMatch(words)
    expect(refusal.text.zh).toContain(name)
    expect(refusal.text.en).toContain(name)
  })

  it('a picture, whatever its name', async () => {
    const refusal = await refusalOf(readPaper(await qrPng('x'), '方案.pdf'))
    expect(refusal.code).toBe('documents.not_a_paper')
    expect(refusal.params.kind).toBe('png')
  })

  it('a file of 50 MB, with the limit named', async () => {
    const refusal = await refusalOf(readPaper(new Uint8Array(50 * 1024 * 1024), '方案.pdf'))
    expect(refusal.code).toBe('documents.too_large')
    expect(refusal.status).toBe(413)
    expect(refusal.text.zh).toMatch(/50 MB.*20 MB/)
  })

  it('a scanned PDF', async () => {
    const png = Buffer.from(await qrPng('scan'))
    const scan = await pdf({}, (doc) => {
      doc.image(png, 0, 0)
      doc.addPage().image(png, 0, 0)
    })
    const refusal = await refusalOf(readPaper(scan, '扫描.pdf'))
    expect(refusal.code).toBe('documents.no_text_layer')
    expect(refusal.params.pages).toBe(2)
  })

  it('a PDF locked with a password', async () => {
    const locked = await pdf({ userPassword: 'secret', pdfVersion: '1.7' }, (doc) => doc.text('Hello'))
    expect((await refusalOf(readPaper(locked, 'a.pdf'))).code).toBe('documents.encrypted')
  })

  it('a wrong byte inside a part', async () => {
    const zip = docx(
      `<w:document><w:body><w:p><w:r><w:t>${'养老服务'.repeat(50)}</w:t></w:r></w:p></w:body></w:document>`,
    )
    const at = Buffer.from(zip).indexOf('word/document.xml') + 40
    zip[at] = (zip[at] ?? 0) ^ 0xff
    expect((await refusalOf(readPaper(zip, 'a.docx'))).code).toBe('documents.damaged')
  })

  it('a list that is a paper', async () => {
    const refusal = await refusalOf(readTable(docx('<w:document/>'), 'a.docx'))
    expect(refusal.code).toBe('documents.not_a_table')
  })

  it('a list with a quote that never closes, naming the line', async () => {
    const refusal = await refusalOf(readTable(strToU8('名称,床位\n甲,1\n"乙,2\n丙,3\n'), 'a.csv'))
    expect(refusal.code).toBe('documents.broken_table')
    expect(refusal.params.line).toBe(3)
  })
})

describe('a container that unfolds too far', () => {
  it('is stopped by its ratio before it is inflated', async () => {
    const bomb = docx(' '.repeat(40 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(200_000)
    const refusal = await refusalOf(readPaper(bomb, 'bomb.docx'))
    expect(refusal.code).toBe('documents.unfolds_too_far')
    expect(refusal.params.reason).toBe('ratio')
  })

  it('is stopped at its declared size when it lies about it', async () => {
    const honest = docx(' '.repeat(8 * 1024 * 1024))
    const liar = patchCentral(honest, 'word/document.xml', 24, 1000)
    const refusal = await refusalOf(readPaper(liar, 'liar.docx'))
    expect(refusal.code).toBe('documents.unfolds_too_far')
    expect(refusal.params.reason).toBe('declared')
  })

  it('is stopped by what it declares', async () => {
    const liar = patchCentral(docx('<w:document/>'), 'word/document.xml', 24, 0xf0000000)
    expect((await refusalOf(readPaper(liar, 'liar.docx'))).params.reason).toBe('size')
  })

  it('is stopped by its number of parts', async () => {
    const parts: Zippable = {}
    for (let i = 0; i <= LIMITS.zipEntries; i++) parts[`x/${i}`] = new Uint8Array()
    expect((await refusalOf(readPaper(docx('<w:document/>', parts), 'many.docx'))).params.reason).toBe('entries')
  })

  it('is stopped when merged cells repeat a long text', async () => {
    const rows = `<tr><td rowspan="60000">${'长'.repeat(20_000)}</td><td>1</td></tr>${'<tr><td>2</td></tr>'.repeat(5000)}`
    const refusal = await refusalOf(readPaper(strToU8(`<html><table>${rows}</table></html>`), 'a.html'))
    expect(refusal.code).toBe('documents.too_many')
  })
})

describe('reading is bounded', () => {
  it.each([
    ['time', 0],
    ['heapMegabytes', 16],
  ] as const)('in %s', async (limit, value) => {
    const before = LIMITS[limit]
    LIMITS[limit] = value
    try {
      const body = `<w:document><w:body>${'<w:p><w:r><w:t>养老服务</w:t></w:r></w:p>'.repeat(200_000)}</w:body></w:document>`
      expect(
        (await refusalOf(readPaper(zipSync({ 'word/document.xml': [strToU8(body), { level: 0 }] }), 'a.docx'))).code,
      ).toBe('documents.too_heavy')
    } finally {
      LIMITS[limit] = before
    }
    expect((await readPaper(strToU8('养老服务'), 'a.txt')).text).toBe('养老服务')
  })
})

describe('whatever bytes come', () => {
  const heads = [
    '',
    '%PDF-1.4\n',
    'PK\u0003\u0004',
    '<html><table><tr><td>',
    '\u00ff\u00fe',
    '{\\rtf',
    '"',
    '| a |\n|---|\n',
  ].map((text) => Uint8Array.from(text, (char) => char.charCodeAt(0)))
  const anything = fc
    .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }))
    .map(([head, tail]) => new Uint8Array([...head, ...tail]))
  const name = fc.constantFrom('a.txt', 'a.pdf', 'a.docx', 'a.html', 'a.md', 'a.csv', 'a')

  it('a paper is read or refused, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(anything, name, async (bytes, as) => {
        try {
          expect((await readPaperHere(bytes, as)).text.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a list is read or refused, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(anything, name, async (bytes, as) => {
        try {
          expect((await readTableHere(bytes, as)).header.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a docx with any XML inside is read or refused', async () => {
    const tags = ['w:p', 'w:tbl', 'w:tr', 'w:tc', 'w:r', 'w:t', 'w:del', 'w:pPr', 'w:txbxContent', 'mc:Fallback']
    const token = fc.oneof(
      fc.constantFrom(...tags).map((tag) => `<${tag}>`),
      fc.constantFrom(...tags).map((tag) => `</${tag}>`),
      fc.constantFrom('<w:vMerge/>', '<w:gridSpan w:val="3"/>', '<w:numId w:val="1"/>', '<w:br/>', '文字', '&lt;', '<'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 40 }), async (tokens) => {
        const bytes = docx(`<w:document><w:body>${tokens.join('')}</w:body></w:document>`)
        try {
          await readPaperHere(bytes, 'a.docx')
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a raw deflate stream under a docx name is no document', async () => {
    expect((await refusalOf(readPaper(new Uint8Array(deflateRawSync('x'.repeat(5000))), 'a.docx'))).code).toMatch(
      /^documents\./,
    )
  })
})
