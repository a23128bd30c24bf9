import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { stripComments } from 'jsonc-parser'
import { CompileError } from './compile-error'

export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a JSON file of a mini-program.
 * @param file path from `root`
 * @returns the object, or undefined if there is no such file
 * @throws CompileError with the line of a syntax error, or if the file holds no object
 */
export async function readJson(root: string, file: string): Promise<JsonObject | undefined> {
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // WeChat DevTools tolerates comments; blanks in their place keep every line where it is.
  const value = await parse(stripComments(text.replace(/^\uFEFF/, ''), ' '), file)
  if (!isObject(value)) throw new CompileError(file, 1, 'must hold a JSON object')
  return value
}

async function parse(json: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(json)
  } catch (error) {
    // esbuild says where: JSON.parse does so only in some versions of Node
    const located = await transform(json, { loader: 'json', logLevel: 'silent' }).catch((failure) => failure)
    const first = located.errors?.[0]
    const reason = first?.text ?? (error instanceof Error ? error.message : String(error))
    throw new CompileError(file, first?.location?.line ?? 1, `is not valid JSON: ${reason}`)
  }
}

/** The line, from 1, where `needle` first stands in a file; 1 if it does not. */
export async function lineOf(root: string, file: string, needle: string): Promise<number> {
  const text = await readFile(join(root, file), 'utf8').catch(() => '')
  const at = text.indexOf(needle)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
