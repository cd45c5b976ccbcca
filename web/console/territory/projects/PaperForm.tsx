import { useState } from 'react'
import { useText } from '../../../shared/i18n/index.ts'
import { ActForm, FilesField, useFiles } from './fields.tsx'
import { messages } from './messages.ts'

/** Attaches papers of one kind to a project. */
export function PaperForm({ project, kind, title }: { project: string; kind: string; title: string }) {
  const t = useText(messages)
  const [files, setFiles] = useState<File[]>([])
  const send = useFiles<{ kind: string }>(`/territory/buildings/${project}/attachments`, ['/territory/buildings'])
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('attach')}
      onSubmit={() => send.mutate({ input: { kind }, files }, { onSuccess: () => setFiles([]) })}
    >
      <FilesField label={title} files={files} onChange={setFiles} required />
    </ActForm>
  )
}
