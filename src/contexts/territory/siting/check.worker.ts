import { type Certificate, checkCertificate } from '../../../engines/siting/index.ts'
import { serveCalls } from '../../../platform/threads/index.ts'

serveCalls({ check: ({ text }: { text: string }) => checkCertificate(JSON.parse(text) as Certificate) })
