import { defineMessages } from '../../shared/i18n/index.ts'

export const messages = defineMessages('console.people.grid', {
  zh: {
    draw: '划定网格',
    assign: '安排网格员',
    code: '编号',
    name: '名称',
    region: '村（社区）',
    dwellings: '居住点编号',
    dwellingsHint: '用顿号或换行隔开；每个居住点只属于一个网格',
    from: '起始日期',
    worker: '网格员账号',
    choose: '请选择',
    cells: '负责的网格（取代原来的）',
    cellsHint: '从起始日期起，只负责选中的这些',
  },
  en: {
    draw: 'Draw a cell',
    assign: 'Assign a worker',
    code: 'Code',
    name: 'Name',
    region: 'Village or community',
    dwellings: 'Codes of dwelling points',
    dwellingsHint: 'Parted by commas or lines; a dwelling point belongs to one cell',
    from: 'From',
    worker: 'Account of the worker',
    choose: 'choose one',
    cells: 'Cells to look after (in place of those before)',
    cellsHint: 'From that day on these and no others',
  },
})
