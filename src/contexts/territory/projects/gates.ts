import type { Bilingual } from '../../../kernel/refusal.ts'

/** The gates of 四同步 in their order: 规划条件、设计方案审查、规划核实、竣工验收、移交、投入使用. None is skipped. */
export const GATES = ['condition', 'design', 'verification', 'acceptance', 'handover', 'use'] as const
export type Gate = (typeof GATES)[number]

/** Steps that a unit of the government is appointed for; the hand-over is taken by the street or township itself. */
export const STEPS = ['condition', 'design', 'opinion', 'verification', 'acceptance', 'use'] as const
export type Step = (typeof STEPS)[number]

const t = (zh: string, en: string): Bilingual => ({ zh, en })

/** A paper that a gate asks for. */
export type NeededPaper = { kind: string; title: Bilingual }

const paper = (kind: string, zh: string, en: string): NeededPaper => ({ kind, title: t(zh, en) })

/** What a gate asks for. `measured`: lines of the standard are checked there; `settled`: none of them may be unknown. */
export type GateRule = {
  gate: Gate
  title: Bilingual
  papers: readonly NeededPaper[]
  measured: boolean
  settled: boolean
}

/** The gates and what each asks for. */
export const GATE_RULES: Record<Gate, GateRule> = {
  condition: {
    gate: 'condition',
    title: t('规划条件', 'Planning condition'),
    papers: [
      paper('condition-letter', '规划条件', 'Planning condition'),
      paper('requirements', '建设条件意见书', 'Letter of building requirements'),
    ],
    measured: true,
    settled: false,
  },
  design: {
    gate: 'design',
    title: t('设计方案审查', 'Design review'),
    papers: [paper('design', '设计方案', 'Design')],
    measured: true,
    settled: false,
  },
  verification: {
    gate: 'verification',
    title: t('规划核实', 'Verification of construction'),
    papers: [paper('survey', '竣工测绘报告', 'As-built survey')],
    measured: true,
    settled: true,
  },
  acceptance: {
    gate: 'acceptance',
    title: t('竣工验收', 'Acceptance'),
    papers: [paper('acceptance-report', '竣工验收报告', 'Acceptance report')],
    measured: false,
    settled: false,
  },
  handover: {
    gate: 'handover',
    title: t('移交', 'Hand-over'),
    papers: [
      paper('inspection-record', '查验记录', 'Inspection record'),
      paper('agreement', '移交协议', 'Hand-over agreement'),
      paper('drawings', '工程资料', 'Construction papers'),
    ],
    measured: false,
    settled: false,
  },
  use: {
    gate: 'use',
    title: t('投入使用', 'Use'),
    papers: [paper('use-declaration', '用途声明', 'Declaration of use')],
    measured: false,
    settled: false,
  },
}

/** Other papers of a project, and those of inspections and assets. */
export const OTHER_PAPERS: readonly NeededPaper[] = [
  paper('rectification', '整改材料', 'Proof of rectification'),
  paper('photo', '照片', 'Photograph'),
  paper('consent', '业主同意材料', 'Consent of the owners'),
  paper('lease', '租赁合同', 'Lease'),
  paper('other', '其他材料', 'Other paper'),
]

/** Every kind of paper by its code. */
export const PAPER_TITLES: ReadonlyMap<string, Bilingual> = new Map(
  [...GATES.flatMap((gate) => GATE_RULES[gate].papers), ...OTHER_PAPERS].map(({ kind, title }) => [kind, title]),
)

/** How facilities fall short: 缓建、缩建、停建、不建、建而不交. */
export const DEFECT_KINDS = ['deferred', 'reduced', 'stopped', 'not-built', 'withheld'] as const
export type DefectKind = (typeof DEFECT_KINDS)[number]

export const DEFECT_TITLES: Record<DefectKind, Bilingual> = {
  deferred: t('缓建', 'building deferred'),
  reduced: t('缩建', 'built smaller'),
  stopped: t('停建', 'building stopped'),
  'not-built': t('不建', 'not built'),
  withheld: t('建而不交', 'built and withheld'),
}

/**
 * The clause that stops an acceptance while facilities are short. 国办发〔2019〕5号 introduced it; provinces repeat it in their own
 * papers. A defect may name the clause of the region instead.
 */
export const STOP_CLAUSE =
  '国办发〔2019〕5号“四同步”要求：缓建、缩建、停建、不建养老服务设施的，整改到位之前不得组织竣工验收'

/** The clause that holds facilities to their purpose. */
export const PURPOSE_CLAUSE = '国办发〔2019〕5号：民政部门履行监管职责，确保养老服务用途'
