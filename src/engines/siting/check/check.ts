import { sha256Hex } from '../../../kernel/hash.ts'
import { type Bilingual, Refusal } from '../../../kernel/refusal.ts'
import type { Certificate } from '../answer.ts'
import { ceilingOf, followArgument, goalOf } from './argument.ts'
import { type Instance, readInstance } from './instance.ts'

/** What the checker says of a certificate. */
export type Verdict = {
  valid: boolean
  /** What is wrong; empty when the certificate holds. */
  faults: Bilingual[]
  /** As recomputed; `null` when that was not possible. */
  objective: number | null
  bound: number | null
  gap: number | null
  proven: boolean
}

/** Relative difference that adding up in another order can make. */
const ROUNDING = 1e-9

const near = (a: number, b: number) => Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b))

/**
 * Verifies a certificate from nothing but itself: that the question is the one that was sealed, that the sites are allowed and do
 * what they should, that the objective is theirs, and that the argument proves the bound. Shares no code with the solver.
 */
export function checkCertificate(certificate: Certificate): Verdict {
  const faults: Bilingual[] = []
  try {
    return judge(certificate, faults)
  } catch (error) {
    if (error instanceof Refusal) throw error
    faults.push({
      zh: `证书不完整或自相矛盾：${(error as Error).message}`,
      en: `The certificate is incomplete or contradicts itself: ${(error as Error).message}`,
    })
    return { valid: false, faults, objective: null, bound: null, gap: null, proven: false }
  }
}

function judge(certificate: Certificate, faults: Bilingual[]): Verdict {
  const { seal, ...rest } = certificate
  if (certificate.format !== 'yike-siting-certificate-1')
    faults.push({ zh: '不是选址证书', en: 'This is no siting certificate' })
  if (sha256Hex(JSON.stringify(rest)) !== seal)
    faults.push({ zh: '内容与签封不符，被改动过', en: 'The content does not match its seal: it was changed' })
  if (sha256Hex(JSON.stringify(certificate.instance)) !== certificate.instanceHash)
    faults.push({ zh: '问题与其指纹不符', en: 'The question does not match its hash' })
  const instance = readInstance(certificate.instance)
  const cover = certificate.instance.kind === 'max-cover'
  const total = cover ? instance.people.reduce((sum, weight) => sum + weight, 0) : 0
  const shown = (cost: number) => (cover ? total - cost : cost)

  let cost = ceilingOf(instance)
  let objective: number | null = null
  if (certificate.objective !== null) {
    cost = costOfSites(instance, certificate, faults)
    objective = shown(cost)
    if (!near(objective, certificate.objective))
      faults.push({
        zh: `目标值应为 ${objective}，证书写 ${certificate.objective}`,
        en: `The objective is ${objective}; the certificate says ${certificate.objective}`,
      })
  } else if (certificate.sites.length > 0)
    faults.push({ zh: '有点位却没有目标值', en: 'There are sites but no objective' })

  const goal = goalOf(instance, cost)
  const lowest = followArgument(instance, certificate.proof, goal)
  const done = lowest >= goal - ROUNDING * Math.abs(goal)
  const proved = done ? (instance.integral ? cost : goal) : instance.integral ? Math.ceil(lowest - 1e-6) : lowest
  const bound = shown(proved)
  if (!near(bound, certificate.bound))
    faults.push({
      zh: `证书的推理证明的界是 ${bound}，证书写 ${certificate.bound}`,
      en: `The argument proves the bound ${bound}; the certificate says ${certificate.bound}`,
    })
  if (certificate.proven !== done)
    faults.push({
      zh: done ? '推理已证明最优，证书却说没有' : '证书说已证明最优，推理却没有',
      en: done
        ? 'The argument proves the answer, and the certificate denies it'
        : 'The certificate claims a proof that the argument does not give',
    })
  const gap =
    objective === null
      ? null
      : objective === bound
        ? 0
        : Math.abs(objective - bound) / Math.max(1e-12, Math.abs(objective))
  return { valid: faults.length === 0, faults, objective, bound, gap, proven: done }
}

