import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../kernel/refusal.ts'
import { KEY_BYTES } from './cipher.ts'

/**
 * A master key of the installation: `keys/<name>.key` in the data folder, made on first use and readable by its owner only, or the key in
 * the environment variable (base64, 32 bytes). It never enters the database; without it what it wrapped is lost, so it belongs into the
 * backup, apart from the database.
 *
 * @throws Refusal `<name>.key-open` when others can read the file, `<name>.key` when it is no key
 */
export function masterKey(folder: string, name: string, variable: string): Buffer {
  const given = process.env[variable]
  const file = join(folder, 'keys', `${name}.key`)
  if (given === undefined || given === '') {
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 })
    if (!existsSync(file)) writeFileSync(file, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' })
    if ((statSync(file).mode & 0o077) !== 0) {
      throw refuse(
        `${name}.key-open`,
        { zh: `密钥文件 ${file} 可被他人读取`, en: `The key file ${file} can be read by others` },
        { next: { zh: `执行 chmod 600 ${file}`, en: `Run chmod 600 ${file}` } },
      )
    }
  }
  const key = Buffer.from(given || readFileSync(file, 'utf8'), 'base64')
  if (key.length !== KEY_BYTES) {
    throw refuse(`${name}.key`, {
      zh: `密钥 ${variable} 应为 ${KEY_BYTES} 字节的 base64`,
      en: `The key ${variable} must be ${KEY_BYTES} bytes in base64`,
    })
  }
  return key
}
