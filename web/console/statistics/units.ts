import { useLanguage } from '../../shared/i18n/index.ts'

/** Units of the library in English; what stands alone in English (a count of things) has none. */
const ENGLISH: Record<string, string> = {
  平方米: 'm²',
  人: 'persons',
  人次: 'person-times',
  万次: '× 10,000 visits',
  场次: 'events',
  是否: 'yes/no',
  个: '',
  所: '',
  家: '',
  张: '',
  项: '',
  条: '',
  笔: '',
  件: '',
  处: '',
}

/** The unit in the reader's language. */
export function useUnit(): (unit: string) => string {
  const lng = useLanguage()
  return (unit) => (lng === 'zh' ? unit : (ENGLISH[unit] ?? unit))
}
