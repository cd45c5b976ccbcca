import { walkXml } from './xml.ts'
import type { Zip } from './zip.ts'

type Style = { name: string; basedOn: string; numId?: string; depth?: number }

/** What a paragraph style adds to its paragraphs' text: numbering, and whether it is a line of a table of contents. */
export class Styles {
  #styles = new Map<string, Style>()

  constructor(zip: Zip, folder: string) {
    const bytes = zip.part(`${folder}styles.xml`)
    if (!bytes) return
    let style: Style | null = null
    walkXml(
      bytes,
      {
        open: (name, at) => {
          const value = at['w:val'] ?? ''
          if (name === 'w:style') {
            style = { name: '', basedOn: '' }
            this.#styles.set(at['w:styleId'] ?? '', style)
          } else if (!style) return
          else if (name === 'w:name') style.name = value.toLowerCase()
          else if (name === 'w:basedOn') style.basedOn = value
          else if (name === 'w:numId') style.numId = value
          else if (name === 'w:ilvl') style.depth = Number(value)
        },
        close: (name) => {
          if (name === 'w:style') style = null
        },
      },
      true,
    )
  }

  /** Numbering a style brings along, its own or from the styles it is based on. */
  numbering(id: string): { numId: string; depth: number } | null {
    let depth: number | undefined
    for (const style of this.#chain(id)) {
      depth ??= style.depth
      if (style.numId !== undefined) return { numId: style.numId, depth: depth ?? 0 }
    }
    return null
  }

  /** True for the lines of a generated table of contents: they repeat the headings. */
  isContents(id: string): boolean {
    return /^toc \d/.test(this.#styles.get(id)?.name ?? '')
  }

  *#chain(id: string): Generator<Style> {
    let at = this.#styles.get(id)
    for (let i = 0; at && i < 20; i++) {
      yield at
      at = this.#styles.get(at.basedOn)
    }
  }
}
