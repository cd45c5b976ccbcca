export { derivedKey, digester, KEY_BYTES, openBytes, openJson, sealBytes, sealJson } from './cipher.ts'
export { masterKey } from './master.ts'
export { KEY_VARIABLE, type KeyRing, type KeyRoom, openKeyRoom } from './room.ts'
