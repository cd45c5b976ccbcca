import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Bilingual, problemOf, Refusal, refuse } from '../../kernel/refusal.ts'

/** The reader's language: Chinese unless the request prefers English. */
export function languageOf(request: FastifyRequest): keyof Bilingual {
  return /^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

type ValidationIssue = { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }

const TYPE_ZH: Record<string, string> = {
  integer: '整数',
  number: '数字',
  string: '文字',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  null: '空',
}

const ISSUE_ZH: Record<string, (params: Record<string, unknown>) => string> = {
  required: (p) => `缺少 ${p.missingProperty}`,
  type: (p) => `应为${TYPE_ZH[p.type as string] ?? ` ${p.type}`}`,
  enum: (p) => `只能是 ${(p.allowedValues as unknown[]).join('、')}`,
  const: (p) => `只能是 ${p.allowedValue}`,
  pattern: () => '格式不对',
  format: (p) => `格式应为 ${p.format}`,
  minLength: (p) => `至少 ${p.limit} 个字`,
  maxLength: (p) => `最多 ${p.limit} 个字`,
  minimum: (p) => `不能小于 ${p.limit}`,
  maximum: (p) => `不能大于 ${p.limit}`,
  minItems: (p) => `至少 ${p.limit} 项`,
  maxItems: (p) => `最多 ${p.limit} 项`,
  additionalProperties: (p) => `多出 ${p.additionalProperty}`,
}

function refusalOfValidation(issues: ValidationIssue[], part: string): Refusal {
  // The members of an anyOf complain each for itself; the one that says most stands first in the list.
  const issue = issues[0]!
  const place = issue.instancePath.replace(/^\//, '').replaceAll('/', '.')
  const zh = ISSUE_ZH[issue.keyword]?.(issue.params) ?? '不符合要求'
  const named = place === '' ? '' : `${place} `
  return refuse(
    'input.invalid',
    { zh: `填写有误：${named}${zh}`, en: `The input is not valid: ${named}${issue.message ?? 'does not fit'}` },
    {
      at: pointerOf(issue, part),
      params: { issues: issues.map((each) => ({ at: each.instancePath, rule: each.keyword, message: each.message })) },
    },
  )
}

/** Where it is wrong: inside the body as the form knows it, like the pointers of every other refusal; else with the part before it. */
function pointerOf({ instancePath, params: { missingProperty } }: ValidationIssue, part: string): string {
  const inside = missingProperty === undefined ? instancePath : `${instancePath}/${missingProperty}`
  return part === 'body' ? inside : `/${part}${inside}`
}

/** A value that has not the form its column asks for: text, number, date, encoding. */
const UNFIT = new Set(['22P02', '22P05', '22021', '22003', '22007', '22008'])

/** The server of the database went away under the request, or does not answer yet. */
function isAway({ code, syscall, message }: Error & { code?: string; syscall?: string }): boolean {
  return (
    /^(08|57P0[123]$)/.test(code ?? '') ||
    /^(ECONN|EPIPE$)/.test(code ?? '') ||
    (code === 'ENOENT' && syscall === 'connect') ||
    /^(Connection terminated|Client has encountered a connection error)/.test(message)
  )
}

/** Said without a promise: whether the last moment of a command was kept is known only when the same request is repeated. */
const away = () =>
  refuse(
    'server.away',
    {
      zh: '数据库刚刚中断，正在恢复，这一步可能没有保存',
      en: 'The database was interrupted and is coming back; this may not have been saved',
    },
    {
      kind: 'unavailable',
      next: { zh: '请稍后重试；重试不会重复办理', en: 'Try again in a moment; nothing is carried out twice' },
    },
  )

/** Faults of the database that are a caller's mistake or bad luck, told in words. */
function refusalOfDatabase(code: string | undefined): Refusal | null {
  if (code === '23505')
    return refuse('record.exists', { zh: '已有相同的记录', en: 'Such a record exists already' }, { kind: 'conflict' })
  if (code === '23503')
    return refuse(
      'record.reference',
      { zh: '所引用的记录不存在', en: 'A record this refers to does not exist' },
      { kind: 'conflict' },
    )
  if (code === '23P01')
    return refuse(
      'record.overlap',
      { zh: '与已有记录的时间重叠', en: 'This overlaps with an existing record' },
      { kind: 'conflict' },
    )
  if (code === '42501')
    return refuse(
      'access.scope',
      { zh: '超出了您的辖区或权限范围', en: 'This lies outside your jurisdiction' },
      { kind: 'forbidden' },
    )
  if (code !== undefined && UNFIT.has(code))
    return refuse('input.invalid', { zh: '填写的内容格式不对', en: 'A value has the wrong form' })
  return null
}

function refusalOf(
  error: Error & { code?: string; validation?: ValidationIssue[]; validationContext?: string; statusCode?: number },
): Refusal | null {
  if (error instanceof Refusal) return error
  if (error.validation !== undefined) return refusalOfValidation(error.validation, error.validationContext ?? 'body')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return refuse(
      'request.too-large',
      { zh: '内容太长：一次不能超过 4 MB', en: 'This is too long: at most 4 MB at a time' },
      { kind: 'too-large', next: { zh: '请存成文件后上传', en: 'Save it as a file and upload that' } },
    )
  }
  if (error.code === 'FST_REQ_FILE_TOO_LARGE') {
    return refuse(
      'upload.too-large',
      { zh: '文件太大：单个文件不能超过 20 MB', en: 'The file is too large: at most 20 MB each' },
      {
        kind: 'too-large',
        next: { zh: '请去掉图片后另存，或分成几份上传', en: 'Remove pictures, or upload it in parts' },
      },
    )
  }
  if (error.statusCode === 429)
    return refuse(
      'request.too-many',
      { zh: '操作太频繁，请稍后再试', en: 'Too many requests; try again in a while' },
      { kind: 'too-many' },
    )
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return refuse(
      'request.unreadable',
      { zh: '请求无法读取', en: 'The request cannot be read' },
      { params: { reason: error.message } },
    )
  }
  return isAway(error) ? away() : refusalOfDatabase(error.code)
}

/** Answers every failure as RFC 9457 problem details: a refusal in words, anything else as a fault of ours with a number to quote. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error as Error)
  if (refusal === null) {
    request.log.error({ err: error }, 'fault')
    const fault = refuse('server.fault', {
      zh: `系统出错，没有保存任何内容。请把编号告诉管理员：${request.id}`,
      en: `Something went wrong and nothing was saved. Please give this number to the administrator: ${request.id}`,
    })
    return send(reply, { ...problemOf(fault, languageOf(request)), status: 500 })
  }
  return send(reply, problemOf(refusal, languageOf(request)))
}

function send(reply: FastifyReply, problem: { status: number }): FastifyReply {
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
