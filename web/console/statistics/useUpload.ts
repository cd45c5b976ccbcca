import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Problem, Submission, upload } from '../../shared/api.ts'

/** A command with an optional file, once per content; afterwards the figures are read again. */
export function useUpload<Input, Output>(path: string) {
  const client = useQueryClient()
  const [submission] = useState(() => new Submission())
  return useMutation<Output, Problem, { input: Input; file: File | null }>({
    mutationFn: ({ input, file }) =>
      submission.run([path, input, file?.name ?? null, file?.size ?? null], (idempotencyKey) =>
        upload<Output>(path, file === null ? {} : { file }, { input: JSON.stringify(input) }, { idempotencyKey }),
      ),
    onSuccess: () =>
      client.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('/statistics') }),
  })
}
