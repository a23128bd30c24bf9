import { describe, expect, test } from '@jest/globals'
import { fileRef } from '../testing/entries'
import { FileLinks } from './file-links'

function links(answer: () => Response | Promise<Response>, base = 'https://a.example/ccc/') {
  const asked: string[] = []
  const released: string[] = []
  const files = new FileLinks({
    base,
    token: 'secret',
    release: (url) => released.push(url),
    fetch: async (url, init) => {
      asked.push(`${String(url)} ${new Headers(init?.headers).get('authorization')}`)
      return answer()
    },
  })
  return { files, asked, released }
}
const fresh = () => Response.json({ url: '/v1/files/f1?e=2&s=y' })

describe('the link of a file', () => {
  test('leads to the call centre, also below the path of a proxy, and to nobody else', () => {
    const { files } = links(fresh)
    expect(files.urlOf(fileRef('f1'))).toBe('https://a.example/ccc/v1/files/f1?e=1&s=x')
    expect(files.urlOf({ ...fileRef('f1'), url: '//evil.example/x' })).toMatch(/^https:\/\/a\.example\//)
  })

  test('of a file that another client keeps elsewhere leads there', () => {
    const url = 'https://files.example/x.png'
    expect(links(fresh).files.urlOf({ ...fileRef('f1'), url })).toBe(url)
  })

  test('of the first frame of a film leads to the call centre too; a film without one has none', () => {
    const { files } = links(fresh)
    const film = { ...fileRef('f1'), poster: '/v1/files/p1?e=1&s=y' }
    expect(files.posterOf(film)).toBe('https://a.example/ccc/v1/files/p1?e=1&s=y')
    expect(files.posterOf(fileRef('f1'))).toBeUndefined()
  })

  test('is asked for anew once, however many need it, and then used', async () => {
    const { files, asked } = links(fresh)
    const answers = await Promise.all([files.fresh('f1'), files.fresh('f1')])
    const url = 'https://a.example/ccc/v1/files/f1?e=2&s=y'
    expect(answers).toEqual([url, url])
    expect(asked).toEqual(['https://a.example/ccc/v1/agent/files/f1/link Bearer secret'])
    expect(files.urlOf(fileRef('f1'))).toBe(url)
  })

  test.each([
    ['is refused', () => Response.json({ error: {} }, { status: 404 })],
    ['is no link', () => Response.json({})],
    ['does not come', () => Promise.reject(new TypeError('no network'))],
  ])('is none when the answer %s, and can be asked for again', async (_, answer) => {
    const { files, asked } = links(answer)
    expect(await files.fresh('f1')).toBeNull()
    await files.fresh('f1')
    expect(asked).toHaveLength(2)
  })

  test('of a file that lies on this computer leads there', () => {
    const { files } = links(fresh)
    expect(files.urlOf({ ...fileRef('m1'), url: 'blob:1' })).toBe('blob:1')
    files.keep('f1', 'blob:1')
    expect(files.urlOf(fileRef('f1'))).toBe('blob:1')
  })

  test('of the twenty files sent last is kept; older ones are let go and loaded from the call centre', () => {
    const { files, released } = links(fresh)
    for (let n = 1; n <= 21; n += 1) files.keep(`f${n}`, `blob:${n}`)
    expect(released).toEqual(['blob:1'])
    expect(files.urlOf(fileRef('f1'))).toMatch(/^https:/)
    expect(files.urlOf(fileRef('f2'))).toBe('blob:2')
  })
})
