/** A fault in the mini-program's own source; the message starts with `file:line`. */
export class CompileError extends Error {
  /**
   * @param file path from the mini-program's root
   * @param line counted from 1; 0 when the fault concerns the whole file
   */
  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(line > 0 ? `${file}:${line} ${reason}` : `${file} ${reason}`)
    this.name = 'CompileError'
  }
}
