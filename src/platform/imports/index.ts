/** One way in and out for every register: template, preview, apply, undo, list, export. */
export { applyImport, tellRowsChanged } from './apply.ts'
export { previewImport } from './preview.ts'
export { importRoutes } from './routes.ts'
export { forgetImports, importJobs } from './sealing.ts'
export { exportRows, templateOf } from './sheets.ts'
export { loadRows, pageRows } from './source.ts'
export { takeTurn } from './store.ts'
export type {
  ApplyContext,
  CellIssue,
  Changes,
  Choice,
  ColumnType,
  Counts,
  HeaderMatch,
  ImportState,
  ImportView,
  LineView,
  Outcome,
  RegionResolver,
  RegisterColumn,
  RegisterDefinition,
  RegisterRow,
  RowsChanged,
  Value,
} from './types.ts'
export { undoImport } from './undo.ts'
export type { RegisterView } from './views.ts'
