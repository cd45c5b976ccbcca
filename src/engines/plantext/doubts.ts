import type { Doubt, DoubtCode } from './types.ts'

const WORDS: Record<DoubtCode, [string, string]> = {
  'implausible-value': [
    '数字疑似丢失小数点，已按最可能的值读取，请核对原文',
    'The number seems to have lost its decimal point; read as the likeliest value, please check',
  ],
  'double-comparator': ['比较词重复（如“达到≥…以上”），按一次读取', 'The comparison is stated twice; read once'],
  conflict: [
    '同一指标在文中有不同的值、时限或范围，请确认以哪处为准',
    'The paper gives this indicator different values, dates or scopes; decide which holds',
  ],
  alias: [
    '指标写法与通行名称不同，已按同一指标归并',
    'The indicator is spelt otherwise than usual; treated as the same one',
  ],
  orphan: ['孤立的残句，未并入任何条款', 'A stray fragment that belongs to no clause'],
  truncated: ['文件似乎不完整，后续内容缺失', 'The paper seems to be cut off'],
  'vendor-trailer': ['网站附加文字，不属于文件内容', 'Words added by a web site, no part of the paper'],
  'reporting-unit': [
    '报送单位不在行政区划代码树内，需单独设置',
    'This reporting unit lies outside the code tree of regions',
  ],
  ocr: ['疑似识别错误，已按改正后的写法理解', 'Probably a recognition error; understood as corrected'],
  obsolete: ['疑似过时措施，可注明理由后停用该任务', 'Probably obsolete; the task may be retired with a reason'],
  'deadline-inherited-far': ['时限取自较远的上文，请核对', 'The deadline comes from further above; please check'],
  'deadline-past': ['时限早于发文时间', 'The deadline lies before the paper’s own date'],
  'deadline-unclear': ['时限表述不够明确，请核对', 'The deadline is not stated clearly'],
  'indicator-unclear': ['未能确定指标名称', 'The indicator’s name could not be told'],
  'unit-unclear': ['未能确定计量单位', 'The unit could not be told'],
  'distribution-unclear': ['“分别”所对应的各项未能逐一拆分', 'The parts of “分别” could not be told apart'],
  'maybe-limit': ['可能是政策参数，也可能是目标', 'May be a policy parameter or a target'],
  'maybe-background': ['可能是现状数据，未作为目标', 'May be a figure of the present state; not taken as a target'],
  'weak-target': ['是否为考核目标不够明确', 'It is not certain that this is a target'],
  'unread-number': ['此处数字未能归类', 'This number could not be placed'],
  'numbering-gap': ['编号不连续，可能缺少条款', 'Numbers are missing; a clause may be lost'],
  'table-unclear': ['表格结构未能完全识别', 'The table could not be read with certainty'],
  'no-tasks': ['未找到任务条款', 'No tasks were found'],
  'no-targets': ['未读出任何量化目标，请人工核对原文', 'No measurable target was read; please check the paper by hand'],
  'not-chinese': [
    '文件似乎不是中文，本系统只识读中文文件',
    'The paper does not seem to be in Chinese; only Chinese papers can be read',
  ],
}

/** A doubt with its words in both languages. */
export function doubt(code: DoubtCode, quote: string): Doubt {
  const [message, messageEn] = WORDS[code]
  return { code, quote, message, messageEn }
}
