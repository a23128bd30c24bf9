/** Fills the system parameters of seed page 004. A parameter without a value yet stays as written. */
export function fillParameters(text: string, values: { waitNo?: number; staffNo?: string }): string {
  const { waitNo, staffNo } = values
  return text.replace(/\$\{(WaitNo|StaffNo)\}/g, (parameter, name: string) =>
    String((name === 'WaitNo' ? waitNo : staffNo) ?? parameter),
  )
}

/** What two keywords have in common when a person would call them the same: case, width and outer spaces. */
export function normalizeKeyword(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
