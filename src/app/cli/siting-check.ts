import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Certificate, checkCertificate } from '../../engines/siting/index.ts'
import { refuse } from '../../kernel/refusal.ts'

async function certificateOf(path: string): Promise<Certificate> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (!['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    throw refuse('file.missing', { zh: `找不到文件：${path}`, en: `There is no such file: ${path}` })
  }
  try {
    return JSON.parse(text) as Certificate
  } catch {
    throw refuse('siting.certificate', {
      zh: '证书不是 JSON，可能不完整',
      en: 'The certificate is not JSON; it may be cut off',
    })
  }
}

/** `yike siting check CERTIFICATE [--json]`: verifies feasibility, objective and bound by other code. Code 1 when it does not hold. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  const [path] = positionals
  if (path === undefined)
    throw refuse('siting.usage', {
      zh: '用法：yike siting check 证书 [--json]',
      en: 'Usage: yike siting check CERTIFICATE [--json]',
    })
  const verdict = checkCertificate(await certificateOf(path))
  if (values.json) console.log(JSON.stringify(verdict))
  else {
    for (const fault of verdict.faults) console.log(`  ✗ ${fault.zh} · ${fault.en}`)
    if (verdict.valid) {
      console.log(`目标 objective  ${verdict.objective ?? '–'}`)
      console.log(
        `界   bound      ${verdict.bound}（${verdict.proven ? '已证明 proven' : `差距 gap ${verdict.gap === null ? '–' : `${(100 * verdict.gap).toFixed(3)} %`}`}）`,
      )
    }
    console.log(verdict.valid ? '证书成立 · the certificate holds' : '证书不成立 · the certificate does not hold')
  }
  return verdict.valid ? 0 : 1
}
