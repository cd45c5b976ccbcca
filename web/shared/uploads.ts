import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Problem, Submission, upload } from './api.ts'

/**
 * A command with files as a mutation: what is typed goes in the form field `input`, the files beside it. Repeating the same content
 * after an open outcome keeps its idempotency key. After success the views whose paths begin with one of `refresh` are read again.
 */
export function useUpload<Input, Output = unknown>(path: string, refresh: readonly string[] = []) {
  const client = useQueryClient()
  const [submission] = useState(() => new Submission())
  return useMutation<Output, Problem, { input: Input; files: readonly File[] }>({
    mutationFn: ({ input, files }) =>
      submission.run([path, input, files.map((file) => [file.name, file.size, file.lastModified])], (idempotencyKey) =>
        upload<Output>(path, { files: [...files] }, { input: JSON.stringify(input) }, { idempotencyKey }),
      ),
    onSuccess: () =>
      client.invalidateQueries({
        predicate: (query) => refresh.some((start) => String(query.queryKey[0]).startsWith(start)),
      }),
  })
}
