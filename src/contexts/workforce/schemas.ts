import Type from 'typebox'
import {
  CLASS_KIND_CODES,
  type ClassKind,
  EDUCATION_CODES,
  type Education,
  MODE_CODES,
  type Mode,
  PAY_BANDS,
  POST_CODES,
  type Post,
} from './model.ts'

export const Uuid = Type.String({ format: 'uuid' })
export const Id = Type.Object({ id: Uuid })
export const Day = Type.String({ format: 'date' })
export const DayOrNone = Type.Union([Day, Type.Null()])
export const Reason = Type.String({ minLength: 2, maxLength: 300 })
export const Revision = Type.Integer({ minimum: 0, description: 'the revision that was seen' })
export const Words = (maxLength: number) => Type.String({ minLength: 1, maxLength })
export const WordsOrNone = (maxLength: number) => Type.Union([Type.String({ maxLength }), Type.Null()])
export const Region = Type.String({ pattern: '^[0-9]{6}([0-9]{3}){0,2}$' })
export const CreditCode = Type.String({ minLength: 18, maxLength: 20 })
export const SkillCode = Type.String({ maxLength: 40 })
export const Level = Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()])
export const PayBand = Type.Union([Type.Integer({ minimum: 0, maximum: PAY_BANDS.length - 1 }), Type.Null()])
export const PostChoice = Type.Unsafe<Post>(Type.Enum(POST_CODES))
export const ModeChoice = Type.Union([Type.Unsafe<Mode>(Type.Enum(MODE_CODES)), Type.Null()])
export const EducationChoice = Type.Union([Type.Unsafe<Education>(Type.Enum(EDUCATION_CODES)), Type.Null()])
export const KindChoice = Type.Unsafe<ClassKind>(Type.Enum(CLASS_KIND_CODES))
