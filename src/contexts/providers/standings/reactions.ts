import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit, type Subscriber, subscriber } from '../../../platform/events/index.ts'
import { takeTurn } from '../../../platform/imports/index.ts'
import { type CaseFacts, type CaseTold, type CertificateTold, caseFacts } from '../../../platform/procedures/index.ts'
import { closeExit, openExit } from '../exits/commands.ts'
import { gradeOfCase } from '../grading/cases.ts'
import { happened } from '../happenings.ts'
import { writeOrganisations } from '../organisations/register.ts'
import { addSite, tellSites } from '../sites/commands.ts'
import { type OrganisationStored, organisationByCode, STANDING, type StandingStored, sitesOf } from '../store.ts'
import { countsOn } from '../terms.ts'
import { type Effect, effectOf, matchSite, natureOfCase, siteOfCase } from './rules.ts'

/** Payload of `providers.standing.changed`. */
export type StandingChanged = { organisation: string; site: string | null; kind: string; standing: string; act: string }

/** The organisation of a case; one that nobody has entered yet is entered from the form, so that nobody types it twice. */
async function organisationOf(tx: Tx, facts: CaseFacts): Promise<OrganisationStored> {
  await takeTurn(tx, 'organisation')
  const known = await organisationByCode(tx, facts.creditCode!)
  if (known !== null) return known
  const text = (id: string) => (typeof facts.values[id] === 'string' ? (facts.values[id] as string) : null)
  await writeOrganisations(
    tx,
    {
      added: [
        {
          credit_code: facts.creditCode!,
          name: facts.applicant,
          short_name: null,
          nature: natureOfCase(facts.values),
          region: facts.region,
          address: text('address'),
          legal_head: text('legal_head'),
          phone: null,
          brand: null,
          chain_head: null,
          registered_on: null,
          source: `办件 ${facts.number}`,
          note: null,
        },
      ],
      changed: [],
      removed: [],
    },
    { import: null },
  )
  const entered = (await organisationByCode(tx, facts.creditCode!))!
  await happened(tx, { organisation: entered.id }, 'register', { creditCode: entered.creditCode, case: facts.number })
  return entered
}

/** The site of a case; a filing of a site nobody has entered enters it. Null: the case is about the whole organisation. */
async function siteFor(tx: Tx, facts: CaseFacts, organisation: string, enters: boolean): Promise<string | null> {
  const wanted = siteOfCase(facts)
  const found = matchSite(facts.code, wanted, await sitesOf(tx, [organisation]))
  if (found !== null) return found.id
  if (!enters || wanted.kind === null) return null
  const { id } = await addSite(tx, organisation, {
    name: wanted.name,
    kind: wanted.kind,
    region: wanted.region,
    source: `办件 ${facts.number}`,
    ...Object.fromEntries(Object.entries(wanted.values).filter(([, value]) => value !== null)),
  })
  return id
}

async function standingsOf(tx: Tx, organisation: string): Promise<StandingStored[]> {
  return tx.rows<StandingStored>(sql`select ${STANDING} from providers.standing t
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.organisation = ${organisation} order by t.valid_from desc, t.id for update`)
}

/** Ends a standing from a day on. What begins on the same day takes its place. */
async function endStanding(tx: Tx, standing: StandingStored, on: string, reason: string): Promise<void> {
  const endedOn = on < standing.from ? standing.from : on
  await tx.run(sql`update providers.standing set ended_on = ${endedOn}, ended_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${standing.id}`)
  const told: StandingChanged = {
    organisation: standing.organisation,
    site: standing.site,
    kind: standing.kind,
    standing: standing.id,
    act: 'end',
  }
  await emit(tx, 'providers.standing.changed', told)
}

async function grant(
  tx: Tx,
  facts: CaseFacts,
  effect: Extract<Effect, { act: 'grant' }>,
  day: string,
  follows: StandingStored | null,
  place: { organisation: string; site: string | null },
): Promise<void> {
  const { organisation, site } = place
  const id = newId()
  const from = facts.certificate?.issuedOn ?? day
  await tx.run(sql`insert into providers.standing (jurisdiction, id, organisation, site, kind, code, value, label, casefile, case_number, certificate,
      version, valid_from, valid_until, follows, detail, origin, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${organisation}, ${site}, ${effect.kind}, ${facts.code}, ${effect.value}, ${effect.label}, ${facts.id},
      ${facts.number}, ${facts.certificate?.number ?? null}, ${facts.version}, ${from}, ${effect.until}, ${follows?.id ?? null},
      ${JSON.stringify(effect.detail)}, 'procedure', ${tx.actor.id}, ${tx.now})`)
  await happened(tx, { organisation, site }, `grant-${effect.kind}`, {
    standing: id,
    label: effect.label,
    case: facts.number,
    certificate: facts.certificate?.number ?? null,
    until: effect.until,
  })
  const told: StandingChanged = { organisation, site, kind: effect.kind, standing: id, act: 'grant' }
  await emit(tx, 'providers.standing.changed', told)
  if (site !== null) await tellSites(tx, [facts.region], from)
}

