import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { exitCodes } from '../errors'
import { allCommands } from './all-commands'

describe.each(['loader.md', 'loader.zh-CN.md'])('docs/%s', (file) => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', file), 'utf8')
  const sections = new Map(
    text.split(/^### /m).map((section): [string, string] => [section.slice(0, section.indexOf('\n')), section]),
  )

  test('has a section for every command, in the order of the help', () => {
    expect([...sections.keys()].slice(1)).toEqual(allCommands.map(({ name }) => name))
  })

  test.each(allCommands)('lists every option of $name, and no other', ({ name, options }) => {
    const rows = (sections.get(name) ?? '').matchAll(/^\| `(-[^`]*)` \|/gm)
    expect([...rows].map(([, flags = '']) => flags.replaceAll('\\|', '|'))).toEqual(options.map(({ flags }) => flags))
  })

  test('lists every exit code', () => {
    const rows = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
    expect(rows).toEqual(Object.values(exitCodes))
  })
})
