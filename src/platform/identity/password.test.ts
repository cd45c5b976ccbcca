import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HASH_COST } from './config.ts'
import { checkPassword, decoyHash, hashPassword, PASSWORD_MIN, temporaryPassword, verifyPassword } from './password.ts'
import { CHEAP } from './testkit.ts'

const codeOf = (run: () => void) => {
  try {
    run()
    return 'taken'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a password hash', () => {
  it('belongs to its password and to no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (password, other) => {
        const hash = await hashPassword(password, CHEAP)
        expect(await verifyPassword(password, hash)).toBe(true)
        fc.pre(other.normalize('NFKC') !== password.normalize('NFKC'))
        expect(await verifyPassword(other, hash)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  it('is argon2id at the cost OWASP asks for, salted, and carries its cost', async () => {
    const hash = await hashPassword('walnut-river-71', HASH_COST)
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hashPassword('walnut-river-71', HASH_COST)).not.toBe(hash)
    expect(await verifyPassword('walnut-river-71', hash)).toBe(true)
  })

  it('of a decoy belongs to nothing', async () => {
    expect(await verifyPassword('', decoyHash(CHEAP))).toBe(false)
  })
})

describe('the rules of passwords', () => {
  it('refuse what is short, known, a run, or made of the username', () => {
    const cases: [string, string][] = [
      ['Tr33-ouse', 'password.short'],
      ['x'.repeat(129), 'password.long'],
      ['my-ZhangSan-pass', 'password.username'],
      ['password2026!!', 'password.common'],
      ['1234567890', 'password.common'],
      ['9876543210', 'password.common'],
      ['abcdefghijkl', 'password.common'],
      ['aaaaaaaaaaaa', 'password.common'],
      ['abababababab', 'password.common'],
      ['ＰＡＳＳＷＯＲＤ１２３', 'password.common'],
      ['Yike20262026', 'password.common'],
      ['walnut-river-71', 'taken'],
      ['核桃河边七十一号院子', 'taken'],
    ]
    for (const [password, code] of cases)
      expect([password, codeOf(() => checkPassword(password, 'zhangsan'))]).toEqual([password, code])
  })

  it('take every password the house issues, and no two are alike', () => {
    const issued = Array.from({ length: 200 }, temporaryPassword)
    expect(new Set(issued).size).toBe(200)
    for (const password of issued) {
      expect(password.length).toBeGreaterThanOrEqual(PASSWORD_MIN)
      expect(codeOf(() => checkPassword(password, 'zhangsan'))).toBe('taken')
    }
  })
})
