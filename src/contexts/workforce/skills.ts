import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import type { Skill } from './model.ts'

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
