import { useState } from 'react'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Files } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
import { useUpload } from '../../../shared/uploads.ts'
import { messages } from './messages.ts'

/** Attaches papers of one kind to a project. */
export function PaperForm({ project, kind, title }: { project: string; kind: string; title: string }) {
  const t = useText(messages)
  const [files, setFiles] = useState<File[]>([])
  const send = useUpload<{ kind: string }>(`/territory/buildings/${project}/attachments`, ['/territory/buildings'])
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('attach')}
      onSubmit={() => send.mutate({ input: { kind }, files }, { onSuccess: () => setFiles([]) })}
    >
      <Files label={title} files={files} onChange={setFiles} required />
    </ActForm>
  )
}
