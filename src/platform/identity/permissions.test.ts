import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutyOf, PERMISSIONS, permissionsOf, ROLE_PERMISSIONS, ROLES, type Role } from './permissions.ts'

const roles = fc.subarray([...ROLES])
const sorted = (set: Iterable<string>) => [...set].sort()

describe('permissions', () => {
  it('of roles are the union of each role’s, nothing more and nothing less', () => {
    fc.assert(
      fc.property(roles, roles, (one, other) => {
        const both = permissionsOf([...one, ...other])
        expect(sorted(both)).toEqual(sorted(new Set([...permissionsOf(one), ...permissionsOf(other)])))
        for (const permission of PERMISSIONS) {
          expect(both.has(permission)).toBe(
            [...one, ...other].some((role) => ROLE_PERMISSIONS[role].includes(permission)),
          )
        }
      }),
    )
  })

  it('come from known roles only', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        fc.pre(!(ROLES as readonly string[]).includes(name))
        expect(permissionsOf([name]).size).toBe(0)
      }),
    )
    for (const name of ['constructor', '__proto__', 'toString']) expect(permissionsOf([name]).size).toBe(0)
  })

  it('are each held by somebody, and written once per role', () => {
    const held = permissionsOf(ROLES)
    expect(sorted(held)).toEqual(sorted(PERMISSIONS))
    for (const role of ROLES) expect(new Set(ROLE_PERMISSIONS[role]).size).toBe(ROLE_PERMISSIONS[role].length)
  })

  it('keep the separated duties apart from each other and from the work', () => {
    const separated: Role[] = ['administrator', 'security_officer', 'auditor']
    const work = permissionsOf(ROLES.filter((role) => dutyOf(role) === 'business'))
    for (const role of separated)
      for (const permission of permissionsOf([role])) expect(work.has(permission)).toBe(false)
    expect(permissionsOf(['administrator']).has('role.confirm')).toBe(false)
    expect(permissionsOf(['security_officer']).has('account.manage')).toBe(false)
    expect(sorted(permissionsOf(['auditor']))).toEqual(['account.read', 'journal.read', 'journal.verify'])
  })
})
