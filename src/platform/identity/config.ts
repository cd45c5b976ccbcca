import type { Tx } from '../db/index.ts'

/** Cost of a password hash: memory in KiB, passes over it, lanes. */
export type HashCost = { memory: number; passes: number; parallelism: number }

/** OpenID Connect sign-on with one issuer. */
export type OidcConfig = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Words on the sign-in button, e.g. 州统一身份认证. */
  label: string
  /** Claim that names the jurisdiction, where the issuer serves several; without it everybody belongs to the one they started from. */
  jurisdictionClaim?: string
}

export type IdentityConfig = {
  /** Jurisdiction of visitors who name none. */
  home: string
  cost: HashCost
  /** A session that nobody used for so long is over. */
  idleMinutes: number
  /** A session is over after so long, used or not. */
  absoluteHours: number
  /** A password older than this must be changed at the next sign-in; 0 lets it live for ever. */
  passwordDays: number
  oidc: OidcConfig | null
  /**
   * The persons a resident's account may act for, the own one first: asked with every request, so that an authority that ends takes
   * effect with the next one. Runs as the system. Without it a resident sees nobody.
   */
  subjectsOf: ((tx: Tx, account: string) => Promise<readonly string[]>) | null
}

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
export const HASH_COST: HashCost = { memory: 19_456, passes: 2, parallelism: 1 }

/** The settings of an installation: the house's values with changes on top. */
export function identityConfig(home: string, changes: Partial<IdentityConfig> = {}): IdentityConfig {
  return {
    home,
    cost: HASH_COST,
    idleMinutes: 30,
    absoluteHours: 12,
    passwordDays: 180,
    oidc: null,
    subjectsOf: null,
    ...changes,
  }
}

/** Reads OpenID Connect settings: `YIKE_OIDC_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET`, `_LABEL`, `_JURISDICTION_CLAIM`; null when there is no issuer. */
export function oidcFromEnvironment(env: Record<string, string | undefined>): OidcConfig | null {
  const issuer = env.YIKE_OIDC_ISSUER
  if (issuer === undefined || issuer === '') return null
  const clientId = env.YIKE_OIDC_CLIENT_ID
  const clientSecret = env.YIKE_OIDC_CLIENT_SECRET
  if (!clientId || !clientSecret)
    throw new Error('YIKE_OIDC_ISSUER needs YIKE_OIDC_CLIENT_ID and YIKE_OIDC_CLIENT_SECRET')
  const claim = env.YIKE_OIDC_JURISDICTION_CLAIM
  return {
    issuer,
    clientId,
    clientSecret,
    label: env.YIKE_OIDC_LABEL ?? '统一身份认证',
    ...(claim ? { jurisdictionClaim: claim } : {}),
  }
}
