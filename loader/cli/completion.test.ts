import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { makeFolder } from '../testing/project'
import { allCommands } from './all-commands'
import { completionFor, type Shell } from './completion'

const script = (shell: Shell) => completionFor(shell, allCommands, 'en')
const folder = makeFolder({ 'my shop/x': '', 'mine/x': '' })

/** What a shell offers for the last of the words, sorted. */
const shells: Readonly<Record<string, (words: readonly string[]) => string[]>> = {
  bash: (words) => {
    const call = `COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}; _ccc_store`
    return run('bash', ['--norc', '-c', `${script('bash')}\n${call}; printf '%s\\n' "\${COMPREPLY[@]}"`])
  },
  // Only an interactive zsh completes, so what it would call is put in its place.
  zsh: (words) => {
    const current = words.at(-1) ?? ''
    const offer = `compadd() { shift; for each in "$@"; do [[ $each = ${quoted(current)}* ]] && print -r -- "$each"; done }
_describe() { compadd -- \${(P)2%%:*} }
_files() { for each in ${quoted(current)}*(/N); do print -r -- "$each"; done }
compdef() { :; }`
    const call = `words=(${words.map(quoted).join(' ')}); CURRENT=${words.length}; _ccc-store`
    return run('zsh', ['-f', '-c', `${offer}\n${script('zsh')}\n${call}`])
  },
  fish: (words) => {
    const line = words.map((word) => word.replaceAll(' ', '\\ ')).join(' ')
    const offered = run('fish', ['--no-config', '-c', `${script('fish')}\ncomplete -C ${quoted(line)}`])
    return offered.map((each) => each.replace(/\t.*$/, ''))
  },
}

function run(program: string, args: readonly string[]): string[] {
  const env = { ...process.env, HOME: folder }
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line !== '')
}

function quoted(word: string): string {
  return `'${word}'`
}

const isThere = (program: string) => spawnSync(program, ['-c', 'true']).status === 0

describe.each(Object.entries(shells).filter(([name]) => isThere(name)))('in %s', (_, complete) => {
  const folders = (offered: readonly string[]) => offered.map((each) => each.replace(/\/$/, '').replaceAll('\\', ''))

  test.each<[string[], string[]]>([
    [['ins'], ['install']],
    [['--lang', 'zh', 'ins'], ['install']],
    [
      ['--lang', ''],
      ['en', 'zh'],
    ],
    [['--lang', 'zh', 'install', '--on'], ['--on-conflict']],
    [['install', '--on'], ['--on-conflict']],
    [['install', '--on-conflict', 's'], ['skip']],
    [['config', 'g'], ['get']],
    [['completion', 'p'], ['powershell']],
    [['create', 'install', '--g'], ['--git']],
    [['create', 'install', '--on'], []],
    [['install', '--sdk-app-id', ''], []],
    [['--v'], ['--version']],
  ])('%j gives %j', (words, expected) => {
    expect(complete(['ccc-store', ...words]).sort()).toEqual(expected)
  })

  test('after the name come the commands', () => {
    const offered = complete(['ccc-store', ''])
    for (const { name } of allCommands) expect(offered).toContain(name)
    expect(offered).not.toContain('--on-conflict')
  })

  test('folders with spaces stay in one piece', () => {
    expect(folders(complete(['ccc-store', 'install', '--cwd', 'm'])).sort()).toEqual(['mine', 'my shop'])
  })
})

test('the shells of this machine were asked', () => {
  expect(isThere('bash')).toBe(true)
})

describe('the script for PowerShell', () => {
  test('is balanced and knows every command, option and value', () => {
    const text = script('powershell')
    for (const [open, close] of ['{}', '()', '[]']) {
      expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length)
    }
    for (const { name, options } of allCommands) {
      const line = text.split('\n').find((each) => each.startsWith(`    '${name}' = @(`)) ?? ''
      for (const { flags } of options) expect(line).toContain(`'${/--[\w-]+/.exec(flags)?.[0]}'`)
    }
    expect(text).toContain("'--lang' = @('zh', 'en')")
  })
})

test('a script can be written into a file and read from there', () => {
  const place = makeFolder({ '_ccc-store': script('bash') })
  const { status } = spawnSync('bash', ['-n', join(place, '_ccc-store')])
  expect(status).toBe(0)
})
