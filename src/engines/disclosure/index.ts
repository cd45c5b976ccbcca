/** What may be published of counts of persons: small cells are withheld so that nothing gives them away. */
export { type CountRow, FEWEST, medianBand, type PublishedRow, publishRow, publishRows } from './rows.ts'
