import { formatDate } from '../../../kernel/dates.ts'
import type { PaperDocument } from '../../documents/index.ts'
import type { CertificatePage } from '../certificates/views.ts'

/** A certificate or plaque for printing. Its QR code carries the signed content and leads to the page that shows its live status. */
export function certificatePaper(
  certificate: CertificatePage,
  facts: { issuer: string; text: string; origin: string },
): PaperDocument {
  const rows = [
    ['持有人', certificate.holder],
    ...(certificate.creditCode === null ? [] : [['统一社会信用代码', certificate.creditCode]]),
    ['编号', certificate.number],
    ...certificate.shown.map((each) => [each.title.zh, each.value]),
    ['发证日期', formatDate(certificate.issuedOn)],
    ['有效期至', certificate.validUntil === null ? '长期有效' : formatDate(certificate.validUntil)],
  ]
  return {
    style: 'plain',
    title: certificate.title.zh,
    numbering: false,
    pageNumbers: false,
    ...(certificate.kind === 'plaque' ? { orientation: 'landscape' as const } : {}),
    blocks: [
      ...(certificate.state === 'valid' && !certificate.expired
        ? []
        : [{ kind: 'paragraph' as const, text: '※ 本证书已失效，仅供存档 ※', align: 'center' as const, bold: true }]),
      { kind: 'paragraph', text: facts.text, align: 'center' },
      {
        kind: 'table',
        columns: [
          { title: '项目', width: 30 },
          { title: '内容', width: 70 },
        ],
        rows,
      },
    ],
    signature: { issuer: facts.issuer, date: certificate.issuedOn },
    verification: {
      content: `${facts.origin}/verify/${certificate.token}`,
      caption: '扫码核验：显示实时状态；没有网络时核对数字签名。名称与本证不一致的为伪造。',
    },
  }
}
