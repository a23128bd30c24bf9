/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Attachment } from '../../store/view-rows'
import { builtSdk } from '../../testing/built-sdk'
import { wxFailure } from '../../testing/fake-wx'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

const file = { fileId: 'f1', name: 'report.final.pdf', size: 2_345_678, mime: 'application/pdf' }
const show = (body: Attachment, properties: Record<string, unknown> = {}, wx: Record<string, unknown> = {}) =>
  showPart(out, 'attachment', { body, ...properties }, ['card'], {
    onAppShow() {},
    onNetworkStatusChange() {},
    getFileSystemManager: () => ({}),
    ...wx,
  })
const failing = (errMsg: string) => jest.fn(({ fail }: { fail(error: { errMsg: string }): void }) => fail({ errMsg }))
const tap = async (shown: ReturnType<typeof show>, selector = '.card') => {
  await shown.emit(selector, 'tap')
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

describe('an attachment', () => {
  test('that is a picture takes its room before it is there', () => {
    const { page } = show({ kind: 'image', file, width: 1_200, height: 900 }, { src: 'https://a.example/a.png' })
    expect(page.innerHTML).toContain('width:180px;height:135px')
  })
  test('that is very narrow is wide enough to be hit', () => {
    const { page } = show({ kind: 'image', file, width: 10, height: 900 })
    expect(page.innerHTML).toContain('width:60px;height:180px')
  })
  test('on its way says how far it is', () => {
    const { see } = show({ kind: 'image', fileId: '', width: 1, height: 1 }, { src: 'wxfile://a', progress: 42 })
    expect(see('cover')).toEqual(['42%'])
  })
  test('that is a film says how long it is', () => {
    expect(show({ kind: 'video', file, seconds: 75, width: 3, height: 4 }).see('seconds')).toEqual(['1:15'])
  })
  test.each([
    ['shows its first frame', 'https://a.example/a.jpg', 1],
    ['without a first frame is dark', '', 0],
  ])('that is a film %s, under the sign to play it', (_, poster, frames) => {
    const film: Attachment = { kind: 'video', file, seconds: 75, width: 3, height: 4 }
    const { see } = show(film, { src: 'https://a.example/a.mp4', poster })
    expect([see('image').length, see('play-light').length]).toEqual([frames, 1])
  })
  test('that is a file shows name, kind and size', () => {
    const { see } = show({ kind: 'file', file })
    expect([see('title'), see('thumb'), see('foot')]).toEqual([['report.final.pdf'], ['PDF'], ['2.2 MB']])
  })
  test('that is a file on its way is named after what lies on the phone', () => {
    const { see } = show({ kind: 'file', fileId: '' }, { file: { name: 'a.txt', size: 12 }, progress: -1 })
    expect([see('title'), see('foot')]).toEqual([['a.txt'], ['12 B']])
  })
  test('that is an order shows a large picture, a price and its status', () => {
    const { see } = show({
      kind: 'card',
      card: { type: 'order', title: 'Order 1', picture: 'https://a.example/a.png', price: '¥9.90', status: 'Packed' },
    })
    expect([see('large').length, see('foot'), see('chip')]).toEqual([1, ['¥9.90'], ['Packed']])
  })
  test.each<[Attachment, string]>([
    [{ kind: 'location', latitude: 1, longitude: 2, name: 'n', address: 'a' }, 'M14 25'],
    [{ kind: 'link', url: 'https://a.example', title: 't' }, 'M12 16'],
    [{ kind: 'file', file: { ...file, name: 'README' } }, 'M7 3'],
  ])('without a picture has a line icon, and no emoji: %j', (body, path) => {
    const { page } = show(body)
    expect(page.querySelector('[class*="thumb"]')?.getAttribute('style')).toContain(path)
    expect(page.textContent).not.toMatch(/\p{Extended_Pictographic}/u)
  })
  test('that is a product shows title, description and price', () => {
    const { see } = show({
      kind: 'card',
      card: { type: 'product', title: 'Kettle', description: '1.7 l', price: '¥128' },
    })
    expect([see('title'), see('more'), see('foot')]).toEqual([['Kettle'], ['1.7 l'], ['¥128']])
  })
})

describe('what does not load', () => {
  const image: Attachment = { kind: 'image', file, width: 3, height: 4 }
  const film: Attachment = { kind: 'video', file, seconds: 75, width: 3, height: 4 }
  const link = (id: string, e: number) => `https://ccc.example.com/v1/files/${id}?e=${e}&s=x`
  const session = { token: 't', expiresAt: Date.now() + 60_000, customer: { customerId: 'c1', openid: 'o1' } }
  /** shows it with links that have ended, to be renewed or not */
  const showEnded = (body: Attachment, statusCode = 200) => {
    const asked: string[] = []
    const shown = show(
      body,
      { src: link('f1', 1), poster: body.kind === 'video' ? link('p1', 1) : '' },
      {
        getStorageSync: (key: string) =>
          key === 'ccc-session' ? { of: '1400000000@https://ccc.example.com', session } : '',
        request({ url, success }: { url: string; success(answer: object): void }) {
          asked.push(url)
          const id = url.split('/').at(-2)
          success({ statusCode, data: statusCode === 200 ? { url: `/v1/files/${id}?e=2&s=x` } : {} })
        },
        previewImage() {},
      },
    )
    const fail = () => shown.emit('.image', 'error')
    const tile = () => shown.page.querySelector('[class*="picture"]')?.getAttribute('style')
    return { ...shown, asked, fail, tile }
  }

  test.each([
    ['a picture', image, 'f1'],
    ['the first frame of a film', film, 'p1'],
  ])('%s, gets a new link, once', async (_, body, id) => {
    const { part, asked, fail } = showEnded(body)
    await fail()
    expect(asked).toEqual([`https://ccc.example.com/v1/customer/files/${id}/link`])
    expect(part.instance.data.fresh).toBe(link(id, 2))
    await fail()
    expect([asked.length, part.instance.data.lost]).toEqual([1, true])
  })
  test('is a grey tile with a line icon where there is no link, and is tried again on a tap', async () => {
    const { see, fail, tile, emit } = showEnded(image, 500)
    expect(tile()).not.toContain('M4 6')
    await fail()
    expect(see('image')).toHaveLength(0)
    expect(tile()).toContain('M4 6')
    await emit('.picture', 'tap')
    expect(see('image')).toHaveLength(1)
    expect(tile()).not.toContain('M4 6')
  })
  test('leaves a film its sign to play, on dark', async () => {
    const { see, fail, tile } = showEnded(film, 500)
    await fail()
    expect([see('image').length, see('play-light').length]).toEqual([0, 1])
    expect(tile()).not.toContain('url(')
  })
  test('and lies on the phone has no link to be renewed', async () => {
    const shown = show({ kind: 'image', fileId: '', width: 1, height: 1 }, { src: 'wxfile://gone' })
    await shown.emit('.image', 'error')
    expect(shown.part.instance.data.lost).toBe(true)
  })
})

describe('a tap', () => {
  test('on a place opens the map', async () => {
    const openLocation = jest.fn()
    await tap(show({ kind: 'location', latitude: 1, longitude: 2, name: 'n', address: 'a' }, {}, { openLocation }))
    expect(openLocation).toHaveBeenCalledWith(expect.objectContaining({ latitude: 1, longitude: 2, name: 'n' }))
  })
  test('on a link copies it', async () => {
    const setClipboardData = jest.fn()
    await tap(show({ kind: 'link', url: 'https://a.example', title: 't' }, {}, { setClipboardData }))
    expect(setClipboardData).toHaveBeenCalledWith(expect.objectContaining({ data: 'https://a.example' }))
  })
  test('on a card opens its page, one of the tab bar too, and tells the host', async () => {
    const switchTab = jest.fn()
    const navigateTo = failing('navigateTo:fail can not navigateTo a tabbar page')
    const card = { type: 'order' as const, title: 'Order 1', path: 'pages/cart/cart?id=1' }
    const shown = show({ kind: 'card', card }, {}, { navigateTo, switchTab })
    await tap(shown)
    expect(navigateTo).toHaveBeenCalledWith(expect.objectContaining({ url: '/pages/cart/cart?id=1' }))
    expect(switchTab).toHaveBeenCalledWith(expect.objectContaining({ url: '/pages/cart/cart' }))
    expect(shown.events).toEqual([['card', { card }]])
  })
  test.each([
    ['navigateTo:fail page "pages/gone/gone" is not found', 'There is no such page'],
    ['navigateTo:fail webview count limit exceed', 'Cannot be opened now'],
  ])('on a card whose page cannot be opened, "%s", says: %s', async (errMsg, title) => {
    const [showToast, error] = [jest.fn(), jest.spyOn(console, 'error').mockImplementation(() => {})]
    const card = { type: 'order' as const, title: 'Order 1', path: '/pages/gone/gone' }
    await tap(show({ kind: 'card', card }, {}, { navigateTo: failing(errMsg), showToast }))
    expect(showToast.mock.calls).toEqual([[expect.objectContaining({ title })]])
    expect(error.mock.calls).toHaveLength(errMsg.includes('not found') ? 1 : 0)
    error.mockRestore()
  })
  test.each([
    ['openLocation', { kind: 'location', latitude: 1, longitude: 2, name: 'n', address: 'a' }],
    ['setClipboardData', { kind: 'link', url: 'https://a.example', title: 't' }],
    ['previewImage', { kind: 'image', fileId: '', width: 1, height: 1 }],
    ['previewMedia', { kind: 'video', fileId: '', seconds: 1, width: 1, height: 1 }],
    ['openDocument', { kind: 'file', fileId: '' }],
  ] as [string, Attachment][])('that %s fails is never silent, unless the customer gave up', async (name, body) => {
    const selector = 'width' in body ? '.picture' : '.card'
    const toasts = async (failure: 'broken' | 'cancelled') => {
      jest.resetModules()
      const showToast = jest.fn()
      const fails = failing(wxFailure(name, failure).errMsg)
      await tap(show(body, { src: 'wxfile://a' }, { [name]: fails, showToast }), selector)
      return showToast.mock.calls.length
    }
    expect([await toasts('broken'), await toasts('cancelled')]).toEqual([1, 0])
  })
  test('on a picture on its way shows what lies on the phone', async () => {
    const previewImage = jest.fn()
    const body = { kind: 'image' as const, fileId: '', width: 1, height: 1 }
    await tap(show(body, { src: 'wxfile://a' }, { previewImage }), '.picture')
    expect(previewImage).toHaveBeenCalledWith(expect.objectContaining({ urls: ['wxfile://a'] }))
  })
  test('on a voice plays it, and a second one stops it', async () => {
    const setInnerAudioOption = jest.fn()
    const audio = { onEnded: jest.fn(), onError: jest.fn(), offError() {}, play: jest.fn(), stop: jest.fn(), src: '' }
    const shown = show(
      { kind: 'voice', fileId: '', seconds: 3 },
      { src: 'wxfile://v' },
      { createInnerAudioContext: () => audio, setInnerAudioOption },
    )
    await tap(shown)
    expect([audio.src, audio.play.mock.calls.length, shown.see('stop').length]).toEqual(['wxfile://v', 1, 1])
    // the property of the same name on the context does nothing since base library 2.3.0
    expect(setInnerAudioOption).toHaveBeenCalledWith({ obeyMuteSwitch: false })
    expect(audio).not.toHaveProperty('obeyMuteSwitch')
    await tap(shown)
    expect([audio.stop.mock.calls.length, shown.see('stop').length]).toEqual([1, 0])
  })
  test('on a file opens it when it is here, and says so when it cannot be', async () => {
    const openDocument = failing('openDocument:fail filetype not supported')
    const showToast = jest.fn()
    await tap(show({ kind: 'file', fileId: '' }, { src: 'wxfile://a.pdf' }, { openDocument, showToast }))
    expect(openDocument).toHaveBeenCalledWith(expect.objectContaining({ filePath: 'wxfile://a.pdf' }))
    expect(showToast).toHaveBeenCalledWith(expect.objectContaining({ title: 'Cannot be opened now' }))
  })
})
