import { en } from './en.ts'
import { defineMessages } from './messages.ts'
import { zh } from './zh.ts'

/** Words that every face uses. */
export const common = defineMessages('common', { zh, en })
