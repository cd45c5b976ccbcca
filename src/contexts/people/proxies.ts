import type { Bilingual } from '../../kernel/refusal.ts'

/** What a proxy (代理人) may be authorised to do (A77). A proxy does nothing that is not named. */
export const PROXY_SCOPES = [
  { code: 'read-file', title: { zh: '查阅档案和读取记录', en: 'read the file and who read it' } },
  { code: 'apply', title: { zh: '代办申请和材料', en: 'apply and hand in papers' } },
  { code: 'benefits', title: { zh: '代办补贴事项（不含领取）', en: 'benefits, without receiving them' } },
  { code: 'admission', title: { zh: '协助办理入住养老机构', en: 'admission to an institution' } },
  { code: 'order', title: { zh: '代为预约和下单服务', en: 'order and book services' } },
  { code: 'medical', title: { zh: '协助就医', en: 'going to a doctor' } },
  { code: 'consent', title: { zh: '代为同意和撤回个人信息处理', en: 'consent to the use of data, and withdraw it' } },
  { code: 'correct', title: { zh: '更正联系方式和住址', en: 'correct contacts and address' } },
] as const satisfies readonly { code: string; title: Bilingual }[]

export type ProxyScope = (typeof PROXY_SCOPES)[number]['code']

/** Who stands at the counter: the person, a guardian, or a proxy by the id of the authorisation. */
export type ActingFor = { by: 'self' } | { by: 'guardian'; relative: string } | { by: 'proxy'; relative: string }