/** Checks what the sites must keep to and adds up what they cost. */
function costOfSites(instance: Instance, certificate: Certificate, faults: Bilingual[]): number {
  const { sites } = certificate
  const chosen = new Set(sites)
  if (chosen.size !== sites.length || sites.some((j) => !Number.isInteger(j) || j < 0 || j >= instance.sites))
    throw new Error('the sites are not a set of existing sites')
  for (const j of instance.kept)
    if (!chosen.has(j)) faults.push({ zh: `现有点位 ${j} 没有保留`, en: `The existing site ${j} is not kept` })
  for (const j of sites)
    if (instance.forbidden.has(j)) faults.push({ zh: `点位 ${j} 被禁用`, en: `Site ${j} is forbidden` })
  const added = sites.filter((j) => !instance.kept.has(j))
  if (added.length > instance.count)
    faults.push({
      zh: `新建 ${added.length} 个，超过 ${instance.count} 个`,
      en: `${added.length} new sites are more than ${instance.count}`,
    })
  const money = added.reduce((sum, j) => sum + instance.price[j]!, 0)
  if (money > instance.budget * (1 + ROUNDING))
    faults.push({
      zh: `造价 ${money} 超过预算 ${instance.budget}`,
      en: `The cost ${money} exceeds the budget ${instance.budget}`,
    })
  const opening = sites.reduce((sum, j) => sum + instance.open[j]!, 0)
  return (
    opening +
    (instance.room === null ? serving(instance, chosen, faults) : sending(instance, chosen, certificate, faults))
  )
}

function serving(instance: Instance, chosen: Set<number>, faults: Bilingual[]): number {
  const least = instance.beyond.slice()
  const served = new Uint8Array(instance.demands)
  for (let k = 0; k < instance.demand.length; k++) {
    if (!chosen.has(instance.site[k]!)) continue
    const i = instance.demand[k]!
    served[i] = 1
    if (instance.cost[k]! < least[i]!) least[i] = instance.cost[k]!
  }
  if (instance.spare !== null) {
    let unserved = 0
    for (let i = 0; i < instance.demands; i++) if (served[i] === 0) unserved += instance.people[i]!
    if (unserved > instance.spare)
      faults.push({
        zh: `${unserved} 人够不到，多于允许的`,
        en: `${unserved} people are out of reach, more than allowed`,
      })
    return 0
  }
  let cost = 0
  for (let i = 0; i < instance.demands; i++) {
    if (least[i] === Number.POSITIVE_INFINITY)
      faults.push({ zh: `需求点 ${i} 没有点位服务`, en: `Demand point ${i} is served by no site` })
    else cost += least[i]!
  }
  return cost
}

/** With capacities: what the stated shares cost, whether sites have room for them and everyone is counted once. */
function sending(instance: Instance, chosen: Set<number>, certificate: Certificate, faults: Bilingual[]): number {
  const { shares } = certificate
  if (shares === null) throw new Error('it does not say who goes where')
  const prices = new Map<string, number>()
  for (let k = 0; k < instance.demand.length; k++)
    if (chosen.has(instance.site[k]!)) prices.set(`${instance.demand[k]} ${instance.site[k]}`, instance.cost[k]!)
  const sent = new Float64Array(instance.demands)
  const taken = new Float64Array(instance.sites)
  let cost = 0
  for (const [demand, site, people] of shares) {
    const price = prices.get(`${demand} ${site}`)
    if (price === undefined || !(people > 0)) throw new Error('someone is sent where no chosen site is in reach')
    sent[demand]! += people
    taken[site]! += people
    cost += (price / instance.people[demand]!) * people
  }
  for (let j = 0; j < instance.sites; j++)
    if (taken[j]! > instance.room![j]! * (1 + ROUNDING) + ROUNDING)
      faults.push({ zh: `点位 ${j} 超过容量`, en: `Site ${j} takes more than it has room for` })
  for (let i = 0; i < instance.demands; i++) {
    const people = instance.people[i]!
    if (sent[i]! > people * (1 + ROUNDING) + ROUNDING)
      faults.push({ zh: `需求点 ${i} 多算了人`, en: `Demand point ${i} sends more people than it has` })
    const unserved = people - sent[i]!
    if (unserved <= ROUNDING * Math.max(1, people)) continue
    if (instance.beyond[i] === Number.POSITIVE_INFINITY)
      faults.push({ zh: `需求点 ${i} 有人没有去处`, en: `Demand point ${i} has people who are sent nowhere` })
    else cost += (instance.beyond[i]! / people) * unserved
  }
  return cost
}
