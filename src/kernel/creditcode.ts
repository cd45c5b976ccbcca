import { type Bilingual, refuse } from './refusal.ts'

/** What is wrong with one position (1–18) of a credit code; position null when the length is wrong. */
export type CreditCodeProblem = { position: number | null; text: Bilingual }

/**
 * Result of a check. `problem` makes the code unusable; `warnings` do not: registers hold old codes whose inner check or
 * category differs.
 */
export type CreditCodeCheck = { code: string; problem: CreditCodeProblem | null; warnings: CreditCodeProblem[] }

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Kinds of subject by the first two characters (登记管理部门 and 机构类别) that are in common use. */
const KINDS: Record<string, Bilingual> = {
  '11': { zh: '机关', en: 'public organ' },
  '12': { zh: '事业单位', en: 'public institution' },
  '13': { zh: '群众团体', en: 'mass organisation' },
  '19': { zh: '机构编制其他', en: 'other public body' },
  '51': { zh: '社会团体', en: 'social association' },
  '52': { zh: '民办非企业单位', en: 'private non-profit' },
  '53': { zh: '基金会', en: 'foundation' },
  '91': { zh: '企业', en: 'company' },
  '92': { zh: '个体工商户', en: 'individual business' },
  '93': { zh: '农民专业合作社', en: 'farmers’ co-operative' },
  Y1: { zh: '其他', en: 'other' },
}

/**
 * Checks a 统一社会信用代码 (GB 32100-2015) and says which position is wrong. Full-width characters, spaces and lower case are
 * mended first; `code` is the mended text. Never throws.
 */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = normalise(text)
  const failed = (position: number | null, zh: string, en: string): CreditCodeCheck => ({
    code,
    problem: { position, text: { zh, en } },
    warnings: [],
  })
  for (let i = 0; i < Math.min(code.length, 18); i++) {
    const c = code[i]!
    if (!ALPHABET.includes(c)) {
      const hint = { I: '1', O: '0', S: '5', Z: '2' }[c]
      return failed(
        i + 1,
        `第 ${i + 1} 位不能是“${c}”${hint ? `，是否为 ${hint}` : ''}`,
        `position ${i + 1} cannot be “${c}”${hint ? `; is it ${hint}?` : ''}`,
      )
    }
    if (i >= 2 && i < 8 && !/\d/.test(c)) {
      return failed(
        i + 1,
        `第 ${i + 1} 位属区划代码，应为数字`,
        `position ${i + 1} is part of the region code and must be a digit`,
      )
    }
  }
  if (code.length !== 18)
    return failed(null, `应为 18 位，实为 ${code.length} 位`, `has ${code.length} characters, not 18`)
  const expected = checkCharacter(code)
  if (code[17] !== expected) {
    return failed(
      18,
      `第 18 位校验码应为 ${expected}，实为 ${code[17]}，请核对全部字符`,
      `the check character in position 18 should be ${expected}, not ${code[17]}; compare every character`,
    )
  }
  return { code, problem: null, warnings: warningsOf(code) }
}

/**
 * The mended code.
 * @throws Refusal `creditcode.invalid`, with the wrong position in `params.position` and `at`
 */
export function parseCreditCode(text: string): string {
  const { code, problem } = checkCreditCode(text)
  if (problem === null) return code
  const { position } = problem
  throw refuse(
    'creditcode.invalid',
    {
      zh: `统一社会信用代码“${text}”有误：${problem.text.zh}`,
      en: `Credit code “${text}” is wrong: ${problem.text.en}`,
    },
    { params: { code, position }, ...(position === null ? {} : { at: String(position) }) },
  )
}

/** What the first two characters say about the subject; null when the pair is not in the table. */
export function kindOfCreditCode(code: string): Bilingual | null {
  return KINDS[code.slice(0, 2)] ?? null
}

function normalise(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

function checkCharacter(code: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(code[i]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

function warningsOf(code: string): CreditCodeProblem[] {
  const warnings: CreditCodeProblem[] = []
  if (kindOfCreditCode(code) === null) {
    warnings.push({
      position: 2,
      text: {
        zh: `前两位 ${code.slice(0, 2)} 不是常见机构类别`,
        en: `${code.slice(0, 2)} is no common kind of subject`,
      },
    })
  }
  const inner = innerCheckCharacter(code)
  if (code[16] !== inner) {
    warnings.push({
      position: 17,
      text: {
        zh: `第 17 位组织机构代码校验码应为 ${inner}，实为 ${code[16]}`,
        en: `the organisation code’s check character in position 17 should be ${inner}, not ${code[16]}`,
      },
    })
  }
  return warnings
}

/** Check character of GB 11714 over positions 9–16, where A is 10 and Z is 35. */
function innerCheckCharacter(code: string): string {
  const sum = INNER_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(code[8 + i]!, 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
