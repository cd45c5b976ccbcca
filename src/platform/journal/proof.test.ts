import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import {
  checkConsistency,
  checkProof,
  exportConsistency,
  exportProof,
  openKeys,
  type Place,
  record,
  seal,
} from './index.ts'

const t = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'yike-proof-'))
const keys = openKeys(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const county = systemActor('test', '532622')
const write = (entries: number) =>
  t.db.write(county, async (tx) => {
    const places: Place[] = []
    for (let i = 0; i < entries; i++) places.push(await record(tx, { action: 'a', subject: { kind: 'k', id: `${i}` } }))
    return places
  })
const proof = (place: Place) =>
  t.db.read(county, (tx) =>
    exportProof(tx, { jurisdiction: '532622', lane: place.lane, position: place.position }, keys.publicKey),
  )
const places: Place[] = []

beforeAll(async () => {
  for (const entries of [1, 4, 11, 6, 2]) {
    places.push(...(await write(entries)))
    await seal(t.db, keys, '532622')
  }
})

describe('proofs', () => {
  it('show every sealed entry to whoever has the public key, and survive the trip through JSON', async () => {
    for (const place of places) {
      const sent = JSON.parse(JSON.stringify(await proof(place)))
      expect(checkProof(sent, keys.publicKey)).toMatchObject({ valid: true })
    }
  })

  it('fail for another entry, another place, another key, another path', async () => {
    const [good, other] = await Promise.all([proof(places[3]!), proof(places[7]!)])
    const stranger = generateKeyPairSync('ed25519').publicKey
    expect(checkProof(good, stranger)).toEqual({ valid: false, reason: 'the seal is not signed by this key' })
    for (const wrong of [
      { ...good, content: good.content.replace('system:test', 'system:best') },
      { ...good, content: other.content },
      { ...good, position: good.position + 1 },
      { ...good, path: other.path.slice(1) },
      { ...good, seal: { ...good.seal, content: good.seal.content.replace('532622', '532623') } },
      { ...good, content: 'null' },
    ]) {
      expect(checkProof(wrong, keys.publicKey).valid).toBe(false)
    }
  })

  it('are refused for what is not there and what is not sealed yet', async () => {
    const [fresh] = await write(1)
    await expect(proof(fresh!)).rejects.toMatchObject({ code: 'journal.unsealed' })
    await expect(proof({ lane: 0, position: 999, hash: '' })).rejects.toMatchObject({ code: 'journal.entry-missing' })
  })

  it('show that the journal only grew between any two seals', async () => {
    for (let older = 1; older <= 5; older++) {
      for (let newer = older; newer <= 5; newer++) {
        const made = await t.db.read(county, (tx) => exportConsistency(tx, '532622', { older, newer }))
        expect(checkConsistency(made, keys.publicKey), `${older} → ${newer}`).toMatchObject({ valid: true })
        if (older === newer) continue
        expect(checkConsistency({ ...made, older: made.newer, newer: made.older }, keys.publicKey).valid).toBe(false)
        expect(checkConsistency({ ...made, paths: [] }, keys.publicKey).valid).toBe(false)
      }
    }
  })
})
