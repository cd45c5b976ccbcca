import type { IsoDate } from '../../kernel/dates.ts'
import type { ActingFor, ProxyScope } from '../people/index.ts'

/** What a one-time code is for: signing in, opening the account oneself, or the slip that the counter printed. */
export type CodeKind = 'sign-in' | 'opening' | 'slip'

/** Somebody an account acts for, as the own pages show it. `scope` null: everything. */
export type Represented = {
  person: string
  name: string
  acting: ActingFor['by']
  scope: ProxyScope[] | null
  until: IsoDate | null
}

/** What the first own page shows. */
export type Home = {
  self: string
  name: string
  persons: Represented[]
  cases: { open: number; waiting: number }
  corrections: number
}

/** The account of a person as the counter sees it. */
export type AccountView = {
  account: string
  phone: string
  openedHow: 'counter' | 'self'
  openedAt: string
}

/** A code that somebody at the counter or the hotline has to tell. */
export type ToTell = {
  id: string
  person: { id: string; name: string; born: IsoDate | null; regionName: string | null }
  phone: string
  kind: CodeKind
  askedAt: string
  until: string
}

/** A correction that was asked for. */
export type Correction = {
  id: string
  person: string
  name: string
  text: string
  state: 'open' | 'done' | 'declined'
  askedAt: string
  answer: string | null
  answeredAt: string | null
}
