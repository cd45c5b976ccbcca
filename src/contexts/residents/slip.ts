import { formatDate, today } from '../../kernel/dates.ts'
import type { PaperDocument } from '../../platform/documents/index.ts'
import { GOOD_FOR } from './rules.ts'

/** What stands on the slip that the counter hands over. */
export type SlipFacts = { name: string; code: string; place: string; origin: string; now: Date }

/** In groups that can be read out. */
const spaced = (code: string) => `${code.slice(0, 5)} ${code.slice(5)}`

/** The slip with which a resident comes in for the first time: the code for once, and a QR code that opens the page with it. */
export function slipPaper({ name, code, place, origin, now }: SlipFacts): PaperDocument {
  const until = today(now.getTime() + GOOD_FOR.slip)
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, text })
  return {
    style: 'plain',
    title: '居民账号开通单',
    subtitle: place,
    addressees: name,
    numbering: false,
    blocks: [
      paragraph(`您的一次性开通码：${spaced(code)}`),
      paragraph('用手机扫下面的二维码，填上登记的电话，点“登录”即可。进去以后可以设密码，也可以每次用验证码登录。'),
      paragraph(`开通码只能用一次，${formatDate(until)}前有效。请不要给别人看；工作人员不会再问您要。`),
      paragraph('不用手机也一样能办：打服务热线，或到乡镇（街道）窗口，办的是同一件事。'),
    ],
    signature: { issuer: place, date: today(now.getTime()) },
    // Behind the hash, so that no server logs it.
    verification: { content: `${origin}/resident/login#${code}`, caption: '扫码登录' },
  }
}
