import type { Bilingual } from '../../kernel/refusal.ts'

const t = (zh: string, en: string): Bilingual => ({ zh, en })

/** Posts (岗位). */
export const POSTS = {
  carer: t('护理员', 'carer'),
  nurse: t('护士', 'nurse'),
  doctor: t('医师', 'physician'),
  rehabilitation: t('康复治疗', 'rehabilitation'),
  'social-worker': t('社会工作者', 'social worker'),
  nursery: t('保育师、育婴员', 'childcare worker'),
  domestic: t('家政服务员', 'domestic worker'),
  cook: t('厨师、配餐', 'cook'),
  courier: t('送餐、配送', 'courier'),
  assessor: t('能力评估师', 'assessor'),
  manager: t('机构负责人', 'manager'),
  administration: t('管理、后勤', 'administration'),
  other: t('其他', 'other'),
} as const satisfies Record<string, Bilingual>
export type Post = keyof typeof POSTS
export const POST_CODES = Object.keys(POSTS) as Post[]

/** How somebody works for a firm (用工形式). 员工制: the firm is the employer, pays wage and social insurance. */
export const MODES = {
  employee: t('员工制', 'employee'),
  agency: t('中介制', 'placed by an agency'),
  dispatched: t('劳务派遣', 'dispatched'),
  'part-time': t('非全日制', 'part-time'),
  self: t('个体、合作', 'self-employed'),
  volunteer: t('志愿', 'volunteer'),
} as const satisfies Record<string, Bilingual>
export type Mode = keyof typeof MODES
export const MODE_CODES = Object.keys(MODES) as Mode[]

export const EDUCATIONS = {
  primary: t('小学及以下', 'primary school or less'),
  junior: t('初中', 'junior secondary'),
  senior: t('高中', 'senior secondary'),
  vocational: t('中职', 'vocational secondary'),
  college: t('大专', 'college'),
  bachelor: t('本科', 'bachelor'),
  master: t('硕士及以上', 'master or more'),
} as const satisfies Record<string, Bilingual>
export type Education = keyof typeof EDUCATIONS
export const EDUCATION_CODES = Object.keys(EDUCATIONS) as Education[]

/** Bands of monthly pay (薪酬档次): upper ends in yuan, the last one open. */
export const PAY_BANDS: readonly Bilingual[] = [
  t('2000 元以下', 'below ¥2,000'),
  t('2000—2999 元', '¥2,000–2,999'),
  t('3000—3999 元', '¥3,000–3,999'),
  t('4000—4999 元', '¥4,000–4,999'),
  t('5000—5999 元', '¥5,000–5,999'),
  t('6000—7999 元', '¥6,000–7,999'),
  t('8000 元及以上', '¥8,000 and more'),
]

/** Whom a class trains; the statistics count these kinds. */
export const CLASS_KINDS = {
  carer: t('养老护理员', 'Carers'),
  manager: t('机构负责人', 'Managers of institutions'),
  barber: t('爱心理发员', 'Volunteer barbers'),
  family: t('家庭照护者', 'Family carers'),
  domestic: t('家政服务员', 'Domestic workers'),
  childcare: t('托育人员', 'Childcare workers'),
} as const satisfies Record<string, Bilingual>
export type ClassKind = keyof typeof CLASS_KINDS
export const CLASS_KIND_CODES = Object.keys(CLASS_KINDS) as ClassKind[]

/** A skill that certificates attest and tasks need. */
export type Skill = {
  code: string
  family: string
  title: Bilingual
  occupation: string | null
  levelled: boolean
  termMonths: number | null
  basis: string
}

/** 技能等级: 5 is the lowest. */
export const LEVELS: Record<number, Bilingual> = {
  5: t('五级（初级工）', 'level 5'),
  4: t('四级（中级工）', 'level 4'),
  3: t('三级（高级工）', 'level 3'),
  2: t('二级（技师）', 'level 2'),
  1: t('一级（高级技师）', 'level 1'),
}

/** A class was counted: payload of `workforce.training.counted`, from which the training ledger is kept. */
export type TrainingCounted = {
  code: string
  name: string
  region: string
  endedOn: string
  kind: ClassKind
  /** Persons who completed a class of this kind for the first time. */
  persons: number
  /** Persons who took part in this class. */
  personTimes: number
  /** The class was opened again or taken out: it counts no longer. */
  removed: boolean
}
