/** The pattern of texts that contain a text, for `like` and `ilike`: signs that would mean something there stand for themselves. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}
