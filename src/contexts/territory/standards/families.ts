import type { Bilingual } from '../../../kernel/refusal.ts'

/** The families a county may add lines to, as in the table `territory.standard_family`. */
export const STANDARD_FAMILIES: readonly { value: string; title: Bilingual }[] = [
  { value: 'complete-community', title: { zh: '完整居住社区', en: 'Complete residential community' } },
  { value: 'community-area', title: { zh: '社区综合服务设施面积', en: 'Area of community services' } },
  { value: 'embedded-complex', title: { zh: '社区嵌入式服务设施', en: 'Embedded community facilities' } },
  { value: 'elder-hebei', title: { zh: '河北：养老服务设施', en: 'Hebei: elder-care facilities' } },
  { value: 'elder-shandong', title: { zh: '山东：社区养老用房', en: 'Shandong: premises for elder care' } },
  { value: 'elder-shaoxing', title: { zh: '绍兴：居家养老用房', en: 'Shaoxing: premises for home elder care' } },
  { value: 'yanshan', title: { zh: '砚山县：社区设施', en: 'Yanshan: community facilities' } },
  { value: 'new-estate', title: { zh: '新建居住（小）区配建', en: 'Facilities of new estates' } },
  { value: 'fast-lane', title: { zh: '消防验收备案优化办理', en: 'Fast lane for fire acceptance' } },
  { value: 'rural-points', title: { zh: '县乡村便民服务网点', en: 'Rural service points' } },
  { value: 'circle-basic', title: { zh: '一刻钟便民生活圈：基本保障类', en: 'Quarter-hour circle: basic needs' } },
  { value: 'circle-better', title: { zh: '一刻钟便民生活圈：品质提升类', en: 'Quarter-hour circle: quality of life' } },
  { value: 'circle-elder', title: { zh: '“一刻钟”社区居家养老服务圈', en: 'Quarter-hour circle of elder care' } },
  { value: 'circle-child', title: { zh: '一刻钟托育服务圈', en: 'Quarter-hour circle of childcare' } },
]
