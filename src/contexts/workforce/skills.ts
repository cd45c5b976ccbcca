import type { Bilingual } from '../../kernel/refusal.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { CLASS_KINDS, EDUCATIONS, LEVELS, MODES, PAY_BANDS, POSTS, type Skill } from './model.ts'

/** Every skill there is. One statement. */
export async function skills(tx: Tx): Promise<Skill[]> {
  return tx.rows<Skill>(sql`select code, family, json_build_object('zh', title_zh, 'en', title_en) title, occupation, levelled,
    term_months "termMonths", basis from workforce.skill order by family, code`)
}

/** @throws Refusal `skill.missing` */
export async function skillNamed(tx: Tx, code: string): Promise<Skill> {
  const found = (await skills(tx)).find((each) => each.code === code)
  if (found !== undefined) return found
  throw refuse('skill.missing', { zh: `没有“${code}”这项技能`, en: `There is no skill ${code}` }, { at: '/skill' })
}

/** Everything one chooses from in this room, with its names. */
export type Catalogue = {
  skills: Skill[]
  posts: Record<string, Bilingual>
  modes: Record<string, Bilingual>
  educations: Record<string, Bilingual>
  levels: Record<string, Bilingual>
  kinds: Record<string, Bilingual>
  bands: readonly Bilingual[]
}

/** The choices of this room. One statement. */
export async function catalogue(tx: Tx): Promise<Catalogue> {
  return {
    skills: await skills(tx),
    posts: POSTS,
    modes: MODES,
    educations: EDUCATIONS,
    levels: LEVELS,
    kinds: CLASS_KINDS,
    bands: PAY_BANDS,
  }
}
