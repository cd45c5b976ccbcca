import { refuse } from '../../kernel/refusal.ts'

/**
 * Who acts, and where. Every transaction runs as one actor; row-level security reads these values, so a query that forgets its
 * `where` still sees nothing outside them.
 */
export type Actor = {
  kind: 'account' | 'system' | 'public'
  /** Account id, or the name of a job such as `system:relay`. */
  id: string
  /** Six-digit code of the government the actor writes for. */
  jurisdiction: string
  /** Prefix of the jurisdictions the actor may read: `532622` for a county, `5326` for a prefecture and all below; `*` for jobs of the installation. */
  reach: string
  /** Prefix of the region codes inside the jurisdiction the actor works on: `532622` all, `532622101` one town. */
  region: string
  /** Id of the unit (责任单位) the account belongs to, if any. */
  unit: string | null
  permissions: ReadonlySet<string>
  /**
   * A resident's account: the persons it acts for, the own one first. What concerns other persons does not exist for it, whatever a query
   * asks. Absent for everybody else.
   */
  subjects?: readonly string[]
}

/** Leading digits that all codes below a government share: `530000` → `53`, `532600` → `5326`, `532622` → `532622`. */
export function reachOf(jurisdiction: string): string {
  return jurisdiction.replace(/(00){1,2}$/, '')
}

/** The actor of a job inside one jurisdiction. It has every right there and none elsewhere. */
export function systemActor(job: string, jurisdiction: string): Actor {
  return {
    kind: 'system',
    id: `system:${job}`,
    jurisdiction,
    reach: reachOf(jurisdiction),
    region: reachOf(jurisdiction),
    unit: null,
    permissions: new Set(['*']),
  }
}

/** The actor of a job that reads across the whole installation (the relay, the sealer). It writes in no jurisdiction. */
export function installationActor(job: string): Actor {
  return { ...systemActor(job, '000000'), reach: '*', region: '*' }
}

/** A reader without login, inside one jurisdiction. */
export function publicActor(jurisdiction: string): Actor {
  return { ...systemActor('public', jurisdiction), kind: 'public', id: 'public', permissions: new Set() }
}

/** True when the actor holds the permission, or all of them. */
export function may(actor: Actor, permission: string): boolean {
  return actor.permissions.has(permission) || actor.permissions.has('*')
}

/** Throws a typed refusal unless the actor holds the permission. */
export function demand(actor: Actor, permission: string): void {
  if (may(actor, permission)) return
  throw refuse(
    'access.forbidden',
    { zh: '您的账号没有办理这件事的权限', en: 'Your account does not have the right to do this' },
    {
      kind: 'forbidden',
      params: { permission },
      next: { zh: '请联系本单位的管理员', en: 'Ask the administrator of your unit' },
    },
  )
}

/** An id nobody has: a resident without a person is a resident all the same. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

const SAFE = /^[A-Za-z0-9:._*-]*$/

/** The statement that begins a transaction as an actor. `SET LOCAL`, because only that travels to the workers of a cluster. */
export function beginAs(actor: Actor, readOnly: boolean): string {
  const settings: Record<string, string> = {
    actor: actor.id,
    jurisdiction: actor.jurisdiction,
    reach: actor.reach,
    region: actor.region,
    unit: actor.unit ?? '',
    ...(actor.subjects === undefined ? {} : { subjects: [NOBODY, ...actor.subjects].join(':') }),
  }
  const parts = Object.entries(settings).map(([name, value]) => {
    if (!SAFE.test(value)) throw new Error(`the actor's ${name} cannot be set: ${value}`)
    return `set local yike.${name} = '${value}'`
  })
  return `begin${readOnly ? ' read only' : ''}; ${parts.join('; ')}`
}
