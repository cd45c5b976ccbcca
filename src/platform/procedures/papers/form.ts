import type { PaperBlock, PaperDocument } from '../../documents/index.ts'
import { shownFields } from '../cases/fields.ts'
import type { Definition, Field, Values } from '../model.ts'

const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text })

function blankOf(field: Field): string {
  if (field.type === 'yesno') return '□ 是　□ 否'
  if (field.options !== undefined) return field.options.map((option) => `□ ${option.title.zh}`).join('　')
  return field.type === 'date' ? '　　　　年　　月　　日' : ''
}

function fieldTables(definition: Definition, text: (field: Field) => string): PaperBlock[] {
  const sections = [...(definition.sections ?? []), { id: '', title: { zh: '其他', en: 'Other' } }]
  return sections.flatMap((section): PaperBlock[] => {
    const fields = definition.fields.filter((field) =>
      section.id === '' ? !sections.some((each) => each.id === field.section) : field.section === section.id,
    )
    if (fields.length === 0) return []
    return [
      {
        kind: 'table',
        ...(definition.sections === undefined ? {} : { caption: section.title.zh }),
        columns: [
          { title: '项目', width: 32 },
          { title: '填写', width: 68 },
        ],
        rows: fields.map((field) => [
          `${field.title.zh}${field.unit ? `（${field.unit.zh}）` : ''}${field.required ? ' *' : ''}`,
          text(field),
        ]),
      },
    ]
  })
}

function materialTable(definition: Definition, state: (material: string) => string): PaperBlock[] {
  if (definition.materials.length === 0) return []
  return [
    {
      kind: 'table',
      caption: '材料',
      columns: [
        { title: '材料', width: 60 },
        { title: '要求', width: 22 },
        { title: '收件', width: 18, align: 'center' },
      ],
      rows: definition.materials.map((material) => [
        material.title.zh,
        [
          material.required ? (material.when ? '视情况' : '必需') : '可选',
          material.original ? '原件' : '',
          material.copies ? `复印 ${material.copies}` : '',
        ]
          .filter(Boolean)
          .join('，'),
        state(material.id),
      ]),
    },
  ]
}

/** The blank form on paper, with a QR code that opens the guide: the same questions in the same order as on screen. */
export function blankForm(definition: Definition, version: number, place: string, link: string): PaperDocument {
  return {
    style: 'plain',
    title: `${definition.title.zh}申请表`,
    subtitle: `${place} · 第 ${version} 版`,
    numbering: false,
    blocks: [
      ...fieldTables(definition, blankOf),
      ...materialTable(definition, () => '□'),
      paragraph('代办的填写：代办人姓名　　　　　　　与申请人的关系　　　　　　　授权依据'),
      paragraph('申请人（签字或盖章）：　　　　　　　　　　　　　　　　年　　月　　日'),
    ],
    verification: { content: link, caption: '扫码查看办事指南，也可以网上申请。带 * 的必填。' },
  }
}

/** The form as it was filled in, with a QR code that opens the case at the desk. Personal values only where they were opened. */
export function filledForm(
  facts: {
    definition: Definition
    version: number
    number: string
    place: string
    link: string
    open: boolean
    places: ReadonlyMap<string, { name: string }>
  },
  values: Values,
  given: ReadonlySet<string>,
): PaperDocument {
  const { definition } = facts
  const shown = new Map(
    shownFields(definition, values, facts.open, facts.places).map((field) => [field.id, field.text]),
  )
  return {
    style: 'plain',
    title: `${definition.title.zh}申请表`,
    subtitle: `${facts.place} · ${facts.number} · 第 ${facts.version} 版`,
    numbering: false,
    blocks: [
      ...fieldTables(definition, (field) => shown.get(field.id) ?? ''),
      ...materialTable(definition, (material) => (given.has(material) ? '已收' : '')),
      paragraph('申请人（签字或盖章）：　　　　　　　　　　　　　　　　年　　月　　日'),
    ],
    verification: { content: facts.link, caption: `办件编号 ${facts.number}，工作人员扫码打开办件。` },
  }
}
