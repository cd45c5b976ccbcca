/** The smallest procedure that works: what an officer begins with. */
export const TEMPLATE = {
  code: 'my-procedure',
  title: { zh: '新事项' },
  summary: { zh: '一句话说明这件事办什么、办完得到什么。' },
  group: 'other',
  applicant: { kind: 'person', who: { zh: '本县居民' }, name: 'person_name', phone: 'phone' },
  basis: [{ id: 'rule', title: '本县规定', certainty: 'U' }],
  fields: [
    { id: 'person_name', title: { zh: '姓名' }, type: 'text', required: true, personal: true },
    { id: 'phone', title: { zh: '联系电话' }, type: 'phone', required: true },
    { id: 'place', title: { zh: '居住的乡镇、村（社区）' }, type: 'region', required: true },
    { id: 'wish', title: { zh: '申请内容' }, type: 'paragraph', required: true },
  ],
  materials: [{ id: 'id_card', title: { zh: '身份证' }, required: true }],
  rules: [],
  fee: { fen: 0, text: { zh: '不收费' } },
  term: { starts: 'submission', legal: { count: 10, unit: 'working', basis: 'rule' } },
  steps: [
    {
      id: 'intake',
      title: { zh: '审查' },
      kind: 'review',
      by: { role: 'officer' },
      days: { count: 5, unit: 'working' },
      acts: [
        { id: 'grant', title: { zh: '准予' }, to: 'granted', requires: ['materials', 'rules'] },
        { id: 'return', title: { zh: '一次性告知补正' }, to: 'supplement', reason: true },
        { id: 'refuse', title: { zh: '不予办理' }, to: 'refused', reason: true },
      ],
    },
    {
      id: 'supplement',
      title: { zh: '补正' },
      kind: 'applicant',
      stopsClock: true,
      days: { count: 30, unit: 'calendar' },
      acts: [
        { id: 'resubmit', title: { zh: '补正后再次提交' }, to: 'intake' },
        { id: 'lapse', title: { zh: '逾期未补正' }, to: 'closed' },
      ],
      timeout: 'lapse',
    },
  ],
}
