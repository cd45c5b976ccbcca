// Draws again from a published proof: node verify.mjs proof.json
// Nothing but Node is needed, and nothing is asked of the office that drew. Each step is written out, so that it can be read.
import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')

/** JSON with sorted keys and no spaces. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

const smaller = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const { plan, commitment, entries, reveal, order } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const sorted = entries.map(({ number, group }) => ({ number, group })).sort((a, b) => smaller(a.number, b.number))
const seed = sha256([commitment, reveal.randomness, ...reveal.secrets].join('\n'))
const lots = sorted.map(({ number, group }) => {
  const lot = createHmac('sha256', Buffer.from(seed, 'hex')).update(number, 'utf8').digest('hex')
  return { number, group, lot }
})
lots.sort((a, b) => a.group - b.group || smaller(a.lot, b.lot) || smaller(a.number, b.number))

const steps = [
  ['规则版本 version', plan.version === 'yike-draw-1'],
  ['编号不重复 numbers', new Set(entries.map((each) => each.number)).size === entries.length],
  ['名单哈希 list', sha256(canonical(sorted)) === plan.list],
  ['公布的承诺值 commitment', sha256(canonical(plan)) === commitment],
  [
    '各方密钥 secrets',
    reveal.secrets.length === plan.parties.length &&
      plan.parties.every((party, i) => sha256(reveal.secrets[i]) === party.commitment),
  ],
  ['抽签顺序 order', lots.map((each) => each.number).join('\n') === order.join('\n')],
]
for (const [name, agrees] of steps) console.log(`${agrees ? '一致 agrees' : '不一致 DIFFERS'}  ${name}`)
console.log(`种子 seed  ${seed}`)
process.exit(steps.every(([, agrees]) => agrees) ? 0 : 1)
