import { formatDate, type IsoDate } from '../../../kernel/dates.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { LEVELS, type Skill } from '../model.ts'
import { skills } from '../skills.ts'
import { belongsTo, holderOf } from '../who.ts'
import { type Attested, counts, type Lack, lacksOf, type Need } from './rules.ts'

/** A skill that a worker may be sent out with on a day. `until` is the last day on which it holds. */
export type ValidSkill = { skill: string; level: number | null; certificate: string; until: IsoDate | null }

type Stored = Attested & { id: string; holder: string }

const validOf = ({ skill, level, id, until }: Stored): ValidSkill => ({ skill, level, certificate: id, until })

async function certificatesOf(tx: Tx, workers: readonly string[]): Promise<Stored[]> {
  return tx.rows<Stored>(sql`select c.id, ${holderOf(sql`c`)} holder, c.skill, c.level, c.state, c.issued_on "from", c.valid_until "until",
      c.revoked_on "revokedOn"
    from workforce.certificate c where c.jurisdiction = ${tx.actor.jurisdiction} and ${belongsTo(tx, sql`c`, workers)}`)
}

/**
 * What workers are attested on a day, by worker; who has nothing has an empty list. One statement however many.
 *
 * @param workers ids of the files that remain
 */
export async function skillsValidOf(
  tx: Tx,
  workers: readonly string[],
  date: IsoDate,
): Promise<Map<string, ValidSkill[]>> {
  const found = new Map<string, ValidSkill[]>(workers.map((each) => [each, []]))
  for (const each of await certificatesOf(tx, workers)) {
    if (!counts(each, date)) continue
    found.get(each.holder)?.push(validOf(each))
  }
  return found
}

/**
 * The skills a worker may be sent out with on a day: attested by a certificate that is verified, begun, not over and not revoked (A156).
 * An unverified certificate is not among them. One statement.
 *
 * @param worker id of the person's file
 */
export async function skillsValidOn(tx: Tx, worker: string, date: IsoDate): Promise<ValidSkill[]> {
  return (await certificatesOf(tx, [worker])).filter((each) => counts(each, date)).map(validOf)
}

const WHY: Record<Lack['why'], (until: string, en: string) => Bilingual> = {
  none: () => ({ zh: '没有证书', en: 'no certificate' }),
  level: () => ({ zh: '等级不够', en: 'the level is too low' }),
  expired: (until, en) => ({ zh: `已于 ${until} 到期`, en: `ended on ${en}` }),
  revoked: () => ({ zh: '已被撤销', en: 'revoked' }),
  refuted: () => ({ zh: '核验不属实', en: 'found not to be genuine' }),
  unverified: () => ({ zh: '还没有核验', en: 'not verified yet' }),
  future: () => ({ zh: '还没有生效', en: 'not in force yet' }),
}

function say(lack: Lack, all: readonly Skill[]): Bilingual {
  const title = all.find((each) => each.code === lack.skill)?.title ?? { zh: lack.skill, en: lack.skill }
  const level = lack.level === null ? null : LEVELS[lack.level]!
  const until = lack.until
  const why = WHY[lack.why](until === null ? '' : formatDate(until), until === null ? '' : formatDate(until, 'en'))
  return {
    zh: `${title.zh}${level === null ? '' : `（${level.zh}）`}：${why.zh}`,
    en: `${title.en}${level === null ? '' : ` (${level.en})`}: ${why.en}`,
  }
}

/**
 * Refuses to give a task to a worker who is not attested what it needs on its day. Every lack is named at once. Two statements at most.
 *
 * @throws Refusal `worker.skill` with the lacks in `params`
 */
export async function expectSkills(tx: Tx, worker: string, needs: readonly Need[], date: IsoDate): Promise<void> {
  if (needs.length === 0) return
  const lacks = lacksOf(await certificatesOf(tx, [worker]), needs, date)
  if (lacks.length === 0) return
  const all = await skills(tx)
  const said = lacks.map((each) => say(each, all))
  throw refuse(
    'worker.skill',
    {
      zh: `不能派这项任务：${said.map((each) => each.zh).join('；')}`,
      en: `This task cannot be given: ${said.map((each) => each.en).join('; ')}`,
    },
    {
      kind: 'conflict',
      params: { date, lacks },
      next: {
        zh: '请改派有有效证书的人，或先核验、换发证书',
        en: 'Send somebody with a valid certificate, or have it verified or renewed first',
      },
    },
  )
}