/** Carries out what a granted case means for the organisation. */
async function granted(tx: Tx, facts: CaseFacts, on: string): Promise<void> {
  const day = facts.certificate?.issuedOn ?? on
  const effect = effectOf(facts, facts.code === 'elder-care-grading' ? await gradeOfCase(tx, facts) : null)
  if (effect.act === 'none' || facts.creditCode === null) return
  const organisation = await organisationOf(tx, facts)
  if (effect.act === 'grant') {
    const site = await siteFor(tx, facts, organisation.id, effect.kind === 'filing')
    const before = (await standingsOf(tx, organisation.id)).find(
      (each) =>
        each.kind === effect.kind &&
        each.code === facts.code &&
        each.site === site &&
        countsOn({ ...each, suspended: false }, day),
    )
    if (before !== undefined && ['filing', 'grade'].includes(effect.kind))
      await endStanding(tx, before, day, `由 ${facts.number} 接替`)
    await grant(tx, facts, effect, day, before ?? null, { organisation: organisation.id, site })
    return
  }
  const standings = await standingsOf(tx, organisation.id)
  const filings = standings.filter((each) => each.kind === 'filing' && countsOn({ ...each, suspended: false }, day))
  if (effect.act === 'exit') {
    for (const each of standings.filter((one) => countsOn({ ...one, suspended: false }, day)))
      await endStanding(tx, each, day, `机构退出（${facts.number}）`)
    await closeExit(tx, facts.id, day)
    return
  }
  const filing =
    filings.find((each) => each.certificate === effect.filing || each.caseNumber === effect.filing) ??
    (filings.length === 1 ? filings[0]! : null)
  if (effect.act === 'cancel') {
    const on = effect.on || day
    if (filing !== null) {
      await endStanding(tx, filing, on, `注销（${facts.number}）`)
      await tellSites(tx, [facts.region], on)
    }
    await happened(tx, { organisation: organisation.id, site: filing?.site ?? null }, 'filing-cancelled', {
      case: facts.number,
      filing: filing?.certificate ?? effect.filing,
    })
    return
  }
  await happened(tx, { organisation: organisation.id, site: filing?.site ?? null }, 'filing-changed', {
    case: facts.number,
    filing: filing?.certificate ?? effect.filing,
    after: effect.summary,
    certificate: facts.certificate?.number ?? null,
  })
}

/** A case of an organisation was granted: it brings a standing, ends one, or lets the organisation go. */
const onEnded = subscriber<CaseTold>('providers.case-ended', 'procedures.case.ended', async (tx, { payload }) => {
  if (payload.creditCode === null) return
  const facts = await caseFacts(tx, payload.case)
  if (payload.outcome === 'granted') await granted(tx, facts, payload.on)
  else if (payload.code === 'institution-exit') await closeExit(tx, payload.case, null)
})

/** An exit was accepted: its checklist opens. */
const onAdvanced = subscriber<CaseTold>(
  'providers.case-advanced',
  'procedures.case.advanced',
  async (tx, { payload }) => {
    if (payload.code !== 'institution-exit' || payload.step !== 'settling' || payload.creditCode === null) return
    const facts = await caseFacts(tx, payload.case)
    await openExit(tx, facts, await organisationOf(tx, facts))
  },
)

/** A plaque was suspended, restored or revoked: so is what it stands for. */
const onCertificate = subscriber<CertificateTold>(
  'providers.certificate-changed',
  'procedures.certificate.changed',
  async (tx, { payload }) => {
    const [standing] = await tx.rows<StandingStored>(sql`select ${STANDING} from providers.standing t
      where t.jurisdiction = ${tx.actor.jurisdiction} and t.casefile = ${payload.case} for update`)
    if (standing === undefined || standing.endedOn !== null) return
    if (payload.state === 'revoked') await endStanding(tx, standing, today(tx.now.getTime()), '证书被撤销')
    else
      await tx.run(sql`update providers.standing set suspended = ${payload.state === 'suspended'}
        where jurisdiction = ${tx.actor.jurisdiction} and id = ${standing.id}`)
    await happened(tx, { organisation: standing.organisation, site: standing.site }, `certificate-${payload.state}`, {
      certificate: payload.number,
    })
    await tellSites(tx, [payload.region], null)
  },
)

/** What this room reacts to. */
export const providerReactions: Subscriber[] = [onEnded, onAdvanced, onCertificate]
