import { formatDate, today } from '../../../kernel/dates.ts'
import { type Bilingual, type Refusal, type RefusalOptions, refuse } from '../../../kernel/refusal.ts'
import { noPerson } from '../../people/index.ts'

type Detail = Record<string, unknown>
type Word = (detail: Detail) => [text: Bilingual, options?: RefusalOptions]

const PAPERS: Record<string, Bilingual> = {
  business: { zh: '营业执照', en: 'business licence' },
  food: { zh: '食品经营许可', en: 'food licence' },
  liability: { zh: '责任险', en: 'liability insurance' },
}

const yuan = (fen: unknown) => `¥${(Number(fen) / 100).toFixed(2)}`
const clock = (instant: unknown) => {
  const at = Date.parse(String(instant))
  const time = new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)
  return { zh: `${formatDate(today(at))} ${time}`, en: `${formatDate(today(at), 'en')} ${time}` }
}
const OTHER: Bilingual = {
  zh: '请选择其他机构；这一需求已记入未满足需求',
  en: 'Choose another provider; the wish was noted as unmet',
}

/** Why the database did not place an order, by the code it gave. */
const WORDS: Record<string, Word> = {
  'order.person-merged': ({ into }) => [
    { zh: '这份档案已并入另一份', en: 'This file was merged into another' },
    {
      kind: 'conflict',
      params: { into },
      at: '/person',
      next: { zh: '请为保留的档案下单', en: 'Order for the file that remains' },
    },
  ],
  'order.person-dead': () => [
    { zh: '此人已登记去世，不能下单', en: 'The person is registered as deceased' },
    {
      kind: 'conflict',
      at: '/person',
      next: { zh: '登记有误的，请先更正人员档案', en: 'If that is wrong, have the file corrected first' },
    },
  ],
  'order.person-moved': () => [
    { zh: '此人已迁出本辖区，不能下单', en: 'The person has moved out of this jurisdiction' },
    {
      kind: 'conflict',
      at: '/person',
      next: { zh: '又回来居住的，请先登记迁入', en: 'If the person is back, enter the move first' },
    },
  ],
  'proxy.authority': () => [
    {
      zh: '没有有效的下单授权：未授权、已撤销、不在期限内或范围不包括下单',
      en: 'There is no authority to order: never given, revoked, over, or for other things',
    },
    {
      kind: 'forbidden',
      at: '/acting',
      next: { zh: '请本人下单，或先登记授权', en: 'Let the person order, or enter the authority first' },
    },
  ],
  'order.offer-missing': () => [
    { zh: '没有这项服务供给，或已停止', en: 'There is no such offer, or it has ended' },
    { kind: 'missing', at: '/offer' },
  ],
  'order.item-closed': () => [
    { zh: '这个服务项目已停止受理', en: 'This item is no longer taken' },
    { kind: 'conflict', at: '/offer' },
  ],
  'order.offer-paused': ({ reason }) => [
    { zh: `机构暂停接单：${reason}`, en: `The provider has paused: ${reason}` },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.provider-banned': ({ paper, until }) => [
    {
      zh: `该机构正在禁入期内（${paper}），${until === null ? '没有截止日期' : `至 ${formatDate(String(until))}`}`,
      en: `The provider is banned (${paper}) ${until === null ? 'without end' : `until ${formatDate(String(until), 'en')}`}`,
    },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.site-closed': () => [
    { zh: '该网点今天不营业', en: 'This site is not open' },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.provider-not-filed': () => [
    { zh: '该机构没有有效备案，不能承接这项服务', en: 'The provider has no filing in force for this service' },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.provider-paper': ({ papers }) => {
    const lacking = (papers as string[]).map((each) => PAPERS[each] ?? { zh: each, en: each })
    return [
      {
        zh: `该机构缺少有效的${lacking.map((each) => each.zh).join('、')}`,
        en: `The provider lacks, or has let expire: ${lacking.map((each) => each.en).join(', ')}`,
      },
      { kind: 'conflict', at: '/offer', next: OTHER },
    ]
  },
  'order.not-authorised': () => [
    { zh: '该机构没有承接这项服务的授权', en: 'The provider is not authorised for this service' },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.region': () => [
    { zh: '这个服务项目不在此人居住的地区开展', en: 'This item is not offered where the person lives' },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.area': () => [
    { zh: '该机构的服务范围不到此人的住址', en: 'The provider does not come to where the person lives' },
    { kind: 'conflict', at: '/offer', next: OTHER },
  ],
  'order.no-price': () => [
    { zh: '这项服务还没有公示价格，不能收费', en: 'No price has been published for this service' },
    {
      kind: 'conflict',
      at: '/offer',
      next: { zh: '请机构先公示价格', en: 'Have the provider publish its price first' },
    },
  ],
  'order.price-changed': ({ seen, fen }) => [
    { zh: `价格已由 ${yuan(seen)} 变为 ${yuan(fen)}`, en: `The price is no longer ${yuan(seen)} but ${yuan(fen)}` },
    {
      kind: 'conflict',
      at: '/seenFen',
      next: { zh: '请按新价格确认后再下单', en: 'Agree to the new price, then order again' },
    },
  ],
  'order.session-missing': () => [
    { zh: '没有这个场次', en: 'There is no such session' },
    { kind: 'missing', at: '/session' },
  ],
  'order.session-cancelled': ({ reason }) => [
    { zh: `这个场次已取消：${reason}`, en: `The session was cancelled: ${reason}` },
    { kind: 'conflict', at: '/session', next: { zh: '请换一个场次', en: 'Choose another session' } },
  ],
  'order.full': ({ left, from }) => [
    {
      zh: Number(left) > 0 ? `${clock(from).zh} 的场次只剩 ${left} 个名额` : `${clock(from).zh} 的场次已满`,
      en:
        Number(left) > 0
          ? `Only ${left} places are left on ${clock(from).en}`
          : `The session of ${clock(from).en} is full`,
    },
    {
      kind: 'conflict',
      at: '/session',
      next: { zh: '可以登记候补，有人退出时自动递补', en: 'Join the waiting list; it moves up by itself' },
    },
  ],
  'order.day-full': ({ day, left }) => [
    {
      zh: `${formatDate(String(day))}的接单量${Number(left) > 0 ? `只剩 ${left}` : '已满'}`,
      en:
        Number(left) > 0
          ? `Only ${left} are left for ${formatDate(String(day), 'en')}`
          : `${formatDate(String(day), 'en')} is full`,
    },
    { kind: 'conflict', at: '/from', next: { zh: '请换一天或换一家', en: 'Choose another day or provider' } },
  ],
  'order.cutoff': ({ until }) => [
    { zh: `已过截止时间（${clock(until).zh}）`, en: `Orders for it closed at ${clock(until).en}` },
    { kind: 'conflict', at: '/from', next: { zh: '请选更晚的时间', en: 'Choose a later time' } },
  ],
  'order.window': () => [
    { zh: '请写明需要服务的时段，结束晚于开始', en: 'Say when: the end lies after the beginning' },
    { at: '/from' },
  ],
  'order.past': () => [{ zh: '这个时段已经过去', en: 'This time has passed' }, { at: '/until' }],
  'order.already-in': () => [
    { zh: '此人在这个场次已有名额', en: 'The person has a place in this session already' },
    { kind: 'conflict', at: '/session' },
  ],
  'idempotency.mismatch': () => [
    { zh: '这个幂等键已用于另一项内容不同的操作', en: 'This idempotency key was used for another input' },
    { kind: 'conflict', next: { zh: '请换一个新的幂等键', en: 'Use a new key' } },
  ],
}

/** The refusal of an order, in words. @param code as `services.place` gave it */
export function orderRefusal(code: string, detail: Detail): Refusal {
  if (code === 'person.missing') return noPerson()
  const word = WORDS[code]
  if (word === undefined) throw new Error(`no words for the refusal ${code}`)
  const [text, options = {}] = word(detail)
  return refuse(code, text, { params: detail, ...options })
}

/** Every code that placing an order may be refused with. */
export const ORDER_REFUSALS: readonly string[] = ['person.missing', ...Object.keys(WORDS)]
