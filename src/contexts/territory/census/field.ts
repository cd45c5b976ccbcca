import Type, { type Static } from 'typebox'
import { type OperationKind, operationKind, type PackSource } from '../../../platform/sync/index.ts'
import { saySurvey } from './commands.ts'
import { CENSUS_FORM, CensusFields } from './model.ts'
import { censusPackOf } from './views.ts'

const Uuid = Type.String({ format: 'uuid' })

const SurveyBody = Type.Object(
  {
    region: Type.String({ pattern: '^[0-9]{12}$' }),
    facility: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
    record: Type.Union([Uuid, Type.Null()]),
    fields: CensusFields,
  },
  { additionalProperties: false },
)

/** The census as devices hand it in. */
export const censusKinds: OperationKind[] = [
  operationKind<Static<typeof SurveyBody>>({
    kind: 'census.facility',
    title: { zh: '设施普查', en: 'Survey of a facility' },
    permission: 'field.use',
    forms: { [CENSUS_FORM]: SurveyBody },
    apply: async (tx, payload, { id, device, seq, base }) => saySurvey(tx, { ...payload, id, device, seq, base }),
  }),
]

/** What a surveyor takes along. */
export const censusPack: PackSource = { name: 'census', permission: 'field.use', load: (tx) => censusPackOf(tx) }
