import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { acceptProject, changeProject, createProject } from './commands.ts'
import { NewProject, PROJECT_STATES, ProjectFacts, ProjectLine, ProjectView } from './model.ts'
import { projectList, projectView } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Revision = Type.Integer({ minimum: 0, description: 'the revision that was seen' })
const Words = Type.String({ maxLength: 2000 })

/** Investment projects over HTTP. */
export const projectRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/plan/projects',
    summary: {
      zh: '投资项目：资金、进度、设施、带动的目标',
      en: 'Investment projects: money, progress, facility, targets',
    },
    permission: 'plan.read',
    query: Type.Object({
      jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
      state: Type.Optional(Type.Enum(PROJECT_STATES)),
      target: Type.Optional(Type.String({ format: 'uuid' })),
    }),
    response: Type.Object({ items: Type.Array(ProjectLine), next: Type.Null() }),
    handle: (tx, { query }) => projectList(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/plan/projects/:id',
    summary: { zh: '一个投资项目和它的全部变更', en: 'One project with everything it ever was' },
    permission: 'plan.read',
    params: Id,
    response: ProjectView,
    handle: (tx, { params }) => projectView(tx, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/plan/projects',
    summary: { zh: '登记投资项目', en: 'Enter an investment project' },
    permission: 'project.manage',
    body: NewProject,
    status: 201,
    response: Type.Object({ id: Type.String(), revision: Type.Integer() }),
    handle: (tx, { body }) => createProject(tx, body),
  }),
  command({
    method: 'PUT',
    url: '/api/plan/projects/:id',
    summary: { zh: '更新投资项目', en: 'Change a project: facts, progress, money' },
    permission: 'project.manage',
    params: Id,
    body: Type.Object({
      revision: Revision,
      reason: Type.Optional(Type.Union([Words, Type.Null()])),
      facts: ProjectFacts,
    }),
    response: Type.Object({ revision: Type.Integer() }),
    handle: (tx, { params, body }) => changeProject(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/plan/projects/:id/acceptance',
    summary: { zh: '竣工验收', en: 'Accept a project that is built' },
    permission: 'project.manage',
    params: Id,
    body: Type.Object({
      revision: Revision,
      on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      facility: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      note: Type.String({ minLength: 1, maxLength: 2000 }),
    }),
    response: Type.Object({ revision: Type.Integer() }),
    handle: (tx, { params, body }) => acceptProject(tx, params.id, body),
  }),
]
