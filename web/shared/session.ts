import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { command, type Problem, Submission } from './api.ts'
import { useView } from './queries.ts'

/** Who is signed in. */
export type Account = {
  id: string
  username: string
  name: string
  jurisdiction: string
  jurisdictionName: string
  unit: string | null
  unitName: string | null
  region: string | null
  roles: string[]
  permissions: string[]
  /** Set by somebody else or too old: until it is changed the account may do nothing else. */
  mustChangePassword?: boolean
}

/** Answer of `GET /api/session`. */
export type Session = {
  account: Account | null
  /** The jurisdiction this installation serves first. `hotline` is its service telephone. */
  home: { jurisdiction: string; name: string; hotline?: string | null }
  oidc: { enabled: boolean; label: string }
}

const PATH = '/session'

/** The session, read once and kept. */
export function useSession() {
  return useView<Session>(PATH)
}

/** The signed-in account, or null. */
export function useAccount(): Account | null {
  return useSession().data?.account ?? null
}

/** Answers whether the account holds a permission; no permission asked means everybody. */
export function useMay(): (permission: string | undefined) => boolean {
  const account = useAccount()
  return (permission) => permission === undefined || (account?.permissions.includes(permission) ?? false)
}

export type Credentials = { jurisdiction: string; username: string; password: string }

/** Signs in; everything read before is forgotten. */
export function useSignIn() {
  const client = useQueryClient()
  const [submission] = useState(() => new Submission())
  return useMutation<unknown, Problem, Credentials>({
    mutationFn: (given) => submission.run(given, (idempotencyKey) => command('POST', PATH, given, { idempotencyKey })),
    onSuccess: () => client.resetQueries(),
  })
}

/** Signs out; everything read before is forgotten. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation<unknown, Problem, void>({
    mutationFn: () => command('DELETE', PATH),
    onSuccess: () => client.resetQueries(),
  })
}
