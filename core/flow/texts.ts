/** The part of a sentence, between punctuation marks, that holds ${WaitNo}. */
const COUNT = /[^，。！？；：、,.!?;:\n]*\$\{WaitNo\}[^，。！？；：、,.!?;:\n]*/g

/**
 * Fills the system parameters of seed page 004. A parameter without a value yet stays as written. With nobody ahead, the
 * part of a sentence that counts them says so instead: nobody is told of 0 people before them.
 */
export function fillParameters(text: string, values: { waitNo?: number; staffNo?: string }): string {
  const { waitNo, staffNo } = values
  const worded = waitNo === 0 ? text.replace(COUNT, nextInLine) : text
  return worded.replace(/\$\{(WaitNo|StaffNo)\}/g, (parameter, name: string) =>
    String((name === 'WaitNo' ? waitNo : staffNo) ?? parameter),
  )
}

/** What two keywords have in common when a person would call them the same: case, width and outer spaces. */
export function normalizeKeyword(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

function nextInLine(part: string): string {
  if (/前面|前方|之前/.test(part)) return '您是下一位'
  if (!/ahead|before you/i.test(part)) return part
  const [space = ''] = part.match(/^\s*/) ?? []
  return space + (/^[A-Z]/.test(part.trimStart()) ? 'You are next' : 'you are next')
}

/**
 * Which option a text means: the one whose keyword was typed; typing its name, which is what the buttons show, means
 * the same.
 * @returns its index, or -1
 */
export function meantOption(options: readonly { keyword: string; name: string }[], text: string): number {
  const typed = normalizeKeyword(text)
  const byKeyword = options.findIndex(({ keyword }) => normalizeKeyword(keyword) === typed)
  return byKeyword >= 0 ? byKeyword : options.findIndex(({ name }) => normalizeKeyword(name) === typed)
}
