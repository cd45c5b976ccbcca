import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { digester, openBytes, openJson, openKeyRoom, sealBytes, sealJson } from './index.ts'

const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const county = systemActor('test', '532622')
const neighbour = systemActor('test', '532623')

describe('sealing', () => {
  it('opens to what was sealed, and never twice to the same bytes', () => {
    const key = randomBytes(32)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const [one, two] = [sealBytes(key, bytes), sealBytes(key, bytes)]
        expect(one.equals(two)).toBe(false)
        expect([...openBytes(key, one)]).toEqual([...bytes])
      }),
    )
    expect(openJson(key, sealJson(key, { name: '王𠅤' }))).toEqual({ name: '王𠅤' })
  })

  it('shows any alteration, and another key opens nothing', () => {
    const key = randomBytes(32)
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const sealed = sealBytes(key, bytes)
          sealed[at % sealed.length]! ^= by
          expect(() => openBytes(key, sealed)).toThrow()
        },
      ),
    )
    expect(() => openBytes(randomBytes(32), sealBytes(key, Buffer.from('x')))).toThrow()
  })

  it('draws no nonce twice', () => {
    const key = randomBytes(32)
    const nonces = Array.from({ length: 5_000 }, () => sealBytes(key, Buffer.alloc(0)).subarray(0, 12).toString('hex'))
    expect(new Set(nonces).size).toBe(nonces.length)
  })
})

describe('the keyed hash', () => {
  it('is HMAC-SHA-256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string(), fc.string(), (key, kind, text) => {
        expect(digester(key)(kind, text).toString('hex')).toBe(
          createHmac('sha256', key).update(`${kind}\u0000${text}`).digest('hex'),
        )
      }),
    )
  })
})

describe('the key room', () => {
  it('gives a jurisdiction one ring, also to two that ask at once, and every jurisdiction its own', async () => {
    const room = openKeyRoom(folder)
    const rings = await Promise.all([1, 2, 3].map(() => t.db.write(county, (tx) => room.ring(tx))))
    const hashes = rings.map((ring) => ring.digest('x', 'y').toString('hex'))
    expect(new Set(hashes).size).toBe(1)
    const other = await t.db.write(neighbour, (tx) => room.ring(tx))
    expect(other.digest('x', 'y').toString('hex')).not.toBe(hashes[0])
    const { key, wrapped } = rings[0]!.newKey()
    expect(rings[1]!.unwrap(wrapped).equals(key)).toBe(true)
    expect(() => other.unwrap(wrapped)).toThrow()
  })

  it('does not remember a ring that was rolled back', async () => {
    const room = openKeyRoom(folder)
    const third = systemActor('test', '532624')
    let lost = ''
    await expect(
      t.db.write(third, async (tx) => {
        lost = (await room.ring(tx)).digest('x', 'y').toString('hex')
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    const kept = await t.db.write(third, (tx) => room.ring(tx))
    expect(kept.digest('x', 'y').toString('hex')).not.toBe(lost)
    const again = await t.db.write(third, (tx) => openKeyRoom(folder).ring(tx))
    expect(again.digest('x', 'y').equals(kept.digest('x', 'y'))).toBe(true)
  })

  it('needs the master key that made the ring, in a file nobody else can read', async () => {
    const stranger = mkdtempSync(join(tmpdir(), 'yike-keys-'))
    const room = openKeyRoom(stranger)
    await expect(t.db.write(county, (tx) => room.ring(tx))).rejects.toThrow()
    chmodSync(join(stranger, 'keys', 'personal.key'), 0o644)
    expect(() => openKeyRoom(stranger)).toThrow(expect.objectContaining({ code: 'personal.key-open' }))
    rmSync(stranger, { recursive: true })
  })
})
