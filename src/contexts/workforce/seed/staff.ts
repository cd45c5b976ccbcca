import { addDays, addMonths, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Random } from '../../../kernel/random.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { KeyRing } from '../../../platform/keys/index.ts'
import type { PersonSeal } from '../../people/index.ts'
import type { OrganisationName } from '../../providers/index.ts'
import type { CertificateSecrets } from '../certificates/commands.ts'
import type { Education, Mode, Post, Skill } from '../model.ts'

/** Somebody who works in the demonstration. */
export type DemoStaff = {
  person: string
  organisation: string
  post: Post
  mode: Mode | null
  payBand: number | null
  since: IsoDate
  education: Education | null
  startsOn: IsoDate
  certificates: { skill: string; level: number | null; issuedOn: IsoDate; verified: boolean }[]
}

const WORK: [word: RegExp, posts: Post[]][] = [
  [/托育/, ['nursery', 'nursery', 'nursery', 'cook', 'manager']],
  [/餐饮/, ['cook', 'cook', 'courier']],
  [/./, ['carer', 'carer', 'carer', 'carer', 'nurse', 'cook', 'social-worker', 'manager', 'rehabilitation']],
]

const SKILLS: Partial<Record<Post, string[]>> = {
  carer: ['elder-care'],
  nurse: ['nurse'],
  nursery: ['nursery', 'health-certificate'],
  cook: ['cook', 'health-certificate'],
  'social-worker': ['social-work'],
  rehabilitation: ['rehabilitation'],
  manager: ['institution-head'],
}

const PAY: Partial<Record<Post, [low: number, high: number]>> = {
  carer: [1, 4],
  nurse: [3, 6],
  nursery: [1, 4],
  cook: [1, 3],
  manager: [4, 6],
  rehabilitation: [3, 5],
}

/** Who works where, drawn from the same seed every time. */
export function demoStaff(
  persons: readonly string[],
  firms: readonly OrganisationName[],
  today: IsoDate,
  random: Random,
): DemoStaff[] {
  // Every firm's last post, so that the posts of a firm follow its list.
  const turns = new Map<string, number>()
  return persons.map((person, i) => {
    const firm = firms[i < firms.length * 2 ? i % firms.length : random.between(0, Math.min(firms.length, 12) - 1)]!
    const posts = WORK.find(([word]) => word.test(firm.name))![1]
    const turn = turns.get(firm.id) ?? 0
    turns.set(firm.id, turn + 1)
    const post = posts[turn % posts.length]!
    const mode: Mode | null = random.chance(0.07)
      ? null
      : random.chance(0.62)
        ? 'employee'
        : (['agency', 'dispatched', 'part-time'] as const)[random.between(0, 2)]!
    const [low, high] = PAY[post] ?? [1, 4]
    const startsOn = addDays(today, -random.between(40, 1500))
    return {
      person,
      organisation: firm.id,
      post,
      mode,
      payBand: random.chance(0.1) ? null : random.between(low, high),
      since: addDays(startsOn, -random.between(0, 3000)),
      education: random.chance(0.15)
        ? null
        : (['junior', 'senior', 'vocational', 'vocational', 'college'] as const)[random.between(0, 4)]!,
      startsOn,
      certificates: (SKILLS[post] ?? []).flatMap((skill) =>
        random.chance(0.12)
          ? []
          : [
              {
                skill,
                level: random.chance(0.6) ? 5 : random.chance(0.6) ? 4 : 3,
                issuedOn: addDays(
                  today,
                  -(skill === 'health-certificate'
                    ? random.between(20, 390)
                    : skill === 'nurse'
                      ? random.between(100, 1840)
                      : random.between(60, 2200)),
                ),
                verified: random.chance(0.86),
              },
            ],
      ),
    }
  })
}

/** Writes staff, employments and certificates. Three statements. */
export async function insertStaff(
  tx: Tx,
  ring: KeyRing,
  seals: ReadonlyMap<string, PersonSeal>,
  staff: readonly DemoStaff[],
  all: readonly Skill[],
): Promise<void> {
  const own = tx.actor.jurisdiction
  const kinds = new Map(all.map((each) => [each.code, each]))
  const rows = staff.map((each) => ({
    ...each,
    id: newId(),
    confirmed: each.startsOn < addDays(today(tx.now.getTime()), -120),
  }))
  await tx.run(sql`insert into workforce.worker (jurisdiction, person, since, education, recorded_at, recorded_by)
    select ${own}, person, since, education, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(person uuid, since date, education text)`)
  await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, post, mode, pay_band, during, confirmed_on, confirmed_how,
      recorded_at, recorded_by)
    select ${own}, id, person, organisation, post, mode, "payBand", daterange("startsOn", null), case when confirmed then ${tx.now}::date - 40 end,
      case when confirmed then '社保参保名单（演示数据）' end, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, person uuid, organisation uuid, post text, mode text, "payBand" int,
      "startsOn" date, confirmed boolean)`)
  const certificates = staff.flatMap((each, i) =>
    each.certificates.map((one) => {
      const skill = kinds.get(one.skill)!
      const number = `53${one.issuedOn.slice(0, 4)}${String(i * 7 + 100_003)}${skill.code.length}`
      const secrets: CertificateSecrets = { number }
      return {
        id: newId(),
        person: each.person,
        skill: skill.code,
        level: skill.levelled ? one.level : null,
        hash: hex(ring.digest('certificate', `${skill.code}|${number}`).subarray(0, 16)),
        sealed: hex(seals.get(each.person)!.seal(secrets)),
        issuedOn: one.issuedOn,
        until: skill.termMonths === null ? null : addDays(addMonths(one.issuedOn, skill.termMonths), -1),
        verified: one.verified,
      }
    }),
  )
  await tx.run(sql`insert into workforce.certificate (jurisdiction, id, person, skill, level, number_hash, sealed, issuer, issued_on, valid_until, state,
      verified_on, verified_how, verified_by, recorded_at, recorded_by)
    select ${own}, id, person, skill, level, hash::bytea, sealed::bytea, '州职业技能评价机构（演示）', "issuedOn", "until",
      case when verified then 'verified' else 'unverified' end, case when verified then ${tx.now}::date - 30 end,
      case when verified then '核对原件' end, case when verified then ${tx.actor.id} end, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(certificates)}::jsonb) as g(id uuid, person uuid, skill text, level int, hash text, sealed text,
      "issuedOn" date, "until" date, verified boolean)`)
}

/** `bytea` as text, for rows that travel as JSON. */
const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`
